"""Open breakers are the same for all processes: two that share a database see one state, and one of them tries."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from nullus.llm.routing import shared
from nullus.llm.routing.breaker import FEWEST, Breakers
from nullus.llm.routing.shared import SharedBreakers
from nullus.platform.database import Database
from nullus.platform.postgres import Access

KEY = ("outside", "tiny")


@pytest.fixture
async def two(access: Access) -> AsyncIterator[tuple[SharedBreakers, SharedBreakers]]:
    """What two processes know."""
    first, second = Database(access.app_url), Database(access.app_url)
    one, other = SharedBreakers(first), SharedBreakers(second)
    await one.close(KEY)
    yield one, other
    await first.close()
    await second.close()


def looking_again(*known: SharedBreakers) -> None:
    """As if a second had gone by."""
    for each in known:
        each._until = 0.0


async def test_what_one_process_opens_is_open_for_the_other(two: tuple[SharedBreakers, SharedBreakers]) -> None:
    one, other = two
    mine, theirs = Breakers(one), Breakers(other)
    for _ in range(FEWEST):
        await mine.failed(KEY, await mine.enter(KEY))
    looking_again(other)
    refused = await theirs.enter(KEY)
    assert not refused.allowed
    assert 1 <= refused.wait <= 5


async def test_one_of_all_processes_tries(two: tuple[SharedBreakers, SharedBreakers]) -> None:
    one, other = two
    await one.open(KEY, 0.0, 1)
    looking_again(one, other)
    claimed = await asyncio.gather(*(each.claim(KEY, 60) for each in two for _ in range(10)))
    assert sum(claimed) == 1
    looking_again(one, other)
    assert not (await Breakers(other).enter(KEY)).allowed
    await one.close(KEY)
    looking_again(other)
    assert (await Breakers(other).enter(KEY)).allowed


async def test_without_the_database_a_process_goes_by_what_it_knows() -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
    alone = SharedBreakers(away)
    alone._until = float("inf")
    await alone._own.open(KEY, 0.0, 1)
    assert await alone._own.claim(KEY, 60)
    assert not await alone._own.claim(KEY, 60)
    assert (await alone.look(KEY)) is not None
    await away.close()


def test_what_is_known_of_others_is_a_second_old_at_most() -> None:
    assert shared.FRESH_SECONDS <= 1.0
