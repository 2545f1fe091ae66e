"""What an answer consists of, in the order in which it happens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from nullus.chat.answering.citations import Counts
from nullus.chat.answering.passages import Passage
from nullus.identity import Standing
from nullus.llm import EgressRefused, Served, Usage
from nullus.platform.errors import Language, NullusError

Mode = Literal["extractive", "model"]
Finish = Literal["stop", "length", "filtered", "not_found"]


@dataclass(frozen=True, slots=True)
class Sources:
    """First: the passages that `[n]` may point to."""

    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class Delta:
    """More of the answer's text, markers included."""

    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker in the text that was checked. Offsets are characters of the document's text: the sentences that support what is
    cited, and the passage that they stand in (None in answers that were stored before it was kept)."""

    number: int
    document_id: UUID
    chunk_id: str
    start_offset: int
    end_offset: int
    passage_start: int | None = None
    passage_end: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """Last, when all went well. `found` is false when the documents do not answer; `took` is in milliseconds; `quota` is how
    the asker's limits stand now. `served`: which model wrote it and what was tried; `withheld`: why no model was asked;
    `away`: why quotations stand where a model would have written, whatever the reason."""

    mode: Mode
    finish: Finish
    found: bool
    language: Language
    model: str | None
    prompt: str | None
    usage: Usage
    counts: Counts
    degraded: NullusError | None
    took: dict[str, float] = field(default_factory=dict)
    quota: Sequence[Standing] = ()
    provider: str | None = None
    attempts: Sequence[dict[str, Any]] = ()
    cost: Decimal | None = None
    currency: str | None = None
    served: Served | None = None
    withheld: EgressRefused | None = None
    away: NullusError | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Last, when the model broke off: what was said before stands, but is not whole."""

    error: NullusError
    counts: Counts


Event = Sources | Delta | Citation | Done | Failed
