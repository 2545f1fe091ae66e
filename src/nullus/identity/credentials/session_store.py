"""The SQL of getting in: who stands behind a credential, and the families of sessions and refresh tokens."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

# One workspace for one request: the one that was asked for (people only), else the credential's own, else the account's
# home, else the oldest. A key acts in its own workspace only.
_ENTRANT = """
select c.id, c.kind, c.workspace_id, c.account_id, c.scopes, c.authenticated_at,
    a.kind as account_kind, a.state, a.platform_roles, a.epoch, m.workspace_id as member_of, m.role,
    exists (select from identity.workspaces w where w.id = cast(:wanted as uuid)) as wanted_exists,
    (c.seen_at is null or c.seen_at < clock_timestamp() - interval '1 minute') as unseen
from identity.credentials c
left join identity.accounts a on a.id = c.account_id
left join lateral (
    select s.workspace_id, s.role, s.created_at from identity.memberships s
    where s.account_id = c.account_id and (c.kind <> 'key' or s.workspace_id = c.workspace_id)
        and (cast(:wanted as uuid) is null or c.kind = 'key' or s.workspace_id = cast(:wanted as uuid))
    order by s.workspace_id is not distinct from c.workspace_id desc,
        s.workspace_id is not distinct from a.home_workspace_id desc, s.created_at, s.workspace_id
    limit 1
) m on true
where {condition} and c.revoked_at is null and (c.expires_at is null or c.expires_at > clock_timestamp())
    and (c.kind <> 'session' or coalesce(c.seen_at, c.created_at) > clock_timestamp() - cast(:idle as interval))
"""


async def find_by_hash(tx: Tx, digest: bytes, wanted: UUID | None, idle: timedelta) -> Row[Any] | None:
    """The live credential with this hash, and the account behind it."""
    found = await tx.execute(
        text(_ENTRANT.format(condition="c.hash = :hash")), {"hash": digest, "wanted": wanted, "idle": idle}
    )
    return found.one_or_none()


async def find_session(
    tx: Tx, session_id: UUID, wanted: UUID | None, idle: timedelta, kind: Literal["session", "visitor"] = "session"
) -> Row[Any] | None:
    """The live session, or visitor, with this id, and the account behind it."""
    found = await tx.execute(
        text(_ENTRANT.format(condition="c.id = :id and c.kind = :kind")),
        {"id": session_id, "wanted": wanted, "idle": idle, "kind": kind},
    )
    return found.one_or_none()


async def mark_seen(tx: Tx, credential_id: UUID, account_id: UUID | None) -> None:
    await tx.execute(
        text("update identity.credentials set seen_at = clock_timestamp() where id = :id"), {"id": credential_id}
    )
    if account_id is not None:
        await tx.execute(
            text("update identity.accounts set last_seen_at = clock_timestamp() where id = :id"), {"id": account_id}
        )


async def lock_refresh(tx: Tx, digest: bytes) -> bool:
    """Hold a refresh token and its session; false when there is no such token."""
    found = await tx.execute(
        text(
            "select s.id from identity.credentials s where s.kind = 'session' and s.id = "
            "(select family_id from identity.credentials where hash = :hash and kind = 'refresh') for update"
        ),
        {"hash": digest},
    )
    return found.scalar() is not None


async def read_refresh(tx: Tx, digest: bytes, idle: timedelta) -> Row[Any] | None:
    """A held refresh token with its session and account; ages by the clock, not by the transaction's start."""
    found = await tx.execute(
        text(
            "select r.id, r.family_id, r.account_id, s.expires_at, a.epoch, a.state, "
            "extract(epoch from clock_timestamp() - r.used_at)::float8 as used_seconds_ago, "
            "(r.revoked_at is null and s.revoked_at is null and r.expires_at > clock_timestamp() "
            "and s.expires_at > clock_timestamp() "
            "and coalesce(s.seen_at, s.created_at) > clock_timestamp() - cast(:idle as interval)) as live "
            "from identity.credentials r join identity.credentials s on s.id = r.family_id "
            "join identity.accounts a on a.id = r.account_id where r.hash = :hash and r.kind = 'refresh'"
        ),
        {"hash": digest, "idle": idle},
    )
    return found.one_or_none()


async def use_refresh(tx: Tx, credential_id: UUID) -> None:
    """The first use of a refresh token counts; a sibling made in its grace does not renew it."""
    await tx.execute(
        text("update identity.credentials set used_at = coalesce(used_at, clock_timestamp()) where id = :id"),
        {"id": credential_id},
    )


async def end_family(tx: Tx, session_id: UUID, account_id: UUID | None = None) -> bool:
    """End a session with everything that came of it; of one account only, when that is named."""
    found = await tx.execute(
        text(
            "update identity.credentials set revoked_at = clock_timestamp() where revoked_at is null "
            "and ((id = :id and kind = 'session') or family_id = :id) "
            "and (cast(:account as uuid) is null or account_id = cast(:account as uuid)) returning kind"
        ),
        {"id": session_id, "account": account_id},
    )
    return any(row.kind == "session" for row in found)


async def end_sessions(tx: Tx, account_id: UUID, except_session: UUID | None = None) -> int:
    """End every session of an account but one; returns how many."""
    found = await tx.execute(
        text(
            "update identity.credentials set revoked_at = clock_timestamp() where revoked_at is null "
            "and account_id = :account and kind in ('session', 'refresh', 'login') "
            "and (cast(:kept as uuid) is null or (id <> cast(:kept as uuid) "
            "and family_id is distinct from cast(:kept as uuid))) returning kind"
        ),
        {"account": account_id, "kept": except_session},
    )
    return sum(row.kind == "session" for row in found)


async def list_sessions(tx: Tx, account_id: UUID, idle: timedelta) -> Sequence[Row[Any]]:
    """The live sessions of an account, newest use first."""
    found = await tx.execute(
        text(
            "select id, created_at, seen_at, expires_at, address, agent, data from identity.credentials "
            "where account_id = :account and kind = 'session' and revoked_at is null "
            "and expires_at > clock_timestamp() and coalesce(seen_at, created_at) > clock_timestamp() - cast(:idle as interval) "
            "order by coalesce(seen_at, created_at) desc limit 200"
        ),
        {"account": account_id, "idle": idle},
    )
    return found.all()


async def was_here(tx: Tx, account_id: UUID, address: str) -> bool:
    """Whether the account signed in from this address before."""
    found = await tx.execute(
        text(
            "select exists (select from identity.credentials where account_id = :account and kind = 'session' "
            "and address = :address and created_at > clock_timestamp() - interval '90 days')"
        ),
        {"account": account_id, "address": address},
    )
    return bool(found.scalar())


async def family_of(tx: Tx, digest: bytes) -> UUID | None:
    """The session of a refresh token, whether or not either still lives."""
    found = await tx.execute(
        text("select family_id from identity.credentials where hash = :hash and kind = 'refresh'"), {"hash": digest}
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def is_own(tx: Tx, account_id: UUID, session_id: UUID) -> bool:
    """Whether it is a live session of the account."""
    found = await tx.execute(
        text(
            "select exists (select from identity.credentials where id = :id and account_id = :account "
            "and kind = 'session' and revoked_at is null and expires_at > clock_timestamp())"
        ),
        {"id": session_id, "account": account_id},
    )
    return bool(found.scalar())


async def prove(tx: Tx, session_id: UUID, moment: datetime) -> None:
    """Remember when the person of a session last proved who they are."""
    await tx.execute(
        text("update identity.credentials set authenticated_at = :moment where id = :id and kind = 'session'"),
        {"id": session_id, "moment": moment},
    )
