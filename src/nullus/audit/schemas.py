"""Shapes on the wire."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from nullus.platform.web import Schema


class ByOut(Schema):
    kind: str
    account_id: UUID | None
    credential_kind: str
    credential_id: UUID | None
    address: str | None


class ObjectOut(Schema):
    kind: str
    id: str | None


class ActionOut(Schema):
    action: str
    title: str


class EntryOut(Schema):
    id: UUID
    at: datetime
    happened_at: datetime | None
    workspace_id: UUID | None
    by: ByOut
    request_id: str
    action: str
    title: str
    object: ObjectOut | None
    subjects: list[UUID]
    outcome: str
    details: dict[str, Any]


class CheckpointOut(Schema):
    number: int
    time: datetime
    count: int
    root: str
    previous: str
    key: str
    signature: str


class ExportOut(Schema):
    day: date
    digest: str
    first_checkpoint: int
    last_checkpoint: int
    entries: int
    made_at: datetime


class TrailProblemOut(Schema):
    kind: str
    what: str
    entry: str | None
    checkpoint: int | None


class ReportOut(Schema):
    ok: bool
    entries: int
    checkpoints: int
    unsealed: int
    expired_through: int
    sealed_through: datetime | None
    problems: list[TrailProblemOut]
    problem_count: int
    notes: list[str]


class VerificationOut(Schema):
    running: bool
    entries: int = Field(description="read so far")
    checkpoints: int = Field(description="compared so far")
    of: int = Field(description="checkpoints that there are")
