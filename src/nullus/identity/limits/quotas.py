"""Quotas are reservations: taken before the work, settled once at its end, given back when it fails or its process dies.

No transaction is open while the work runs. Whoever holds a reservation renews it; one that nobody renews any more is
given back. Limits, tier and time zone are read where the reservation is taken, so that a change of them acts at once.
"""

import asyncio
import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row

from nullus.identity.errors import QuotaExceeded
from nullus.identity.limits import meters, quota_store
from nullus.identity.limits.meters import METERS, PER_ADDRESS, Amounts, Meter, Standing
from nullus.identity.limits.periods import Period, Span, span_at, zone_named
from nullus.identity.limits.quota_store import Charge, Part, Window
from nullus.identity.limits.rates import network_of
from nullus.identity.limits.reservation import Reservation
from nullus.identity.settings import QuotaSettings
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NullusError


class Quotas:
    """The quotas as one process takes them."""

    def __init__(self, db: Database, settings: QuotaSettings) -> None:
        self.lease_seconds = settings.lease_seconds
        self._db = db
        self._alive: set[UUID] = set()
        self._renewing: asyncio.Task[None] | None = None

    async def reserve(self, actor: Actor, amounts: Amounts, *, at: datetime | None = None) -> Reservation:
        """Take the amounts from every limit of the asker at once, or from none. Raises QuotaExceeded.

        A meter with the amount 0 may be settled with more. Only people, guests and programs with an account are metered:
        for everybody else the reservation holds nothing. `at`: another time than the database's.
        """
        asked = meters.checked(amounts)
        account_id = metered(actor)
        if account_id is None:
            return Reservation(self, actor, None, [])
        held = Reservation(self, actor, new_id(), _subjects(actor))
        try:
            taken = await held.unless_left(self._take(actor, account_id, held, asked, at))
        except QuotaExceeded:
            if not await self.give_back_overdue(account_id):
                raise
            taken = await held.unless_left(self._take(actor, account_id, held, asked, at))
        return held if taken else Reservation(self, actor, None, [])

    async def standing(
        self, actor: Actor, only: Collection[Meter] = tuple(METERS), *, at: datetime | None = None
    ) -> list[Standing]:
        """How the asker's limits stand, and what they used in all where there is none. Empty for whoever is not metered."""
        account_id = metered(actor)
        if account_id is None:
            return []
        async with self._db.system_transaction() as tx:
            terms = await quota_store.terms_of(tx, account_id)
            places = await _places(tx, actor, terms, only, at) if terms else []
        return [each.standing for each in places if each.standing.limit is not None or each.standing.period == "all"]

    async def give_back_overdue(self, account_id: UUID | None = None) -> int:
        """Give back what crashed processes had reserved, of one account or of all; returns how many reservations."""
        async with self._db.system_transaction() as tx:
            found = await quota_store.overdue(tx, account_id, 1000)
        return sum([await self._expire(row) for row in found])

    async def grow(self, actor: Actor, reservation_id: UUID, more: Amounts) -> None:
        """Take more into a reservation that is held, in the periods that it began in. Raises QuotaExceeded."""
        asked = meters.checked(more)
        account_id = metered(actor)
        async with self._db.system_transaction() as tx:
            await quota_store.lock(tx, _subjects(actor))
            terms = await quota_store.terms_of(tx, account_id) if account_id else None
            known = await quota_store.find_reservation(tx, reservation_id)
            if terms is None or known is None:
                return
            if known.state not in {"open", "expired"}:
                raise RuntimeError("a reservation that was settled cannot grow")
            charges, parts = [], []
            for part in map(Part.from_json, known.parts):
                grown = asked.get(cast("Meter", part.window.meter), Decimal(0))
                parts.append(replace(part, amount=part.amount + grown))
                taken = grown if known.state == "open" else part.amount + grown
                charges.append(Charge(part.window, taken, _limit(terms, part.window.subject, part.window)))
            if not await quota_store.take(tx, charges):
                places = await _places(tx, actor, terms, list(asked), max(each.window.began for each in parts))
                total = {cast("Meter", each.window.meter): each.amount for each in parts}
                raise _exceeded([_without(each, known) for each in places], total, terms)
            await quota_store.hold(tx, reservation_id, parts, self.lease_seconds)

    def keep_alive(self, reservation_id: UUID) -> None:
        """Say from now on that the work goes on: in one statement for everything that this process has reserved."""
        self._alive.add(reservation_id)
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew())

    def let_go(self, reservation_id: UUID) -> None:
        """The work has ended, or is given up."""
        self._alive.discard(reservation_id)
        if not self._alive and self._renewing is not None:
            self._renewing.cancel()

    async def _renew(self) -> None:
        while self._alive:
            await asyncio.sleep(self.lease_seconds / 3)
            with contextlib.suppress(NullusError):  # the database is away: the next sign of life comes soon
                async with self._db.system_transaction() as tx:
                    await quota_store.renew(tx, sorted(self._alive), self.lease_seconds)

    async def end(
        self, reservation_id: UUID, subjects: Sequence[str], state: str, used: Mapping[Meter, Decimal] | None
    ) -> bool:
        """Close a reservation, once: 'settled' with what was used (None: what was reserved), 'released' or 'expired' with
        nothing. False when it was closed before."""
        async with self._db.system_transaction() as tx:
            await quota_store.lock(tx, subjects)
            found = await quota_store.find_reservation(tx, reservation_id)
            if found is None or found.state not in {"open", "expired"}:
                return False
            if state == "expired" and not (found.state == "open" and found.overdue):
                return False
            parts = [Part.from_json(each) for each in found.parts]
            still = [part.amount if found.state == "open" else Decimal(0) for part in parts]
            counted = [_used(part, state, used) for part in parts]
            await quota_store.settle(tx, reservation_id, state, [part.window for part in parts], still, counted)
            return True

    async def _take(
        self,
        actor: Actor,
        account_id: UUID,
        held: Reservation,
        asked: Mapping[Meter, Decimal],
        at: datetime | None,
    ) -> bool:
        """False when there is nobody left to charge."""
        assert held.id is not None
        async with self._db.system_transaction() as tx:
            await quota_store.lock(tx, _subjects(actor))
            terms = await quota_store.terms_of(tx, account_id)
            if terms is None:  # the account was deleted a moment ago: nothing is left to count
                return False
            places = await _places(tx, actor, terms, list(asked), at)
            charges = [Charge(each.window, asked[each.standing.meter], each.standing.limit) for each in places]
            if not await quota_store.take(tx, charges):
                raise _exceeded(places, asked, terms)
            parts = [Part(each.window, each.amount) for each in charges]
            seconds = self.lease_seconds
            await quota_store.add_reservation(tx, held.id, account_id, actor.workspace_id, parts, seconds)
        return True

    async def _expire(self, row: Row[Any]) -> bool:
        return await self.end(row.id, [each["subject"] for each in row.parts], "expired", None)


@dataclass(frozen=True, slots=True)
class Place:
    """A window of use with how its limit stands."""

    window: Window
    standing: Standing


def metered(actor: Actor) -> UUID | None:
    """The account whose quotas an actor uses; None for the operator, the service itself and keys of no account."""
    return actor.person_id if actor.kind in {"person", "guest", "service"} else None


def _subjects(actor: Actor) -> list[str]:
    """Who is charged: the account, and for guests everybody in their network together."""
    found = [f"account:{actor.person_id}"]
    return [*found, f"address:{network_of(actor.address)}"] if actor.kind == "guest" else found


async def _places(tx: Tx, actor: Actor, terms: Row[Any], wanted: Collection[Meter], at: datetime | None) -> list[Place]:
    """The windows that a charge of these meters touches, as they stand."""
    account, *networks = _subjects(actor)
    windows: list[tuple[str, Meter, Period]] = [(account, each, period) for each in wanted for period in METERS[each]]
    windows += [(network, "questions", "day") for network in networks if "questions" in wanted]
    moment = at or terms.now
    rows = await quota_store.rows_around(tx, windows, moment)
    found = []
    for subject, meter, period in windows:
        own = [row for row in rows if (row.subject, row.meter, row.period) == (subject, meter, period)]
        before = next((row for row in own if row.began <= moment), None)
        after = next((row for row in own if row.began > moment), None)
        zone = zone_named(terms.time_zone if subject == account else "UTC")
        span = span_at(period, moment, zone, _span(before), _span(after))
        window = Window(subject, meter, period, span.began, span.ends)
        row = before if before is not None and before.began == span.began else None
        standing = Standing(
            meter=meter,
            period=period,
            of="account" if subject == account else "network",
            limit=_limit(terms, subject, window),
            used=row.used if row else Decimal(0),
            reserved=row.reserved if row else Decimal(0),
            resets_at=span.ends,
        )
        found.append(Place(window, standing))
    return found


def _span(row: Row[Any] | None) -> Span | None:
    return None if row is None else Span(row.began, row.ends)


def _limit(terms: Row[Any], subject: str, window: Window) -> Decimal | None:
    if subject.startswith("address:"):
        shared = terms.limits.get(PER_ADDRESS)
        return None if shared is None else Decimal(str(shared))
    return meters.limit_of(terms.limits, window.meter, window.period)


def _used(part: Part, state: str, used: Mapping[Meter, Decimal] | None) -> Decimal:
    if state != "settled":
        return Decimal(0)
    return part.amount if used is None else used.get(cast("Meter", part.window.meter), Decimal(0))


def _without(place: Place, known: Row[Any]) -> Place:
    """How a limit stands but for what a reservation that is held takes of it already."""
    own = [part.amount for part in map(Part.from_json, known.parts) if part.window == place.window]
    reserved = place.standing.reserved - sum(own, Decimal(0))
    return Place(place.window, replace(place.standing, reserved=max(Decimal(0), reserved)))


def _exceeded(places: Sequence[Place], asked: Mapping[Meter, Decimal], terms: Row[Any]) -> QuotaExceeded:
    """Of the limits that leave too little the one that renews last: before that nothing helps."""
    short = [
        each.standing
        for each in places
        if each.standing.left is not None and each.standing.left < asked[each.standing.meter]
    ]
    worst = max(short, key=lambda each: (each.resets_at is None, each.resets_at or terms.now))
    assert worst.limit is not None
    assert worst.left is not None
    name = terms.time_zone if worst.of == "account" else "UTC"
    resets_at = worst.resets_at
    return QuotaExceeded(
        of=meters.OF_NETWORK if worst.of == "network" else "",
        limit=meters.in_words(worst.meter, worst.limit),
        period=meters.PERIOD_WORDS[worst.period],
        left=meters.plain(worst.left),
        renewal=meters.renewal(resets_at.astimezone(zone_named(name)) if resets_at else None, name),
        resets_at=resets_at,
        retry_after_seconds=(resets_at - terms.now).total_seconds() if resets_at else None,
    )
