"""Plain text: blank lines part paragraphs, and the headings that Korean and English plain text usually has are recognised."""

import re
from typing import Final

from nullus.knowledge.parsers.document import Block, BlockKind, ParsedDocument, Source, clean, finished
from nullus.knowledge.parsers.failures import ParseFailed

_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_CHAPTER: Final = re.compile(
    r"(?:제\s*\d{1,4}\s*(?:[장편부]|절|조)(?:의\s*\d+)?(?![가-힣])|(?:Chapter|CHAPTER|Part|PART|Section|SECTION|Article|ARTICLE)\s+[\dIVXLC]+\b"
    r"|[IVX]{1,5}\.\s|\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=[^\d\s]))"
)
_BULLET: Final = re.compile(r"[ \t]*(?:[-*+•·○●□■◦▪]|\d{1,3}[.)]|[가-하]\.)[ \t]+\S")


def parse(source: Source, text: str) -> ParsedDocument:
    """Blocks of a plain text, which itself stays as it is."""
    text = clean(text)
    if len(text) > source.limits.text_characters:
        raise ParseFailed("too_large", f"{len(text)} characters")
    blocks = scan(text)
    if len(blocks) > source.limits.blocks:
        raise ParseFailed("too_complex", "too many blocks")
    return finished(text, blocks, "text")


def scan(text: str, page: int | None = None, base: int = 0) -> list[Block]:
    """Paragraphs, lists and evident headings; offsets are those of `text` plus `base`."""
    blocks = []
    for found in _PARAGRAPH.finditer(text):
        start, end = found.span()
        end = start + len(text[start:end].rstrip())
        kind: BlockKind = "paragraph"
        level = 0
        if "\n" not in found.group() and end - start <= 80 and (depth := heading_level(found.group())):
            kind, level = "heading", depth
        elif _BULLET.match(found.group()):
            kind = "list"
        blocks.append(Block(kind, base + start, base + end, level, page))
    return blocks


def heading_level(line: str) -> int:
    """1 to 4 for a line that is evidently a heading by its numbering, else 0."""
    line = line.strip()
    found = _CHAPTER.match(line)
    if not found or line.endswith((".", "。", ",", ";", "?", "!", "다", "요")) or len(line) > 80:
        return 0
    number = found.group().strip()
    if number.startswith("제"):
        return 1 if number[-1] in "장편부" else 2 if "절" in number else 3
    return min(4, 1 + number.rstrip(".").count(".")) if number[0].isdigit() else 1
