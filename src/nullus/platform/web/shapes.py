"""Shapes that every call shares: camelCase on the wire, the envelope of answers and of errors, pages of lists."""

from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

T = TypeVar("T")


class Schema(BaseModel):
    """A shape on the wire: camelCase, and no field that is not declared."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Envelope(BaseModel, Generic[T]):
    """Every JSON answer: `resultCode` is SUCCESS or a stable code, `message` is for people."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    result_code: str = "SUCCESS"
    data: T
    message: str = "OK"


class ErrorEnvelope(BaseModel):
    """Every JSON error."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    result_code: str
    data: None = None
    message: str
    hint: str | None = None
    request_id: str
    resets_at: datetime | None = Field(default=None, description="when a quota begins anew; only with a 429")


class Page(Schema, Generic[T]):
    """A list: `nextCursor` asks for what follows, null at the end."""

    items: list[T]
    next_cursor: str | None = None


def success(data: T, message: str = "OK") -> Envelope[T]:
    return Envelope(data=data, message=message)
