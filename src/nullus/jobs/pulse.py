"""A worker's pulse: it says that it lives, writes progress, hears cancellations, and buries workers that fell silent."""

import asyncio
import json
from typing import TYPE_CHECKING

import psycopg
import structlog

from nullus.jobs import engine, store_leases
from nullus.jobs.errors import WorkerDied
from nullus.jobs.outcomes import describe

if TYPE_CHECKING:
    from nullus.jobs.runner import Runner

log = structlog.get_logger("nullus.jobs")


async def beat_until_cancelled(runner: "Runner") -> None:
    from nullus.jobs.runner import OUTAGES

    while True:
        try:
            await beat(runner)
        except OUTAGES as error:
            log.warning("jobs.worker.no_pulse", error=type(error).__name__)
        await asyncio.sleep(runner.settings.heartbeat_seconds)


async def beat(runner: "Runner") -> None:
    """One heartbeat: one short transaction, then what it found out is acted upon."""
    settings = runner.settings
    async with runner.taking, runner.own_db.system_transaction() as tx:
        await store_leases.relax(tx)
        alive = await store_leases.beat(tx, runner.worker_id)
        reports = [context.report for context in runner.running.values() if context.report is not None]
        if alive and reports:
            await store_leases.write_progress(tx, runner.worker_id, reports)
        strays = await store_leases.release_strays(tx, runner.worker_id, list(runner.running)) if alive else []
        cancelled = await store_leases.cancel_requests(tx, runner.worker_id)
        swept = await store_leases.sweep(
            tx, dead_after=settings.dead_after_seconds, deaths_allowed=settings.deaths_allowed
        )
        for row in swept:
            if row.status == "failed":
                died = WorkerDied(deaths=row.deaths, job_id=row.id)
                await store_leases.note_failure(tx, row.id, describe(died, task=row.task_name, job_id=row.id))
    for context in runner.running.values():
        if context.report in reports:
            context.report = None
    runner.request_cancel(cancelled)
    for row in swept:
        log.warning("jobs.job.worker_died", job=row.id, task=row.task_name, deaths=row.deaths, status=row.status)
    if strays or swept:
        runner.wake.set()
    if not alive:
        log.warning("jobs.worker.was_taken_for_dead", worker=runner.worker_id)
        runner.give_up_leases()
        await runner.register()


async def listen_until_cancelled(runner: "Runner") -> None:
    """Hear of new jobs and of requests to stop as they are committed; without it the worker still looks by itself."""
    url = runner.db.url.replace("postgresql+psycopg://", "postgresql://", 1)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=10) as connection:
                await connection.execute(f'listen "{engine.channel()}"'.encode())
                runner.wake.set()
                while True:
                    async for notice in connection.notifies(timeout=30):
                        _heard(runner, notice.payload)
                    await connection.execute("select 1")
        except psycopg.Error as error:
            log.warning("jobs.worker.cannot_listen", error=type(error).__name__)
            await asyncio.sleep(0.5)


def _heard(runner: "Runner", payload: str) -> None:
    notice = json.loads(payload)
    if notice["type"] == "abort_job_requested":
        runner.request_cancel([notice["job_id"]])
    else:
        runner.wake.set()
