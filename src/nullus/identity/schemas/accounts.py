"""Accounts on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from nullus.platform.actor import Role
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Prose


class AccountOut(Schema):
    id: UUID
    kind: str
    state: str
    email: str | None
    email_verified: bool
    name: str
    language: str
    time_zone: str
    tier: str
    platform_roles: list[str]
    created_at: datetime
    last_seen_at: datetime | None


class AccountIn(Schema):
    email: Prose = Field(min_length=1, max_length=1000)
    name: Line | None = Field(default=None, max_length=200)
    role: Role = "viewer"
    tier: Line = Field(default="stargazer", min_length=1, max_length=100)


class AccountChangeIn(Schema):
    """`state`: `active` approves who waits and lifts a suspension."""

    state: Literal["active", "suspended"] | None = None
    tier: Line | None = Field(default=None, min_length=1, max_length=100)
    platform_roles: list[Literal["operator", "auditor"]] | None = Field(default=None, max_length=10)


class ResetSentOut(Schema):
    delivery: Literal["mail", "operator"]


class AccountLinkIn(Schema):
    purpose: Literal["verify", "reset"]


class AccountLinkOut(Schema):
    link: str


class SignUpPolicy(Schema):
    """`role` in the first workspace, and `tier`, for those who sign up without an invitation; null: each in one of their own."""

    mode: Literal["closed", "invitation", "open", "approval"]
    role: Literal["guest", "viewer", "editor"] | None = "guest"
    tier: Line = Field(default="stargazer", min_length=1, max_length=100)
