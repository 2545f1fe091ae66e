"""Workspaces: whose they are, making and renaming them, where a session acts, where a new person begins.

Who belongs to which workspace is asked across workspaces, so these functions run in the service's own transaction
(`Database.system_transaction`) and name the account in every statement.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit
from nullus.identity.people.errors import AccountNeeded, WorkspaceNotFound
from nullus.identity.spaces import member_store, workspace_store
from nullus.identity.spaces.errors import SessionNeeded, WorkspaceLimit
from nullus.identity.spaces.rights import enter, person_of
from nullus.kit import new_id
from nullus.platform.actor import Actor, Role
from nullus.platform.database import Tx

PERSONAL = {"en": ("{name}'s workspace", "My workspace"), "ko": ("{name}의 워크스페이스", "내 워크스페이스")}


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as its member sees it. `role` is the asking party's, none for the operator of the machine."""

    id: UUID
    name: str
    role: Role | None
    members: int
    created_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A workspace, and the asking party as it stands there."""

    id: UUID
    actor: Actor


async def standing(tx: Tx, actor: Actor, workspace_id: UUID) -> Standing:
    """One of the actor's workspaces. Raises WorkspaceNotFound."""
    return Standing(workspace_id, await enter(tx, actor, workspace_id))


async def list_mine(tx: Tx, actor: Actor, after: UUID | None = None, limit: int = 500) -> list[Workspace]:
    """The asking party's workspaces, by name; all of the service's for the operator of the machine, by age after an id.

    A key sees the one that it was made in.
    """
    if actor.kind in {"operator", "system"}:
        rows = await workspace_store.list_all(tx, after, limit)
        return [_workspace(row, None, actor) for row in rows]
    if actor.person_id is None or actor.credential == "key":
        return [await get(tx, actor, actor.workspace_id)]
    return [_workspace(row, row.role, actor) for row in await workspace_store.list_of(tx, actor.person_id)]


async def get(tx: Tx, actor: Actor, workspace_id: UUID) -> Workspace:
    """One workspace that the actor belongs to. Raises WorkspaceNotFound."""
    there = await enter(tx, actor, workspace_id)
    row = await workspace_store.find(tx, workspace_id)
    if row is None:
        raise WorkspaceNotFound
    return _workspace(row, there.role, actor)


async def create(tx: Tx, actor: Actor, name: str) -> Workspace:
    """Make a workspace; the maker owns it. One made by the operator of the machine waits for an invited owner.

    How many somebody may own is a limit of their tier (`workspaces`; none named: no limit).
    Raises AccountNeeded, WorkspaceLimit.
    """
    workspace_id = new_id()
    if actor.kind == "operator":
        await workspace_store.add(tx, workspace_id, name)
        await _record(tx, actor, "workspace.created", workspace_id)
        return await get(tx, actor, workspace_id)
    account_id = person_of(actor)
    account = await workspace_store.hold_account(tx, account_id)
    if account is None or account.kind != "person" or actor.credential == "key":
        raise AccountNeeded
    allowed = account.limits.get("workspaces")
    if allowed is not None and account.owned >= allowed:
        raise WorkspaceLimit(limit=allowed)
    await workspace_store.add(tx, workspace_id, name)
    await member_store.add(tx, workspace_id, account_id, "owner")
    await _record(tx, actor, "workspace.created", workspace_id)
    return await get(tx, actor, workspace_id)


async def rename(tx: Tx, actor: Actor, workspace_id: UUID, name: str) -> Workspace:
    """Give a workspace another name; its owners may. Raises WorkspaceNotFound, NotPermitted."""
    there = await enter(tx, actor, workspace_id)
    there.require("workspace")
    await workspace_store.rename(tx, workspace_id, name)
    await _record(tx, actor, "workspace.changed", workspace_id)
    return await get(tx, actor, workspace_id)


async def switch(tx: Tx, actor: Actor, workspace_id: UUID) -> Workspace:
    """Let the actor's session act in another workspace, this time and when it signs in again.

    Raises WorkspaceNotFound, SessionNeeded.
    """
    account_id = person_of(actor)
    found = await get(tx, actor, workspace_id)
    if (
        actor.credential == "key"
        or actor.credential_id is None
        or not await workspace_store.move_session(tx, actor.credential_id, account_id, workspace_id)
    ):
        raise SessionNeeded
    await workspace_store.set_home(tx, account_id, workspace_id)
    await _record(tx, actor, "workspace.entered", workspace_id)
    return replace(found, current=True)


async def make_home(tx: Tx, account_id: UUID, language: str) -> UUID | None:
    """The workspace where a person begins: the one they were last in, else the first they belong to, else one of their own,
    unless their tier allows none: then they stand outside until somebody invites them.

    Called at each sign-in.
    """
    account = await workspace_store.hold_account(tx, account_id)
    if account is None or account.kind != "person":
        return None
    mine = await workspace_store.list_of(tx, account_id)
    ids = [row.id for row in mine]
    if account.home_workspace_id in ids:
        return UUID(str(account.home_workspace_id))
    if mine:
        home = min(mine, key=lambda row: (row.created_at, row.id)).id
    elif account.limits.get("workspaces", 1) < 1:
        return None
    else:
        home = new_id()
        named, unnamed = PERSONAL["ko" if language == "ko" else "en"]
        name = named.format(name=account.name[:80]) if account.name else unnamed
        await workspace_store.add(tx, home, name)
        await member_store.add(tx, home, account_id, "owner")
        await _record(tx, None, "workspace.created", home, account_id)
    await workspace_store.set_home(tx, account_id, home)
    return UUID(str(home))


async def _record(tx: Tx, actor: Actor | None, action: str, workspace_id: UUID, *subjects: UUID) -> None:
    await audit.record(
        tx,
        actor,
        action,
        object_kind="workspace",
        object_id=workspace_id,
        subjects=subjects,
        workspace_id=workspace_id,
    )


def _workspace(row: Row[Any], role: Role | None, actor: Actor) -> Workspace:
    return Workspace(row.id, row.name, role, row.members, row.created_at, row.id == actor.workspace_id)
