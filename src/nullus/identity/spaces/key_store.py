"""The SQL of API keys."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_KEY = """
    select c.id, c.name, c.scopes, c.created_at, c.expires_at, c.seen_at, c.account_id,
        a.name as account_name, a.kind as account_kind
    from identity.credentials c left join identity.accounts a on a.id = c.account_id
    where c.workspace_id = :workspace and c.kind = 'key' and c.revoked_at is null
"""


async def list_keys(
    tx: Tx, workspace_id: UUID, *, of: UUID | None, after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """The live keys of a workspace, newest first; those of one account when it is named."""
    found = await tx.execute(
        text(
            f"{_KEY} and (cast(:of as uuid) is null or c.account_id = :of) "
            "and (cast(:after as uuid) is null or c.id < :after) order by c.id desc limit :limit"
        ),
        {"workspace": workspace_id, "of": of, "after": after, "limit": limit},
    )
    return found.all()


async def find(tx: Tx, workspace_id: UUID, key_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(f"{_KEY} and c.id = :id"), {"workspace": workspace_id, "id": key_id})
    return found.one_or_none()


async def count(tx: Tx, workspace_id: UUID) -> int:
    found = await tx.execute(
        text(
            "select count(*) from identity.credentials where workspace_id = :workspace and kind = 'key' "
            "and revoked_at is null"
        ),
        {"workspace": workspace_id},
    )
    return int(found.scalar_one())


async def revoke(tx: Tx, workspace_id: UUID, key_id: UUID) -> bool:
    """False when there is no such live key."""
    done = await tx.execute(
        text(
            "update identity.credentials set revoked_at = now() where workspace_id = :workspace and id = :id "
            "and kind = 'key' and revoked_at is null"
        ),
        {"workspace": workspace_id, "id": key_id},
    )
    return done.rowcount == 1
