"""OpenDocument text, sheets and slides: headings, paragraphs, lists and tables of content.xml."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.packages import Package, attribute, descendants, local
from nullus.knowledge.parsers.tables import add_table

_HIDDEN = frozenset(("tracked-changes", "annotation", "note-citation", "forms", "sequence-decls", "notes", "desc"))


def parse(source: Source) -> ParsedDocument:
    """The body of an .odt, .ods or .odp."""
    package = Package(source.data, source.limits)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise ParseFailed("encrypted", "odf: encrypted entries")
    body = next(descendants(package.xml("content.xml"), "body"), None)
    draft = Draft(source.limits)
    pages = _Pages()
    if body is not None:
        _write(draft, body, False, pages)
    facts = _facts(package)
    return draft.finish("opendocument", pages=pages.count or None, title=facts.pop("title", None), metadata=facts)


class _Pages:
    count = 0

    @property
    def page(self) -> int | None:
        return self.count or None


def _write(draft: Draft, parent: Element, listed: bool, pages: _Pages) -> None:
    for item in parent:
        kind = local(item)
        if kind in _HIDDEN:
            continue
        if kind == "h":
            level = attribute(item, "outline-level") or "1"
            draft.heading(_text(item), int(level) if level.isdigit() else 1, pages.page)
        elif kind == "p":
            text = _text(item).strip()
            draft.add("list" if listed else "paragraph", f"- {text}" if listed and text else text, page=pages.page)
            for frame in descendants(item, "text-box"):
                _write(draft, frame, listed, pages)
        elif kind == "table":
            if "spreadsheet" in parent.tag:
                draft.heading(attribute(item, "name") or "", 1, pages.page)
            add_table(draft, _rows(item), page=pages.page)
        else:
            if kind == "page":
                pages.count += 1
            _write(draft, item, listed or kind == "list", pages)


def _rows(table: Element) -> Iterator[list[str]]:
    for row in descendants(table, "table-row"):
        cells: list[str] = []
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            text = " ".join(_text(paragraph) for paragraph in descendants(cell, "p"))
            repeated = attribute(cell, "number-columns-repeated") or "1"
            times = int(repeated) if repeated.isdigit() and len(repeated) < 6 else 1
            cells.extend([text] * (min(times, 64) if text else min(times, 512)))
        yield cells


def _text(paragraph: Element) -> str:
    parts: list[str] = [paragraph.text or ""]
    for item in paragraph:
        kind = local(item)
        if kind == "s":
            count = attribute(item, "c") or "1"
            parts.append(" " * (int(count) if count.isdigit() and len(count) < 4 else 1))
        elif kind == "tab":
            parts.append("\t")
        elif kind == "line-break":
            parts.append("\n")
        elif kind not in _HIDDEN and kind != "frame":
            parts.append(_text(item))
        parts.append(item.tail or "")
    return "".join(parts)


def _facts(package: Package) -> dict[str, str]:
    if "meta.xml" not in package:
        return {}
    wanted = {
        "title": "title",
        "creator": "author",
        "creation-date": "created",
        "date": "modified",
        "subject": "subject",
    }
    return {
        wanted[local(item)]: item.text for item in package.xml("meta.xml").iter() if local(item) in wanted and item.text
    }
