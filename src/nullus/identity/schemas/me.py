"""The asking party on the wire."""

from uuid import UUID

from nullus.platform.web import Schema


class MeOut(Schema):
    kind: str
    workspace_id: UUID
    scopes: list[str]
