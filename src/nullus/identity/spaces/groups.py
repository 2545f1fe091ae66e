"""Groups: named sets of members of a workspace, for whom a collection can be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit
from nullus.identity.people.errors import WorkspaceNotFound
from nullus.identity.spaces import member_store, workspace_store
from nullus.identity.spaces.errors import (
    GroupExists,
    GroupNotFound,
    MemberNotFound,
    TooMany,
)
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import Text

MOST = 500
_WHAT = Text(en="groups", ko="그룹")


@dataclass(frozen=True, slots=True)
class Group:
    id: UUID
    name: str
    member_ids: list[UUID]
    created_at: datetime


async def list_groups(tx: Tx, actor: Actor) -> list[Group]:
    """Every group of the workspace, by name; a guest sees those that they are in, and nobody else in them."""
    found = [_group(row, actor) for row in await member_store.list_groups(tx, actor.workspace_id)]
    return [each for each in found if actor.reach != "guest" or each.member_ids]


async def get(tx: Tx, actor: Actor, group_id: UUID) -> Group:
    """One group. Raises GroupNotFound, for another workspace's too."""
    row = await member_store.find_group(tx, actor.workspace_id, group_id)
    found = _group(row, actor) if row else None
    if found is None or (actor.reach == "guest" and not found.member_ids):
        raise GroupNotFound
    return found


async def create(tx: Tx, actor: Actor, name: str) -> Group:
    """Make a group without members. Raises NotPermitted, GroupExists, TooMany."""
    actor.require("members")
    await _hold(tx, actor)
    if len(await list_groups(tx, actor)) >= MOST:
        raise TooMany(limit=MOST, what=_WHAT)
    group_id = new_id()
    if not await member_store.add_group(tx, actor.workspace_id, group_id, name):
        raise GroupExists(name=name)
    await _record(tx, actor, "group.created", group_id)
    return await get(tx, actor, group_id)


async def rename(tx: Tx, actor: Actor, group_id: UUID, name: str) -> Group:
    """Give a group another name. Raises NotPermitted, GroupNotFound, GroupExists."""
    actor.require("members")
    await _hold(tx, actor)
    await get(tx, actor, group_id)
    if not await member_store.rename_group(tx, actor.workspace_id, group_id, name):
        raise GroupExists(name=name)
    await _record(tx, actor, "group.changed", group_id)
    return await get(tx, actor, group_id)


async def remove(tx: Tx, actor: Actor, group_id: UUID) -> None:
    """Delete a group; its members stay in the workspace, collections for it stay with their owners.

    Raises NotPermitted, GroupNotFound.
    """
    actor.require("members")
    await _hold(tx, actor)
    await get(tx, actor, group_id)
    await member_store.remove_group(tx, actor.workspace_id, group_id)
    await _record(tx, actor, "group.deleted", group_id)


async def add_member(tx: Tx, actor: Actor, group_id: UUID, account_id: UUID) -> Group:
    """Put a member of the workspace into a group; again is the same. Raises NotPermitted, GroupNotFound, MemberNotFound."""
    actor.require("members")
    await _hold(tx, actor)
    await get(tx, actor, group_id)
    if await member_store.find(tx, actor.workspace_id, account_id) is None:
        raise MemberNotFound
    if await member_store.add_to_groups(tx, actor.workspace_id, [group_id], account_id):
        await _record(tx, actor, "group_member.added", group_id, account_id)
    return await get(tx, actor, group_id)


async def remove_member(tx: Tx, actor: Actor, group_id: UUID, account_id: UUID) -> Group:
    """Take somebody out of a group; again is the same. Raises NotPermitted, GroupNotFound."""
    actor.require("members")
    await _hold(tx, actor)
    await get(tx, actor, group_id)
    if await member_store.take_from_group(tx, actor.workspace_id, group_id, account_id):
        await _record(tx, actor, "group_member.removed", group_id, account_id)
    return await get(tx, actor, group_id)


async def _hold(tx: Tx, actor: Actor) -> None:
    """One change of groups and members at a time, so that none leaves halfway through another."""
    if not await workspace_store.hold(tx, actor.workspace_id):
        raise WorkspaceNotFound


async def _record(tx: Tx, actor: Actor, action: str, group_id: UUID, *subjects: UUID) -> None:
    await audit.record(tx, actor, action, object_kind="group", object_id=group_id, subjects=subjects)


def _group(row: Row[Any], actor: Actor) -> Group:
    seen = [each for each in row.member_ids if actor.reach != "guest" or each == actor.person_id]
    return Group(row.id, row.name, seen, row.created_at)
