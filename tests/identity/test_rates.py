"""Limits on calls: exact over many processes at once, none or all of several, and a flood stays off the database."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from nullus.identity.errors import TooManyRequests
from nullus.identity.limits.rates import REMEMBERED, Ask, Rate, Rates, network_of
from nullus.kit import new_id
from nullus.platform.database import Database
from nullus.platform.postgres import Access


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def ask(count: int, seconds: float = 3600.0, of: str | None = None, limit: str = "tests") -> Ask:
    return Ask(limit, of or str(new_id()), Rate(count, seconds))


async def tried(rates: Rates, *asked: Ask) -> bool:
    try:
        await rates.take(*asked)
    except TooManyRequests:
        return False
    return True


async def passes_time(database: Database, asked: Ask, seconds: float) -> None:
    async with database.system_transaction() as tx:
        await tx.execute(
            text("update identity.rates set due = due - make_interval(secs => :s) where key = :key"),
            {"s": seconds, "key": asked.key},
        )


@pytest.fixture
async def second_process(access: Access) -> AsyncIterator[Rates]:
    """The same limits from a process of its own: it shares nothing but the database."""
    opened = Database(access.app_url, pool_size=8)
    yield Rates(opened)
    await opened.close()


async def test_ten_of_two_hundred_calls_at_once_are_let_in(database: Database, second_process: Rates) -> None:
    limit, here = ask(10), Rates(database)
    let_in = await asyncio.gather(*(tried(each, limit) for each in (here, second_process) for _ in range(100)))
    assert sum(let_in) == 10


async def test_a_call_comes_back_with_each_interval(database: Database) -> None:
    limit = ask(4, 400)
    assert [await tried(Rates(database), limit) for _ in range(5)] == [True] * 4 + [False]
    await passes_time(database, limit, 99)
    assert not await tried(Rates(database), limit)
    await passes_time(database, limit, 1.5)
    assert [await tried(Rates(database), limit) for _ in range(2)] == [True, False]


async def test_a_refusal_says_when_the_next_call_is_possible(database: Database) -> None:
    limit, rates = ask(2, 100), Rates(database)
    await rates.take(limit)
    await rates.take(limit)
    with pytest.raises(TooManyRequests) as refused:
        await rates.take(limit)
    assert refused.value.retry_after_seconds == 50
    assert "50 s" in refused.value.message_in("en")
    assert "50초" in refused.value.message_in("ko")


async def test_a_call_that_one_limit_refuses_is_not_counted_by_the_others(database: Database) -> None:
    small, large = ask(1), ask(3)
    assert await tried(Rates(database), small, large)
    for _ in range(5):
        assert not await tried(Rates(database), small, large)
    assert [await tried(Rates(database), large) for _ in range(3)] == [True, True, False]


async def test_who_was_refused_does_not_reach_the_database_again_until_the_next_call_is_due(database: Database) -> None:
    clock, limit = Clock(), ask(1, 60)
    rates = Rates(database, clock)
    await rates.take(limit)
    assert not await tried(rates, limit)
    async with database.system_transaction() as tx:
        await tx.execute(text("delete from identity.rates where key = :key"), {"key": limit.key})
    assert not await tried(rates, limit), "the database would have let it in"
    clock.now += 61
    assert await tried(rates, limit)


async def test_calls_from_both_sides_with_the_same_limits_never_wait_for_each_other_for_ever(
    database: Database,
) -> None:
    one, other = ask(10_000), ask(10_000)
    pairs = [(one, other), (other, one)] * 50
    async with asyncio.timeout(30):
        assert all(await asyncio.gather(*(tried(Rates(database), *pair) for pair in pairs)))


async def test_no_limit_is_no_limit(database: Database) -> None:
    assert all([await tried(Rates(database), ask(0)) for _ in range(20)])


async def test_what_was_forgotten_begins_anew(database: Database) -> None:
    limit, rates = ask(1), Rates(database)
    assert [await tried(rates, limit) for _ in range(2)] == [True, False]
    await rates.forget(limit)
    assert await tried(rates, limit)


async def test_the_table_of_rates_names_nobody(database: Database) -> None:
    limit = ask(5, of="mina@example.org", limit="login.account")
    await Rates(database).take(limit)
    async with database.system_transaction() as tx:
        kept = (await tx.execute(text("select key from identity.rates"))).scalars().all()
    assert limit.key in kept
    assert not [key for key in kept if "mina" in key]


def test_a_limit_in_one_process_is_the_same_arithmetic(database: Database) -> None:
    clock, limit = Clock(), ask(3, 30)
    rates = Rates(database, clock)
    for _ in range(3):
        rates.take_here(limit)
    with pytest.raises(TooManyRequests):
        rates.take_here(limit)
    clock.now += 10
    rates.take_here(limit)
    with pytest.raises(TooManyRequests):
        rates.take_here(limit)


def test_a_flood_of_addresses_does_not_fill_the_memory(database: Database) -> None:
    rates = Rates(database, Clock())
    for number in range(REMEMBERED + 10_000):
        rates.take_here(Ask("flood", str(number), Rate(5)))
    assert len(rates._local) <= REMEMBERED


@given(
    count=st.integers(1, 50),
    seconds=st.floats(0.5, 3600),
    steps=st.lists(st.floats(0, 100), min_size=1, max_size=200),
)
def test_no_window_of_the_limits_length_holds_more_than_twice_its_calls(
    count: int, seconds: float, steps: list[float]
) -> None:
    """A full bucket, and what drips into it meanwhile: the bound that GCRA gives."""
    clock, limit = Clock(), ask(count, seconds)
    rates = Rates(Database("postgresql://nobody"), clock)
    passed: list[float] = []
    for step in steps:
        clock.now += step * seconds / 100
        try:
            rates.take_here(limit)
        except TooManyRequests:
            continue
        passed.append(clock.now)
    for place, start in enumerate(passed):
        length = passed[-1] - start
        bound = count + length / limit.rate.interval + 1
        assert len(passed) - place <= bound


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "-"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_stands_for_its_network(address: str, network: str) -> None:
    assert network_of(address) == network
