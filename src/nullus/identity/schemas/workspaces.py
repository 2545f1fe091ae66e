"""Workspaces on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from nullus.identity.loading import MemberRef, WorkspaceRef
from nullus.platform.actor import Role
from nullus.platform.web import Schema
from nullus.platform.web_values import Line

Name = Annotated[Line, Field(min_length=1, max_length=100)]


class WorkspaceIn(Schema):
    name: Name


class WorkspaceChange(Schema):
    name: Name


class WorkspaceOut(Schema):
    id: UUID
    name: str
    role: Role | None
    members: int
    created_at: datetime
    current: bool


class WorkspaceReceiptOut(Schema):
    id: UUID
    removed: dict[str, int]
    verified: bool


class SwitchIn(Schema):
    workspace_id: WorkspaceRef


class TransferIn(Schema):
    account_id: MemberRef
