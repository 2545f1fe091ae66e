"""Markdown is kept verbatim; front matter, comments and HTML's tags go. The scanner is one pass over lines, so no input is slow."""

import re
from typing import Final

from nullus.knowledge.parsers.document import Block, BlockKind, ParsedDocument, Source, clean, finished, without_spans
from nullus.knowledge.parsers.failures import ParseFailed

_FRONT: Final = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD: Final = re.compile(r"^([A-Za-z][\w-]{0,40}):[ \t]*(\S[^\n]*)$", re.M)
_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_SETEXT: Final = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_CODE: Final = re.compile(r"(^ {0,3}(?:```|~~~).*?^ {0,3}(?:```|~~~)[^\n]*$)", re.M | re.S)
# Tags that dress words or place pictures. Others stay: `List<String>` is no tag, and a table's cells would run together.
_TAG: Final = re.compile(
    r"(?P<code>(?P<mark>`{1,3})[^\n]{1,1000}?(?P=mark))"
    r"|</?(?:a|abbr|b|bdi|bdo|big|br|center|cite|code|del|details|dfn|div|em|figcaption|figure|font|i|img|ins|kbd|mark|p|picture"
    r"|q|s|samp|small|source|span|strike|strong|sub|summary|sup|tt|u|var|wbr)(?P<about>[ \t/][^<>\n]{0,1000})?>",
    re.I,
)
_ALT: Final = re.compile(r"""\balt=(["'])([^"'\n]{0,300})\1""", re.I)
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_DELIMITER: Final = re.compile(
    r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$|[ \t]*\|[ \t]*:?-+:?[ \t]*\|?$"
)


def parse(source: Source, text: str) -> ParsedDocument:
    """Blocks of a Markdown text; the title comes from the front matter or the first heading."""
    text, facts = _without_front_matter(clean(text))
    if "<" in text:
        text = _without_tags(text)
    if len(text) > source.limits.text_characters:
        raise ParseFailed("too_large", f"{len(text)} characters")
    blocks = scan(text)
    if len(blocks) > source.limits.blocks:
        raise ParseFailed("too_complex", "too many blocks")
    return finished(text, blocks, "markdown", title=facts.get("title"), metadata=facts)


def _without_front_matter(text: str) -> tuple[str, dict[str, str]]:
    found = _FRONT.match(text[:20_000])
    if not found or not _FIELD.search(found.group(1)):
        return text, {}
    fields = {key.lower(): value.strip().strip("\"'") for key, value in _FIELD.findall(found.group(1))[:50]}
    wanted = ("title", "author", "date", "description", "tags", "lang")
    return text[found.end() :], {key: fields[key] for key in wanted if key in fields}


def _without_tags(text: str) -> str:
    """Drop comments and tags outside code, where they are content; of a picture its description stays."""
    pieces = _CODE.split(text)
    return "".join(piece if at % 2 else _words(without_spans(piece, "<!--", "-->")) for at, piece in enumerate(pieces))


def _words(text: str) -> str:
    lines = text.split("\n")
    indented = "\t", "    "  # code, or what cannot be told from it
    return "\n".join(line if "<" not in line or line.startswith(indented) else _TAG.sub(_word, line) for line in lines)


def _word(found: re.Match[str]) -> str:
    if found["code"]:
        return found["code"]
    described = _ALT.search(found["about"] or "")
    return described[2] if described else " " if found[0].lower().startswith("<br") else ""


class _Scan:
    """The block that is being read, and those that are done."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.kind: BlockKind = "paragraph"
        self.start = -1
        self.end = -1

    def close(self) -> None:
        if self.start >= 0 and self.end > self.start:
            self.blocks.append(Block(self.kind, self.start, self.end))
        self.start = -1

    def take(self, kind: BlockKind, start: int, end: int) -> None:
        """Continue the open block of this kind, or begin one."""
        if self.start < 0 or self.kind != kind:
            self.close()
            self.kind, self.start = kind, start
        self.end = end

    def heading(self, start: int, end: int, level: int) -> None:
        self.close()
        self.blocks.append(Block("heading", start, end, level))


def scan(text: str) -> list[Block]:
    """Blocks of clean Markdown in order; offsets are those of `text`."""
    state = _Scan(text)
    fence = ""
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        start, end = at, at + len(line.rstrip())
        at += len(line) + 1
        if fence:
            state.take("code", start, max(end, start))
            mark = _FENCE.match(line)
            if mark and mark.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
                state.close()
            continue
        if end == start:
            if state.kind != "list" or not _continues_list(lines, number + 1):
                state.close()
            continue
        if mark := _FENCE.match(line):
            state.close()
            fence = mark.group(1)
            state.take("code", start, end)
        else:
            _plain_line(state, lines, number, start, end)
    state.close()
    return state.blocks


def _plain_line(state: _Scan, lines: list[str], number: int, start: int, end: int) -> None:
    """One line outside fenced code."""
    line = lines[number]
    if mark := _HEADING.match(line):
        if line.strip(" #\t"):
            state.heading(start, end, len(mark.group(1)))
        return
    open_kind = state.kind if state.start >= 0 else None
    if open_kind == "paragraph" and "\n" not in state.text[state.start : start - 1] and (mark := _SETEXT.match(line)):
        opened = state.start
        state.start = -1
        state.heading(opened, end, 1 if mark.group(1)[0] == "=" else 2)
    elif "|" in line and (open_kind == "table" or (number + 1 < len(lines) and _DELIMITER.match(lines[number + 1]))):
        state.take("table", start, end)
    elif _ITEM.match(line) or (open_kind == "list" and (line[0] in " \t" or lines[number - 1].strip())):
        state.take("list", start, end)
    elif open_kind in (None, "code") and line.startswith(("\t", "    ")):
        state.take("code", start, end)
    else:
        state.take("paragraph", start, end)


def _continues_list(lines: list[str], number: int) -> bool:
    """Whether the line after a blank one still belongs to the list before it."""
    if number >= len(lines):
        return False
    line = lines[number]
    return bool(_ITEM.match(line)) or (line[:2] in ("  ", "\t") and bool(line.strip())) or line[:1] == "\t"
