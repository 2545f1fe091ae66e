"""The derived index of a process follows the rows by generation, and a lost one is simply loaded again."""

import asyncio
from uuid import UUID

import pytest
from tests.knowledge.filled import Filled, filled
from tests.knowledge.workplace import take_out

from nullus.knowledge.index import index_store
from nullus.knowledge.index.follower import Follower
from nullus.platform.database import Database


@pytest.fixture
async def place(database: Database) -> Filled:
    return await filled(database)


async def present(place: Filled) -> tuple[int, UUID | None]:
    """The generation and identity that the rows have now."""
    async with place.db.transaction(place.actor) as tx:
        index = await index_store.find_index(tx, place.actor.workspace_id)
    assert index is not None
    return index.generation, index.identity


async def follow(follower: Follower, place: Filled) -> None:
    await follower.follow(place.actor, *await present(place))


async def test_an_unknown_workspace_has_an_empty_state(place: Filled) -> None:
    follower = Follower(place.db)
    assert follower.state(place.actor.workspace_id).generation == 0
    assert follower.holds(place.actor.workspace_id, [1, 2, 3]) == []


async def test_it_takes_up_what_came_and_drops_what_left(place: Filled) -> None:
    follower = Follower(place.db)
    first = await place.add(["one passage", "another passage"])
    numbers = await place.numbers(first)
    await follow(follower, place)
    assert follower.holds(place.actor.workspace_id, numbers) == numbers
    second = await place.add(["a third passage"])
    await follow(follower, place)
    assert follower.holds(
        place.actor.workspace_id, numbers + await place.numbers(second)
    ) == numbers + await place.numbers(second)
    await take_out(place, first)
    await follow(follower, place)
    assert follower.holds(place.actor.workspace_id, numbers) == []
    assert follower.state(place.actor.workspace_id).generation == (await present(place))[0]


async def test_many_who_ask_at_once_load_it_once(place: Filled) -> None:
    await place.add([f"passage {number}" for number in range(50)])
    follower = Follower(place.db)
    now = await present(place)
    await asyncio.gather(*(follower.follow(place.actor, *now) for _ in range(20)))
    assert follower.state(place.actor.workspace_id).generation == now[0]


async def test_an_index_that_came_late_holds_what_one_that_followed_all_along_holds(place: Filled) -> None:
    early, late = Follower(place.db), Follower(place.db)
    kept: list[int] = []
    for number in range(12):
        document = await place.add([f"passage {number} {part}" for part in range(3)])
        if number % 3 == 1:
            await follow(early, place)
        if number % 2:
            await take_out(place, document)
        else:
            kept += await place.numbers(document)
    await follow(early, place)
    await follow(late, place)
    everything = list(range(max(kept) + 10))
    workspace = place.actor.workspace_id
    assert sorted(early.holds(workspace, everything)) == sorted(late.holds(workspace, everything)) == kept


async def test_workspaces_do_not_see_each_other(place: Filled) -> None:
    neighbour = await filled(place.db)
    mine, theirs = await place.add(["mine"]), await neighbour.add(["theirs"])
    follower = Follower(place.db)
    await follow(follower, place)
    await follow(follower, neighbour)
    assert follower.holds(place.actor.workspace_id, await neighbour.numbers(theirs)) == []
    assert follower.holds(neighbour.actor.workspace_id, await place.numbers(mine)) == []
