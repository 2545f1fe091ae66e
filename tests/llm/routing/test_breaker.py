"""A breaker opens on many failures, lets exactly one call try, and closes when that one is answered."""

import asyncio

from nullus.llm.routing.breaker import FEWEST, LONGEST_OPEN_SECONDS, OPEN_SECONDS, Breakers, Own, Pass

KEY = ("outside", "tiny")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def breakers() -> tuple[Breakers, Clock]:
    clock = Clock()
    return Breakers(Own(clock), clock), clock


async def broken(made: Breakers) -> None:
    for _ in range(FEWEST):
        await made.failed(KEY, await made.enter(KEY))


async def test_it_stays_closed_while_few_calls_fail() -> None:
    made, _ = breakers()
    for turn in range(100):
        admitted = await made.enter(KEY)
        assert admitted == Pass(True)
        if turn % 3:
            await made.served(KEY)
        else:
            await made.failed(KEY, admitted)


async def test_it_opens_when_half_of_the_calls_fail_and_only_for_that_model() -> None:
    made, _ = breakers()
    await broken(made)
    refused = await made.enter(KEY)
    assert (refused.allowed, refused.wait) == (False, OPEN_SECONDS)
    assert (await made.enter(("outside", "other"))).allowed


async def test_failures_of_long_ago_do_not_count() -> None:
    made, clock = breakers()
    for _ in range(FEWEST * 10):
        clock.now += 20
        await made.failed(KEY, await made.enter(KEY))
    assert (await made.enter(KEY)).allowed


async def test_exactly_one_of_many_tries_and_its_success_lets_all_in() -> None:
    made, clock = breakers()
    await broken(made)
    clock.now += OPEN_SECONDS
    entered = await asyncio.gather(*(made.enter(KEY) for _ in range(100)))
    assert [each for each in entered if each.allowed] == [Pass(True, trying=True)]
    await made.served(KEY)
    assert all(each == Pass(True) for each in await asyncio.gather(*(made.enter(KEY) for _ in range(100))))


async def test_a_try_that_fails_keeps_it_open_for_longer_and_longer() -> None:
    made, clock = breakers()
    await broken(made)
    waits = []
    for _ in range(6):
        waits.append((await made.enter(KEY)).wait)
        clock.now += waits[-1]
        trying = await made.enter(KEY)
        assert trying.trying
        await made.failed(KEY, trying)
    assert waits == [OPEN_SECONDS * 2**turn for turn in range(4)] + [LONGEST_OPEN_SECONDS] * 2


async def test_calls_that_began_before_it_opened_do_not_prolong_it() -> None:
    made, _ = breakers()
    earlier = [await made.enter(KEY) for _ in range(FEWEST * 5)]
    for each in earlier:
        await made.failed(KEY, each)
    assert (await made.enter(KEY)).wait == OPEN_SECONDS


async def test_a_try_whose_asker_left_is_given_to_the_next() -> None:
    made, clock = breakers()
    await broken(made)
    clock.now += OPEN_SECONDS
    trying = await made.enter(KEY)
    await made.left(KEY, trying)
    assert (await made.enter(KEY)).trying


async def test_a_try_that_never_ends_is_given_to_another() -> None:
    made, clock = breakers()
    await broken(made)
    clock.now += OPEN_SECONDS
    assert (await made.enter(KEY)).trying
    assert not (await made.enter(KEY)).allowed
    clock.now += 121
    assert (await made.enter(KEY)).trying
