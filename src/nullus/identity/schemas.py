"""Shapes on the wire."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from nullus.platform.web import Schema
from nullus.platform.web_values import Line

FURTHEST = timedelta(days=36525)


def _ahead(moment: datetime) -> datetime:
    """In the future, and not beyond what every calendar on the way can hold."""
    if moment.tzinfo is None:
        raise PydanticCustomError("timezone_aware", "needs a time zone")
    now = datetime.now(UTC)
    if moment <= now:
        raise PydanticCustomError("datetime_future", "must lie in the future")
    if moment > now + FURTHEST:
        raise PydanticCustomError("too_far", "lies too far in the future")
    return moment.astimezone(UTC)


class ClaimIn(Schema):
    token: str = Field(min_length=1, max_length=200)


class ClaimOut(Schema):
    claimed: bool


class OwnerLinkOut(Schema):
    token: str


class TokenIn(Schema):
    name: Line = Field(min_length=1, max_length=200)
    scopes: list[str] | None = Field(default=None, max_length=50)
    expires_at: Annotated[datetime, AfterValidator(_ahead)] | None = None


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
