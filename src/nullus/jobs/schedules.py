"""Upkeep at fixed intervals: each schedule runs once a tick, however many schedulers there are."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from nullus.jobs import store
from nullus.jobs.queue import system_actor
from nullus.jobs.task import Task
from nullus.platform.database import Database
from nullus.platform.errors import DatabaseUnavailable

log = structlog.get_logger("nullus.jobs")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Defer `task` with `payload` every so often, as the system. A missed tick is made up once."""

    task: Task[Any]
    every: timedelta
    payload: Any


async def run_due(db: Database, schedules: Iterable[Schedule]) -> list[int]:
    """Defer what is due now; returns the ids of the jobs."""
    made = []
    for each in schedules:
        async with db.system_transaction() as tx:
            if await store.claim_tick(tx, each.task.name, each.every.total_seconds()):
                made.append(await each.task.defer(tx, system_actor("schedule"), each.payload, key="schedule"))
    return made


async def run_scheduler(
    db: Database, schedules: Iterable[Schedule], stop: asyncio.Event, *, look_every_seconds: float = 5.0
) -> None:
    """The scheduler role: look what is due until `stop` is set. Outlives outages of the database."""
    listed = tuple(schedules)
    while not stop.is_set():
        try:
            await run_due(db, listed)
        except (DatabaseUnavailable, OperationalError, InterfaceError) as error:
            log.warning("jobs.scheduler.waits_for_database", error=type(error).__name__)
        try:
            await asyncio.wait_for(stop.wait(), look_every_seconds)
        except TimeoutError:
            continue
