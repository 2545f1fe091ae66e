"""What is tidied when nobody works, and when not."""

import asyncio

from nullus.kit import Rest, give_back


async def test_it_is_tidied_once_when_the_last_one_has_left() -> None:
    tidied = asyncio.Event()
    times = []

    def tidy() -> None:
        times.append(1)
        tidied.set()

    rest = Rest(0.05, tidy)
    with rest:
        with rest:
            assert rest.busy
        await asyncio.sleep(0.1)  # somebody is still inside
        assert not times
    async with asyncio.timeout(5):
        await tidied.wait()
    assert times == [1]
    assert not rest.busy


async def test_work_that_comes_back_in_time_finds_everything_as_it_was() -> None:
    times: list[int] = []
    rest = Rest(0.2, lambda: times.append(1))
    for _ in range(6):
        with rest:
            await asyncio.sleep(0.05)
    assert not times
    rest.stop()
    await asyncio.sleep(0.3)
    assert not times


async def test_tidying_may_wait_for_something() -> None:
    tidied = asyncio.Event()

    async def tidy() -> None:
        await asyncio.sleep(0)
        tidied.set()

    with Rest(0.0, tidy):
        pass
    async with asyncio.timeout(5):
        await tidied.wait()


def test_giving_memory_back_harms_nothing() -> None:
    kept = [bytes(1000) for _ in range(1000)]
    give_back()
    assert len(kept) == 1000
