"""API keys on the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from nullus.identity.schemas.values import Ahead
from nullus.platform.web import Schema
from nullus.platform.web_values import Line


class TokenIn(Schema):
    name: Line = Field(min_length=1, max_length=200)
    scopes: list[str] | None = Field(default=None, max_length=50)
    expires_at: Ahead | None = None


class TokenOut(Schema):
    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None


class NewTokenOut(TokenOut):
    token: str


class RevokedOut(Schema):
    id: UUID
    revoked: bool
