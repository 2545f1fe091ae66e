"""API keys on the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from nullus.identity.loading import ProgramRef
from nullus.identity.schemas.values import Ahead
from nullus.platform.web import Schema
from nullus.platform.web_values import Line


class TokenIn(Schema):
    name: Line = Field(min_length=1, max_length=200)
    scopes: list[str] | None = Field(default=None, max_length=50)
    expires_at: Ahead | None = None
    service_account_id: ProgramRef | None = None


class TokenOut(Schema):
    id: UUID
    name: str
    scopes: list[str]
    account_id: UUID | None
    account_name: str | None
    account_kind: str | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class NewTokenOut(TokenOut):
    token: str


class RevokedOut(Schema):
    id: UUID
    revoked: bool
