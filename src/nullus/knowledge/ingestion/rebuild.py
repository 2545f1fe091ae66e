"""An index made anew: every passage embedded by the embedder that is set now, and its words cut by today's analyser.

While that goes on nothing compares vectors, because those of two models stand side by side; words are searched as before, and
documents that arrive wait. A rebuild that is killed goes on where it stopped.
"""

import asyncio
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import structlog

from nullus import audit, jobs
from nullus.knowledge import analysis, tasks
from nullus.knowledge.chunking import with_headings
from nullus.knowledge.collections.labels import sensitivity_of
from nullus.knowledge.errors import AnalyserMismatch, EmbedderMismatch, IndexRebuilding, NothingToRebuild
from nullus.knowledge.index import index_store
from nullus.knowledge.ingestion import rebuild_store
from nullus.knowledge.ingestion.resources import WorkerResources
from nullus.llm import Embedder, Gateway, fingerprint_of
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NullusError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """What a workspace's index is made with. `state`: empty, ready or rebuilding; `rebuilt`: chunks that a rebuild has done.

    `problem` says why search is not what it should be, None when it is.
    """

    state: Literal["empty", "ready", "rebuilding"]
    embedder: str | None
    embedder_configured: str | None
    analyser: str | None
    analyser_current: str
    chunks: int
    generation: int
    rebuilt: int | None
    job_id: int | None
    problem: NullusError | None


async def facts(db: Database, gateway: Gateway, actor: Actor) -> IndexFacts:
    """The state of the workspace's index. An embedder that cannot be reached is a problem, not an error."""
    actor.require("operate")
    configured, problem = None, None
    try:
        configured = fingerprint_of(await gateway.embedder())
    except NullusError as error:
        problem = error
    async with db.transaction(actor.for_upkeep()) as tx:
        index = await index_store.find_index(tx, actor.workspace_id)
        if index is None:
            return IndexFacts("empty", None, configured, None, analysis.VERSION, 0, 0, None, None, problem)
        rebuilding = index.state == "rebuilding"
        rebuilt = await rebuild_store.count_done(tx, actor.workspace_id, index.rebuilt_to) if rebuilding else None
        job = await _active_job(tx, index.rebuild_job)
    if rebuilding:
        problem = IndexRebuilding()
    elif configured and index.embedder != configured:
        problem = EmbedderMismatch(pinned=index.embedder, configured=configured)
    elif index.analyser != analysis.VERSION:
        problem = problem or AnalyserMismatch(pinned=index.analyser, current=analysis.VERSION)
    return IndexFacts(
        "rebuilding" if rebuilding else "ready",
        index.embedder,
        configured,
        index.analyser or None,
        analysis.VERSION,
        index.chunks,
        index.generation,
        rebuilt,
        job,
        problem,
    )


async def request(tx: Tx, actor: Actor) -> int:
    """Queue the rebuild of the workspace's index; returns the job, also when one is at it already. Raises NothingToRebuild."""
    actor.require("operate")
    index = await rebuild_store.lock_index(tx, actor.workspace_id)
    if index is None or (not index.chunks and index.state == "ready"):
        raise NothingToRebuild
    active = await _active_job(tx, index.rebuild_job)
    if active is not None:
        return active
    # The service's own job, because it concerns what others alone may see; who asked for it stands in the audit trail.
    job_id = await tasks.REBUILD_INDEX.defer(tx, actor.for_upkeep(), tasks.RebuildIndex(), lock="rebuild_index")
    await rebuild_store.set_job(tx, actor.workspace_id, job_id)
    await audit.record(tx, actor, "index.rebuilt", object_kind="job", object_id=job_id)
    return job_id


async def rebuild(resources: WorkerResources, context: jobs.JobContext) -> None:
    """Do it: batch by batch, each with its place in one transaction, then everything at once becomes what is searched."""
    actor = context.actor.for_upkeep()
    embedder = await resources.gateway.embedder()
    await resources.gateway.may_embed(actor, await sensitivity_of(resources.db, actor, None))
    target = f"{fingerprint_of(embedder)} {analysis.VERSION}"
    async with resources.db.transaction(actor) as tx:
        index = await rebuild_store.begin(tx, actor.workspace_id, target, analysis.VERSION)
        if index is None:
            return
        await context.fence(tx)
        done = await rebuild_store.count_done(tx, actor.workspace_id, index.rebuilt_to)
    log.info("knowledge.index_rebuild_begun", target=target, chunks=index.chunks, done=done)
    place = index.rebuilt_to
    while True:
        await context.progress(done, max(done, index.chunks), "embedding")
        written = await _replace_batch(resources, context, target, place, index.analyser != analysis.VERSION)
        if not written:
            break
        place, done = written[-1], done + len(written)
    await _complete(resources, context, embedder, target)
    log.info("knowledge.index_rebuilt", target=target, chunks=done)


async def _replace_batch(
    resources: WorkerResources, context: jobs.JobContext, target: str, place: int, words: bool
) -> list[int]:
    """The next chunks after a place; their numbers, none at the end. `words`: cut them again as well."""
    actor = context.actor.for_upkeep()
    async with resources.db.transaction(actor) as tx:
        rows = await rebuild_store.chunks_after(tx, actor.workspace_id, place, resources.settings.embed_batch)
    if not rows:
        return []
    numbers: list[int] = [row.number for row in rows]
    texts = [with_headings(row.heading_path, row.text) for row in rows]
    label = await sensitivity_of(resources.db, actor, None)
    vectors = await resources.gateway.embed_documents(actor, texts, label)
    terms = await asyncio.to_thread(analysis.analyse_chunks, texts) if words else []
    async with resources.db.transaction(actor) as tx:
        await _hold(tx, context, actor.workspace_id, target, numbers[-1])
        await rebuild_store.replace_vectors(tx, actor.workspace_id, numbers, list(vectors))
        if words:
            await rebuild_store.replace_terms(tx, actor.workspace_id, numbers, terms)
    return numbers


async def _complete(resources: WorkerResources, context: jobs.JobContext, embedder: Embedder, target: str) -> None:
    actor = context.actor.for_upkeep()
    async with resources.db.transaction(actor) as tx:
        index = await rebuild_store.lock_index(tx, actor.workspace_id)
        if index is None:
            return
        await _hold(tx, context, actor.workspace_id, target, index.rebuilt_to)
        await rebuild_store.complete(
            tx, actor.workspace_id, fingerprint_of(embedder), embedder.dimension, analysis.VERSION
        )
        if await index_store.outside_graph(tx, actor.workspace_id, resources.settings.graph_after):
            await tasks.EXTEND_GRAPH.defer(tx, actor, tasks.ExtendGraph(), key="extend_graph")
        await context.finish(tx)


async def _hold(tx: Tx, context: jobs.JobContext, workspace_id: UUID, target: str, up_to: int) -> None:
    """Only the run that holds the job, for the target that it began with, may write. Raises LeaseLost, IndexRebuilding."""
    if not await rebuild_store.advance(tx, workspace_id, target, up_to):
        raise IndexRebuilding(retry_after_seconds=5)  # begun anew for another target: the next try takes that up
    await context.fence(tx)


async def _active_job(tx: Tx, job_id: int | None) -> int | None:
    """The job, unless it has ended for good."""
    return None if job_id is None or await jobs.ended(tx, [job_id]) else job_id
