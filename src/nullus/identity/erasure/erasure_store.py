"""The SQL of leaving: what must not be left behind first, what goes at once, and the ledger of what is on its way out."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_LEDGER = (
    "id, account_id, documents, workspaces, state, removed, foreseen, leftovers, verified, requested_at, finished_at"
)


_SESSIONS = (
    "select id from identity.credentials where account_id = :account and kind in ('session', 'refresh') "
    "order by kind = 'refresh', id for update"
)
_WORKSPACES = (
    "select w.id from identity.workspaces w where w.id in (select workspace_id from identity.memberships "
    "where account_id = :account) order by w.id for no key update"
)


async def hold_account(tx: Tx, account_id: UUID) -> Row[Any] | None:
    """Lock an account with its sessions and workspaces, in the order in which refreshing and changes of members take them."""
    for each in (_SESSIONS, _WORKSPACES):
        await tx.execute(text(each), {"account": account_id})
    found = await tx.execute(
        text(
            "select id, kind, state, email, email_key, platform_roles, language from identity.accounts "
            "where id = :account for update"
        ),
        {"account": account_id},
    )
    return found.one_or_none()


async def hold_active(tx: Tx, account_id: UUID) -> bool:
    """Keep the account from leaving until this transaction ends; false when it is no account that may write (any more)."""
    found = await tx.execute(
        text("select state = 'active' from identity.accounts where id = :account for key share"),
        {"account": account_id},
    )
    return bool(found.scalar())


# Others: people who are more than guests. The workspace in which the operator of the machine stands stays in any case.
_OWNED = """
with mine as (
    select w.id, w.name, m.role from identity.memberships m join identity.workspaces w on w.id = m.workspace_id
    where m.account_id = :account and not w.settings ? 'closed'
), looked_at as (
    select mine.*,
        mine.id = (select id from identity.workspaces order by created_at, id limit 1)
            or exists (select from identity.credentials c where c.workspace_id = mine.id and c.kind = 'operator') as stays,
        exists (select from identity.memberships o join identity.accounts a on a.id = o.account_id
            where o.workspace_id = mine.id and o.account_id <> :account and a.kind = 'person' and o.role <> 'guest') as shared,
        exists (select from identity.memberships o join identity.accounts a on a.id = o.account_id
            where o.workspace_id = mine.id and o.account_id <> :account and a.kind = 'person' and o.role = 'owner'
            and a.state = 'active') as owned
    from mine
)
select id, name, role = 'owner' and not (shared or stays) as personal,
    role = 'owner' and (shared or stays) and not owned as abandoned
from looked_at order by name, id
"""


async def workspaces_of(tx: Tx, account_id: UUID) -> Sequence[Row[Any]]:
    """The account's workspaces: which are theirs alone, and which would be left without an owner."""
    return (await tx.execute(text(_OWNED), {"account": account_id})).all()


async def other_operators(tx: Tx, account_id: UUID) -> int:
    """How many other accounts may run the service; they stay so until the transaction ends."""
    found = await tx.execute(
        text(
            "select id from identity.accounts where id <> :account and state = 'active' "
            "and 'operator' = any(platform_roles) order by id for share"
        ),
        {"account": account_id},
    )
    return len(found.all())


_AT_ONCE = {
    "keys": "delete from identity.credentials where account_id = :account and kind = 'key'",
    "sessions": "delete from identity.credentials where account_id = :account and kind = 'session'",
    "credentials": "delete from identity.credentials where account_id = :account",
    "factors": "delete from identity.factors where account_id = :account",
    "identities": "delete from identity.federated where account_id = :account",
    "memberships": "delete from identity.memberships where account_id = :account",
    "reservations": "delete from identity.reservations where account_id = :account",
    "invitations": "delete from identity.credentials where id in (select credential_id from identity.invitations "
    "where email_key = :email)",
}
_AFTERWARDS = (
    "update identity.invitations set invited_by = null where invited_by = :account",
    "delete from identity.usage where subject = 'account:' || cast(:account as text)",
    "delete from identity.rates where key like '%' || cast(:account as text) || '%'",
    "update identity.credentials set data = '{}' where cast(:email as text) <> '' and data::text like '%' || :email || '%'",
)


async def remove_at_once(tx: Tx, account_id: UUID, email_key: str | None) -> dict[str, int]:
    """Everything that lets the person in or says who they are; how much of what. The account is an id and no more."""
    values = {"account": account_id, "email": email_key or ""}
    removed = {name: (await tx.execute(text(each), values)).rowcount for name, each in _AT_ONCE.items()}
    for each in _AFTERWARDS:
        await tx.execute(text(each), values)
    await tx.execute(
        text(
            "update identity.accounts set state = 'leaving', email = null, email_key = null, email_verified_at = null, "
            "name = '', password_hash = null, password_set_at = null, platform_roles = '{}', time_zone = 'UTC', "
            "home_workspace_id = null, last_seen_at = null, epoch = epoch + 1 where id = :account"
        ),
        values,
    )
    return removed


async def add(
    tx: Tx, erasure_id: UUID, account_id: UUID, documents: str, workspaces: Sequence[UUID], removed: Mapping[str, int]
) -> None:
    await tx.execute(
        text(
            "insert into identity.erasures (id, account_id, documents, workspaces, removed) "
            "values (:id, :account, :documents, :workspaces, cast(:removed as jsonb))"
        ),
        {
            "id": erasure_id,
            "account": account_id,
            "documents": documents,
            "workspaces": list(workspaces),
            "removed": json.dumps(removed),
        },
    )


async def set_job(tx: Tx, erasure_id: UUID, job_id: int) -> None:
    await tx.execute(
        text("update identity.erasures set job_id = :job where id = :id"), {"id": erasure_id, "job": job_id}
    )


async def find(tx: Tx, erasure_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    held = " for update" if lock else ""
    found = await tx.execute(text(f"select {_LEDGER} from identity.erasures where id = :id{held}"), {"id": erasure_id})
    return found.one_or_none()


async def find_of(tx: Tx, account_id: UUID) -> Row[Any] | None:
    """The erasure of an account, if it was asked for."""
    found = await tx.execute(
        text(f"select {_LEDGER} from identity.erasures where account_id = :account"), {"account": account_id}
    )
    return found.one_or_none()


async def unfinished(tx: Tx) -> Sequence[Row[Any]]:
    """Erasures on their way whose job will not run (any more), or is not known."""
    found = await tx.execute(
        text(
            "select e.id from identity.erasures e where e.state = 'accepted' and not exists (select from "
            "jobs.procrastinate_jobs j where j.id = e.job_id and j.status in ('todo', 'doing')) limit 100"
        )
    )
    return found.all()


async def keep_foreseen(tx: Tx, erasure_id: UUID, foreseen: Mapping[str, Any]) -> None:
    await tx.execute(
        text("update identity.erasures set foreseen = cast(:foreseen as jsonb) where id = :id"),
        {"id": erasure_id, "foreseen": json.dumps(foreseen)},
    )


async def count_removed(tx: Tx, erasure_id: UUID, removed: Mapping[str, int], leftovers: Sequence[str]) -> None:
    """Add to what went already: a job that is interrupted goes on counting; note what is left."""
    await tx.execute(
        text(
            "update identity.erasures set leftovers = :leftovers, removed = (select coalesce(jsonb_object_agg(name, total), '{}') "
            "from (select key as name, sum(value::bigint) as total from (select * from jsonb_each_text(removed) union all "
            "select * from jsonb_each_text(cast(:removed as jsonb))) each group by key) s) where id = :id"
        ),
        {"id": erasure_id, "removed": json.dumps(removed), "leftovers": list(leftovers)},
    )


async def remove_account(tx: Tx, account_id: UUID) -> None:
    """The id itself goes, with whatever came to it while it was leaving."""
    values = {"account": account_id}
    for each in _AFTERWARDS[:3]:
        await tx.execute(text(each), values)
    await tx.execute(text("delete from identity.accounts where id = :account"), values)


async def finish(tx: Tx, erasure_id: UUID) -> None:
    await tx.execute(
        text(
            "update identity.erasures set state = 'done', verified = true, foreseen = '{}', leftovers = '{}', "
            "finished_at = clock_timestamp() where id = :id"
        ),
        {"id": erasure_id},
    )
