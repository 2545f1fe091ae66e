"""Accounts on the wire."""

from datetime import datetime
from uuid import UUID

from nullus.platform.web import Schema


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
