"""A worker's pulse: it says that it lives, writes progress, hears cancellations, and buries workers that fell silent."""

import asyncio
import json
from collections.abc import Iterable
from typing import Protocol

import psycopg

from nullus.jobs import engine, lease_store
from nullus.jobs.context import JobContext
from nullus.jobs.errors import WorkerDied
from nullus.jobs.outages import OUTAGES
from nullus.jobs.outcomes import describe
from nullus.jobs.settings import JobsSettings
from nullus.observability import logs
from nullus.platform.database import Database

log = logs.get("nullus.jobs")


class Living(Protocol):
    """What a pulse needs of its worker."""

    own_db: Database
    settings: JobsSettings
    worker_id: int
    running: dict[int, JobContext]
    wake: asyncio.Event
    taking: asyncio.Lock

    async def register(self) -> None: ...
    def request_cancel(self, job_ids: Iterable[int]) -> None: ...
    def give_up_leases(self) -> None: ...


async def beat_until_cancelled(runner: Living) -> None:
    while True:
        try:
            await beat(runner)
        except OUTAGES as error:
            log.warning("worker has no pulse", error=type(error).__name__)
        await asyncio.sleep(runner.settings.heartbeat_seconds)


async def beat(runner: Living) -> None:
    """One heartbeat: one short transaction, then what it found out is acted upon."""
    settings = runner.settings
    async with runner.taking, runner.own_db.system_transaction() as tx:
        await lease_store.relax(tx)
        alive = await lease_store.beat(tx, runner.worker_id)
        reports = [context.report for context in runner.running.values() if context.report is not None]
        if alive and reports:
            await lease_store.write_progress(tx, runner.worker_id, reports)
        strays = await lease_store.release_strays(tx, runner.worker_id, list(runner.running)) if alive else []
        cancelled = await lease_store.cancel_requests(tx, runner.worker_id)
        swept = await lease_store.sweep(
            tx, dead_after=settings.dead_after_seconds, deaths_allowed=settings.deaths_allowed
        )
        for row in swept:
            if row.status == "failed":
                died = WorkerDied(deaths=row.deaths, job_id=row.id)
                await lease_store.note_failure(tx, row.id, describe(died, task=row.task_name, job_id=row.id))
    for context in runner.running.values():
        if context.report in reports:
            context.report = None
    runner.request_cancel(cancelled)
    for row in swept:
        log.warning("a worker died over a job", job=row.id, task=row.task_name, deaths=row.deaths, status=row.status)
    if strays or swept:
        runner.wake.set()
    if not alive:
        log.warning("worker was taken for dead", worker=runner.worker_id)
        runner.give_up_leases()
        await runner.register()


async def listen_until_cancelled(runner: Living) -> None:
    """Hear of new jobs and of requests to stop as they are committed; without it the worker still looks by itself."""
    url = runner.own_db.url.replace("postgresql+psycopg://", "postgresql://", 1)
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
            log.warning("worker cannot listen", error=type(error).__name__)
            await asyncio.sleep(0.5)


def _heard(runner: Living, payload: str) -> None:
    notice = json.loads(payload)
    if notice["type"] == "abort_job_requested":
        runner.request_cancel([notice["job_id"]])
    else:
        runner.wake.set()
