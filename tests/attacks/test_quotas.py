"""Attacks on quotas (class H), and for each guard the proof: where it is missing, the attack succeeds."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.identity.metered import book, change, quotas_of, somebody_with

from nullus.identity.errors import QuotaExceeded
from nullus.identity.limits import quota_store
from nullus.identity.limits.meters import Meter
from nullus.identity.limits.periods import ALWAYS, Period, Span, span_at, zone_named
from nullus.identity.limits.quota_store import Charge, Window
from nullus.identity.limits.quotas import Quotas
from nullus.identity.limits.reservation import Reservation
from nullus.identity.settings import QuotaSettings
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database


class LooksThenTakes(Quotas):
    """Reads what is left and writes afterwards, as a counter in application code would."""

    def __init__(self, db: Database) -> None:
        super().__init__(db, QuotaSettings())
        self.database = db

    async def _take(
        self, actor: Actor, account_id: UUID, held: Reservation, asked: Mapping[Meter, Decimal], at: datetime | None
    ) -> bool:
        if any(each.left == 0 for each in await self.standing(actor)):
            raise QuotaExceeded(of="", limit="", period="", left="", renewal="")
        async with self.database.system_transaction() as tx:
            statement = (
                "insert into identity.usage (subject, meter, period, began, used) values (:s, 'questions', 'all', :b, 1) "
                "on conflict (subject, meter, period, began) do update set used = usage.used + 1"
            )
            await tx.execute(text(statement), {"s": f"account:{account_id}", "b": ALWAYS})
        return False


class SettlesAgain(Quotas):
    """Does not ask whether a reservation was settled before."""

    async def end(self, reservation_id: UUID, subjects: Any, state: str, used: Mapping[Meter, Decimal] | None) -> bool:
        async with self._db.system_transaction() as tx:
            await tx.execute(
                text("update identity.reservations set state = 'open' where id = :id"), {"id": reservation_id}
            )
        return await super().end(reservation_id, subjects, state, used)


async def tries(quotas: Quotas, actor: Actor, times: int) -> int:
    """How many of so many questions at once are let in."""

    async def ask() -> bool:
        try:
            await quotas.reserve(actor, {"questions": 1})
        except QuotaExceeded:
            return False
        return True

    return sum(await asyncio.gather(*(ask() for _ in range(times))))


async def test_h01_a_hundred_at_once_at_the_last_unit(database: Database) -> None:
    actor = await somebody_with(database, {"questions": 1})
    assert await tries(quotas_of(database), actor, 100) == 1
    unguarded = await somebody_with(database, {"questions": 1})
    assert await tries(LooksThenTakes(database), unguarded, 100) > 1


async def test_h02_what_is_settled_from_two_sides_counts_once(database: Database) -> None:
    async def settled_twice(quotas: Quotas) -> int:
        actor = await somebody_with(database, {"questions": 9})
        held = await quotas.reserve(actor, {"questions": 1})
        assert held.id is not None
        for _ in range(2):
            await quotas.end(held.id, [f"account:{actor.person_id}"], "settled", None)
        return (await book(database, actor))["questions", "all"][0]

    assert await settled_twice(quotas_of(database)) == 1
    assert await settled_twice(SettlesAgain(database, QuotaSettings())) == 2


@pytest.mark.parametrize("period", ["day", "month"])
def test_h03_travelling_around_the_world_does_not_bring_days_forward(period: Period) -> None:
    """The attacker moves to whatever zone has its midnight next, before every question."""
    zones = [f"Etc/GMT{offset:+d}" for offset in range(-14, 13, 3)]
    start = datetime(2028, 2, 28, 12, tzinfo=UTC)
    moments = [start + timedelta(hours=hours) for hours in range(0, 24 * 40, 3)]

    def allowances(*, remembered: bool) -> int:
        spans: list[Span] = []
        for moment in moments:
            for zone in zones:
                before = max(
                    (each for each in spans if each.began <= moment), key=lambda each: each.began, default=None
                )
                found = span_at(period, moment, zone_named(zone), before if remembered else None)
                if found not in spans:
                    spans.append(found)
        return len(spans)

    honest = {"day": 42, "month": 3}[period]
    assert allowances(remembered=True) <= honest
    assert allowances(remembered=False) > 2 * honest


async def test_h03_the_next_zone_and_the_clock_back_bring_nothing(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"questions_day": 1}), quotas_of(database)
    now = datetime(2028, 2, 29, 12, tzinfo=UTC)
    await quotas.reserve(actor, {"questions": 1}, at=now)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Seoul"):
        await change(database, actor, time_zone=zone)
        for hours in (0, 3, -3):
            with pytest.raises(QuotaExceeded):
                await quotas.reserve(actor, {"questions": 1}, at=now + timedelta(hours=hours / 10))


async def test_h05_a_guest_who_begins_anew_from_the_same_network(database: Database) -> None:
    """New cookies, and a new address of the same IPv6 customer each time."""

    async def asked_with(addresses: list[str]) -> int:
        tier = f"g{new_id().hex}"
        total = 0
        for address in addresses:
            limits = {"questions": 3, "address_questions_day": 3}
            actor = await somebody_with(database, limits, kind="guest", tier=tier, address=address)
            total += await tries(quotas_of(database), actor, 5)
        return total

    network = f"2001:db8:{new_id().hex[-4:]}:1"
    assert await asked_with([f"{network}::{each}" for each in range(1, 6)]) == 3
    # Without the /64, an address counts for itself: so does any text that is no address.
    assert await asked_with([f"{new_id().hex}" for _ in range(5)]) == 15


@pytest.mark.parametrize("amount", [Decimal(-5), Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 19])
async def test_h06_amounts_that_are_none(database: Database, amount: Decimal) -> None:
    actor = await somebody_with(database, {"questions": 3})
    with pytest.raises(ValueError, match="no amount"):
        await quotas_of(database).reserve(actor, {"questions": amount})
    if amount == -5:  # the table is the second wall
        window = Window(f"account:{actor.person_id}", "questions", "all", ALWAYS, None)
        with pytest.raises(IntegrityError):
            async with database.system_transaction() as tx:
                await quota_store.take(tx, [Charge(window, amount, Decimal(3))])
    assert (await book(database, actor)).get(("questions", "all"), (0, 0)) == (0, 0)


async def test_g14_a_flood_of_long_questions_stays_within_what_the_tier_allows(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"questions_day": 50, "tokens_day": 10_000}), quotas_of(database)

    async def ask() -> bool:
        try:
            held = await quotas.reserve(actor, {"questions": 1, "tokens": 4_000})
        except QuotaExceeded:
            return False
        await held.settle({"questions": 1, "tokens": 3_000})
        return True

    assert any(await asyncio.gather(*(ask() for _ in range(60))))
    rows = await book(database, actor)
    assert rows["tokens", "day"][0] <= 10_000
    assert rows["tokens", "day"][1] == 0
