"""A job on the wire."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field
from pydantic.alias_generators import to_camel

from nullus.jobs.models import Job, JobStatus
from nullus.platform.errors import Language
from nullus.platform.web import Schema


class ProgressOut(Schema):
    """How far a job is; `total` is null while nobody knows it."""

    done: int | None
    total: int | None
    note: str | None
    at: datetime | None


class JobFailureOut(Schema):
    """Why the last run failed, in the asker's language."""

    code: str
    message: str
    hint: str | None


class AskerOut(Schema):
    """Who the job works for."""

    kind: str
    person_id: UUID | None
    request_id: str


class JobOut(Schema):
    """One piece of background work. `status`: queued, running, succeeded, failed or cancelled.

    A queued job with a failure waits for its next try at `runAfter`.
    """

    id: int
    task: str
    queue: str
    status: JobStatus
    attempts: int = Field(description="Runs so far, the present one included.")
    priority: int
    cancel_requested: bool
    asked_by: AskerOut
    payload: dict[str, Any]
    queued_at: datetime
    run_after: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    progress: ProgressOut | None
    failure: JobFailureOut | None
    result: Any


def shown(job: Job, language: Language) -> JobOut:
    """A job as one asker reads it."""
    return JobOut(
        id=job.id,
        task=job.task,
        queue=job.queue,
        status=job.status,
        attempts=job.attempts,
        priority=job.priority,
        cancel_requested=job.cancel_requested,
        asked_by=AskerOut(
            kind=job.actor["kind"],
            person_id=UUID(job.actor["person"]) if job.actor["person"] else None,
            request_id=job.actor["request"],
        ),
        payload=_camel(job.payload),
        queued_at=job.queued_at,
        run_after=job.run_after,
        started_at=job.started_at,
        finished_at=job.finished_at,
        progress=_progress(job),
        failure=_failure(job, language),
        result=_camel(job.result),
    )


def _progress(job: Job) -> ProgressOut | None:
    if job.touched_at is None:
        return None
    return ProgressOut(done=job.progress_done, total=job.progress_total, note=job.progress_note, at=job.touched_at)


def _failure(job: Job, language: Language) -> JobFailureOut | None:
    if job.failure is None:
        return None
    hint = job.failure.get("hint")
    return JobFailureOut(
        code=job.failure["code"].upper(),
        message=job.failure["message"][language],
        hint=hint[language] if hint else None,
    )


def _camel(value: Any) -> Any:
    """Payloads and results are stored under the names of our dataclasses; on the wire names are in camelCase."""
    if isinstance(value, dict):
        return {to_camel(key): _camel(each) for key, each in value.items()}
    return [_camel(each) for each in value] if isinstance(value, list) else value
