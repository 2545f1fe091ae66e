"""XLSX: each sheet a heading and tables; rows are streamed, dates and shared strings resolved, formulas by their stored values."""

import datetime
import re
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.packages import (
    Package,
    child,
    core_properties,
    descendants,
    local,
    relationships,
)
from nullus.knowledge.parsers.tables import add_table

_CELLS: Final = 5_000_000
_COLUMNS: Final = 512
_DATE_FORMATS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PLAIN: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_EPOCH: Final = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones


def parse(source: Source) -> ParsedDocument:
    """Visible sheets in order."""
    package = Package(source.data, source.limits)
    workbook = package.xml("xl/workbook.xml")
    targets = relationships(package, "xl/workbook.xml")
    strings = (
        [_string(item) for item in package.xml("xl/sharedStrings.xml")] if "xl/sharedStrings.xml" in package else []
    )
    dates = _date_styles(package)
    draft = Draft(source.limits)
    for sheet in descendants(workbook, "sheet"):
        identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        part = targets.get(identifier, "")
        if part not in package or not part.startswith("xl/worksheets/") or sheet.get("state") == "veryHidden":
            continue
        rows = _Rows(strings, dates, source.limits.xml_depth)
        rows.read(package.read(part))
        if rows.rows:
            draft.heading(sheet.get("name", ""), 1)
            _write(draft, rows.rows)
    facts = core_properties(package)
    return draft.finish("xlsx", title=facts.pop("title", source.name.rpartition("/")[2]), metadata=facts)


def _write(draft: Draft, rows: list[list[str]]) -> None:
    """A title above the table is a row with one filled cell; empty rows part tables."""
    block: list[list[str]] = []
    for row in [*rows, []]:
        filled = sum(1 for cell in row if cell.strip())
        if filled == 0 or (filled == 1 and not block):
            add_table(draft, block)
            block = []
            if filled:
                draft.add("paragraph", " ".join(row))
        else:
            block.append(row)


def _string(item: Element) -> str:
    """A shared string without its phonetic guides."""
    parts = []
    for part in item:
        if local(part) == "t":
            parts.append(part.text or "")
        elif local(part) == "r":
            parts.extend(text.text or "" for text in part if local(text) == "t")
    return "".join(parts)


def _date_styles(package: Package) -> frozenset[int]:
    """The cell styles that show their number as a date or time."""
    if "xl/styles.xml" not in package:
        return frozenset()
    root = package.xml("xl/styles.xml")
    formats = set(_DATE_FORMATS)
    for item in descendants(root, "numFmt"):
        code = _PLAIN.sub("", item.get("formatCode", "")).lower()
        if (
            re.search("[ydhs]|m", code)
            and not re.search("[0#?]", code.split(".")[0])
            and item.get("numFmtId", "").isdigit()
        ):
            formats.add(int(item.get("numFmtId", "0")))
    styles = child(root, "cellXfs")
    found = enumerate(styles) if styles is not None else ()
    return frozenset(
        at for at, style in found if (value := style.get("numFmtId", "")).isdigit() and int(value) in formats
    )


class _Rows:
    """The target of an XML parser that keeps rows of strings and no tree."""

    def __init__(self, strings: list[str], dates: frozenset[int], depth: int) -> None:
        self.rows: list[list[str]] = []
        self._strings, self._dates, self._left = strings, dates, depth
        self._cells = 0
        self._value: list[str] | None = None
        self._text: list[str] = []
        self._column = 0
        self._kind, self._style = "n", 0

    def read(self, data: bytes) -> None:
        parser = ElementTree.XMLParser(target=self)  # noqa: S314 - this target refuses document types
        try:
            parser.feed(data)
            parser.close()
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise ParseFailed("damaged", f"xml: {error}") from None

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise ParseFailed("too_complex", "xml: nested too deeply")
        kind = tag.rpartition("}")[2]
        if kind == "c":
            self._begin_cell(attrs)
        elif kind in ("v", "t"):
            self._value = self._text
        elif kind == "row":
            self.rows.append([])

    def _begin_cell(self, attrs: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > _CELLS:
            raise ParseFailed("too_complex", "xlsx: too many cells")
        column = 0
        for letter in attrs.get("r", ""):
            if not "A" <= letter <= "Z" or column > 20_000:
                break
            column = column * 26 + ord(letter) - 64
        self._column = column - 1 if column else (len(self.rows[-1]) if self.rows else 0)
        self._kind = attrs.get("t", "n")
        self._style = int(attrs["s"]) if attrs.get("s", "").isdigit() else 0
        self._text = []

    def data(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def end(self, tag: str) -> None:
        self._left += 1
        kind = tag.rpartition("}")[2]
        if kind in ("v", "t"):
            self._value = None
        elif kind == "c" and self.rows and self._column < _COLUMNS and (text := self._shown("".join(self._text))):
            row = self.rows[-1]
            row.extend([""] * (self._column - len(row)))
            row.append(text)

    def _shown(self, value: str) -> str:
        if self._kind == "s":
            return self._strings[int(value)] if value.isdigit() and int(value) < len(self._strings) else ""
        if self._kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if self._kind == "n" and value:
            return self._number(value)
        return value

    def _number(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if self._style in self._dates and 0 < number < 2_958_466:
            moment = _EPOCH + datetime.timedelta(seconds=round(number * 86_400))
            if number < 1:
                return moment.strftime("%H:%M:%S")
            return moment.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M:%S")
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else f"{number:.12g}"

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ParseFailed("too_complex", "xml: a document type is not allowed")

    def close(self) -> None:
        """Nothing is left to do."""
