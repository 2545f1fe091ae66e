"""A passage as an answer uses it: numbered, with its place in the document."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from nullus.chat.answering import terms
from nullus.chat.answering.sentences import Sentence, split


@dataclass(frozen=True, slots=True)
class Ranks:
    """Why a passage is among the sources: its place, counted from 1, in each list; None where it is not in it.

    `reranked`: its place after a reranking model; None where none put them in order. `widened`: what stands right before or
    after it was added.
    """

    lexical: int | None
    dense: int | None
    fused: int
    reranked: int | None = None
    widened: bool = False


@dataclass(frozen=True)
class Passage:
    """`number` is what `[n]` in the answer points to. Offsets are characters of the document's text."""

    number: int
    document_id: UUID
    document_name: str
    collection_id: UUID
    chunk_id: str
    text: str
    heading_path: tuple[str, ...]
    page: int | None
    start_offset: int
    end_offset: int
    score: float
    share: float
    ranks: Ranks

    def ranked(self, **changes: Any) -> "Passage":
        """The same passage with something more known of its ranks."""
        return replace(self, ranks=replace(self.ranks, **changes))

    @cached_property
    def sentences(self) -> list[Sentence]:
        return split(self.text)

    @cached_property
    def sentence_terms(self) -> list[frozenset[int]]:
        return terms.held_by_each([sentence.text for sentence in self.sentences])

    @cached_property
    def terms(self) -> frozenset[int]:
        return terms.held(self.text)

    @cached_property
    def surroundings(self) -> str:
        """What may be named in a sentence about this passage without standing in it: its document and headings."""
        return " ".join((self.document_name, *self.heading_path))
