"""The trail's upkeep: what is asked, and how often."""

from dataclasses import dataclass
from datetime import timedelta

from nullus.jobs import Schedule, Task


@dataclass(frozen=True, slots=True)
class ExportTrail:
    """Export the days that are over."""


@dataclass(frozen=True, slots=True)
class ExpireEntries:
    """Let entries go whose time is over."""


EXPORT_TRAIL = Task("audit.export", ExportTrail, queue="upkeep", retries=5, timeout=3600, stall_after=900)
EXPIRE_ENTRIES = Task("audit.expire", ExpireEntries, queue="upkeep", retries=5, timeout=3600, stall_after=900)

SCHEDULES = (
    Schedule(EXPORT_TRAIL, timedelta(hours=1), ExportTrail()),  # does nothing until a day is over
    Schedule(EXPIRE_ENTRIES, timedelta(days=1), ExpireEntries()),
)
