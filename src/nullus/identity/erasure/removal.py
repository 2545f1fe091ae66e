"""Deleting a workspace with everything in it, of every room: the rooms above hand in what clears their part.

First the workspace is closed in one transaction: nobody enters any more, and a job is queued that finishes the deletion
whatever happens to this process. Then each part is cleared, what is left is counted table by table, and the row goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import structlog

from nullus import audit, jobs
from nullus.identity import tasks
from nullus.identity.people.errors import WorkspaceNotFound
from nullus.identity.spaces import workspace_store
from nullus.identity.spaces.errors import WorkspaceKept
from nullus.identity.spaces.rights import enter
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx

log = structlog.get_logger()

JOB_DELAY_SECONDS = 300.0
"""Longer than clearing by hand takes: the job is for deletions that were interrupted."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What one room removed, by name. `verified`: nothing of it is left outside the tables either: files, objects, memory."""

    removed: Mapping[str, int]
    verified: bool


class Part(Protocol):
    """What one room keeps for a workspace. A process lists the parts that it can clear (`app.state.workspace_parts`)."""

    async def clear(self, actor: Actor) -> Cleared:
        """Remove everything of the actor's workspace. Safe to repeat."""


@dataclass(frozen=True, slots=True)
class WorkspaceReceipt:
    """What went, by name. `verified`: a look afterwards found nothing left in any table, index or store."""

    id: UUID
    removed: dict[str, int]
    verified: bool


async def close(tx: Tx, actor: Actor, workspace_id: UUID) -> None:
    """Begin to delete a workspace: its owners may, and the operator of the machine. In the service's own transaction.

    Raises WorkspaceNotFound, NotPermitted, WorkspaceKept.
    """
    there = await enter(tx, actor, workspace_id)
    there.require("workspace")
    if not await workspace_store.hold(tx, workspace_id):
        raise WorkspaceNotFound
    if await workspace_store.is_first(tx, workspace_id):
        raise WorkspaceKept
    await workspace_store.close(tx, workspace_id)
    await audit.record(
        tx,
        actor,
        "workspace.deleted",
        object_kind="workspace",
        object_id=workspace_id,
        workspace_id=workspace_id,
    )
    await tasks.REMOVE_WORKSPACE.defer(
        tx,
        jobs.system_actor(actor.request_id),
        tasks.RemoveWorkspace(str(workspace_id)),
        key=str(workspace_id),
        delay=JOB_DELAY_SECONDS,
    )


async def finish(db: Database, workspace_id: UUID, parts: Sequence[Part]) -> WorkspaceReceipt:
    """Clear a closed workspace; safe to repeat, and to run twice at once."""
    inside = Actor("system", workspace_id, scopes=frozenset({"*"}))
    removed: dict[str, int] = {}
    cleared = [await part.clear(inside) for part in parts]
    for each in cleared:
        for name, count in each.removed.items():
            removed[name] = removed.get(name, 0) + count
    async with db.transaction(inside) as tx:
        removed["jobs"] = await jobs.remove_workspace(tx, inside)
    async with db.system_transaction() as tx:
        await workspace_store.remove(tx, workspace_id)
    async with db.transaction(inside) as tx:
        left = await workspace_store.remains(tx, workspace_id)
    verified = not left and all(each.verified for each in cleared)
    if not verified:
        log.error("identity.workspace_remains", workspace=str(workspace_id), tables=left)
    return WorkspaceReceipt(workspace_id, removed, verified)


async def finish_interrupted(db: Database, workspace_id: UUID, parts: Sequence[Part]) -> WorkspaceReceipt | None:
    """What the job does: nothing when the deletion came to its end by itself."""
    async with db.system_transaction() as tx:
        row = await workspace_store.find_any(tx, workspace_id)
    if row is None or not row.closed:
        return None
    return await finish(db, workspace_id, parts)
