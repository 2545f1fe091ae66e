"""Documents to chunks that make sense on their own: along headings, paragraphs, rows and sentences, never overlapping.

Sizes are in characters. Small embedders read 256 tokens, which is about 900 characters of English and 500 of Korean,
Chinese or Japanese; so the aim depends on the script, while a paragraph up to `MOST` is never cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nullus.knowledge.parsers.document import Block, ParsedDocument

TARGET: Final = 800
TARGET_WIDE: Final = 550
MOST: Final = 1200
HEADINGS: Final = 300  # headings before the body come on top of `MOST`
_SMALL: Final = 200  # a section with less body joins its neighbour
_LABEL: Final = 200

_WIDE: Final = re.compile("[ᄀ-ᇿ\u3040-\u30ff㐀-䶿一-鿿가-힣]+")
_SENTENCE: Final = re.compile(r"[.!?…]+[\"'”’)\]」』]*(?=\s)|[。！？]+[\"”’」』）]*|\n+")
_MARKS: Final = re.compile(r"^#{1,6}\s+|\s+#+\s*$|\s*\{\s*[#.][^}]*\}\s*$")
_INLINE: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """`text[start:end]` of the document, with the headings above it (outermost first) and the page on which it begins."""

    start: int
    end: int
    heading_path: tuple[str, ...]
    page: int | None


@dataclass(slots=True)
class _Piece:
    """Something that is not cut any further."""

    start: int
    end: int
    page: int | None
    header: str = ""  # what the columns mean, for the later rows of a table


def chunk(document: ParsedDocument) -> list[Chunk]:
    """Cut a document into disjoint chunks in order. Every character of a block is in exactly one chunk.

    A chunk has at most `MOST + HEADINGS` characters. Time is linear in the length of the text.
    """
    packer = _Packer(_target(document.text))
    path: list[tuple[int, str]] = []
    for block in document.blocks:
        if block.kind == "heading" and block.end - block.start <= HEADINGS:
            del path[next((at for at, (level, _) in enumerate(path) if level >= block.level), len(path)) :]
            path.append((block.level, label(document.text[block.start : block.end])))
            packer.heading(block, tuple(text for _, text in path))
            continue
        for piece in _pieces(document.text, block, packer.target):
            packer.body(piece)
    return packer.finish()


def _target(text: str) -> int:
    """The aim for this text, by the script of a sample."""
    sample = text[:4000] + text[len(text) // 2 : len(text) // 2 + 4000]
    if sample.isascii():
        return TARGET
    written = sum(map(len, sample.split()))
    return TARGET_WIDE if sum(map(len, _WIDE.findall(sample))) * 3 > written else TARGET


def label(heading: str) -> str:
    """A heading as people would say it: without the marks of Markdown."""
    text = _MARKS.sub("", _MARKS.sub("", heading.split("\n", 1)[0].strip()))
    text = _INLINE.sub(lambda found: found.group(1) or "", text)
    return " ".join(text.split())[:_LABEL]


class _Packer:
    """Fills one chunk at a time; headings wait until the body that they stand above."""

    def __init__(self, target: int) -> None:
        self.target = target
        self._done: list[Chunk] = []
        self._open: Chunk | None = None
        self._header = ""
        self._path: tuple[str, ...] = ()
        self._waiting: list[Block] = []
        self._break = False

    def heading(self, block: Block, path: tuple[str, ...]) -> None:
        if self._waiting and block.end - self._waiting[0].start > HEADINGS:
            self._flush_waiting()
        size = self._open.end - self._open.start if self._open else 0
        self._break |= block.level == 1 or size >= (_SMALL if block.level > 2 else _SMALL // 2)
        self._waiting.append(block)
        self._path = path

    def body(self, piece: _Piece) -> None:
        path = (*self._path, piece.header) if piece.header else self._path
        start, page = (self._waiting[0].start, self._waiting[0].page) if self._waiting else (piece.start, piece.page)
        held = self._open
        if held is not None and not self._break and not self._parts_from(held, piece):
            shared = held.heading_path
            if self._waiting:
                shared = tuple(a for a, b in zip(shared, path, strict=False) if a == b)
            self._open = Chunk(held.start, piece.end, shared, held.page)
        else:
            self._flush_open()
            self._open = Chunk(start, piece.end, path, page)
            self._header = piece.header
        self._waiting, self._break = [], False

    def _parts_from(self, held: Chunk, piece: _Piece) -> bool:
        """Whether this piece should begin a chunk although no heading says so."""
        if piece.end - held.start > self.target or piece.header != self._header:
            return True
        return piece.page != held.page and held.end - held.start > self.target // 2

    def _flush_open(self) -> None:
        held, self._open = self._open, None
        if held is None:
            return
        last = self._done[-1] if self._done else None
        if (
            last is not None
            and last.heading_path == held.heading_path
            and held.end - held.start < _SMALL
            and held.end - last.start <= MOST
        ):
            # The short end of a section stays with what comes before it.
            self._done[-1] = Chunk(last.start, held.end, last.heading_path, last.page)
        else:
            self._done.append(held)

    def _flush_waiting(self) -> None:
        """Headings without a body become a chunk of their own."""
        self._flush_open()
        if self._waiting:
            first, last = self._waiting[0], self._waiting[-1]
            self._done.append(Chunk(first.start, last.end, self._path, first.page))
            self._waiting, self._break = [], False

    def finish(self) -> list[Chunk]:
        held = self._open
        if held is not None and self._waiting and not self._break and self._waiting[-1].end - held.start <= MOST:
            self._open = Chunk(held.start, self._waiting[-1].end, held.heading_path, held.page)
            self._waiting = []
        self._flush_waiting()
        return self._done


def _pieces(text: str, block: Block, target: int) -> Iterator[_Piece]:
    if block.end - block.start <= MOST:
        yield _Piece(block.start, block.end, block.page)
        return
    header = ""
    if block.kind == "table":
        first = text[block.start : min(block.end, block.start + 2000)].split("\n", 1)[0]
        header = " | ".join(" ".join(cell.split()) for cell in first.strip().strip("|").split("|"))[:_LABEL]
    cuts = _line_cuts if block.kind in ("table", "code", "list") else _sentence_cuts
    spans = _packed(text, block.start, block.end, cuts(text, block.start, block.end), target)
    for number, (start, end) in enumerate(spans):
        yield _Piece(start, end, block.page, header if number else "")


def _line_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Places after each line; lines that are too long are cut like sentences."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop + 1
        if stop - at > MOST:
            yield from _sentence_cuts(text, at, stop)
        else:
            yield stop
        at = stop


def _sentence_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Places after each sentence; sentences that are too long are cut at spaces, and where there are none, anywhere."""
    at = start
    for found in _SENTENCE.finditer(text, start, end):
        yield from _hard_cuts(text, at, found.end())
        at = found.end()
    if at < end:
        yield from _hard_cuts(text, at, end)


def _hard_cuts(text: str, start: int, end: int) -> Iterator[int]:
    while end - start > MOST:
        space = max(text.rfind(" ", start + MOST // 2, start + MOST), text.rfind("\n", start + MOST // 2, start + MOST))
        start = space + 1 if space > 0 else start + MOST
        yield start
    yield end


def _packed(text: str, start: int, end: int, cuts: Iterator[int], target: int) -> Iterator[tuple[int, int]]:
    """Spans of about equal size near the target that begin and end at cuts, trimmed of white space."""
    parts = max(1, -(-(end - start) // (target * 5 // 4)))
    aim = (end - start) / parts
    first = last = start
    for cut in cuts:
        if last > first and cut - first > aim and (cut - first > MOST or cut - first - aim > aim - (last - first)):
            yield from _trimmed(text, first, last)
            first = last
        last = cut
    yield from _trimmed(text, first, last)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    kept = piece.strip("\n").rstrip()
    if kept.strip():
        start += len(piece) - len(piece.lstrip("\n"))
        yield start, start + len(kept)


def with_headings(heading_path: Sequence[str], text: str) -> str:
    """What is embedded and analysed of a chunk: the headings above it give a short passage its subject."""
    return "\n".join([" > ".join(heading_path), text]) if heading_path else text
