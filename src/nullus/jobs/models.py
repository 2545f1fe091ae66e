"""The shapes of rows: a job as people see it, a job as a worker takes it, and the verdict on one run."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

JobStatus = Literal["queued", "running", "succeeded", "failed", "cancelled"]

STATUS_OF_LIBRARY: dict[str, JobStatus] = {
    "todo": "queued",
    "doing": "running",
    "succeeded": "succeeded",
    "failed": "failed",
    "cancelled": "cancelled",
    "aborting": "running",
    "aborted": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of background work. Times are aware; `failure` holds code, and message and hint by language."""

    id: int
    task: str
    queue: str
    status: JobStatus
    workspace_id: UUID
    attempts: int
    deaths: int
    priority: int
    cancel_requested: bool
    actor: dict[str, Any]
    payload: dict[str, Any]
    queued_at: datetime
    run_after: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    progress_done: int | None
    progress_total: int | None
    progress_note: str | None
    touched_at: datetime | None
    failure: dict[str, Any] | None
    result: Any


@dataclass(frozen=True, slots=True)
class Leased:
    """A job that a worker took. (`worker_id`, `attempts`) is the lease: it names this run and no other."""

    id: int
    task: str
    workspace_id: UUID
    worker_id: int
    attempts: int
    forgiven: int
    deaths: int
    args: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one run of a job ended, to be written if the lease still holds.

    `todo` puts it back in the queue after `delay` seconds; `forgive` keeps the run out of the task's retries.
    """

    job_id: int
    attempts: int
    status: Literal["succeeded", "failed", "aborted", "todo"]
    delay: float = 0.0
    forgive: bool = False
    failure: dict[str, Any] | None = None
    result: Any = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The latest sign of a running job."""

    job_id: int
    attempts: int
    done: int | None
    total: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a worker asks the queue for."""

    worker_id: int
    queues: tuple[str, ...]
    batches: dict[str, int] = field(default_factory=dict)
    """Each task this worker does, with the size of its batches."""
    slots: int = 1
    served: tuple[UUID, ...] = ()
    """Workspaces that this worker served, the latest last: they wait for the others."""
    suspects: bool = True
    """Whether a job that a worker died over may be taken: one at a time."""
