"""A person leaves: at once nothing lets them in or says who they were; then a job takes away all that is theirs.

The ledger row is what a crash leaves behind: every step may be repeated, and the job goes on until a look into every table
and store has found nothing. Only then does the receipt say `verified`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row

from nullus import audit, jobs
from nullus.identity import tasks
from nullus.identity.erasure import erasure_store, removal, trace_store
from nullus.identity.erasure.errors import ConfirmationWrong, ErasureNotFound, HandOverFirst, StillInUse
from nullus.identity.erasure.personal_data import Documents, Holder, Leaving
from nullus.identity.people import emails
from nullus.identity.people.errors import AccountNotFound, EmailRefused, LastOperator
from nullus.identity.spaces import workspace_store
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NotAuthenticated, TransactionCrossed

SETTLING = timedelta(seconds=6)
"""What a process has seen of a credential is four seconds old at most: the last look for what is left comes after that."""
_TRIES = 5
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Erasure:
    """The receipt. `removed` counts what went by kind; `leftovers` names places where something was found at the last look."""

    id: UUID
    state: str
    documents: str
    removed: dict[str, int]
    leftovers: tuple[str, ...]
    verified: bool
    requested_at: datetime
    finished_at: datetime | None


async def hold(tx: Tx, actor: Actor) -> None:
    """Call this before writing something that names a person: they cannot leave until the transaction ends.

    Raises NotAuthenticated for somebody who has left since the request began.
    """
    if actor.person_id is not None and not await erasure_store.hold_active(tx, actor.person_id):
        raise NotAuthenticated


async def accept(
    db: Database, actor: Actor, account_id: UUID, documents: Documents, confirmation: str | None
) -> Erasure:
    """Close the account and queue the rest. Asked again, the first answer is given again.

    `confirmation`: the account's e-mail address as somebody typed it; not asked of an account that has none.
    Raises AccountNotFound, ConfirmationWrong, HandOverFirst, LastOperator.
    """
    for _ in range(_TRIES - 1):
        try:
            return await _accept(db, actor, account_id, documents, confirmation)
        except TransactionCrossed:  # a sign-in or a refresh at the same instant took the same rows in another order
            continue
    return await _accept(db, actor, account_id, documents, confirmation)


async def _accept(
    db: Database, actor: Actor, account_id: UUID, documents: Documents, confirmation: str | None
) -> Erasure:
    async with db.system_transaction() as tx:
        account = await erasure_store.hold_account(tx, account_id)
        known = await erasure_store.find_of(tx, account_id)
        if known is not None:
            return _shown(known)
        if account is None:
            raise AccountNotFound
        _confirm(account.email_key, confirmation)
        personal = await _workspaces_alone(tx, account)
        for workspace_id in personal:
            await workspace_store.close(tx, workspace_id)
            await audit.record(
                tx,
                actor,
                "workspace.deleted",
                object_kind="workspace",
                object_id=workspace_id,
                subjects=[account_id],
                workspace_id=workspace_id,
            )
        erasure_id = uuid4()
        removed = await erasure_store.remove_at_once(tx, account_id, account.email_key)
        await erasure_store.add(tx, erasure_id, account_id, documents, personal, removed)
        details = {"receipt": str(erasure_id), "mode": documents, "kind": account.kind}
        await audit.record(
            tx,
            actor,
            "account.deleted",
            object_kind="account",
            object_id=account_id,
            subjects=[account_id],
            details=details,
        )
        await _queue(tx, erasure_id)
        return _shown(await erasure_store.find(tx, erasure_id))


async def find(tx: Tx, erasure_id: UUID) -> Erasure:
    """The receipt as it stands. Raises ErasureNotFound."""
    row = await erasure_store.find(tx, erasure_id)
    if row is None:
        raise ErasureNotFound
    return _shown(row)


async def resume(db: Database) -> int:
    """Queue erasures whose job was lost or has given up; returns how many."""
    async with db.system_transaction() as tx:
        rows = await erasure_store.unfinished(tx)
        for row in rows:
            await _queue(tx, row.id)
    return len(rows)


async def carry_out(db: Database, holders: Sequence[Holder], erasure_id: UUID) -> dict[str, Any]:
    """Take away what is left of a person. Safe to repeat; raises StillInUse while something is left."""
    async with db.system_transaction() as tx:
        row = await erasure_store.find(tx, erasure_id)
    if row is None or row.state == "done":
        return {}
    leaving = Leaving(row.id, row.account_id, row.documents, tuple(row.workspaces))
    foreseen = row.foreseen or await _foresee(db, holders, leaving)
    await _forget_jobs(db, leaving)
    for holder in holders:
        await _count(db, erasure_id, await holder.erase(leaving))
    places = []
    for workspace_id in leaving.workspaces:
        receipt = await removal.finish(db, workspace_id, holders)
        await _count(db, erasure_id, receipt.removed)
        places += [] if receipt.verified else [f"workspace {workspace_id}"]
    early = row.requested_at + SETTLING - datetime.now(UTC)
    if early > timedelta(0):
        async with db.system_transaction() as tx:
            await _queue(tx, erasure_id, early)
        return {"again": True}
    for holder in holders:
        places += await holder.remains(leaving, foreseen.get(holder.name))
    if places:
        await _count(db, erasure_id, {}, places)
        raise StillInUse(places=", ".join(places))
    await _finish(db, leaving)
    return {"verified": True}


async def _finish(db: Database, leaving: Leaving) -> None:
    """The id itself goes, if nothing but the trail and the ledger names it afterwards. Raises StillInUse."""
    async with db.system_transaction() as tx:
        await erasure_store.find(tx, leaving.erasure_id, lock=True)
        await erasure_store.remove_account(tx, leaving.account_id)
        places = await trace_store.traces(tx, [str(leaving.account_id)], ("identity", "jobs"))
        if not places:
            await audit.forget(tx, leaving.account_id)
            await audit.record(
                tx,
                jobs.system_actor(),
                "account.erased",
                object_kind="account",
                object_id=leaving.account_id,
                subjects=[leaving.account_id],
                details={"receipt": str(leaving.erasure_id), "verified": True},
            )
            await erasure_store.finish(tx, leaving.erasure_id)
    if places:
        await _count(db, leaving.erasure_id, {}, places)
        raise StillInUse(places=", ".join(places))


async def _foresee(db: Database, holders: Sequence[Holder], leaving: Leaving) -> dict[str, Any]:
    foreseen = {holder.name: await holder.foresee(leaving) for holder in holders}
    async with db.system_transaction() as tx:
        await erasure_store.keep_foreseen(tx, leaving.erasure_id, foreseen)
    return foreseen


async def _forget_jobs(db: Database, leaving: Leaving) -> None:
    async with db.system_transaction() as tx:
        removed = await jobs.forget(tx, leaving.account_id)
        await erasure_store.count_removed(tx, leaving.erasure_id, {"jobs": removed}, [])


async def _count(db: Database, erasure_id: UUID, removed: Mapping[str, int], leftovers: Sequence[str] = ()) -> None:
    async with db.system_transaction() as tx:
        await erasure_store.count_removed(tx, erasure_id, removed, leftovers)


async def _queue(tx: Tx, erasure_id: UUID, delay: timedelta | None = None) -> None:
    payload = tasks.Erase(str(erasure_id))
    job_id = await tasks.ERASE.defer(tx, jobs.system_actor(), payload, lock=f"erasure:{erasure_id}", delay=delay)
    await erasure_store.set_job(tx, erasure_id, job_id)


async def _workspaces_alone(tx: Tx, account: Row[Any]) -> list[UUID]:
    """The workspaces that go with the account. Raises HandOverFirst, LastOperator."""
    if "operator" in account.platform_roles and not await erasure_store.other_operators(tx, account.id):
        raise LastOperator
    workspaces = await erasure_store.workspaces_of(tx, account.id)
    abandoned = [row.name for row in workspaces if row.abandoned]
    if abandoned:
        more = ["…"] if len(abandoned) > _MOST_NAMES else []
        raise HandOverFirst(names=", ".join([*abandoned[:_MOST_NAMES], *more]))
    return [row.id for row in workspaces if row.personal]


def _confirm(email_key: str | None, typed: str | None) -> None:
    if email_key is None:
        return
    try:
        fits = typed is not None and emails.parse(typed).key == email_key
    except EmailRefused:
        fits = False
    if not fits:
        raise ConfirmationWrong


def _shown(row: Row[Any] | None) -> Erasure:
    assert row is not None
    return Erasure(
        id=row.id,
        state=row.state,
        documents=row.documents,
        removed={name: count for name, count in sorted(row.removed.items()) if count},
        leftovers=tuple(row.leftovers),
        verified=row.verified,
        requested_at=row.requested_at,
        finished_at=row.finished_at,
    )
