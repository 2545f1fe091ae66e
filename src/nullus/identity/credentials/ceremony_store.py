"""SQL of what lies between two calls of one sign-in: a pending second step, a challenge, a provider's state."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def add(
    tx: Tx,
    *,
    credential_id: UUID,
    kind: str,
    name: str,
    digest: bytes,
    account_id: UUID | None,
    data: Mapping[str, Any],
    lifetime: timedelta,
) -> None:
    await tx.execute(
        text(
            "insert into identity.credentials (id, kind, name, hash, scopes, account_id, data, expires_at) "
            "values (:id, :kind, :name, :hash, '{}', :account, cast(:data as jsonb), clock_timestamp() + :lifetime)"
        ),
        {
            "id": credential_id,
            "kind": kind,
            "name": name,
            "hash": digest,
            "account": account_id,
            "data": json.dumps(data),
            "lifetime": lifetime,
        },
    )


async def consume(tx: Tx, kind: str, digest: bytes, match: Mapping[str, Any]) -> Row[Any] | None:
    """Use a row up: exactly one of many callers at once gets it. `match` must stand in its data."""
    found = await tx.execute(
        text(
            "update identity.credentials set used_at = clock_timestamp(), revoked_at = clock_timestamp() "
            "where hash = :hash and kind = :kind and revoked_at is null and expires_at > clock_timestamp() "
            "and data @> cast(:match as jsonb) returning id, account_id, data"
        ),
        {"hash": digest, "kind": kind, "match": json.dumps(match)},
    )
    return found.one_or_none()


async def count_try(tx: Tx, digest: bytes, most: int) -> Row[Any] | None:
    """Count one try on a pending sign-in; nothing when there is none, it is over, or its tries are."""
    found = await tx.execute(
        text(
            "update identity.credentials set data = jsonb_set(data, '{tries}', to_jsonb((data->>'tries')::int + 1)) "
            "where hash = :hash and kind = 'login' and revoked_at is null and expires_at > clock_timestamp() "
            "and (data->>'tries')::int < :most returning id, account_id, data"
        ),
        {"hash": digest, "most": most},
    )
    return found.one_or_none()


async def is_alive(tx: Tx, credential_id: UUID) -> bool:
    """Whether a credential is neither revoked nor over."""
    found = await tx.execute(
        text(
            "select exists (select from identity.credentials where id = :id and revoked_at is null "
            "and (expires_at is null or expires_at > clock_timestamp()))"
        ),
        {"id": credential_id},
    )
    return bool(found.scalar())


async def trim(tx: Tx, most: int) -> int:
    """Delete up to `most` rows that have been over for an hour; returns how many."""
    found = await tx.execute(
        text(
            "delete from identity.credentials where id in (select id from identity.credentials "
            "where kind in ('login', 'challenge', 'refresh') and expires_at < clock_timestamp() - interval '1 hour' "
            "limit :most)"
        ),
        {"most": most},
    )
    return found.rowcount
