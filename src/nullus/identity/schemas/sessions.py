"""Signing in, and the sessions that come of it, on the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from nullus.identity.schemas.accounts import AccountOut
from nullus.platform.web import Schema
from nullus.platform.web_values import Prose


class LoginIn(Schema):
    email: Prose = Field(min_length=1, max_length=1000)
    password: Prose = Field(min_length=1, max_length=10_000)
    code: Prose | None = Field(default=None, max_length=100)


class LoginOut(Schema):
    """Signed in; or, when `pending` is set, a code is still owed and the rest is null."""

    access_token: str | None
    refresh_token: str | None
    expires_in: int | None
    account: AccountOut | None
    pending: str | None = None


class RefreshIn(Schema):
    refresh_token: Prose | None = Field(default=None, min_length=1, max_length=200)


class RefreshOut(Schema):
    access_token: str
    refresh_token: str | None
    expires_in: int


class LogoutOut(Schema):
    signed_out: bool


class SessionOut(Schema):
    id: UUID
    created_at: datetime
    seen_at: datetime | None
    expires_at: datetime
    address: str | None
    agent: str | None
    methods: list[str]
    current: bool


class SessionEndedOut(Schema):
    id: UUID
    ended: bool


class SessionsEndedOut(Schema):
    ended: int
