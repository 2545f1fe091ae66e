"""The SQL of workspaces: mine, one, all; made, renamed, closed, removed; and what is left of one."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_COLUMNS = "w.id, w.name, w.created_at, (w.settings ? 'closed') as closed"
_MEMBERS = (
    "(select count(*) from identity.memberships m join identity.accounts b on b.id = m.account_id "
    "where m.workspace_id = w.id and b.kind <> 'guest') as members"
)


async def find(tx: Tx, workspace_id: UUID) -> Row[Any] | None:
    """One workspace that is not being deleted."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, {_MEMBERS} from identity.workspaces w where w.id = :id and not w.settings ? 'closed'"
        ),
        {"id": workspace_id},
    )
    return found.one_or_none()


async def find_any(tx: Tx, workspace_id: UUID) -> Row[Any] | None:
    """One workspace, also while it is being deleted."""
    found = await tx.execute(
        text(f"select {_COLUMNS} from identity.workspaces w where w.id = :id"), {"id": workspace_id}
    )
    return found.one_or_none()


async def hold(tx: Tx, workspace_id: UUID) -> bool:
    """Let one change at a time happen to who belongs to a workspace. False when there is none."""
    found = await tx.execute(
        text("select 1 from identity.workspaces where id = :id and not settings ? 'closed' for no key update"),
        {"id": workspace_id},
    )
    return found.first() is not None


async def list_of(tx: Tx, account_id: UUID) -> Sequence[Row[Any]]:
    """The workspaces of one account, by name, with its role in each."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, {_MEMBERS}, mine.role from identity.memberships mine "
            "join identity.workspaces w on w.id = mine.workspace_id and not w.settings ? 'closed' "
            "where mine.account_id = :account order by w.name, w.id"
        ),
        {"account": account_id},
    )
    return found.all()


async def list_all(tx: Tx, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Every workspace of this service, in the order in which they were made."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, {_MEMBERS} from identity.workspaces w where not w.settings ? 'closed' "
            "and (cast(:after as uuid) is null or w.id > :after) order by w.id limit :limit"
        ),
        {"after": after, "limit": limit},
    )
    return found.all()


async def add(tx: Tx, workspace_id: UUID, name: str) -> None:
    await tx.execute(
        text("insert into identity.workspaces (id, name) values (:id, :name)"), {"id": workspace_id, "name": name}
    )


async def rename(tx: Tx, workspace_id: UUID, name: str) -> None:
    await tx.execute(
        text("update identity.workspaces set name = :name where id = :id"), {"id": workspace_id, "name": name}
    )


async def hold_account(tx: Tx, account_id: UUID) -> Row[Any] | None:
    """An account's kind, tier limits and how many workspaces it owns; others who count wait until this is over."""
    await tx.execute(text("select from identity.accounts where id = :id for no key update"), {"id": account_id})
    found = await tx.execute(
        text(
            "select a.kind, a.name, a.tier, a.home_workspace_id, t.limits, "
            "(select count(*) from identity.memberships m where m.account_id = a.id and m.role = 'owner') as owned "
            "from identity.accounts a join identity.tiers t on t.name = a.tier where a.id = :id"
        ),
        {"id": account_id},
    )
    return found.one_or_none()


async def is_first(tx: Tx, workspace_id: UUID) -> bool:
    """Whether it is the one that the operator of the machine acts in."""
    found = await tx.execute(
        text(
            "select :id = (select id from identity.workspaces order by created_at, id limit 1) or exists ("
            "select from identity.credentials where workspace_id = :id and kind = 'operator' and revoked_at is null)"
        ),
        {"id": workspace_id},
    )
    return bool(found.scalar())


async def set_home(tx: Tx, account_id: UUID, workspace_id: UUID) -> None:
    await tx.execute(
        text("update identity.accounts set home_workspace_id = :workspace where id = :id"),
        {"id": account_id, "workspace": workspace_id},
    )


async def move_session(tx: Tx, credential_id: UUID, account_id: UUID, workspace_id: UUID) -> bool:
    """Let a session of this account act in another workspace. False when it is no live session of it."""
    done = await tx.execute(
        text(
            "update identity.credentials set workspace_id = :workspace where id = :id and account_id = :account "
            "and kind in ('session', 'guest') and revoked_at is null"
        ),
        {"id": credential_id, "account": account_id, "workspace": workspace_id},
    )
    return done.rowcount == 1


async def close(tx: Tx, workspace_id: UUID) -> None:
    """From here on nobody enters: members, keys and invitations go at once, what it holds follows."""
    values = {"id": workspace_id}
    await tx.execute(
        text("update identity.workspaces set settings = settings || '{\"closed\": true}' where id = :id"), values
    )
    await tx.execute(
        text(
            "delete from identity.accounts a using identity.memberships m "
            "where m.workspace_id = :id and m.account_id = a.id and a.kind = 'service'"
        ),
        values,
    )
    await tx.execute(
        text(
            "update identity.credentials set workspace_id = null "
            "where workspace_id = :id and kind in ('session', 'guest') and account_id is not null"
        ),
        values,
    )
    await tx.execute(text("delete from identity.credentials where workspace_id = :id"), values)
    await tx.execute(text("delete from identity.memberships where workspace_id = :id"), values)


async def remove(tx: Tx, workspace_id: UUID) -> None:
    """The row itself; whatever of any room still refers to it goes with it."""
    await tx.execute(text("delete from identity.workspaces where id = :id"), {"id": workspace_id})


async def remains(tx: Tx, workspace_id: UUID) -> dict[str, int]:
    """Rows of this workspace by table, of every table that has workspaces; the audit trail is meant to stay.

    The tables are read from the catalogue, so that a new one cannot be forgotten. Only those with rows are named.
    """
    tables = await tx.execute(
        text(
            "select c.relname, n.nspname, format('%I.%I', n.nspname, c.relname) as name from pg_attribute a "
            "join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace "
            "where a.attname = 'workspace_id' and not a.attisdropped and c.relkind in ('r', 'p') "
            "and not c.relispartition and n.nspname not in ('audit', 'pg_catalog', 'information_schema')"
        )
    )
    left = {}
    for table in tables.all():
        count = await tx.execute(
            text(f"select count(*) from {table.name} where workspace_id = :id"), {"id": workspace_id}
        )
        rows = int(count.scalar_one())
        if rows:
            left[table.name] = rows
    return left


async def names_of(tx: Tx, ids: Collection[UUID]) -> dict[UUID, str]:
    """Names by id, of those workspaces that there are."""
    found = await tx.execute(text("select id, name from identity.workspaces where id = any(:ids)"), {"ids": list(ids)})
    return {row.id: row.name for row in found}
