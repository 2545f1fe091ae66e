"""Shapes of conversations, their messages, links and feedback on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from nullus.chat.loading import MessageRef
from nullus.chat.schemas.answers import AWAY, CitationOut, ProblemOut, SourceOut
from nullus.identity import StandingOut
from nullus.knowledge import CollectionRef
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Moment, Prose


def _rating(value: int) -> int:
    if value not in {1, -1}:
        raise PydanticCustomError("literal_error", "must be {expected}", {"expected": "1, -1"})
    return value


Rating = Annotated[int, AfterValidator(_rating), Field(ge=-1, le=1, json_schema_extra={"enum": [1, -1]})]
Title = Annotated[Line, Field(max_length=200)]
ModelName = Annotated[Line, Field(max_length=200)]


class ConversationIn(Schema):
    """Without a title it is named by its first words, or by a model; without collections it asks all that its owner sees."""

    title: Title | None = None
    collection_ids: list[CollectionRef] | None = Field(default=None, max_length=100)
    model: ModelName | None = None


class ConversationChange(Schema):
    """What is left out stays. `collectionIds` null: all collections again. `messageId`: go on with the branch through it."""

    title: Title | None = None
    pinned: bool | None = None
    collection_ids: list[CollectionRef] | None = Field(default=None, max_length=100)
    model: ModelName | None = None
    message_id: MessageRef | None = None


class ConversationOut(Schema):
    """`sensitivity` is the highest label of anything that was ever part of it; `headId` the last message of the branch in use."""

    id: UUID
    title: str
    titled_by: Literal["words", "model", "person"]
    pinned_at: datetime | None
    collection_ids: list[UUID] | None
    model: str | None
    sensitivity: str
    head_id: UUID | None
    created_at: datetime
    updated_at: datetime
    found: "FoundOut | None" = Field(default=None, description="with `query`: where it stands")


class FoundOut(Schema):
    """The newest place that holds every word; `messageId` is null when it is the title."""

    message_id: UUID | None
    text: str


class RatingOut(Schema):
    rating: Literal[1, -1]
    reason: str


class MessageOut(Schema):
    """A question or an answer. `siblings` are all messages below the same parent, this one among them, oldest first.

    `withheld`: numbers of sources that are not shown, because their document was deleted or is not for the reader.
    """

    id: UUID
    conversation_id: UUID
    parent_id: UUID | None
    siblings: list[UUID]
    role: Literal["user", "assistant"]
    state: Literal["writing", "complete", "partial", "stopped", "failed"]
    text: str
    rewritten: str | None
    language: str | None
    mode: str | None
    finish: str | None
    sources: list[SourceOut]
    citations: list[CitationOut]
    withheld: list[int]
    checks: dict[str, Any]
    model: str | None
    provider: str | None
    prompt: str | None
    attempts: list[dict[str, Any]]
    usage: dict[str, Any]
    cost: float | None
    currency: str | None
    took: dict[str, float]
    failure: ProblemOut | None
    degraded: ProblemOut | None
    model_away: ProblemOut | None = Field(default=None, description=AWAY)
    quota: list[StandingOut] = Field(
        default_factory=list, description="in the answer to a question: how the asker's limits stand now"
    )
    feedback: RatingOut | None
    created_at: datetime
    finished_at: datetime | None


class ConversationReceiptOut(Schema):
    """What a deletion removed. `verified`: a look afterwards found nothing left."""

    id: UUID
    messages: int
    passages: int
    feedback: int
    shares: int
    search_entries: int
    verified: bool


class FeedbackIn(Schema):
    """`rating` 1: good, -1: bad. Given again it takes the place of what was said before."""

    rating: Rating
    reason: Annotated[Prose, Field(max_length=2000)] | None = None


class FeedbackOut(RatingOut):
    """What stays with it: the model, its provider and the version of the prompt that made the answer."""

    message_id: UUID
    model: str | None
    provider: str | None
    prompt: str | None
    created_at: datetime


class ShareIn(Schema):
    expires_at: Moment | None = Field(default=None, description="when the link ends; 30 days from now if left out")


class ShareOut(Schema):
    """A link that can be read without an account until it expires or is revoked."""

    id: UUID
    conversation_id: UUID
    head_id: UUID
    state: Literal["active", "expired", "revoked"]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class NewShareOut(ShareOut):
    """`token` is shown this once; `address` leads to a page that reads it out of the part that browsers do not send."""

    token: str
    address: str


class SharedIn(Schema):
    token: str = Field(min_length=1, max_length=200)
    cursor: str | None = Field(default=None, max_length=200)


class SharedMessageOut(Schema):
    """A message as its reader may see it. `withheldText`: a part of the answer was a document's own words and is left out."""

    role: Literal["user", "assistant"]
    state: Literal["writing", "complete", "partial", "stopped", "failed"]
    text: str
    withheld_text: bool
    sources: list[SourceOut]
    citations: list[CitationOut]
    withheld: list[int]
    created_at: datetime


class SharedOut(Schema):
    """A shared conversation as it was when its owner made the link. `nextCursor` asks for what was said before."""

    title: str
    shared_at: datetime
    expires_at: datetime
    messages: list[SharedMessageOut]
    next_cursor: str | None
