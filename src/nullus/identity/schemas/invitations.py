"""Invitations on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from nullus.identity.loading import GroupRef
from nullus.identity.schemas.values import Ahead
from nullus.platform.actor import Role
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Prose

Code = Annotated[str, Field(min_length=1, max_length=200)]
MOST_USES = 10_000


class InvitationIn(Schema):
    email: Annotated[Line, Field(max_length=1000)] | None = None
    role: Role | None = None
    tier: Annotated[Line, Field(max_length=100)] | None = None
    group_ids: list[GroupRef] = Field(default_factory=list, max_length=100)
    uses: int = Field(default=1, ge=1, le=MOST_USES)
    expires_at: Ahead | None = None
    note: Annotated[Prose, Field(max_length=1000)] = ""


class InvitationOut(Schema):
    id: UUID
    email: str | None
    role: Role | None
    tier: str | None
    group_ids: list[UUID]
    uses: int
    uses_max: int
    note: str
    open: bool
    invited_by: UUID | None
    inviter_name: str | None
    created_at: datetime
    expires_at: datetime | None


class NewInvitationOut(InvitationOut):
    """`code` and `link` are shown this once; both are null when the invitation went out by e-mail."""

    code: str | None
    link: str | None
    mailed: bool


class InvitationRevokedOut(Schema):
    id: UUID
    revoked: bool


class InvitationCodeIn(Schema):
    code: Code


class PreviewOut(Schema):
    """`inviter` is empty for the operator of the service."""

    workspace: str
    inviter: str


class RedeemedOut(Schema):
    """What the account has now; no workspace for an invitation to a tier only."""

    workspace_id: UUID | None
    workspace: str | None
    role: Role | None
    tier: str
