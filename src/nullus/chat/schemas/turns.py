"""Shapes of turns and of questions without an answer on the wire."""

from typing import Annotated, Literal

from pydantic import Field

from nullus.chat.schemas.answers import RERANK
from nullus.knowledge import CollectionRef
from nullus.platform.web import Schema
from nullus.platform.web_values import Line

ModelName = Annotated[Line, Field(max_length=200)]
_MODEL = (
    "the model to answer with, as `provider/model`; what may see the collections is decided by the policy all the same"
)


class MessageIn(Schema):
    """A question. Without `collectionIds` it asks the conversation's collections."""

    text: str = Field(min_length=1, max_length=32_000)
    collection_ids: list[CollectionRef] | None = Field(default=None, max_length=100)
    model: ModelName | None = Field(default=None, description=_MODEL)
    top_k: int | None = Field(default=None, ge=1, le=50)
    rerank: bool | None = Field(default=None, description=RERANK)


class RetryIn(Schema):
    """Whatever else the question was asked with is kept with it, and used again."""

    model: ModelName | None = Field(default=None, description=_MODEL)


class SuggestionsOut(Schema):
    """`by`: model, headings, or none where there are no questions."""

    items: list[str]
    by: Literal["model", "headings", "none"]
