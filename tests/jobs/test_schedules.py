"""Upkeep runs once a tick, however many schedulers there are, and old jobs are trimmed."""

import asyncio
from datetime import timedelta

from sqlalchemy import text
from tests.jobs.work import WRITE, Note, Wrong, defer, until_job, working

from nullus.jobs import SCHEDULES, SYSTEM_WORKSPACE, Handlers, Schedule, build_handlers, run_due, run_scheduler
from nullus.platform.actor import Actor
from nullus.platform.database import Database

HOURLY = Schedule(WRITE, timedelta(hours=1), Note("tick"))


async def ticks(db: Database) -> list[tuple[int, str]]:
    async with db.system_transaction() as tx:
        found = await tx.execute(
            text("select id, args->'actor'->>'kind' as kind from jobs.procrastinate_jobs where workspace_id = :system"),
            {"system": SYSTEM_WORKSPACE},
        )
        return [(row.id, row.kind) for row in found]


async def test_a_schedule_runs_once_a_tick_however_many_look(db: Database) -> None:
    made = await asyncio.gather(*(run_due(db, [HOURLY]) for _ in range(6)))
    assert sum(len(each) for each in made) == 1
    assert await run_due(db, [HOURLY]) == []
    async with db.system_transaction() as tx:
        await tx.execute(text("update jobs.ticks set last_run_at = now() - interval '3 hours'"))
    assert len(await run_due(db, [HOURLY])) == 1, "a missed tick is made up once"
    assert await run_due(db, [HOURLY]) == []
    assert len(await ticks(db)) == 1, "the first had not run yet, so it stands for both"


async def test_the_scheduler_runs_until_it_is_stopped(db: Database) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(run_scheduler(db, [HOURLY], stop, look_every_seconds=0.01))
    async with asyncio.timeout(5):
        while not (made := await ticks(db)):
            await asyncio.sleep(0.01)
    stop.set()
    await running
    assert [kind for _, kind in made] == ["system"]


async def test_old_jobs_are_trimmed_and_failed_ones_kept_longer(db: Database, actor: Actor) -> None:
    async def handle(context: object, note: Note) -> None:
        if note.text == "wrong":
            raise Wrong(name="x")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    handlers.merge(build_handlers())
    async with working(db, handlers):
        kept = await defer(db, actor, delay=3600)
        ended = [await defer(db, actor, Note(each)) for each in ("right", "wrong")]
        for each in ended:
            await until_job(db, actor, each, "succeeded", "failed")
        async with db.system_transaction() as tx:
            await tx.execute(text("update jobs.records set finished_at = now() - interval '10 days'"))
        (trim,) = await run_due(db, SCHEDULES)
        async with asyncio.timeout(5):
            while (await result_of(db, trim)) is None:
                await asyncio.sleep(0.01)
    assert await result_of(db, trim) == {"removed": 1}
    async with db.system_transaction() as tx:
        left = {row.id for row in await tx.execute(text("select id from jobs.procrastinate_jobs"))}
    assert left == {kept, ended[1], trim}


async def result_of(db: Database, job_id: int) -> object:
    async with db.system_transaction() as tx:
        return (await tx.execute(text("select result from jobs.records where job_id = :id"), {"id": job_id})).scalar()
