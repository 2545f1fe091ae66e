"""The queue's own upkeep: what is asked, and how often."""

from dataclasses import dataclass
from datetime import timedelta

from nullus.jobs.schedules import Schedule
from nullus.jobs.task import Task


@dataclass(frozen=True, slots=True)
class TrimJobs:
    """Delete jobs that ended long ago."""


TRIM_JOBS = Task("jobs.trim", TrimJobs, queue="upkeep", retries=2, timeout=300)

SCHEDULES = (Schedule(TRIM_JOBS, timedelta(hours=1), TrimJobs()),)
