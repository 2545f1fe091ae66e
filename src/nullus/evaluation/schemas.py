"""Shapes of golden questions and evaluations on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StrictFloat, StrictInt
from pydantic_core import PydanticCustomError

from nullus.evaluation.loading import EvaluationRef
from nullus.knowledge import CollectionRef
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Prose

MOST_AT_ONCE = 200
LONGEST_QUOTE = 20_000


def _written(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "is blank")
    return value.strip()


Words = Annotated[Prose, AfterValidator(_written)]
Wording = Annotated[Words, Field(min_length=1, max_length=2_000)]


class PassageIn(Schema):
    """`quote`: the words of the passage; `document`: the name of the document that holds it, where it is known."""

    quote: Annotated[Words, Field(min_length=1, max_length=LONGEST_QUOTE)]
    document: Annotated[Line, Field(max_length=1_000)] | None = None


class QuestionIn(Schema):
    """An answerable question needs a passage or a fact. `facts`: each a list of the wordings that count as stating it."""

    question: Annotated[Words, Field(min_length=1, max_length=8_000)]
    passages: list[PassageIn] = Field(default_factory=list, max_length=50)
    facts: list[Annotated[list[Wording], Field(min_length=1, max_length=50)]] = Field(
        default_factory=list, max_length=50
    )
    language: str | None = Field(default=None, pattern="^[a-z]{2,8}$")
    answerable: bool = True
    source: Prose = Field(default="", max_length=200)


class QuestionsIn(Schema):
    items: list[QuestionIn] = Field(min_length=1, max_length=MOST_AT_ONCE)
    origin: Literal["hand", "import"] = "hand"


class UnmatchedOut(Schema):
    """A passage that no document of the collection holds. `kept`: the question was taken for its other passages."""

    index: int
    question: str
    quote: str
    kept: bool


class AddedOut(Schema):
    """`known`: how many were there already."""

    added: int
    known: int
    ids: list[UUID]
    unmatched: list[UnmatchedOut]


class HolderOut(Schema):
    document_id: UUID
    name: str


class PassageOut(Schema):
    """An expected passage and the documents that hold it."""

    quote: str
    documents: list[HolderOut]


class GoldenQuestionOut(Schema):
    """`origin`: hand, import or feedback; `source`: its id in the file that it came from."""

    id: UUID
    collection_id: UUID
    question: str
    language: str | None
    answerable: bool
    passages: list[PassageOut]
    facts: list[list[str]]
    origin: str
    source: str
    created_at: datetime


class RemovedOut(Schema):
    removed: int


class EvaluationIn(Schema):
    """`bars`: the least that a measure must reach (`recall@10`, `citation_precision`, …), the most for `false_refusal` and
    `unjudged`.

    `topK`: passages that an answer is made from; `prompt`: a version of the answer prompt, also a draft.
    `rerank`: let a reranking model put what was found in order, of the ranking and of the answers (else neither is reranked).
    `judge`: let the model of the route `judge` say of each answer to an answerable question whether it is right."""

    collection_id: CollectionRef
    name: Prose = Field(default="", max_length=200)
    mode: Literal["hybrid", "dense", "lexical"] = "hybrid"
    top_k: int = Field(default=10, ge=1, le=50)
    answers: bool = False
    prompt: str | None = Field(default=None, min_length=1, max_length=60)
    judge: bool = False
    rerank: bool = False
    bars: dict[Annotated[str, Field(max_length=40)], StrictFloat | StrictInt] = Field(
        default_factory=dict, max_length=20
    )


class MeasureOut(Schema):
    """The mean over the questions that have this measure."""

    value: float
    questions: int


class EvaluationProblemOut(Schema):
    code: str
    message: str
    hint: str | None


class EvaluationOut(Schema):
    """`missed`: bars that were not reached; `unmatched`: questions none of whose passages stands in the collection any more;
    `failures`: answers that failed, by code (they count as wrong); `unjudged`: answers without a verdict of the judge model, by
    the code of the reason (they count as neither right nor wrong)."""

    id: UUID
    collection_id: UUID
    collection: str
    name: str
    state: str
    configuration: dict[str, Any]
    bars: dict[str, float]
    questions: int
    unmatched: int
    metrics: dict[str, MeasureOut]
    missed: list[str]
    failures: dict[str, int]
    unjudged: dict[str, int]
    failure: EvaluationProblemOut | None
    job_id: int | None
    created_at: datetime
    finished_at: datetime | None


class ResultOut(Schema):
    """What one question measured. `failure`: the code of what failed; `judge:` and a code where only the verdict is missing."""

    question_id: UUID
    question: str
    answerable: bool
    measures: dict[str, float]
    failure: str | None


class ComparisonIn(Schema):
    first: EvaluationRef
    second: EvaluationRef


class DifferenceOut(Schema):
    """`difference` is second less first, `low` and `high` the ends of its 95 % interval; `verdict` of the second: better, worse,
    same."""

    measure: str
    first: float
    second: float
    difference: float
    low: float
    high: float
    questions: int
    verdict: str


class ComparisonOut(Schema):
    first: EvaluationOut
    second: EvaluationOut
    differences: list[DifferenceOut]


class MovedIn(ComparisonIn):
    """`moved` is null for those that got worse; where none did, those that got better; else those that stayed."""

    measure: str = Field(min_length=1, max_length=40)
    moved: Literal["worse", "better", "same"] | None = None
    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=50, ge=1, le=500)


class MovedQuestionOut(Schema):
    """What a question measured in both runs. `gain`: by how much the second is better, below 0 worse, whatever is better."""

    question_id: UUID
    question: str
    first: float
    second: float
    gain: float


class MovedCountsOut(Schema):
    worse: int
    better: int
    same: int


class MovedQuestionsOut(Schema):
    """`counts` are of all questions that both runs have the measure for; `items` are a page of those that went `moved`."""

    moved: Literal["worse", "better", "same"]
    counts: MovedCountsOut
    items: list[MovedQuestionOut]
    next_cursor: str | None
