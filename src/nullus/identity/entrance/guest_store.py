"""The SQL of guests."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def open_workspace(tx: Tx) -> UUID | None:
    """The oldest workspace that lets guests in."""
    found = await tx.execute(
        text(
            "select id from identity.workspaces where settings -> 'guests' = 'true'::jsonb order by created_at, id limit 1"
        )
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def find(tx: Tx, digest: bytes) -> UUID | None:
    """The guest with this live credential, held until the transaction ends."""
    found = await tx.execute(
        text(
            "select a.id from identity.accounts a where a.kind = 'guest' and a.state = 'active' and a.id = "
            "(select account_id from identity.credentials where hash = :hash and kind = 'guest' and revoked_at is null "
            "and (expires_at is null or expires_at > clock_timestamp())) for update"
        ),
        {"hash": digest},
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def revoke_browser(tx: Tx, account_id: UUID) -> None:
    """End what the guest's browser has shown on this site so far."""
    await tx.execute(
        text(
            "update identity.credentials set revoked_at = clock_timestamp() where account_id = :id and kind = 'guest' "
            "and revoked_at is null"
        ),
        {"id": account_id},
    )


async def revoke(tx: Tx, account_id: UUID) -> None:
    """End the guest's credentials of every kind."""
    await tx.execute(
        text(
            "update identity.credentials set revoked_at = clock_timestamp() where account_id = :id "
            "and kind in ('guest', 'visitor', 'handover') and revoked_at is null"
        ),
        {"id": account_id},
    )


async def promote(tx: Tx, account_id: UUID, tier: str) -> bool:
    done = await tx.execute(
        text(
            "update identity.accounts set kind = 'person', tier = :tier, epoch = epoch + 1 where id = :id and kind = 'guest'"
        ),
        {"id": account_id, "tier": tier},
    )
    return done.rowcount == 1


async def remove_idle(tx: Tx, days: int, limit: int) -> int:
    """Guests not seen for so many days, and their rows of use, which no key ties to them."""
    done = await tx.execute(
        text(
            "with gone as (delete from identity.accounts where id in (select id from identity.accounts "
            "where kind = 'guest' and coalesce(last_seen_at, created_at) < now() - make_interval(days => :days) "
            "limit :limit) returning id), "
            "uses as (delete from identity.usage where subject in (select 'account:' || id from gone)) "
            "select count(*) from gone"
        ),
        {"days": days, "limit": limit},
    )
    return int(done.scalar_one())


async def openness(tx: Tx, workspace_id: UUID) -> Row[Any]:
    found = await tx.execute(
        text(
            "select coalesce(w.settings -> 'guests' = 'true'::jsonb, false) as open, (select count(*) "
            "from identity.memberships m where m.workspace_id = w.id and m.role = 'guest') as guests "
            "from identity.workspaces w where w.id = :id"
        ),
        {"id": workspace_id},
    )
    return found.one()


async def set_open(tx: Tx, workspace_id: UUID, *, wanted: bool) -> None:
    """When it is closed the credentials of its guests end."""
    await tx.execute(
        text(
            "update identity.workspaces set settings = settings || jsonb_build_object('guests', cast(:wanted as boolean)) "
            "where id = :id"
        ),
        {"id": workspace_id, "wanted": wanted},
    )
    if not wanted:
        await tx.execute(
            text(
                "update identity.credentials set revoked_at = clock_timestamp() where workspace_id = :id and kind = 'guest' "
                "and revoked_at is null"
            ),
            {"id": workspace_id},
        )
