"""Putting jobs into the queue on the caller's transaction: keys, locks and due times made ready for the library."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from nullus.jobs import store
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class Wanted:
    """One job to queue, its payload as JSON types."""

    payload: dict[str, Any]
    priority: int
    lock: str | None
    key: str | None
    delay: float | timedelta | None


async def insert(
    tx: Tx, actor: Actor, *, task: str, queue: str, stall_after: float, wanted: Sequence[Wanted]
) -> list[int]:
    """Queue jobs of one task; returns their ids in order, for a key that is queued already the id of that job."""
    keys = [None if each.key is None else f"{actor.workspace_id}:{task}:{each.key}" for each in wanted]
    named = sorted({key for key in keys if key is not None})
    known: dict[str, int] = {}
    if named:
        await store.hold_keys(tx, named)
        known = await store.find_queued(tx, named)
    rows: list[store.NewJob] = []
    fresh: set[str] = set()
    for each, key in zip(wanted, keys, strict=True):
        if key is None or (key not in known and key not in fresh):
            rows.append(_row(actor, each, key))
            if key is not None:
                fresh.add(key)
    made = await store.add_jobs(tx, actor, queue=queue, task=task, stall_after=stall_after, jobs=rows) if rows else []
    known |= {row.key: job_id for row, job_id in zip(rows, made, strict=True) if row.key is not None}
    keyless = iter([job_id for row, job_id in zip(rows, made, strict=True) if row.key is None])
    return [next(keyless) if key is None else known[key] for key in keys]


def _row(actor: Actor, wanted: Wanted, key: str | None) -> store.NewJob:
    return store.NewJob(
        priority=wanted.priority,
        lock=None if wanted.lock is None else f"{actor.workspace_id}:{wanted.lock}",
        key=key,
        payload=wanted.payload,
        scheduled_at=_due(wanted.delay),
    )


def _due(delay: float | timedelta | None) -> datetime | None:
    if delay is None:
        return None
    wait = delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
    return datetime.fromtimestamp(time.time(), UTC) + wait
