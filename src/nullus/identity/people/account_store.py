"""The SQL about accounts and what they belong to."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

COLUMNS = (
    "a.id, a.kind, a.state, a.email, a.email_key, a.email_verified_at, a.name, a.language, a.time_zone, a.password_hash, "
    "a.platform_roles, a.tier, a.home_workspace_id, a.epoch, a.created_at, a.last_seen_at"
)


async def find(tx: Tx, account_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    held = " for update" if lock else ""
    found = await tx.execute(
        text(f"select {COLUMNS} from identity.accounts a where a.id = :id and a.state <> 'leaving'{held}"),
        {"id": account_id},
    )
    return found.one_or_none()


async def find_by_email(tx: Tx, email_key: str, *, lock: bool = False) -> Row[Any] | None:
    """The account with this address, in the form in which addresses are compared."""
    held = " for update" if lock else ""
    found = await tx.execute(
        text(f"select {COLUMNS} from identity.accounts a where a.email_key = :key{held}"), {"key": email_key}
    )
    return found.one_or_none()


async def insert(tx: Tx, values: Mapping[str, Any]) -> UUID | None:
    """Add an account; None when the address belongs to another one already."""
    names = ", ".join(values)
    found = await tx.execute(
        text(
            f"insert into identity.accounts ({names}) values ({', '.join(':' + name for name in values)}) "
            "on conflict (email_key) do nothing returning id"
        ),
        dict(values),
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def update(tx: Tx, account_id: UUID, values: Mapping[str, Any]) -> None:
    """Change the named columns; the names come from the code, never from a request."""
    changes = ", ".join(f"{name} = :{name}" for name in values)
    await tx.execute(
        text(f"update identity.accounts set {changes} where id = :account"), {**values, "account": account_id}
    )


async def put_membership(tx: Tx, workspace_id: UUID, account_id: UUID, role: str) -> None:
    await tx.execute(
        text(
            "insert into identity.memberships (workspace_id, account_id, role) values (:workspace, :account, :role) "
            "on conflict (workspace_id, account_id) do update set role = excluded.role"
        ),
        {"workspace": workspace_id, "account": account_id, "role": role},
    )


async def memberships(tx: Tx, account_id: UUID) -> list[tuple[UUID, str]]:
    """The workspaces of an account and its roles there."""
    found = await tx.execute(
        text("select workspace_id, role from identity.memberships where account_id = :id"), {"id": account_id}
    )
    return [(row.workspace_id, row.role) for row in found]


async def delete(tx: Tx, account_id: UUID) -> None:
    """Remove an account with everything that hangs on it in this room."""
    await tx.execute(text("delete from identity.accounts where id = :id"), {"id": account_id})


async def lock_operators(tx: Tx) -> list[UUID]:
    """The active operators of the service, held so that nobody else changes who they are at the same time.

    One lock for all who come: locking the rows alone would let two that see different operators wait for each other.
    """
    await tx.execute(text("select pg_advisory_xact_lock(hashtext('identity.operators'))"))
    found = await tx.execute(
        text(
            "select id from identity.accounts where 'operator' = any(platform_roles) and state = 'active' "
            "order by id for update"
        )
    )
    return [row.id for row in found]


async def search(
    tx: Tx, query: str | None, state: str | None, kind: str | None, after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """Accounts whose e-mail or name holds `query`, newest first, after the one with the id `after`."""
    found = await tx.execute(
        text(
            f"select {COLUMNS} from identity.accounts a where a.state <> 'leaving' and (cast(:query as text) is null "
            "or strpos(lower(coalesce(a.email, '')), lower(:query)) > 0 or strpos(lower(a.name), lower(:query)) > 0) "
            "and (cast(:state as text) is null or a.state = :state) and (cast(:kind as text) is null or a.kind = :kind) "
            "and (cast(:after as uuid) is null or (a.created_at, a.id) < "
            "(select b.created_at, b.id from identity.accounts b where b.id = cast(:after as uuid))) "
            "order by a.created_at desc, a.id desc limit :limit"
        ),
        {"query": query, "state": state, "kind": kind, "after": after, "limit": limit},
    )
    return found.all()


async def change_email(tx: Tx, account_id: UUID, email: str, email_key: str) -> bool:
    """Give an account another, confirmed address; false when somebody else took it in the meantime."""
    found = await tx.execute(
        text(
            "update identity.accounts set email = :email, email_key = :key, email_verified_at = clock_timestamp() "
            "where id = :id and not exists (select from identity.accounts o where o.email_key = :key and o.id <> :id) "
            "returning id"
        ),
        {"id": account_id, "email": email, "key": email_key},
    )
    return found.scalar() is not None


async def names_of(tx: Tx, ids: Collection[UUID]) -> dict[UUID, str]:
    """Names by id, of those accounts that there are."""
    found = await tx.execute(text("select id, name from identity.accounts where id = any(:ids)"), {"ids": list(ids)})
    return {row.id: row.name for row in found}


async def tiers_of(tx: Tx, ids: Collection[UUID]) -> dict[UUID, str]:
    """Tiers by id, of those accounts that there are."""
    found = await tx.execute(text("select id, tier from identity.accounts where id = any(:ids)"), {"ids": list(ids)})
    return {row.id: row.tier for row in found}
