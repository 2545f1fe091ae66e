"""Days and months in somebody's time zone, as stretches of time that never overlap and never come early.

A period is [began, ends). Whoever moves to another time zone keeps the period they are in; the next one begins where it
ends, and is longer rather than shorter than its kind until it meets the new zone's midnight. So no change of zone, no
daylight-saving change and no leap day gives an allowance twice.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Period = Literal["all", "day", "month"]
PERIODS: tuple[Period, ...] = ("all", "day", "month")

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
# What a period lasts at least when it does not begin at a midnight of its own zone. Months may be shorter than any
# calendar month by the 26 hours that zones differ: each still begins at another turn of the calendar.
LEAST: dict[Period, timedelta] = {"day": timedelta(hours=24), "month": timedelta(days=28, hours=-26)}


@dataclass(frozen=True, slots=True)
class Span:
    """When a period began and when it ends; None: never."""

    began: datetime
    ends: datetime | None

    def holds(self, moment: datetime) -> bool:
        return self.began <= moment and (self.ends is None or moment < self.ends)


def span_at(
    period: Period, moment: datetime, zone: tzinfo, before: Span | None = None, after: Span | None = None
) -> Span:
    """The period that a moment belongs to.

    `before` is the latest known span that began no later than the moment, `after` the earliest that begins later (one is
    known when the clock was turned back).
    """
    if period == "all":
        return Span(ALWAYS, None)
    if before is not None and before.holds(moment):
        return before
    began = _turn_before(period, moment, zone)
    ends = _turn_after(period, moment, zone)
    if before is not None and before.ends is not None and before.ends > began:
        began = before.ends
        ends = _turn_after(period, began + LEAST[period] - timedelta(microseconds=1), zone)
    if after is not None and after.began < ends:
        ends = after.began
    return Span(began, ends)


def zone_named(name: str) -> tzinfo:
    """The time zone of an account; UTC for a name that this system's data does not know (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _turn_before(period: Period, moment: datetime, zone: tzinfo) -> datetime:
    """The latest midnight (of a day or a month) at or before a moment."""
    today = moment.astimezone(zone).date()
    turn = _midnight(today if period == "day" else today.replace(day=1), zone)
    return turn if turn <= moment else _midnight(_earlier(period, today), zone)


def _turn_after(period: Period, moment: datetime, zone: tzinfo) -> datetime:
    """The first midnight (of a day or a month) after a moment."""
    day = moment.astimezone(zone).date()
    while True:
        day = day + timedelta(days=1) if period == "day" else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        turn = _midnight(day, zone)
        if turn > moment:
            return turn


def _earlier(period: Period, day: date) -> date:
    return day - timedelta(days=1) if period == "day" else (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins. Where clocks skip midnight, it is the instant at which they skip it."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
