"""Insight for those who own a workspace: what is asked there, whether it is answered, how fast, what it costs, what is missing.

Numbers only, and the questions that found nothing (gaps.py). Who asked what stays with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import identity, knowledge, llm
from nullus.chat.insight import insight_store
from nullus.chat.turns import gaps
from nullus.chat.turns.gaps import Gap
from nullus.platform.actor import Actor
from nullus.platform.database import Database

MOST_DOCUMENTS = 20
MOST_GAPS = 20


@dataclass(frozen=True, slots=True)
class Used:
    """A document and how many answers cite it. The name only where the asker may see the document."""

    id: UUID
    name: str | None
    answers: int


@dataclass(frozen=True, slots=True)
class OfTier:
    """Questions of all accounts of one tier; None: asked with a key of no account, or by somebody who has left."""

    tier: str | None
    questions: int
    unanswered: int
    askers: int


@dataclass(frozen=True, slots=True)
class Insight:
    """From the first to the last day in `time_zone`. `days` has rows only for days with answers; `costs` is (day, currency,
    calls, money) of the ledger of calls, whatever they were made for."""

    first: date
    last: date
    time_zone: str
    whole: Row[Any] | None
    days: Sequence[Row[Any]]
    tiers: Sequence[OfTier]
    costs: Sequence[tuple[str, str, int, Decimal]]
    documents: Sequence[Used]
    feedback: Sequence[Row[Any]]
    gaps: Sequence[Gap]


async def look(db: Database, actor: Actor, first: date, last: date, zone: str) -> Insight:
    """What the workspace's conversations came to. Raises NotPermitted and ReportTooLong."""
    actor.require("spending")
    async with db.system_transaction() as tx:
        spent, _ = await llm.spent(tx, actor, "day", first, last, everywhere=False)
    there = identity.zone_named(zone)
    low = insight_store.first_id(datetime.combine(first, time(), there).astimezone(UTC))
    high = insight_store.first_id(datetime.combine(last + timedelta(days=1), time(), there).astimezone(UTC))
    async with db.transaction(actor) as tx:
        days = await insight_store.days(tx, low, high, zone)
        askers = await insight_store.askers(tx, low, high)
        cited = await insight_store.documents(tx, low, high, MOST_DOCUMENTS)
        names = await knowledge.names_of(tx, actor, [row.document_id for row in cited])
        feedback = await insight_store.feedback(tx, low, high)
        missing = await gaps.listed(tx, False, None, MOST_GAPS)
    async with db.system_transaction() as tx:
        tiers = await identity.tiers_of(tx, [row.account_id for row in askers if row.account_id is not None])
    return Insight(
        first,
        last,
        zone,
        next((row for row in days if row.day is None), None),
        [row for row in days if row.day is not None],
        _by_tier(askers, tiers),
        [(row.key, row.currency, row.calls, row.money) for row in spent],
        [Used(row.document_id, names.get(row.document_id), row.answers) for row in cited],
        feedback,
        missing,
    )


def _by_tier(askers: Sequence[Row[Any]], tiers: dict[UUID, str]) -> list[OfTier]:
    found: dict[str | None, OfTier] = {}
    for row in askers:
        tier = tiers.get(row.account_id)
        known = found.get(tier, OfTier(tier, 0, 0, 0))
        found[tier] = OfTier(tier, known.questions + row.questions, known.unanswered + row.unanswered, known.askers + 1)
    return sorted(found.values(), key=lambda each: -each.questions)
