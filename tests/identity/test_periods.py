"""Days and months in a time zone: no change of zone, of the clock or of the calendar gives an allowance twice."""

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullus.identity.limits.periods import LEAST, Period, Span, span_at, zone_named

ZONES = sorted(each for each in available_timezones() if "/" in each and not each.startswith(("posix", "right")))
zones = st.sampled_from(ZONES)
FIRST, LAST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2040-01-01")
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


class Book:
    """The periods that were ever entered, as the table of use keeps them."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.spans: list[Span] = []

    def enter(self, moment: datetime, zone: str) -> Span:
        before = max((each for each in self.spans if each.began <= moment), key=lambda each: each.began, default=None)
        after = min((each for each in self.spans if each.began > moment), key=lambda each: each.began, default=None)
        found = span_at(self.period, moment, zone_named(zone), before, after)
        if found not in self.spans:
            self.spans.append(found)
        return found


def test_a_day_begins_and_ends_at_midnight_of_its_zone() -> None:
    span = span_at("day", at("2026-11-21T09:00", "Asia/Seoul"), zone_named("Asia/Seoul"))
    assert span == Span(at("2026-11-21T00:00", "Asia/Seoul"), at("2026-11-22T00:00", "Asia/Seoul"))


def test_a_month_of_a_leap_year_has_its_29th_day() -> None:
    zone = zone_named("Asia/Seoul")
    february = span_at("month", at("2028-02-29T23:59", "Asia/Seoul"), zone)
    assert february.ends == at("2028-03-01T00:00", "Asia/Seoul")
    assert span_at("day", at("2028-02-29T12:00", "Asia/Seoul"), zone).ends == february.ends


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("America/Santiago", "2026-09-06", 23),  # midnight is skipped
        ("America/Havana", "2026-11-01", 25),  # the first hour comes twice
        ("Antarctica/Troll", "2026-03-29", 22),
        ("Asia/Seoul", "2026-03-29", 24),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(zone: str, day: str, hours: int) -> None:
    span = span_at("day", at(f"{day}T12:00", zone), zone_named(zone))
    assert span.ends is not None
    assert span.ends - span.began == timedelta(hours=hours)


def test_a_day_that_a_country_skipped_ends_where_the_next_begins() -> None:
    zone = zone_named("Pacific/Apia")
    last = span_at("day", at("2011-12-29T12:00", "Pacific/Apia"), zone)
    following = span_at("day", at("2011-12-31T12:00", "Pacific/Apia"), zone)
    assert last.ends == following.began


def test_moving_to_another_zone_does_not_begin_a_new_day() -> None:
    book = Book("day")
    seoul = book.enter(at("2026-11-21T14:00"), "Asia/Seoul")  # 23:00 there
    assert book.enter(at("2026-11-21T14:30"), "Pacific/Kiritimati") == seoul, "already the 22nd there"
    assert book.enter(at("2026-11-21T14:40"), "Pacific/Pago_Pago") == seoul
    following = book.enter(at("2026-11-21T15:00"), "Pacific/Pago_Pago")
    assert following.began == seoul.ends
    assert following.ends is not None
    assert following.ends - following.began >= timedelta(hours=24)


def test_a_clock_that_goes_to_the_next_month_and_back_finds_its_old_periods() -> None:
    for period in ("day", "month"):
        book = Book(period)
        now, later = at("2026-11-21T10:00"), at("2026-12-21T10:00")
        first, ahead = book.enter(now, "UTC"), book.enter(later, "UTC")
        assert book.enter(now, "UTC") == first
        assert book.enter(later, "UTC") == ahead
        assert len(book.spans) == 2


def test_a_zone_that_nobody_knows_is_utc() -> None:
    for name in ("", "Mars/Olympus", "../etc/passwd", "\0", "x" * 5000):
        assert zone_named(name) is UTC


@given(moment=moments, zone=zones, period=st.sampled_from(["day", "month"]))
@settings(max_examples=300, deadline=None)
def test_a_moment_lies_in_its_period_and_the_next_period_follows_without_a_gap(
    moment: datetime, zone: str, period: Period
) -> None:
    span = span_at(period, moment, zone_named(zone))
    assert span.holds(moment)
    assert span.ends is not None
    following = span_at(period, span.ends, zone_named(zone), span)
    assert following.began == span.ends
    assert span_at(period, span.ends, zone_named(zone)) == following, "the calendar of one zone needs no memory"


@given(
    start=moments,
    moves=st.lists(st.tuples(st.floats(0, 60), zones), min_size=1, max_size=60),
    period=st.sampled_from(["day", "month"]),
)
@settings(max_examples=200, deadline=None)
def test_no_moving_about_gives_more_periods_than_the_calendar_has(
    start: datetime, moves: list[tuple[float, str]], period: Period
) -> None:
    """Whoever changes the zone before every call: spans never overlap, and each lasts as long as its kind."""
    book, moment = Book(period), start
    for hours, zone in moves:
        moment += timedelta(hours=hours * (1 if period == "day" else 24))
        assert book.enter(moment, zone).holds(moment)
    spans = sorted(book.spans, key=lambda each: each.began)
    shortest = timedelta(hours=22) if period == "day" else LEAST["month"]
    for one, following in itertools.pairwise(spans):
        assert one.ends is not None
        assert one.ends <= following.began
        assert one.ends - one.began >= shortest
    passed = spans[-1].began - spans[0].began
    length = timedelta(hours=24) if period == "day" else timedelta(days=28)
    assert len(spans) - 1 <= (passed + timedelta(hours=26)) / length + 1


@given(
    start=moments,
    jumps=st.lists(st.tuples(st.floats(-90 * 24, 90 * 24), zones), min_size=1, max_size=40),
    period=st.sampled_from(["day", "month"]),
)
@settings(max_examples=200, deadline=None)
def test_a_clock_that_jumps_about_never_makes_two_periods_of_one_moment(
    start: datetime, jumps: list[tuple[float, str]], period: Period
) -> None:
    book = Book(period)
    for hours, zone in jumps:
        moment = start + timedelta(hours=hours)
        assert book.enter(moment, zone).holds(moment)
    spans = sorted(book.spans, key=lambda each: each.began)
    for one, following in itertools.pairwise(spans):
        assert one.ends is not None
        assert one.ends <= following.began
