"""The SQL of quotas: what was used and what is reserved, period by period, and the reservations themselves."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, LiteralString
from uuid import UUID

from sqlalchemy import Row, text

from nullus.identity.limits.periods import Period
from nullus.platform.database import Reader, Tx


@dataclass(frozen=True, slots=True)
class Window:
    """One row of use: whose, of what, in which period."""

    subject: str
    meter: str
    period: Period
    began: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Charge:
    """What is to be reserved in a window; the window's limit, None for none."""

    window: Window
    amount: Decimal
    limit: Decimal | None


@dataclass(frozen=True, slots=True)
class Part:
    """What a reservation holds in one window."""

    window: Window
    amount: Decimal

    def to_json(self) -> dict[str, Any]:
        began, ends = self.window.began.isoformat(), self.window.ends.isoformat() if self.window.ends else None
        return asdict(self.window) | {"began": began, "ends": ends, "amount": str(self.amount)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Part":
        ends = datetime.fromisoformat(value["ends"]) if value["ends"] else None
        began = datetime.fromisoformat(value["began"])
        window = Window(value["subject"], value["meter"], value["period"], began, ends)
        return cls(window, Decimal(value["amount"]))


async def lock(tx: Tx, subjects: Sequence[str]) -> None:
    """One transaction at a time for each subject; in the order of their names, so that two never wait for each other."""
    await tx.execute(
        text("select pg_advisory_xact_lock(hashtextextended(s, 2)) from unnest(cast(:subjects as text[])) s"),
        {"subjects": sorted(set(subjects))},
    )


async def terms_of(tx: Tx, account_id: UUID) -> Row[Any] | None:
    """Tier, limits and time zone of an account as they stand, and the database's time."""
    found = await tx.execute(
        text(
            "select a.tier, a.kind, a.time_zone, t.limits, clock_timestamp() as now "
            "from identity.accounts a join identity.tiers t on t.name = a.tier where a.id = :id"
        ),
        {"id": account_id},
    )
    return found.one_or_none()


_TIME_ZONE: LiteralString = "select time_zone from identity.accounts where id = %(id)s"


async def time_zone_of(reader: Reader, account_id: UUID) -> str:
    """The name of an account's time zone; UTC where there is no such account."""
    found = await reader.fetch(_TIME_ZONE, {"id": account_id})
    return str(found[0][0]) if found else "UTC"


async def rows_around(tx: Tx, wanted: Sequence[tuple[str, str, Period]], moment: datetime) -> Sequence[Row[Any]]:
    """For each (subject, meter, period) the latest row that began by then, and the earliest that begins later."""
    found = await tx.execute(
        text(
            "select w.subject, w.meter, w.period, u.began, u.ends, u.used, u.reserved "
            "from unnest(cast(:subjects as text[]), cast(:meters as text[]), cast(:periods as text[])) "
            "w (subject, meter, period) cross join lateral ("
            "(select began, ends, used, reserved from identity.usage u where u.subject = w.subject and u.meter = w.meter "
            "and u.period = w.period and u.began <= :moment order by u.began desc limit 1) union all "
            "(select began, ends, used, reserved from identity.usage u where u.subject = w.subject and u.meter = w.meter "
            "and u.period = w.period and u.began > :moment order by u.began limit 1)) u"
        ),
        {
            "subjects": [subject for subject, _, _ in wanted],
            "meters": [meter for _, meter, _ in wanted],
            "periods": [period for _, _, period in wanted],
            "moment": moment,
        },
    )
    return found.all()


# The limit stands in the statement that takes: whatever was read before, no row goes beyond it. A charge of nothing only
# makes the row that is settled later.
_TAKE = """
with asked as (
    select * from unnest(cast(:subjects as text[]), cast(:meters as text[]), cast(:periods as text[]),
        cast(:began as timestamptz[]), cast(:ends as timestamptz[]), cast(:amounts as numeric[]),
        cast(:limits as numeric[])) a (subject, meter, period, began, ends, amount, ceiling)
)
insert into identity.usage as u (subject, meter, period, began, ends, reserved)
select subject, meter, period, began, ends, amount from asked
    where ceiling is null or amount <= ceiling or amount = 0 order by subject, meter, period, began
on conflict (subject, meter, period, began) do update
    set reserved = u.reserved + excluded.reserved, updated_at = clock_timestamp()
    where excluded.reserved = 0 or u.used + u.reserved + excluded.reserved <= coalesce((
        select ceiling from asked a where a.subject = u.subject and a.meter = u.meter and a.period = u.period
            and a.began = u.began), 'infinity')
"""


async def take(tx: Tx, charges: Sequence[Charge]) -> bool:
    """Reserve in every window. False when one of them has not so much left: roll back then."""
    done = await tx.execute(
        text(_TAKE),
        _windows([each.window for each in charges])
        | {
            "ends": [each.window.ends for each in charges],
            "amounts": [each.amount for each in charges],
            "limits": [each.limit for each in charges],
        },
    )
    return done.rowcount == len(charges)


async def settle(
    tx: Tx,
    reservation_id: UUID,
    state: str,
    windows: Sequence[Window],
    freed: Sequence[Decimal],
    used: Sequence[Decimal],
) -> None:
    """Give back what was reserved and count what was used, window by window, and close the reservation. Rows that are gone
    stay gone."""
    await tx.execute(
        text(
            "with closed as (update identity.reservations set state = :state, settled_at = clock_timestamp() "
            "where id = :id) update identity.usage u set reserved = greatest(0, u.reserved - a.freed), used = u.used + a.used, "
            "updated_at = clock_timestamp() from unnest(cast(:subjects as text[]), cast(:meters as text[]), "
            "cast(:periods as text[]), cast(:began as timestamptz[]), cast(:freed as numeric[]), cast(:used as numeric[])) "
            "a (subject, meter, period, began, freed, used) where u.subject = a.subject and u.meter = a.meter "
            "and u.period = a.period and u.began = a.began"
        ),
        _windows(windows) | {"freed": list(freed), "used": list(used), "state": state, "id": reservation_id},
    )


async def add_reservation(
    tx: Tx, reservation_id: UUID, account_id: UUID, workspace_id: UUID, parts: Sequence[Part], seconds: float
) -> None:
    await tx.execute(
        text(
            "insert into identity.reservations (id, account_id, workspace_id, parts, expires_at) values (:id, :account, "
            "(select id from identity.workspaces where id = :workspace), cast(:parts as jsonb), "
            "clock_timestamp() + make_interval(secs => :seconds))"
        ),
        {
            "id": reservation_id,
            "account": account_id,
            "workspace": workspace_id,
            "parts": _json(parts),
            "seconds": seconds,
        },
    )


async def find_reservation(tx: Tx, reservation_id: UUID) -> Row[Any] | None:
    """State and parts, locked until the transaction ends."""
    found = await tx.execute(
        text(
            "select state, parts, expires_at <= clock_timestamp() as overdue from identity.reservations where id = :id "
            "for update"
        ),
        {"id": reservation_id},
    )
    return found.one_or_none()


async def hold(tx: Tx, reservation_id: UUID, parts: Sequence[Part], seconds: float) -> None:
    """The reservation is open (again), with these parts."""
    await tx.execute(
        text(
            "update identity.reservations set state = 'open', parts = cast(:parts as jsonb), "
            "expires_at = clock_timestamp() + make_interval(secs => :seconds) where id = :id"
        ),
        {"id": reservation_id, "parts": _json(parts), "seconds": seconds},
    )


async def renew(tx: Tx, reservations: Sequence[UUID], seconds: float) -> None:
    """Whoever holds them still works."""
    await tx.execute(
        text(
            "update identity.reservations set expires_at = clock_timestamp() + make_interval(secs => :seconds) "
            "where id = any(:ids) and state = 'open'"
        ),
        {"ids": list(reservations), "seconds": seconds},
    )


async def overdue(tx: Tx, account_id: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Open reservations that nobody renewed any more, of one account or of all."""
    found = await tx.execute(
        text(
            "select id, parts from identity.reservations where state = 'open' and expires_at <= clock_timestamp() "
            "and (cast(:account as uuid) is null or account_id = :account) order by expires_at limit :limit"
        ),
        {"account": account_id, "limit": limit},
    )
    return found.all()


async def trim(tx: Tx) -> None:
    """Drop reservations that ended a week ago, and periods that nobody looks at: days after two months, months after two
    years."""
    await tx.execute(
        text("delete from identity.reservations where state <> 'open' and settled_at < now() - interval '7 days'")
    )
    await tx.execute(
        text(
            "delete from identity.usage where reserved = 0 and ends < now() - "
            "case period when 'day' then interval '62 days' else interval '25 months' end"
        )
    )


def _windows(windows: Sequence[Window]) -> dict[str, Any]:
    return {
        "subjects": [each.subject for each in windows],
        "meters": [each.meter for each in windows],
        "periods": [each.period for each in windows],
        "began": [each.began for each in windows],
    }


def _json(parts: Sequence[Part]) -> str:
    return json.dumps([each.to_json() for each in parts])
