"""Members of a workspace: who they are, what they may, who goes.

Each change holds the workspace, so that of many at once every one sees what the others did: a workspace never loses its
last owner. `authenticate` asks for the role at least every four seconds, so who was demoted or removed loses the rights
within five, in every kind of session and with every key.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit
from nullus.identity.people.errors import WorkspaceNotFound
from nullus.identity.spaces import member_store, workspace_store
from nullus.identity.spaces.errors import LastOwner, MemberNotFound, SessionNeeded
from nullus.identity.spaces.rights import covers, person_of, require_giving
from nullus.platform.actor import Actor, Role
from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class Member:
    """One account in one workspace. `email` is shown to those who manage members, and to oneself."""

    account_id: UUID
    name: str
    email: str | None
    kind: str
    state: str
    role: Role
    group_ids: list[UUID]
    joined_at: datetime


async def list_members(tx: Tx, actor: Actor, after: UUID | None = None, limit: int = 500) -> list[Member]:
    """The workspace's members after an account, in the order in which their accounts were made."""
    rows = await member_store.list_members(tx, actor.workspace_id, after, limit)
    return [shown(row, actor) for row in rows]


async def get(tx: Tx, actor: Actor, account_id: UUID) -> Member:
    """One member. Raises MemberNotFound, for people of other workspaces too."""
    row = await member_store.find(tx, actor.workspace_id, account_id)
    if row is None:
        raise MemberNotFound
    return shown(row, actor)


async def change_role(tx: Tx, actor: Actor, account_id: UUID, role: Role) -> Member:
    """Give a member another role. Raises NotPermitted, MemberNotFound, BeyondYourRole, LastOwner."""
    actor.require("members")
    member = await _held(tx, actor, account_id)
    await require_giving(tx, actor, member.role)
    await require_giving(tx, actor, role)
    if member.role != role:
        await member_store.add(tx, actor.workspace_id, account_id, role)
        await _require_owner(tx, actor, member)
        await _record(tx, actor, "member.changed", account_id, {"role": role, "former_role": member.role})
    return await get(tx, actor, account_id)


async def remove(tx: Tx, actor: Actor, account_id: UUID) -> None:
    """Take a member out; their keys of this workspace are revoked.

    Raises NotPermitted, MemberNotFound, BeyondYourRole, LastOwner.
    """
    actor.require("members")
    member = await _held(tx, actor, account_id)
    await require_giving(tx, actor, member.role)
    await _remove(tx, actor, member)


async def leave(tx: Tx, actor: Actor) -> None:
    """Go oneself, whatever one's role; keys of this workspace are revoked. In the service's own transaction: guests may
    write nothing inside a workspace. Raises AccountNeeded, SessionNeeded, MemberNotFound, LastOwner.
    """
    account_id = person_of(actor)
    if actor.credential == "key":
        raise SessionNeeded
    await _remove(tx, actor, await _held(tx, actor, account_id))


async def hand_over(tx: Tx, actor: Actor, account_id: UUID) -> Member:
    """Make another member the owner in one's own place; one stays as an admin.

    Raises NotPermitted, AccountNeeded, MemberNotFound, BeyondYourRole.
    """
    actor.require("workspace")
    giver = person_of(actor)
    member = await _held(tx, actor, account_id)
    await require_giving(tx, actor, "owner")
    if member.kind != "person":
        raise MemberNotFound
    if account_id != giver:
        for each, role in ((account_id, "owner"), (giver, "admin")):
            await member_store.add(tx, actor.workspace_id, each, role)
        await _record(tx, actor, "ownership.transferred", account_id, {"former_role": member.role})
    return await get(tx, actor, account_id)


async def _remove(tx: Tx, actor: Actor, member: Member) -> None:
    account_id = member.account_id
    if not await member_store.remove(tx, actor.workspace_id, account_id):
        raise MemberNotFound
    await _require_owner(tx, actor, member)
    action = "service_account.deleted" if member.kind == "service" else "member.removed"
    await audit.record(
        tx,
        actor,
        action,
        object_kind="member",
        object_id=account_id,
        subjects=[account_id],
        details={"former_role": member.role},
        workspace_id=actor.workspace_id,
    )
    if member.kind == "service":
        await member_store.remove_program(tx, account_id)


async def _held(tx: Tx, actor: Actor, account_id: UUID) -> Member:
    """A member, with the workspace held until the transaction ends."""
    if not await workspace_store.hold(tx, actor.workspace_id):
        raise WorkspaceNotFound
    return await get(tx, actor, account_id)


async def _require_owner(tx: Tx, actor: Actor, member: Member) -> None:
    if covers(member.role, "owner") and not await member_store.count_owners(tx, actor.workspace_id):
        raise LastOwner


async def _record(tx: Tx, actor: Actor, action: str, account_id: UUID, details: dict[str, audit.Detail]) -> None:
    await audit.record(
        tx, actor, action, object_kind="member", object_id=account_id, subjects=[account_id], details=details
    )


def shown(row: Row[Any], actor: Actor) -> Member:
    """A member as the actor may see it."""
    seen = actor.may("members") or row.account_id == actor.person_id
    return Member(
        row.account_id,
        row.name,
        row.email if seen else None,
        row.kind,
        row.state,
        row.role,
        list(row.group_ids),
        row.created_at,
    )
