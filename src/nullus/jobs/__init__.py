"""Background work: durable jobs on PostgreSQL, queued in the caller's transaction, run by workers, carrying their actor.

A room declares `Task`s in its `tasks.py` and `Handlers` in its `worker.py`; the worker role runs them with a `Runner`.
The routes are not on the door (`nullus.jobs.http`), so that a worker need not load the web framework.
"""

from nullus.jobs.checks import work_gets_on
from nullus.jobs.context import JobContext, finish_all
from nullus.jobs.errors import JobCancelled, JobNotFound, LeaseLost
from nullus.jobs.forgetting import forget
from nullus.jobs.handlers import Handlers
from nullus.jobs.models import Job, JobStatus
from nullus.jobs.queue import (
    SYSTEM_WORKSPACE,
    Depth,
    cancel,
    depths,
    ended,
    get_job,
    list_jobs,
    remove_workspace,
    retry,
    system_actor,
)
from nullus.jobs.runner import Runner
from nullus.jobs.schedules import Schedule, run_due, run_scheduler
from nullus.jobs.schema import install_statements
from nullus.jobs.settings import JobsSettings
from nullus.jobs.stalls import Stall, stalls
from nullus.jobs.task import Deferral, Task
from nullus.jobs.tasks import SCHEDULES
from nullus.jobs.worker import build_handlers

__all__ = [
    "SCHEDULES",
    "SYSTEM_WORKSPACE",
    "Deferral",
    "Depth",
    "Handlers",
    "Job",
    "JobCancelled",
    "JobContext",
    "JobNotFound",
    "JobStatus",
    "JobsSettings",
    "LeaseLost",
    "Runner",
    "Schedule",
    "Stall",
    "Task",
    "build_handlers",
    "cancel",
    "depths",
    "ended",
    "finish_all",
    "forget",
    "get_job",
    "install_statements",
    "list_jobs",
    "remove_workspace",
    "retry",
    "run_due",
    "run_scheduler",
    "stalls",
    "system_actor",
    "work_gets_on",
]
