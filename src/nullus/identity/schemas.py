"""Shapes on the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from nullus.platform.web import Schema


class ClaimIn(Schema):
    token: str = Field(min_length=1, max_length=200)


class ClaimOut(Schema):
    claimed: bool


class OwnerLinkOut(Schema):
    token: str


class TokenIn(Schema):
    name: str = Field(min_length=1, max_length=200)
    scopes: list[str] | None = Field(default=None, max_length=50)
    expires_at: datetime | None = None


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


class MeOut(Schema):
    kind: str
    workspace_id: UUID
    scopes: list[str]
