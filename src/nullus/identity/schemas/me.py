"""The asking party on the wire."""

from uuid import UUID

from nullus.identity.schemas.accounts import AccountOut
from nullus.platform.web import Schema


class MeOut(Schema):
    kind: str
    workspace_id: UUID
    scopes: list[str]
    role: str | None
    credential: str
    account: AccountOut | None
