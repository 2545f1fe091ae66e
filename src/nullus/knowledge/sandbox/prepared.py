"""What comes out of the sandbox: a document cut into chunks, each with the terms that the search needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
