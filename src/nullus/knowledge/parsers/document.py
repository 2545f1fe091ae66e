"""What every parser returns: one clean text and the blocks it is made of, each an exact slice of that text."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from nullus.knowledge.parsers.failures import ParseFailed

BlockKind = Literal["heading", "paragraph", "table", "list", "code"]

# Everything below U+0020 but tab and newline, DEL and the C1 controls (NEL apart), lone surrogates, the byte order
# mark inside text, non-characters. Soft hyphens only serve typesetting and would split words for the search. Tags (U+E0000 …)
# show nothing to people and read as letters to a model; marks that turn the direction of text show another text than stands there.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_NEWLINES = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of structure; `start` and `end` are character offsets into the document's text.

    `level` is the depth of a heading (1 is the highest) and 0 for everything else.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Clean text (NFC, newlines as LF, no control characters) and its blocks, in order and disjoint."""

    text: str
    blocks: tuple[Block, ...]
    format: str
    pages: int | None = None
    title: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """Bounds that a parser itself checks; the sandbox adds those of the operating system."""

    source_bytes: int = 512 * 2**20
    text_characters: int = 32_000_000
    blocks: int = 500_000
    archive_entries: int = 10_000
    archive_bytes: int = 512 * 2**20
    archive_ratio: int = 200
    archive_depth: int = 3
    xml_depth: int = 256
    pages: int = 20_000
    pixels: int = 60_000_000
    ocr_pages: int = 300


@dataclass(frozen=True, slots=True)
class Source:
    """One document to parse: its bytes, the name it came with, and what the caller knows about it.

    `ocr` holds the recognised text of pages that have none (1-based page number to text). `depth` counts archives around it.
    """

    data: bytes
    name: str
    limits: ParseLimits = ParseLimits()
    ocr: Mapping[int, str] | None = None
    depth: int = 0

    @property
    def extension(self) -> str:
        """The last extension in lower case without its dot, or nothing."""
        stem, dot, extension = self.name.rpartition(".")
        return extension.lower() if dot and stem else ""


def clean(text: str) -> str:
    """NFC, newlines as LF, spaces of all widths as one kind, no characters that are not seen. Idempotent."""
    if text.isascii():
        if text.isprintable():
            return text
    elif not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = _UNWANTED.sub("", _SPACES.sub(" ", _NEWLINES.sub("\n", text)))
    # Removing a character may bring a base and its mark together.
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def without_spans(text: str, opening: str, closing: str) -> str:
    """The text without what stands between these marks; one that is never closed stays. Linear, unlike a pattern."""
    parts = []
    at = 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        parts.append(text[at:start])
        at = end + len(closing)
    return "".join((*parts, text[at:])) if parts else text


class Draft:
    """Collects blocks in reading order and keeps their offsets right; the parsers' one way to build a document."""

    def __init__(self, limits: ParseLimits) -> None:
        self._limits = limits
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def __len__(self) -> int:
        return self._length

    def add(self, kind: BlockKind, text: str, *, level: int = 0, page: int | None = None) -> None:
        """Append a block; nothing happens when the text is blank. Blank lines separate blocks, items stay together."""
        text = clean(text)
        text = text.strip("\n").rstrip() if kind == "code" else text.strip()
        if not text:
            return
        if self._blocks:
            gap = "\n" if kind == "list" and self._blocks[-1].kind == "list" else "\n\n"
            self._parts.append(gap)
            self._length += len(gap)
        self._blocks.append(Block(kind, self._length, self._length + len(text), level, page))
        self._parts.append(text)
        self._length += len(text)
        if self._length > self._limits.text_characters or len(self._blocks) > self._limits.blocks:
            raise ParseFailed("too_complex")

    def heading(self, text: str, level: int, page: int | None = None) -> None:
        """A heading of one line; an over-long one is a paragraph that somebody styled."""
        text = " ".join(text.split())
        if len(text) > 300:
            self.add("paragraph", text, page=page)
        else:
            self.add("heading", text, level=max(1, min(level, 9)), page=page)

    def extend(self, document: ParsedDocument, *, deeper: int = 0, page: int | None = None) -> None:
        """Append another document's blocks, its headings moved `deeper` levels down."""
        for block in document.blocks:
            text = document.text[block.start : block.end]
            level = min(block.level + deeper, 9) if block.kind == "heading" else 0
            self.add(block.kind, text, level=level, page=page if page is not None else block.page)

    def finish(
        self,
        format_name: str,
        *,
        pages: int | None = None,
        title: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> ParsedDocument:
        """The document; raises ParseFailed("empty") when nothing was added."""
        return finished("".join(self._parts), self._blocks, format_name, pages=pages, title=title, metadata=metadata)


def finished(
    text: str,
    blocks: list[Block],
    format_name: str,
    *,
    pages: int | None = None,
    title: str | None = None,
    metadata: Mapping[str, str] | None = None,
) -> ParsedDocument:
    """Build the result from a text that is already clean; no characters is a failure, never a silent success."""
    if not blocks or not text.strip():
        raise ParseFailed("empty")
    if title is None:
        title = next((text[b.start : b.end] for b in blocks[:20] if b.kind == "heading" and b.level == 1), None)
    tidy = " ".join(clean(title).split()).lstrip("# ")[:300] if title else ""
    facts = {key: " ".join(clean(value).split())[:1000] for key, value in (metadata or {}).items() if value}
    return ParsedDocument(text, tuple(blocks), format_name, pages, tidy or None, facts)
