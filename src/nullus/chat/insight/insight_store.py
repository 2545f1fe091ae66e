"""The SQL of insight: the functions that count a workspace's conversations without showing any."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


def first_id(moment: datetime) -> UUID:
    """The smallest id that can be made at a moment or later: ids begin with the milliseconds since 1970 (RFC 9562, 5.7)."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << 80)


async def days(tx: Tx, low: UUID, high: UUID, zone: str) -> Sequence[Row[Any]]:
    """A row for each day on which something was answered, in a time zone; last, with no day, all of them together."""
    found = await tx.execute(
        text("select * from chat.insight_days(:low, :high, :zone)"), {"low": low, "high": high, "zone": zone}
    )
    return found.all()


async def askers(tx: Tx, low: UUID, high: UUID) -> Sequence[Row[Any]]:
    """Questions by account; null: of no account."""
    found = await tx.execute(text("select * from chat.insight_askers(:low, :high)"), {"low": low, "high": high})
    return found.all()


async def documents(tx: Tx, low: UUID, high: UUID, most: int) -> Sequence[Row[Any]]:
    """The documents that most answers cite."""
    found = await tx.execute(
        text("select * from chat.insight_documents(:low, :high, :most)"), {"low": low, "high": high, "most": most}
    )
    return found.all()


async def feedback(tx: Tx, low: UUID, high: UUID) -> Sequence[Row[Any]]:
    """What was thought of answers, by the model and the prompt that made them."""
    found = await tx.execute(text("select * from chat.insight_feedback(:low, :high)"), {"low": low, "high": high})
    return found.all()
