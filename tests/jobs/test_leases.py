"""Workers that die or come back from the dead: jobs start again, and no effect is written twice."""

import asyncio
import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text
from tests.jobs.work import (
    CHORE,
    QUICK,
    WRITE,
    Note,
    defer,
    effects_of,
    job_of,
    somebody,
    until,
    until_job,
    working,
    write_effect,
)

from nullus.jobs import Handlers, JobContext, LeaseLost
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import DatabaseUnavailable

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def worker_process(url: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.worker_process", url], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def until_effect(db: Database, job_id: int, note: str, seconds: float = 15.0) -> None:
    async with asyncio.timeout(seconds):
        while note not in await effects_of(db, job_id):
            await asyncio.sleep(0.01)


async def test_the_job_of_a_killed_worker_runs_again_with_exactly_one_effect(
    db: Database, actor: Actor, queue_url: str
) -> None:
    job_id = await defer(db, actor, Note(number=60))
    with worker_process(queue_url) as first:
        await until_effect(db, job_id, "begun 0")
        first.kill()
    clock = asyncio.get_running_loop().time
    killed = clock()
    with worker_process(queue_url):
        job = await until_job(db, actor, job_id, "succeeded", seconds=20)
    assert clock() - killed < 10
    assert await effects_of(db, job_id) == ["begun 0", "begun 1", "done"]
    assert (job.deaths, job.attempts) == (1, 2)


async def test_a_job_finished_in_its_own_transaction_never_runs_again(
    db: Database, actor: Actor, queue_url: str
) -> None:
    job_id = await defer(db, actor, Note("die after the commit"))
    with worker_process(queue_url) as first:
        assert await asyncio.to_thread(first.wait, 15) == -signal.SIGKILL
    with worker_process(queue_url):
        after = await defer(db, actor)
        await until_job(db, actor, after, "succeeded", seconds=20)
        async with asyncio.timeout(10):  # until the dead worker has been buried
            while True:
                async with db.system_transaction() as tx:
                    if (await tx.execute(text("select count(*) from jobs.workers"))).scalar() == 1:
                        break
                await asyncio.sleep(0.05)
    assert await effects_of(db, job_id) == ["begun 0", "done"]
    assert (await job_of(db, actor, job_id)).status == "succeeded"


async def test_a_job_that_kills_every_worker_is_set_aside_and_its_neighbours_are_not(
    db: Database, actor: Actor, queue_url: str
) -> None:
    poison = await defer(db, actor, Note("poison"), CHORE)
    neighbours = [await defer(db, actor, Note("fine"), CHORE) for _ in range(8)]

    async def supervise() -> None:
        while True:
            with worker_process(queue_url) as process:
                try:
                    while process.poll() is None:
                        await asyncio.sleep(0.02)
                finally:
                    process.kill()

    supervisor = asyncio.create_task(supervise())
    try:
        job = await until_job(db, actor, poison, "failed", seconds=40)
        for each in neighbours:
            assert (await until_job(db, actor, each, "succeeded", "failed", seconds=20)).status == "succeeded"
    finally:
        supervisor.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await supervisor
    assert job.deaths == 3
    assert job.failure is not None
    assert job.failure["code"] == "worker_died"
    assert "3 times" in job.failure["message"]["en"]


async def test_a_zombie_learns_at_the_fence_that_its_job_is_gone(db: Database, actor: Actor) -> None:
    """The first worker stands still (no pulse) past its death, then goes on: its effects must not be written."""
    begun, wake = asyncio.Event(), asyncio.Event()
    refused: list[LeaseLost] = []

    async def stand_still(context: JobContext, note: Note) -> None:
        begun.set()
        await wake.wait()
        try:
            async with db.system_transaction() as tx:
                await context.fence(tx)
                await write_effect(tx, context.job_id, "zombie")
        except LeaseLost as error:
            refused.append(error)
            raise

    async def do_it(context: JobContext, note: Note) -> None:
        async with db.system_transaction() as tx:
            await context.fence(tx)
            await write_effect(tx, context.job_id, "done")

    slow, quick = Handlers(), Handlers()
    slow.add(WRITE, stand_still)
    quick.add(WRITE, do_it)
    job_id = await defer(db, actor)
    async with working(db, slow, replace(QUICK, heartbeat_seconds=1000, dead_after_seconds=1000)):
        await begun.wait()
        async with working(db, quick):
            await until_job(db, actor, job_id, "succeeded")
            wake.set()
            await until(lambda: bool(refused))
    assert await effects_of(db, job_id) == ["done"]
    assert (await job_of(db, actor, job_id)).status == "succeeded"


async def test_a_late_end_without_a_fence_does_not_change_the_job(db: Database, actor: Actor) -> None:
    begun, wake, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def stand_still(context: JobContext, note: Note) -> dict[str, str]:
        begun.set()
        await wake.wait()
        ended.set()
        return {"by": "zombie"}

    async def do_it(context: JobContext, note: Note) -> dict[str, str]:
        return {"by": "successor"}

    slow, quick = Handlers(), Handlers()
    slow.add(WRITE, stand_still)
    quick.add(WRITE, do_it)
    job_id = await defer(db, actor)
    async with working(db, slow, replace(QUICK, heartbeat_seconds=1000, dead_after_seconds=1000)):
        await begun.wait()
        async with working(db, quick):
            await until_job(db, actor, job_id, "succeeded")
        wake.set()
        await ended.wait()
    assert (await job_of(db, actor, job_id)).result == {"by": "successor"}


async def test_a_worker_that_was_taken_for_dead_interrupts_its_jobs_and_enters_again(
    db: Database, actor: Actor
) -> None:
    runs: list[JobContext] = []

    async def handle(context: JobContext, note: Note) -> None:
        runs.append(context)
        await asyncio.sleep(60 if len(runs) == 1 else 0)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    job_id = await defer(db, actor)
    async with working(db, handlers) as runner:
        await until(lambda: bool(runs))
        first = runner.worker_id
        async with db.system_transaction() as tx:
            await tx.execute(text("delete from jobs.procrastinate_workers where id = :id"), {"id": first})
        await until_job(db, actor, job_id, "succeeded")
        assert runner.worker_id != first
    assert runs[0].lost
    assert len(runs) == 2


async def test_a_job_that_a_crash_of_the_database_gave_back_to_its_worker_runs_again(
    db: Database, actor: Actor
) -> None:
    """The last word about a job may be lost with the server: its worker sees that it does not run it and releases it."""
    runs: list[int] = []

    async def handle(context: JobContext, note: Note) -> None:
        runs.append(context.job_id)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers) as runner:
        job_id = await defer(db, actor)
        await until_job(db, actor, job_id, "succeeded")
        async with db.system_transaction() as tx:
            await tx.execute(
                text("update jobs.procrastinate_jobs set status = 'doing', worker_id = :worker where id = :id"),
                {"worker": runner.worker_id, "id": job_id},
            )
        await until(lambda: len(runs) == 2)
        await until_job(db, actor, job_id, "succeeded")


async def test_a_worker_outlives_the_loss_of_its_connections(db: Database, actor: Actor) -> None:
    seen: list[str] = []

    async def handle(context: JobContext, note: Note) -> None:
        seen.append(note.text)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        await defer(db, actor, Note("before"))
        await until(lambda: seen == ["before"])
        async with db.system_transaction() as tx:
            await tx.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    "where usename = current_user and pid <> pg_backend_pid()"
                )
            )
        async with asyncio.timeout(10):
            while True:
                with contextlib.suppress(DatabaseUnavailable):  # the pool finds out one dead connection at a time
                    await defer(db, somebody(), Note("after"))
                    break
        await until(lambda: "after" in seen)


async def test_a_worker_process_ends_cleanly_when_asked(db: Database, actor: Actor, queue_url: str) -> None:
    with worker_process(queue_url) as process:
        await until_job(db, actor, await defer(db, actor), "succeeded", seconds=15)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 10) == 0
    async with db.system_transaction() as tx:
        assert (await tx.execute(text("select count(*) from jobs.procrastinate_workers"))).scalar() == 0
