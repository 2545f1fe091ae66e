"""Work that this room can be asked to do."""

from dataclasses import dataclass
from datetime import timedelta

from nullus.jobs import Schedule, Task


@dataclass(frozen=True, slots=True)
class IngestVersion:
    """Read, embed and index one version of one document."""

    document_id: str
    version_id: str


@dataclass(frozen=True, slots=True)
class RemoveObjects:
    """Remove originals that no version refers to any more."""

    digests: list[str]


@dataclass(frozen=True, slots=True)
class ExtendGraph:
    """Move the workspace's vectors into the graph index."""


@dataclass(frozen=True, slots=True)
class RebuildIndex:
    """Embed every passage of the workspace anew."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Remove orphaned objects, interrupted uploads, old removal and idempotency rows."""


@dataclass(frozen=True, slots=True)
class SettleAbandoned:
    """Mark documents as failed whose job ended without settling them."""


INGEST = Task("knowledge.ingest", IngestVersion, queue="ingest", retries=5, batch=200)
REMOVE_OBJECTS = Task("knowledge.remove_objects", RemoveObjects, queue="upkeep", retries=10)
EXTEND_GRAPH = Task("knowledge.extend_graph", ExtendGraph, queue="upkeep", priority=-10, retries=3)
REBUILD_INDEX = Task("knowledge.rebuild_index", RebuildIndex, queue="upkeep", retries=30, timeout=7 * 86400.0)
SWEEP = Task("knowledge.sweep", Sweep, queue="upkeep", retries=3)
SETTLE_ABANDONED = Task("knowledge.settle_abandoned", SettleAbandoned, queue="upkeep", retries=1)

SCHEDULES = (
    Schedule(SWEEP, timedelta(hours=1), Sweep()),
    Schedule(SETTLE_ABANDONED, timedelta(seconds=30), SettleAbandoned()),
)
