"""The worker's edge for errors: how a run ended becomes a verdict, retried later or failed for good."""

import asyncio
import math
import random
from typing import Any

from nullus.jobs.errors import JobCancelled, JobFailed, LeaseLost
from nullus.jobs.models import Leased, Verdict
from nullus.jobs.task import Task
from nullus.platform.errors import NullusError


def judge(
    task: Task[Any], lease: Leased, error: BaseException | None, result: Any, *, cancelled: bool
) -> Verdict | None:
    """The verdict on one run; None when there is nothing to write because the lease is gone.

    An interrupted run (CancelledError) was either forced to stop after its cancellation, or is released by a stopping worker.
    """
    error = plain(error)
    if error is None:
        return Verdict(lease.id, lease.attempts, "succeeded", result=storable(result))
    if isinstance(error, LeaseLost):
        return None
    if isinstance(error, JobCancelled) or (cancelled and isinstance(error, asyncio.CancelledError)):
        return Verdict(lease.id, lease.attempts, "aborted")
    if isinstance(error, asyncio.CancelledError):
        return Verdict(lease.id, lease.attempts, "todo", forgive=True)
    failure = describe(error, task=lease.task, job_id=lease.id)
    counted = lease.attempts - lease.forgiven
    if (not isinstance(error, NullusError) or error.kind.may_pass) and counted < task.retries:
        wanted = error.retry_after_seconds if isinstance(error, NullusError) else None
        delay = max(backoff(task, counted + 1), wanted or 0.0)
        return Verdict(lease.id, lease.attempts, "todo", delay=delay, failure=failure)
    return Verdict(lease.id, lease.attempts, "failed", failure=failure)


def backoff(task: Task[Any], retry: int) -> float:
    """Seconds before the n-th retry (from 1): doubling, bounded, spread by half so that failures do not march in step."""
    full = min(task.backoff_limit, task.backoff * 2.0 ** min(retry - 1, 40))
    return full * random.uniform(0.5, 1.0)  # noqa: S311  jitter, not a secret


def describe(error: BaseException, *, task: str, job_id: int) -> dict[str, Any]:
    """What a failed job says about itself, in both languages; foreign errors give their type only, never their text."""
    exception = None
    if not isinstance(error, NullusError):
        exception = type(error).__name__
        error = JobFailed(task=task, exception=exception, job_id=job_id)
    failure = {
        "code": error.code,
        "kind": str(error.kind),
        "message": {"en": error.message_in("en"), "ko": error.message_in("ko")},
        "hint": {"en": error.hint_in("en"), "ko": error.hint_in("ko")} if error.hint else None,
        "exception": exception,
    }
    return dict(storable(failure))


def plain(error: BaseException | None) -> BaseException | None:
    """The error that counts of a group that concurrent parts of a handler raised: the first of ours, else the first."""
    if not isinstance(error, BaseExceptionGroup):
        return error
    leaves = [plain(each) for each in error.exceptions]
    return next((each for each in leaves if isinstance(each, NullusError)), leaves[0])


def storable(value: Any) -> Any:
    """The value as JSON that PostgreSQL can hold: no NUL, lone surrogates or infinities; what is no JSON as its text."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {storable(str(key)): storable(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(each) for each in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (bool, int)) else storable(str(value))
