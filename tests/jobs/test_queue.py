"""Jobs listed, cancelled, retried: always within one's own workspace."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.jobs.work import (
    CHORE,
    QUICK,
    SHEAF,
    WRITE,
    Note,
    Wrong,
    defer,
    job_of,
    somebody,
    until,
    until_job,
    working,
)

from nullus.jobs import Deferral, Handlers, JobContext, JobNotFound, cancel, depths, ended, get_job, list_jobs, retry
from nullus.jobs.errors import JobAlreadyOver, JobNotRetryable
from nullus.platform.actor import Actor
from nullus.platform.database import Database


async def test_jobs_are_listed_newest_first_with_filters(db: Database, actor: Actor) -> None:
    ids = [await defer(db, actor, task=task) for task in (WRITE, CHORE, WRITE)]
    await defer(db, somebody())
    async with db.transaction(actor) as tx:
        await cancel(tx, actor, ids[0])
        assert [job.id for job in await list_jobs(tx, actor)] == ids[::-1]
        assert [job.id for job in await list_jobs(tx, actor, task="tests.write")] == [ids[2], ids[0]]
        assert [job.id for job in await list_jobs(tx, actor, status="cancelled")] == [ids[0]]
        assert [job.id for job in await list_jobs(tx, actor, before=ids[2], limit=1)] == [ids[1]]


@pytest.mark.parametrize("number", [0, -1, 1 << 62, 1 << 80])
async def test_foreign_and_unknown_jobs_answer_alike(db: Database, actor: Actor, number: int) -> None:
    foreign = await defer(db, somebody())
    for job_id in (foreign, number):
        for ask in (get_job, retry, cancel):
            async with db.transaction(actor) as tx:
                with pytest.raises(JobNotFound):
                    await ask(tx, actor, job_id)


async def test_a_cancelled_job_that_was_queued_never_runs(db: Database, actor: Actor) -> None:
    seen: list[str] = []

    async def handle(context: JobContext, note: Note) -> None:
        seen.append(note.text)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    gone = await defer(db, actor, Note("gone"))
    async with db.transaction(actor) as tx:
        job = await cancel(tx, actor, gone)
    assert job.status == "cancelled"
    assert job.finished_at is not None
    async with working(db, handlers):
        await defer(db, actor, Note("stays"))
        await until(lambda: bool(seen))
    assert seen == ["stays"]


async def test_a_running_job_is_told_to_stop_and_sees_it_at_its_next_check(db: Database, actor: Actor) -> None:
    begun = asyncio.Event()

    async def handle(context: JobContext, note: Note) -> None:
        begun.set()
        while True:
            await context.progress(1, 2)
            await asyncio.sleep(0.01)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers, replace(QUICK, heartbeat_seconds=30, cancel_grace_seconds=30)):
        job_id = await defer(db, actor)
        await begun.wait()
        async with db.transaction(actor) as tx:
            asked = await cancel(tx, actor, job_id)
        assert (asked.status, asked.cancel_requested) == ("running", True)
        job = await until_job(db, actor, job_id, "cancelled", seconds=3)
    assert job.failure is None


async def test_a_job_that_does_not_listen_is_interrupted_and_its_batch_goes_on(db: Database, actor: Actor) -> None:
    runs: list[int] = []

    async def handle(batch: Sequence[tuple[JobContext, Note]]) -> None:
        runs.append(len(batch))
        if len(runs) == 1:
            await asyncio.sleep(60)

    handlers = Handlers()
    handlers.add_batch(SHEAF, handle)
    async with db.transaction(actor) as tx:
        deaf, other = await SHEAF.defer_many(tx, actor, [Deferral(Note()), Deferral(Note())])
    async with working(db, handlers, concurrency=1):
        await until(lambda: bool(runs))
        async with db.transaction(actor) as tx:
            await cancel(tx, actor, deaf)
        await until_job(db, actor, deaf, "cancelled", seconds=5)
        await until_job(db, actor, other, "succeeded", seconds=5)
    assert runs == [2, 1]


async def test_a_dead_letter_is_replayed_with_all_its_retries(db: Database, actor: Actor) -> None:
    mended = False
    attempts: list[int] = []

    async def handle(context: JobContext, note: Note) -> None:
        attempts.append(context.attempt)
        if not mended:
            raise LookupError("broken")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        job_id = await defer(db, actor)
        await until_job(db, actor, job_id, "failed")
        async with db.transaction(actor) as tx:
            assert await ended(tx, [job_id, 1 << 40]) == {job_id, 1 << 40}
            replayed = await retry(tx, actor, job_id)
        assert (replayed.status, replayed.failure) == ("queued", None)
        await until(lambda: len(attempts) == 6)
        mended = True
        await until_job(db, actor, job_id, "failed")
        async with db.transaction(actor) as tx:
            await retry(tx, actor, job_id)
        await until_job(db, actor, job_id, "succeeded")
    assert attempts == [1, 2, 3, 1, 2, 3, 1]


async def test_a_failed_job_can_be_dismissed_and_a_finished_one_is_left_alone(db: Database, actor: Actor) -> None:
    async def handle(context: JobContext, note: Note) -> None:
        if note.text == "wrong":
            raise Wrong(name="x")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        wrong, right = await defer(db, actor, Note("wrong")), await defer(db, actor, Note("right"))
        await until_job(db, actor, wrong, "failed")
        await until_job(db, actor, right, "succeeded")
    async with db.transaction(actor) as tx:
        assert (await cancel(tx, actor, wrong)).status == "cancelled"
        for job_id, ask, error in (
            (right, cancel, JobAlreadyOver),
            (wrong, cancel, JobAlreadyOver),
            (right, retry, JobNotRetryable),
        ):
            with pytest.raises(error):
                await ask(tx, actor, job_id)


async def test_progress_is_seen_while_a_job_runs(db: Database, actor: Actor) -> None:
    go_on = asyncio.Event()

    async def handle(context: JobContext, note: Note) -> None:
        await context.progress(3, 10, "pages\x00\ud800")
        await go_on.wait()

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        job_id = await defer(db, actor)
        async with asyncio.timeout(5):
            while (job := await job_of(db, actor, job_id)).touched_at is None:
                await asyncio.sleep(0.01)
        go_on.set()
    assert (job.progress_done, job.progress_total, job.progress_note) == (3, 10, "pages?")


async def test_depths_count_by_queue_and_status(db: Database, actor: Actor) -> None:
    for _ in range(3):
        await defer(db, actor)
    async with db.system_transaction() as tx:
        found = await depths(tx)
    assert [(each.queue, each.status, each.jobs) for each in found] == [("default", "queued", 3)]
    assert 0 <= found[0].oldest_seconds < 60
