"""The SQL of tiers."""

from typing import Any
from uuid import UUID

from sqlalchemy import text

from nullus.platform.database import Tx


async def limits_of(tx: Tx, account_id: UUID) -> dict[str, Any]:
    """The limits of an account's tier as they stand; none for an account that is gone."""
    found = await tx.execute(
        text("select t.limits from identity.accounts a join identity.tiers t on t.name = a.tier where a.id = :id"),
        {"id": account_id},
    )
    return found.scalar() or {}
