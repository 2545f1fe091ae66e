"""Jobs are queued in the caller's transaction, under keys, with their actor."""

import asyncio
from datetime import timedelta

import pytest
from tests.jobs.work import CHORE, SHEAF, WRITE, Note, defer, job_of, somebody, until, working

from nullus.jobs import Deferral, Handlers, JobContext, get_job, list_jobs
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database


async def test_a_rollback_leaves_no_job(db: Database, actor: Actor) -> None:
    async def change_ones_mind() -> None:
        async with db.transaction(actor) as tx:
            job_id = await WRITE.defer(tx, actor, Note())
            assert (await get_job(tx, actor, job_id)).status == "queued"
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        await change_ones_mind()
    async with db.transaction(actor) as tx:
        assert await list_jobs(tx, actor) == []


async def test_a_job_carries_its_actor_and_payload_through_the_queue(db: Database, actor: Actor) -> None:
    seen: list[tuple[Actor, Note]] = []

    async def handle(context: JobContext, note: Note) -> None:
        seen.append((context.actor, note))

    handlers = Handlers()
    handlers.add(WRITE, handle)
    note = Note("한글 'quotes' {braces} 100 %", 7, new_id())
    async with working(db, handlers):
        await defer(db, actor, note)
        await until(lambda: bool(seen))
    assert seen == [(actor, note)]


async def test_a_committed_job_starts_within_milliseconds(db: Database, actor: Actor) -> None:
    started: list[float] = []
    clock = asyncio.get_running_loop().time

    async def handle(context: JobContext, note: Note) -> None:
        started.append(clock())

    handlers = Handlers()
    handlers.add(WRITE, handle)
    waits = []
    async with working(db, handlers):
        for number in range(21):
            await defer(db, actor)
            committed = clock()
            await until(lambda wanted=number + 1: len(started) >= wanted)  # type: ignore[misc]
            waits.append(started[-1] - committed)
    assert sorted(waits)[10] < 0.05


async def test_a_key_queues_one_job_and_returns_its_id(db: Database, actor: Actor) -> None:
    first = await defer(db, actor, Note("a"), key="index")
    assert await defer(db, actor, Note("b"), key="index") == first
    assert await defer(db, actor, Note("c"), key="other") != first
    assert await defer(db, actor, Note("d"), CHORE, key="index") != first, "keys are of one task"
    assert await defer(db, somebody(), key="index") != first, "keys are of one workspace"
    assert (await job_of(db, actor, first)).payload["text"] == "a"


async def test_many_callers_of_one_key_at_once_queue_one_job(db: Database, actor: Actor) -> None:
    ids = await asyncio.gather(*(defer(db, actor, key="index") for _ in range(20)))
    assert len(set(ids)) == 1


async def test_a_key_is_free_again_once_its_job_runs(db: Database, actor: Actor) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def handle(context: JobContext, note: Note) -> None:
        begun.set()
        await go_on.wait()

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers, concurrency=1):
        first = await defer(db, actor, key="index")
        await begun.wait()
        second = await defer(db, actor, key="index")
        go_on.set()
        assert second != first


async def test_many_jobs_are_queued_at_once_with_ids_in_order(db: Database, actor: Actor) -> None:
    wanted = [Deferral(Note(number=n), key="twin" if n in {3, 7} else None) for n in range(50)]
    async with db.transaction(actor) as tx:
        ids = await SHEAF.defer_many(tx, actor, wanted)
        assert await SHEAF.defer_many(tx, actor, []) == []
    assert ids[3] == ids[7]
    assert len(set(ids)) == 49
    for number in (0, 3, 8, 49):
        assert (await job_of(db, actor, ids[number])).payload["number"] == number


async def test_a_delayed_job_waits(db: Database, actor: Actor) -> None:
    seen: list[str] = []

    async def handle(context: JobContext, note: Note) -> None:
        seen.append(note.text)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        later = await defer(db, actor, Note("later"), delay=timedelta(hours=1))
        await defer(db, actor, Note("soon"), delay=0.1)
        await defer(db, actor, Note("now"))
        await until(lambda: len(seen) == 2)
    assert seen == ["now", "soon"]
    waiting = await job_of(db, actor, later)
    assert waiting.status == "queued"
    assert waiting.run_after is not None
