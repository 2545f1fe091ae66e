"""The asking party on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from nullus.identity.schemas.accounts import AccountOut
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Prose


class MeOut(Schema):
    kind: str
    workspace_id: UUID
    scopes: list[str]
    role: str | None
    credential: str
    account: AccountOut | None


class MeChangeIn(Schema):
    name: Line | None = Field(default=None, max_length=200)
    language: Literal["en", "ko"] | None = None
    time_zone: Line | None = Field(default=None, max_length=100)


class PasswordIn(Schema):
    current_password: Prose | None = Field(default=None, max_length=10_000)
    new_password: Prose = Field(min_length=1, max_length=10_000)


class PasswordChangedOut(Schema):
    """How many other sessions were ended."""

    changed: bool
    sessions_ended: int


class EmailIn(Schema):
    email: Prose = Field(min_length=1, max_length=1000)


class EmailRequestedOut(Schema):
    """The same for every address."""

    delivery: Literal["mail", "operator"]


class StepUpIn(Schema):
    password: Prose | None = Field(default=None, max_length=10_000)
    code: Prose | None = Field(default=None, max_length=100)


class StepUpOut(Schema):
    authenticated_at: datetime
