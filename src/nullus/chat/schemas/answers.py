"""Shapes of answers on the wire."""

from uuid import UUID

from pydantic import Field

from nullus.identity import StandingOut
from nullus.knowledge import CollectionRef
from nullus.platform.web import Schema
from nullus.platform.web_values import Flat

AWAY = (
    "why quotations stand where a model would have written, and what mends it; null where one has, or none was needed"
)
RERANK = "whether a reranking model puts what was found in order; without it as NULLUS_CHAT_RERANK says"


class AskIn(Schema):
    question: str = Field(min_length=1, max_length=32_000)
    collection_ids: list[CollectionRef] | None = Field(default=None, max_length=100)
    top_k: int | None = Field(default=None, ge=1, le=50)
    filters: Flat = Field(default_factory=dict, max_length=50)
    rerank: bool | None = Field(default=None, description=RERANK)


class SourceRanksOut(Schema):
    """Why a passage is among the sources: its place, counted from 1, in each list; null where it is not in it."""

    lexical: int | None = Field(description="by the words of the question")
    dense: int | None = Field(description="by its meaning")
    fused: int = Field(description="both searches together")
    reranked: int | None = Field(description="after a reranking model; null where none put them in order")
    widened: bool = Field(description="whether what stands right before or after it was added")


class SourceOut(Schema):
    """A passage that `[number]` in the answer points to; `address` opens it at the place."""

    number: int
    document_id: UUID
    document_name: str
    chunk_id: str
    text: str
    heading_path: list[str]
    page: int | None
    start_offset: int
    end_offset: int
    score: float
    address: str
    cited: bool | None = None
    ranks: SourceRanksOut | None = Field(
        default=None, description="null in answers from before it was kept, and in shared conversations"
    )


class CitationOut(Schema):
    """A checked marker. Offsets are characters of the document's text: the sentences that support what is cited (all of the
    passage where no few sentences do), and the passage that the model read, joined with what stands beside it."""

    number: int
    document_id: UUID
    chunk_id: str
    start_offset: int
    end_offset: int
    passage_start: int | None = Field(default=None, description="null in answers from before it was kept")
    passage_end: int | None = None


class ClaimOut(Schema):
    """A sentence of the answer: characters of its text, and the numbers of the passages that support it; none: unsupported."""

    start: int
    end: int
    numbers: list[int]


class ChecksOut(Schema):
    """What the check of citations found: what was dropped is not in the answer."""

    citations_kept: int
    citations_dropped: int
    quotes_dropped: int
    sentences: int
    sentences_unsupported: int
    claims: list[ClaimOut] = Field(
        default_factory=list, description="each sentence that says something, with the passages that support it"
    )


class ProblemOut(Schema):
    code: str
    message: str
    hint: str | None


class TokensOut(Schema):
    prompt_tokens: int
    completion_tokens: int


class AttemptOut(Schema):
    """`outcome` is served, failed, refused (by the egress policy), skipped or cancelled; `why` a code, empty where it served."""

    provider: str
    model: str
    outcome: str
    why: str
    seconds: float


class ServedOut(Schema):
    """Who wrote it, what was tried before, and what it took. `redacted`: how many private values were hidden from the model."""

    provider: str
    model: str
    attempts: list[AttemptOut]
    cost: str
    currency: str
    cached: bool
    redacted: int
    seconds: float


class DoneOut(Schema):
    """`mode` is `model` or `extractive`; `finish` is stop, length, filtered, not_found or (a part only) cut."""

    mode: str
    finish: str
    found: bool
    language: str
    model: str | None
    prompt: str | None
    usage: TokensOut
    checks: ChecksOut
    degraded: ProblemOut | None
    took: dict[str, float]
    quota: list[StandingOut] = Field(
        default_factory=list, description="how the asker's limits stand now; empty without limits"
    )
    served: ServedOut | None = Field(default=None, description="the model that wrote it; null where none did")
    withheld: ProblemOut | None = Field(default=None, description="why no model was allowed to see it")
    model_away: ProblemOut | None = Field(default=None, description=AWAY)


class AnswerOut(DoneOut):
    """`problem` says why an answer ends in the middle (`finish` is then `cut`)."""

    answer: str
    citations: list[CitationOut]
    sources: list[SourceOut]
    problem: ProblemOut | None
