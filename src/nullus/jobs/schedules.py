"""Upkeep at fixed intervals: each schedule runs once a tick, however many schedulers there are."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from nullus.jobs import queue, store
from nullus.jobs.outages import OUTAGES
from nullus.jobs.task import Task
from nullus.observability import logs, metrics
from nullus.platform.database import Database

log = logs.get("nullus.jobs")
_DEPTH = metrics.gauge("jobs", "Jobs that are queued, running or failed.", ("queue", "status"))
_OLDEST = metrics.gauge("jobs_oldest_seconds", "Age of the oldest due job.", ("queue", "status"))


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
                made.append(await each.task.defer(tx, queue.system_actor("schedule"), each.payload, key="schedule"))
    return made


async def run_scheduler(
    db: Database, schedules: Iterable[Schedule], stop: asyncio.Event, *, look_every_seconds: float = 5.0
) -> None:
    """The scheduler role: look what is due until `stop` is set. Outlives outages of the database."""
    listed = tuple(schedules)
    seen: set[tuple[str, str]] = set()
    while not stop.is_set():
        try:
            await run_due(db, listed)
            async with db.system_transaction() as tx:
                seen = _measure(await queue.depths(tx), seen)
        except OUTAGES as error:
            log.warning("scheduler waits for the database", error=type(error).__name__)
        try:
            await asyncio.wait_for(stop.wait(), look_every_seconds)
        except TimeoutError:
            continue


def _measure(depths: Iterable[queue.Depth], seen: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Show the depths; a queue that has emptied since shows nought."""
    found: dict[tuple[str, str], queue.Depth] = {(each.queue, each.status): each for each in depths}
    for place in seen | set(found):
        depth = found.get(place)
        _DEPTH.labels(*place).set(depth.jobs if depth else 0)
        _OLDEST.labels(*place).set(depth.oldest_seconds if depth else 0)
    return set(found)
