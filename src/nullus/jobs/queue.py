"""The queue as the rest of Nullus uses it: put work in, look at it, retry it, cancel it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Row

from nullus.jobs import engine, store
from nullus.jobs.errors import JobAlreadyOver, JobNotFound, JobNotRetryable
from nullus.jobs.models import STATUS_OF_LIBRARY, Job, JobStatus
from nullus.jobs.task import Deferral, Task
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

P = TypeVar("P")

SYSTEM_WORKSPACE = UUID(int=0)
"""The workspace of upkeep that belongs to nobody."""

_LARGEST_ID = 2**63 - 1


def system_actor(request_id: str = "-") -> Actor:
    """Who acts when Nullus looks after itself."""
    return Actor(kind="system", workspace_id=SYSTEM_WORKSPACE, scopes=frozenset({"*"}), request_id=request_id)


async def defer_many(tx: Tx, actor: Actor, task: Task[P], deferrals: Sequence[Deferral[P]]) -> list[int]:
    """Queue jobs of one task on the caller's transaction; returns their ids in order. See `Task.defer`."""
    keys = [_key(actor, task, each.key) for each in deferrals]
    wanted = sorted({key for key in keys if key is not None})
    known: dict[str, int] = {}
    if wanted:
        await store.hold_keys(tx, wanted)
        known = await store.find_queued(tx, wanted)
    rows: list[engine.NewJob] = []
    fresh: set[str] = set()
    for each, key in zip(deferrals, keys, strict=True):
        if key is None or (key not in known and key not in fresh):
            rows.append(_row(actor, task, each, key))
            if key is not None:
                fresh.add(key)
    made = await engine.insert(tx, rows) if rows else []
    if made:
        await store.add_records(tx, made, actor.workspace_id, task.stall_after)
    known |= {row.key: job_id for row, job_id in zip(rows, made, strict=True) if row.key is not None}
    keyless = iter([job_id for row, job_id in zip(rows, made, strict=True) if row.key is None])
    return [next(keyless) if key is None else known[key] for key in keys]


async def get_job(tx: Tx, actor: Actor, job_id: int) -> Job:
    """One job of the actor's workspace. Raises JobNotFound."""
    row = await store.find_job(tx, actor.workspace_id, job_id) if 0 < job_id <= _LARGEST_ID else None
    if row is None:
        raise JobNotFound(job_id=job_id)
    return _job(row)


async def list_jobs(
    tx: Tx,
    actor: Actor,
    *,
    status: JobStatus | None = None,
    task: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Job]:
    """The workspace's jobs, newest first, with ids below `before`."""
    statuses = [name for name, ours in STATUS_OF_LIBRARY.items() if ours == status] if status else None
    rows = await store.list_jobs(
        tx,
        actor.workspace_id,
        before=min(before or _LARGEST_ID, _LARGEST_ID),
        statuses=statuses,
        task=task,
        limit=limit,
    )
    return [_job(row) for row in rows]


async def retry(tx: Tx, actor: Actor, job_id: int) -> Job:
    """Replay a failed or cancelled job now, with all its retries again. Raises JobNotFound, JobNotRetryable."""
    job = await get_job(tx, actor, job_id)
    if not await store.replay(tx, actor.workspace_id, job_id):
        raise JobNotRetryable(job_id=job_id, status=job.status)
    await store.announce(tx, engine.channel())
    return await get_job(tx, actor, job_id)


async def cancel(tx: Tx, actor: Actor, job_id: int) -> Job:
    """Cancel a job: queued, it is gone; running, it is asked to stop; failed, it is dismissed.

    Raises JobNotFound, JobAlreadyOver.
    """
    job = await get_job(tx, actor, job_id)
    if await engine.cancel(tx, job_id):
        await store.mark_over(tx, job_id)
        if job.status == "queued":  # what waited for its lock may run
            await store.announce(tx, engine.channel())
    elif not await store.dismiss(tx, actor.workspace_id, job_id):
        raise JobAlreadyOver(job_id=job_id, status=job.status)
    return await get_job(tx, actor, job_id)


@dataclass(frozen=True, slots=True)
class Depth:
    """How full a queue is; `oldest_seconds` is the age of its oldest due job."""

    queue: str
    status: JobStatus
    jobs: int
    oldest_seconds: float


async def depths(tx: Tx) -> list[Depth]:
    """Queued, running and failed jobs of all workspaces by queue: for metrics and `status`."""
    return [
        Depth(row.queue, STATUS_OF_LIBRARY[row.status], row.jobs, max(0.0, row.age))
        for row in await store.count_jobs(tx)
    ]


def _key(actor: Actor, task: Task[Any], key: str | None) -> str | None:
    return None if key is None else f"{actor.workspace_id}:{task.name}:{key}"


def _row(actor: Actor, task: Task[P], wanted: Deferral[P], key: str | None) -> engine.NewJob:
    return engine.NewJob(
        queue=task.queue,
        task=task.name,
        priority=task.priority if wanted.priority is None else wanted.priority,
        lock=None if wanted.lock is None else f"{actor.workspace_id}:{wanted.lock}",
        key=key,
        args={
            "workspace": str(actor.workspace_id),
            "actor": actor.to_json(),
            "payload": task.encode(wanted.payload),
        },
        scheduled_at=_due(wanted.delay),
    )


def _due(delay: float | timedelta | None) -> datetime | None:
    if delay is None:
        return None
    wait = delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
    return datetime.fromtimestamp(time.time(), UTC) + wait


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        task=row.task_name,
        queue=row.queue_name,
        status=STATUS_OF_LIBRARY[row.status],
        workspace_id=row.workspace_id,
        attempts=row.attempts + (row.status == "doing"),
        deaths=row.deaths,
        priority=row.priority,
        cancel_requested=row.abort_requested,
        actor=row.actor,
        payload=row.payload,
        queued_at=row.queued_at,
        run_after=row.scheduled_at if row.status == "todo" else None,
        started_at=row.started_at,
        finished_at=row.finished_at,
        progress_done=row.progress_done,
        progress_total=row.progress_total,
        progress_note=row.progress_note,
        touched_at=row.touched_at,
        failure=row.failure,
        result=row.result,
    )
