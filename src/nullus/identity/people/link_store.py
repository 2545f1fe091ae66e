"""The SQL of links that are mailed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_LIVE = "revoked_at is null and expires_at > clock_timestamp()"


async def give_token(tx: Tx, credential_id: UUID, kind: str, digest: bytes, lifetime: timedelta) -> bool:
    """Let a row that is not over answer to a new token, for so long; false when it is over."""
    found = await tx.execute(
        text(
            "update identity.credentials set hash = :hash, expires_at = clock_timestamp() + cast(:lifetime as interval) "
            f"where id = :id and kind = :kind and {_LIVE} returning id"
        ),
        {"id": credential_id, "kind": kind, "hash": digest, "lifetime": lifetime},
    )
    return found.scalar() is not None


async def newest(tx: Tx, kind: str, account_id: UUID) -> UUID | None:
    found = await tx.execute(
        text(
            f"select id from identity.credentials where account_id = :account and kind = :kind and {_LIVE} "
            "order by created_at desc, id desc limit 1"
        ),
        {"account": account_id, "kind": kind},
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def look(tx: Tx, kind: str, digest: bytes) -> Row[Any] | None:
    found = await tx.execute(
        text(f"select id, account_id, data from identity.credentials where hash = :hash and kind = :kind and {_LIVE}"),
        {"hash": digest, "kind": kind},
    )
    return found.one_or_none()


async def find(tx: Tx, credential_id: UUID) -> Row[Any] | None:
    """The row of a link with what was kept for it, also when it is over."""
    found = await tx.execute(
        text("select id, kind, account_id, data from identity.credentials where id = :id"), {"id": credential_id}
    )
    return found.one_or_none()


async def use(tx: Tx, kind: str, digest: bytes) -> Row[Any] | None:
    found = await tx.execute(
        text(
            "update identity.credentials set used_at = clock_timestamp(), revoked_at = clock_timestamp() "
            f"where hash = :hash and kind = :kind and {_LIVE} returning id, account_id, data"
        ),
        {"hash": digest, "kind": kind},
    )
    return found.one_or_none()


async def end_all(tx: Tx, kind: str, account_id: UUID) -> None:
    await tx.execute(
        text(
            "update identity.credentials set revoked_at = clock_timestamp() "
            "where account_id = :account and kind = :kind and revoked_at is null"
        ),
        {"account": account_id, "kind": kind},
    )
