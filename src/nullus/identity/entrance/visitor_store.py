"""The SQL of visitors of published chatbots."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def find(tx: Tx, digest: bytes, publication_id: UUID) -> Row[Any] | None:
    """The visitor with this secret of this publication, also one that is over: whoever signed up is told so."""
    found = await tx.execute(
        text(
            "select c.id, c.account_id, a.kind as account_kind, a.epoch, (c.revoked_at is null and a.state = 'active' "
            "and c.expires_at > clock_timestamp()) as live from identity.credentials c join identity.accounts a "
            "on a.id = c.account_id where c.hash = :hash and c.kind = 'visitor' and c.data ->> 'publication' = :publication"
        ),
        {"hash": digest, "publication": str(publication_id)},
    )
    return found.one_or_none()


async def set_tier(tx: Tx, account_id: UUID, tier: str) -> None:
    """The publication's tier acts on those who were here before as well."""
    await tx.execute(
        text("update identity.accounts set tier = :tier where id = :id and kind = 'guest' and tier <> :tier"),
        {"id": account_id, "tier": tier},
    )


async def epoch_of(tx: Tx, account_id: UUID) -> int:
    found = await tx.execute(text("select epoch from identity.accounts where id = :id"), {"id": account_id})
    return int(found.scalar_one())


async def end_visits(tx: Tx, publication_id: UUID) -> None:
    """The publication is closed: nobody asks there any more."""
    await tx.execute(
        text(
            "update identity.credentials set revoked_at = clock_timestamp() where kind = 'visitor' and revoked_at is null "
            "and data ->> 'publication' = :publication"
        ),
        {"publication": str(publication_id)},
    )
