"""HTML to blocks in one pass without building a tree, so that depth costs nothing; nothing that a page refers to is ever loaded."""

import re
from html.parser import HTMLParser
from typing import Final

from nullus.knowledge.parsers.document import BlockKind, Draft, ParsedDocument, Source, without_spans
from nullus.knowledge.parsers.tables import add_table

_SKIPPED_WORDS: Final = "script style noscript template svg math iframe object canvas audio video select nav button"
_BREAK_WORDS: Final = (
    "p div section article main header footer aside ul ol dl dt dd blockquote figure figcaption address form fieldset hr body "
    "details summary center"
)
_SKIPPED: Final = frozenset(_SKIPPED_WORDS.split())
_BREAKS: Final = frozenset(_BREAK_WORDS.split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_MAX_TABLES: Final = 20


class _Table:
    """Rows of the table that is being read; cells that span rows leave empty cells below."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.below: dict[int, int] = {}
        self.span = (1, 1)

    def row(self) -> None:
        self.close_cell()
        self.rows.append([])

    def open_cell(self, columns: int, rows: int) -> None:
        self.close_cell()
        if not self.rows:
            self.rows.append([])
        self.cell, self.span = [], (columns, rows)

    def close_cell(self) -> None:
        if self.cell is None:
            return
        row = self.rows[-1]
        while self.below.get(len(row), 0) > 0:
            self.below[len(row)] -= 1
            row.append("")
        columns, rows = self.span
        for number in range(columns):
            if rows > 1:
                self.below[len(row)] = rows - 1
            row.append("" if number else "".join(self.cell))
        self.cell = None


class _Reader(HTMLParser):
    """Turns the events of the standard library's tolerant scanner into blocks."""

    def __init__(self, draft: Draft, page: int | None) -> None:
        super().__init__(convert_charrefs=True)
        self.draft = draft
        self.page = page
        self.title: list[str] = []
        self.facts: dict[str, str] = {}
        self._text: list[str] = []
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._skip: str | None = None
        self._skip_depth = 0
        self._in_title = False
        self._lists: list[int] = []
        self._tables: list[_Table] = []

    def flush(self) -> None:
        """End the block that is being collected."""
        raw = "".join(self._text)
        self._text = []
        if self._kind == "code":
            self.draft.add("code", raw, page=self.page)
        elif text := "\n".join(_SPACE.sub(" ", line).strip() for line in raw.split("\0")).strip():
            if self._kind == "heading":
                self.draft.heading(text, self._level, self.page)
            elif self._kind == "list":
                self.draft.add("list", f"- {text}", page=self.page)
            else:
                self.draft.add("paragraph", text, page=self.page)
        self._kind = "list" if self._lists and self._kind == "list" else "paragraph"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skip:
            self._skip_depth += tag == self._skip
        elif tag in _SKIPPED:
            self._skip, self._skip_depth = tag, 1
        elif tag == "title":
            self._in_title = not self.title
        elif tag == "meta":
            self._meta(dict(attrs))
        elif tag == "br":
            self._add("\n" if self._kind == "code" else "\0")
        elif tag in ("table", "tr", "td", "th", "caption"):
            self._open_table_part(tag, dict(attrs))
        elif self._tables:
            if tag in _BREAKS or tag in _HEADINGS or tag == "li":
                self._add(" ")
        else:
            self._open_block(tag)

    def _open_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.flush()
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag == "pre":
            self.flush()
            self._kind = "code"
        elif tag == "li":
            self.flush()
            self._kind = "list"
        elif tag in _BREAKS and self._kind != "code":
            if not (self._kind == "list" and not "".join(self._text).strip()):
                self.flush()
            if tag in ("ul", "ol"):
                self._lists.append(0)

    def _open_table_part(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "table":
            if len(self._tables) >= _MAX_TABLES:
                return
            if not self._tables:
                self.flush()
            self._tables.append(_Table())
        elif self._tables and tag == "tr":
            self._tables[-1].row()
        elif self._tables and tag in ("td", "th"):
            self._tables[-1].open_cell(_span(attrs.get("colspan"), 50), _span(attrs.get("rowspan"), 500))

    def handle_endtag(self, tag: str) -> None:
        if self._skip:
            self._skip_depth -= tag == self._skip
            if self._skip_depth <= 0:
                self._skip = None
        elif tag == "title":
            self._in_title = False
        elif self._tables:
            self._close_table_part(tag)
        elif tag in _HEADINGS or tag in ("pre", "li") or tag in _BREAKS:
            self.flush()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._kind = "paragraph"

    def _close_table_part(self, tag: str) -> None:
        table = self._tables[-1]
        if tag in ("td", "th", "tr"):
            table.close_cell()
        elif tag == "table":
            table.close_cell()
            self._tables.pop()
            if self._tables:
                self._add(" ".join(" ".join(row) for row in table.rows))
            else:
                add_table(self.draft, table.rows, page=self.page)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._skip:
            self._add(data)

    def _add(self, data: str) -> None:
        if not self._tables:
            self._text.append(data.replace("\0", "") if len(data) > 1 else data)
        elif (cell := self._tables[-1].cell) is not None:
            cell.append(data)
        elif data.strip():  # text between cells: a caption, or broken markup
            self._tables[-1].rows.append([data])

    def _meta(self, attrs: dict[str, str | None]) -> None:
        name, content = (attrs.get("name") or "").lower(), attrs.get("content") or ""
        if name in ("author", "description", "keywords", "date") and content:
            self.facts.setdefault(name, content)

    def close(self) -> None:
        super().close()
        while self._tables:
            self._close_table_part("table")
        self.flush()


def _span(value: str | None, most: int) -> int:
    return max(1, min(int(value), most)) if value and value.isascii() and value.isdigit() and len(value) < 6 else 1


def _closed(text: str) -> str:
    """Without comments, declarations and tags that never end: the scanner would look for their end again and again."""
    text = without_spans(text, "<!--", "-->").replace("<!--", "")
    text = without_spans(without_spans(text, "<!", ">"), "<?", ">")
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;") if "<" in text[last:] else text


def read_into(draft: Draft, text: str, *, page: int | None = None) -> tuple[str | None, dict[str, str]]:
    """Append the blocks of an HTML text; returns its title and what its head says about it."""
    reader = _Reader(draft, page)
    reader.feed(_closed(text.replace("\0", "")))
    reader.close()
    return " ".join("".join(reader.title).split()) or None, reader.facts


def parse(source: Source, text: str) -> ParsedDocument:
    """The blocks of a page."""
    draft = Draft(source.limits)
    title, facts = read_into(draft, text)
    return draft.finish("html", title=title, metadata=facts)
