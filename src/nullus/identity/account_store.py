"""The SQL about accounts and what they belong to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

COLUMNS = (
    "a.id, a.kind, a.state, a.email, a.email_key, a.email_verified_at, a.name, a.language, a.time_zone, a.password_hash, "
    "a.platform_roles, a.tier, a.home_workspace_id, a.epoch, a.created_at, a.last_seen_at"
)


async def find(tx: Tx, account_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(f"select {COLUMNS} from identity.accounts a where a.id = :id"), {"id": account_id})
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


async def look_again(tx: Tx, account_id: UUID) -> None:
    """Count the epoch up: access tokens made before do not count any more."""
    await tx.execute(text("update identity.accounts set epoch = epoch + 1 where id = :id"), {"id": account_id})


async def put_membership(tx: Tx, workspace_id: UUID, account_id: UUID, role: str) -> None:
    await tx.execute(
        text(
            "insert into identity.memberships (workspace_id, account_id, role) values (:workspace, :account, :role) "
            "on conflict (workspace_id, account_id) do update set role = excluded.role"
        ),
        {"workspace": workspace_id, "account": account_id, "role": role},
    )
