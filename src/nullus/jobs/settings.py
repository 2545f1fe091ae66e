"""Settings of the queue: how much a worker does at once, how soon a dead one is noticed, how long jobs are kept."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class JobsSettings:
    """How background work is run."""

    prefix: ClassVar[str] = "NULLUS_JOBS_"

    concurrency: int = setting(4, "Jobs (or batches of small jobs) that one worker runs at the same time.")
    queues: tuple[str, ...] = setting((), "Queues that this worker serves, comma-separated (default: all).")
    heartbeat_seconds: float = setting(2.0, "How often a worker says that it lives.")
    dead_after_seconds: float = setting(8.0, "Silence after which a worker counts as dead and its jobs start again.")
    deaths_allowed: int = setting(3, "Workers that may die over one job before it is set aside as failed.")
    poll_seconds: float = setting(1.0, "How often a worker looks for work of its own accord, besides being notified.")
    cancel_grace_seconds: float = setting(10.0, "How long a job may take to notice that it was cancelled.")
    stop_grace_seconds: float = setting(20.0, "How long a stopping worker waits for its jobs before it releases them.")
    unserved_after_seconds: float = setting(20.0, "Wait after which a job that no worker serves is named as stalled.")
    keep_days: float = setting(7.0, "Days that finished jobs are kept.")
    keep_failed_days: float = setting(30.0, "Days that failed jobs are kept, to be looked at and retried.")
