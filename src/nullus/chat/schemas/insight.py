"""Shapes of insight into a workspace's conversations."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from nullus.platform.web import Schema

Number = int | float


class AnsweredOut(Schema):
    """`unanswered`: the documents did not hold it. `quotations`: answered without a model. Times in milliseconds, of whole
    answers; null where there was none."""

    questions: int
    answers: int
    unanswered: int
    failed: int
    stopped: int
    quotations: int
    askers: int
    median_ms: float | None
    p95_ms: float | None


class DayOut(AnsweredOut):
    day: str


class CostOut(Schema):
    """Calls to models for whatever purpose, in the workspace."""

    day: str
    calls: int
    money: Number
    currency: str


class TierInsightOut(Schema):
    """`tier` is null for keys of no account and for people who are gone."""

    tier: str | None
    questions: int
    unanswered: int
    askers: int


class UsedOut(Schema):
    """`name` is null for a document that the asker may not see."""

    id: UUID
    name: str | None
    answers: int


class OpinionOut(Schema):
    provider: str | None
    model: str | None
    prompt: str | None
    good: int
    bad: int


class MissingOut(Schema):
    id: UUID
    question: str
    times: int
    askers: int
    last_at: datetime


class InsightOut(Schema):
    """`whole` is null when nothing was asked."""

    first: str = Field(alias="from")
    last: str = Field(alias="to")
    time_zone: str
    whole: AnsweredOut | None
    days: list[DayOut]
    tiers: list[TierInsightOut]
    costs: list[CostOut]
    documents: list[UsedOut]
    feedback: list[OpinionOut]
    gaps: list[MissingOut]
