"""What comes out of the sandbox: a document cut into chunks, each with the terms that the search needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

GRID: Final = 10_000
"""Places on a page are whole numbers of this part of its width and height."""


@dataclass(frozen=True, slots=True)
class PreparedChunk:
    """A passage: `start` and `end` are character offsets into the document's text, `terms` the analyser's packed bytes."""

    text: str
    start: int
    end: int
    heading_path: tuple[str, ...]
    page: int | None
    terms: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read. `language` is a two-letter code or None; `characters` the length of its text."""

    chunks: tuple[PreparedChunk, ...]
    format: str
    title: str | None
    pages: int | None
    characters: int
    language: str | None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to recognise: 8-bit grey rows without padding."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class PageView:
    """One page for a reader: `width` and `height` are its picture's in pixels, 0 where the document has no such page.

    `boxes` are left, top, width and height in parts of GRID; `marked` is the page on which the place stands, 0 for none;
    `rows` is the picture as RGB without padding, or nothing. `letterless` are languages (two letters) of whose letters the
    picture has none.
    """

    pages: int
    width: int
    height: int
    boxes: tuple[tuple[int, int, int, int], ...]
    marked: int
    rows: bytes
    letterless: tuple[str, ...] = ()
