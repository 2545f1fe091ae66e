"""The queue as people and other rooms look at it: list, show, retry, cancel, count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus.jobs import engine, store
from nullus.jobs.errors import JobAlreadyOver, JobNotFound, JobNotRetryable
from nullus.jobs.models import STATUS_OF_LIBRARY, Job, JobStatus
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

SYSTEM_WORKSPACE = UUID(int=0)
"""The workspace of upkeep that belongs to nobody."""

_LARGEST_ID = 2**63 - 1


def system_actor(request_id: str = "-") -> Actor:
    """Who acts when Nullus looks after itself."""
    return Actor(kind="system", workspace_id=SYSTEM_WORKSPACE, scopes=frozenset({"*"}), request_id=request_id)


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


async def remove_workspace(tx: Tx, actor: Actor) -> int:
    """Remove all jobs of the actor's workspace, which is being deleted; returns how many. What runs writes nothing more."""
    return await store.remove_workspace(tx, actor.workspace_id)


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


async def ended(tx: Tx, job_ids: Sequence[int]) -> set[int]:
    """Those of the jobs that will never run again: so that what waits for them does not wait for ever."""
    return await store.ended_jobs(tx, job_ids)
