"""Source code, kept verbatim: top-level definitions become headings where a line tells that it is one."""

import re
from typing import Final

from nullus.knowledge.parsers.document import Block, ParsedDocument, Source, clean, finished
from nullus.knowledge.parsers.failures import ParseFailed

_DEFINITION: Final = re.compile(
    r"^(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|pub(?:\([\w ]+\))?|unsafe|inline|data"
    r"|sealed|open|const|virtual|extern(?: \"C\")?|partial)\s+)*"
    r"(?:def|class|func|function\*?|fn|struct|enum|interface|trait|impl|type|module|namespace|object|record|protocol|extension|sub"
    r"|create\s+(?:or\s+replace\s+)?(?:table|view|function|procedure|index|trigger|type))\b[^\n]{0,200}$",
    re.I,
)


def parse(source: Source, text: str) -> ParsedDocument:
    """Headings and code in turn; together they are the whole file."""
    text = clean(text)
    if len(text) > source.limits.text_characters:
        raise ParseFailed("too_large", f"{len(text)} characters")
    blocks: list[Block] = []
    start, at = 0, 0
    for line in text.split("\n"):
        if line[:1].isalpha() and _DEFINITION.match(line):
            _code(blocks, text, start, at)
            blocks.append(Block("heading", at, at + len(line.rstrip()), 2))
            start = at + len(line) + 1
        at += len(line) + 1
    _code(blocks, text, start, len(text))
    if len(blocks) > source.limits.blocks:
        raise ParseFailed("too_complex", "too many blocks")
    title = source.name.replace("\\", "/").rpartition("/")[2]
    return finished(text, blocks, "code", title=title, metadata={"language": source.extension})


def _code(blocks: list[Block], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        blocks.append(Block("code", start + len(piece) - len(piece.lstrip("\n")), start + len(piece.rstrip())))
