"""Routes of background work: what runs for this workspace, why it failed, try again, stop."""

from typing import Annotated, Any

from fastapi import Query, Request

from nullus.jobs import queue
from nullus.jobs.models import Job, JobStatus
from nullus.jobs.schemas import JobOut, shown
from nullus.platform.errors import InvalidInput
from nullus.platform.web import CurrentActor, Envelope, Loader, Page, Router, language_of, success

# `app.state.record` is the audit trail's `record`, put there where the rooms are assembled: it stands a floor above.
router = Router(prefix="/api/v1", tags=["jobs"])

JOB = Loader("job", queue.get_job, key=int)
TheJob = Annotated[Job, JOB.at("job_id")]


@router.call("GET", "/jobs", policy="jobs:read", answers=Page[JobOut])
async def list_jobs(
    request: Request,
    actor: CurrentActor,
    status: JobStatus | None = None,
    task: Annotated[str | None, Query(max_length=128)] = None,
    cursor: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Envelope[Any]:
    """The workspace's jobs, newest first."""
    if task is not None and "\x00" in task:
        raise InvalidInput(problem="query.task holds a NUL character")
    async with request.app.state.database.transaction(actor) as tx:
        found = await queue.list_jobs(tx, actor, status=status, task=task, before=_from_cursor(cursor), limit=limit + 1)
    page = found[:limit]
    more = str(page[-1].id) if len(found) > limit else None
    return success(Page[JobOut](items=[shown(job, language_of(request)) for job in page], next_cursor=more))


@router.call("GET", "/jobs/{job_id}", policy="jobs:read", answers=JobOut)
async def show_job(job: TheJob, request: Request) -> Envelope[Any]:
    """One job: its state, progress, and why it failed."""
    return success(shown(job, language_of(request)))


@router.call("POST", "/jobs/{job_id}/retry", policy="jobs:write", answers=JobOut)
async def retry_job(job: TheJob, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Try a failed or cancelled job again, now, with all its retries."""
    async with request.app.state.database.transaction(actor) as tx:
        done = await queue.retry(tx, actor, job.id)
        await request.app.state.record(tx, actor, "job.retried", object_kind="job", object_id=job.id)
    return success(shown(done, language_of(request)))


@router.call("POST", "/jobs/{job_id}/cancel", policy="jobs:write", answers=JobOut)
async def cancel_job(job: TheJob, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Cancel a queued job, ask a running one to stop, or dismiss a failed one."""
    async with request.app.state.database.transaction(actor) as tx:
        done = await queue.cancel(tx, actor, job.id)
        await request.app.state.record(tx, actor, "job.cancelled", object_kind="job", object_id=job.id)
    return success(shown(done, language_of(request)))


def _from_cursor(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit()) or int(cursor) == 0:
        raise InvalidInput(problem="query.cursor is not one that this list gave out")
    return int(cursor)
