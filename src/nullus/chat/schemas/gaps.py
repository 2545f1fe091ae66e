"""Shapes of questions without an answer on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from nullus.platform.web import Schema
from nullus.platform.web_values import Prose


class GapOut(Schema):
    """A question that the documents did not answer: how often it was asked, by how many, and when."""

    id: UUID
    question: str
    language: str
    times: int
    askers: int
    first_at: datetime
    last_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None = Field(description="the name of who resolved it; null for keys and people who are gone")
    note: str | None = Field(description="what was done about it")


class ResolveIn(Schema):
    note: Annotated[Prose, Field(max_length=500)] | None = Field(default=None, description="what was done about it")


class ResolvedOut(Schema):
    """`times`: how often the question had been asked; 0 when it was resolved already."""

    id: UUID
    times: int


class ReopenedOut(Schema):
    """`times`: how often the question had been asked; 0 when it was open."""

    id: UUID
    times: int
