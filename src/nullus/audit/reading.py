"""Looking at the trail: of one's workspace, or, for operators and auditors, of the whole service."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus.audit import store
from nullus.audit.errors import AuditorsOnly
from nullus.audit.verifier import Checkpoint
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; None: anything."""

    action: str | None = None
    outcome: str | None = None
    account: UUID | None = None
    object: str | None = None
    subject: UUID | None = None
    address: str | None = None
    since: datetime | None = None
    until: datetime | None = None


async def require_everything(tx: Tx, actor: Actor) -> None:
    """Raise NotPermitted or AuditorsOnly unless the actor may see the trail of the whole service."""
    actor.require("audit")
    if not await store.sees_everything(tx):
        raise AuditorsOnly


async def list_entries(
    tx: Tx, actor: Actor, filters: Filters, *, everywhere: bool = False, before: UUID | None = None, limit: int = 50
) -> Sequence[Row[Any]]:
    """Entries, newest first, older than the entry `before`. Raises NotPermitted, AuditorsOnly."""
    actor.require("audit")
    wanted = {each.name: getattr(filters, each.name) for each in fields(filters)} | {"before": before, "most": limit}
    if everywhere:
        await require_everything(tx, actor)
        return await store.list_everywhere(tx, wanted)
    return await store.list_in_workspace(tx, actor.workspace_id, wanted)


async def list_checkpoints(tx: Tx, actor: Actor, *, before: int | None = None, limit: int = 50) -> list[Checkpoint]:
    """Checkpoints, newest first. Raises NotPermitted, AuditorsOnly."""
    await require_everything(tx, actor)
    return [Checkpoint.parse(line) for line in await store.newest_checkpoints(tx, before or LARGEST, limit)]
