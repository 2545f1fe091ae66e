"""Which function does which work of this room."""

from collections.abc import Sequence

from nullus.jobs import Handlers, JobContext
from nullus.knowledge import tasks
from nullus.knowledge.ingestion import ingestion, rebuild, upkeep
from nullus.knowledge.ingestion.resources import WorkerResources


def build_handlers(resources: WorkerResources) -> Handlers:
    """The handlers of this room, with what they need."""

    async def ingest(batch: Sequence[tuple[JobContext, tasks.IngestVersion]]) -> None:
        await ingestion.ingest(resources, batch)

    async def remove_objects(context: JobContext, payload: tasks.RemoveObjects) -> None:
        await upkeep.remove_objects(resources, context, payload)

    async def extend_graph(context: JobContext, _: tasks.ExtendGraph) -> None:
        await upkeep.extend_graph(resources, context)

    async def rebuild_index(context: JobContext, _: tasks.RebuildIndex) -> None:
        await rebuild.rebuild(resources, context)

    async def sweep(context: JobContext, _: tasks.Sweep) -> None:
        await upkeep.sweep(resources, context)

    async def settle_abandoned(context: JobContext, _: tasks.SettleAbandoned) -> None:
        await upkeep.settle_abandoned(resources, context)

    handlers = Handlers()
    handlers.add_batch(tasks.INGEST, ingest)
    handlers.add(tasks.REMOVE_OBJECTS, remove_objects)
    handlers.add(tasks.EXTEND_GRAPH, extend_graph)
    handlers.add(tasks.REBUILD_INDEX, rebuild_index)
    handlers.add(tasks.SWEEP, sweep)
    handlers.add(tasks.SETTLE_ABANDONED, settle_abandoned)
    return handlers
