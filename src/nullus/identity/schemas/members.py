"""Members, groups and service accounts on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from nullus.platform.actor import Role
from nullus.platform.web import Schema
from nullus.platform.web_values import Line

Name = Annotated[Line, Field(min_length=1, max_length=100)]


class MemberOut(Schema):
    account_id: UUID
    name: str
    email: str | None
    kind: str
    state: str
    role: Role
    group_ids: list[UUID]
    joined_at: datetime


class RoleIn(Schema):
    role: Role


class MemberRemovedOut(Schema):
    account_id: UUID
    removed: bool


class GroupIn(Schema):
    name: Name


class GroupOut(Schema):
    id: UUID
    name: str
    member_ids: list[UUID]
    created_at: datetime


class GroupRemovedOut(Schema):
    id: UUID
    removed: bool


class ProgramIn(Schema):
    name: Name
    role: Role = "viewer"


class ProgramOut(Schema):
    id: UUID
    name: str
    role: Role
    created_at: datetime


class ProgramRemovedOut(Schema):
    id: UUID
    removed: bool
