"""Nothing waits silently: silent, unserved and failed jobs are named, for all and for one workspace."""

import asyncio
from dataclasses import replace

from tests.jobs.work import CHORE, QUICK, WRITE, Note, Wrong, defer, somebody, until_job, working

from nullus.jobs import Deferral, Handlers, JobContext, JobsSettings, Stall, Task, stalls, work_gets_on
from nullus.platform.actor import Actor
from nullus.platform.database import Database

LIMITS = replace(QUICK, unserved_after_seconds=0.2)


async def found(db: Database, actor: Actor | None = None, limits: JobsSettings = LIMITS) -> list[Stall]:
    async with db.system_transaction() as tx:
        return await stalls(tx, actor.workspace_id if actor else None, settings=limits)


async def until_found(db: Database, count: int, limits: JobsSettings = LIMITS) -> list[Stall]:
    async with asyncio.timeout(10):
        while len(seen := await found(db, limits=limits)) != count:
            await asyncio.sleep(0.02)
    return seen


async def test_a_queue_that_moves_has_no_stalls(db: Database, actor: Actor) -> None:
    handlers = Handlers()

    async def handle(context: JobContext, note: Note) -> None:
        pass

    handlers.add(WRITE, handle)
    async with working(db, handlers):
        await until_job(db, actor, await defer(db, actor), "succeeded")
        await defer(db, actor, delay=3600)
        assert await found(db) == []
        assert (await work_gets_on(db)()).state == "ready"


async def test_queued_work_without_any_worker_is_named_once_for_all_its_jobs(db: Database, actor: Actor) -> None:
    async with db.transaction(actor) as tx:
        ids = await WRITE.defer_many(tx, actor, [Deferral(Note())] * 20)
    assert await found(db, limits=replace(LIMITS, unserved_after_seconds=60)) == []
    (stall,) = await until_found(db, 1)
    assert (stall.kind, stall.job_id, stall.task, stall.jobs) == ("unserved", ids[0], "tests.write", 20)
    assert stall.workspace == actor.workspace_id
    assert "no worker is running" in stall.reason.render("en", {})
    assert "워커" in stall.reason.render("ko", {})
    assert await found(db, somebody()) == [], "a workspace sees its own"
    assert len(await found(db, actor)) == 1


async def test_work_that_no_living_worker_does_is_named(db: Database, actor: Actor) -> None:
    async def handle(context: JobContext, note: Note) -> None:
        pass

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        await defer(db, actor, task=CHORE)
        (stall,) = await until_found(db, 1)
        finding = await work_gets_on(db, LIMITS)()
    assert "no running worker does this task" in stall.reason.render("en", {})
    assert finding.state == "degraded"
    assert finding.reason is not None
    assert "tests.chore" in finding.reason.render("ko", {})


async def test_a_job_that_runs_without_a_sign_is_named_until_it_gives_one(db: Database, actor: Actor) -> None:
    quiet = Task("tests.quiet", Note, stall_after=0.5)
    speak, go_on = asyncio.Event(), asyncio.Event()

    async def handle(context: JobContext, note: Note) -> None:
        await speak.wait()
        while not go_on.is_set():
            await context.heartbeat()
            await asyncio.sleep(0.05)

    handlers = Handlers()
    handlers.add(quiet, handle)
    async with working(db, handlers):
        job_id = await defer(db, actor, task=quiet)
        (stall,) = await until_found(db, 1)
        assert (stall.kind, stall.job_id) == ("silent", job_id)
        assert "0.5 seconds" in stall.reason.render("en", {})
        speak.set()
        await until_found(db, 0)
        go_on.set()


async def test_dead_letters_are_named_with_their_reason_and_do_not_make_the_service_unwell(
    db: Database, actor: Actor
) -> None:
    async def handle(context: JobContext, note: Note) -> None:
        raise Wrong(name="{odd}")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        for job_id in [await defer(db, actor) for _ in range(3)]:
            await until_job(db, actor, job_id, "failed")
        (stall,) = await found(db)
        finding = await work_gets_on(db)()
    assert (stall.kind, stall.jobs) == ("failed", 3)
    assert stall.reason.render("en", {}) == "The note {odd} is wrong."
    assert finding.state == "ready"
    assert finding.reason is not None
    assert finding.reason.render("en", {}).startswith("3 failed")
