"""What rooms call: one act, one entry, in the act's own transaction. If it cannot be written the act does not happen."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from nullus.audit import store
from nullus.audit.entries import Act, Detail, Outcome, row_of
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx

_AT_ONCE = 500


async def record(
    tx: Tx,
    actor: Actor | None,
    action: str,
    *,
    object_kind: str | None = None,
    object_id: object = None,
    outcome: Outcome = "done",
    subjects: Iterable[UUID] = (),
    details: Mapping[str, Detail] | None = None,
    workspace_id: UUID | None = None,
) -> None:
    """Record one act on the caller's transaction.

    `actor` is None where nobody is known yet (sign-up, a mail link); address and request id then come from the request.
    `subjects`: accounts of the people whose data the act concerns. `details`: names declared in `actions.py`, values that
    are words, numbers or flags, never text of documents, prompts, names, e-mail addresses or secrets. `workspace_id` only
    where the act concerns another workspace than the actor's (in a system transaction). Raises UnknownAction.
    """
    row = row_of(
        actor,
        action,
        object_kind=object_kind,
        object_id=object_id,
        outcome=outcome,
        subjects=subjects,
        details=details,
        workspace_id=workspace_id,
    )
    await store.add(tx, row)


async def record_many(
    tx: Tx,
    actor: Actor | None,
    action: str,
    acts: Sequence[Act],
    *,
    object_kind: str | None = None,
    outcome: Outcome = "done",
    workspace_id: UUID | None = None,
) -> None:
    """Record several acts of one kind in one statement: `record` for each of `acts`."""
    rows = [
        row_of(
            actor,
            action,
            object_kind=object_kind,
            object_id=act.object_id,
            outcome=outcome,
            subjects=act.subjects,
            details=act.details,
            workspace_id=workspace_id,
        )
        for act in acts
    ]
    await store.add_many(tx, rows)


async def forget(tx: Tx, account_id: UUID) -> int:
    """Erase where a person's acts came from; returns from how many entries. Their acts stay, under an id that leads nowhere.

    The caller deletes the account in the same transaction and records `account.erased` with it among the subjects, by
    which the verifier knows that the addresses were let go rightly.
    """
    return await store.forget(tx, account_id)


async def entries_about(db: Database, account_id: UUID) -> AsyncIterator[dict[str, Any]]:
    """What a person did and what was done with their data, newest first, as JSON types; who else acted is told by kind."""
    before: UUID | None = None
    while True:
        async with db.system_transaction() as tx:
            rows = await store.about(tx, account_id, before, _AT_ONCE)
        for row in rows:
            yield {
                "id": str(row.id),
                "at": row.at.isoformat(),
                "workspace": row.workspace_id and str(row.workspace_id),
                "by": "you" if row.account_id == account_id else row.actor_kind,
                "action": row.action,
                "object": {"kind": row.object_kind, "id": row.object_id},
                "outcome": row.outcome,
                "address": row.address if row.account_id in {account_id, None} else None,
                "details": row.details,
            }
        if len(rows) < _AT_ONCE:
            return
        before = rows[-1].id
