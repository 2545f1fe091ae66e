"""Work behind the scenes: the graph index, orphaned originals, documents whose job was given up."""

from collections.abc import Sequence

import structlog

from nullus import jobs
from nullus.knowledge import tasks
from nullus.knowledge.documents import deleting, store
from nullus.knowledge.errors import Abandoned
from nullus.knowledge.index import index_store
from nullus.knowledge.ingestion.resources import WorkerResources
from nullus.platform.actor import Actor, service_in

log = structlog.get_logger()

GRAPH_BATCH = 500  # vectors that are put into the graph in one transaction: about half a second


async def extend_graph(resources: WorkerResources, context: jobs.JobContext) -> None:
    """Put the workspace's vectors into the graph index, a batch a transaction, until few are left to search exactly."""
    actor, moved, built = context.actor.for_upkeep(), 0, False
    while True:
        async with resources.db.transaction(actor) as tx:
            index = await index_store.find_index(tx, actor.workspace_id)
            if index is None or index.state != "ready":  # a rebuild asks for it again when it is done
                return
            if not await index_store.outside_graph(tx, actor.workspace_id, GRAPH_BATCH):
                return
            if built:
                batch = await index_store.move_into_graph(tx, actor.workspace_id, GRAPH_BATCH)
                if not batch:  # what is left is in other hands at this moment: the next wave of documents asks again
                    return
                moved += batch
        if not built:
            async with resources.db.transaction(actor) as tx:
                await index_store.build_graph(tx, actor.workspace_id, index.dimension)
            built = True
        await context.progress(moved, None, "graph")


async def remove_objects(resources: WorkerResources, context: jobs.JobContext, payload: tasks.RemoveObjects) -> None:
    """Remove originals that a deletion left without any version; the deletion itself did so already unless it was killed."""
    await deleting.remove_objects(resources.db, resources.objects, context.actor, payload.digests)


async def sweep(resources: WorkerResources, context: jobs.JobContext) -> None:
    """Remove what crashes may leave: orphaned objects, interrupted uploads; drop expired rows.

    Young ones are spared: their upload may not have committed yet.
    """
    actor, spared = context.actor, resources.settings.orphan_seconds
    async with resources.db.system_transaction() as tx:
        await store.trim(tx)
    old: list[str] = []
    async for digest, age in resources.objects.digests():
        if age > spared:
            old.append(digest)
        if len(old) >= 1000:
            await _remove_orphans(resources, actor, old)
            old = []
    await _remove_orphans(resources, actor, old)
    await resources.objects.sweep_incoming(spared)


async def settle_abandoned(resources: WorkerResources, context: jobs.JobContext) -> None:
    """Documents must not look busy when nobody works on them: those whose job ended for good become failed."""
    async with resources.db.system_transaction() as tx:
        waiting = await store.unsettled_versions(tx)
        ended = await jobs.ended(tx, [row.job_id for row in waiting if row.job_id is not None])
    for row in waiting:
        if row.job_id in ended:
            async with resources.db.transaction(service_in(row.workspace_id)) as tx:  # one each: locks need an order
                await store.set_status(tx, row.workspace_id, row.id, "failed", Abandoned.code, {})
            log.warning("knowledge.document_abandoned", document_id=str(row.document_id), job_id=row.job_id)


async def _remove_orphans(resources: WorkerResources, actor: Actor, digests: Sequence[str]) -> None:
    if digests:
        removed = await deleting.remove_objects(resources.db, resources.objects, actor, digests)
        log.info("knowledge.orphans_removed", objects=removed)
