"""From an original to searchable: read in the sandbox, embed what is new, commit everything in one transaction.

Jobs arrive in batches of one workspace, because small documents are cheaper together; each is settled on its own. A crash
at any moment leaves either the old version searchable or the new one, never a mixture.
"""

import asyncio
import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
import structlog
from numpy.typing import NDArray
from sqlalchemy import Row

from nullus.jobs import Deferral, JobContext, LeaseLost, finish_all
from nullus.knowledge import analysis, tasks
from nullus.knowledge.chunking import with_headings
from nullus.knowledge.collections.labels import sensitivity_of_documents
from nullus.knowledge.documents import store
from nullus.knowledge.errors import Cancelled, EmbedderMismatch, IndexRebuilding
from nullus.knowledge.index import index_store
from nullus.knowledge.index.index_store import NewChunk
from nullus.knowledge.ingestion.resources import WorkerResources
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.sandbox import Prepared, PreparedChunk
from nullus.llm import EgressRefused, Embedder, fingerprint_of
from nullus.platform.actor import Actor
from nullus.platform.errors import NullusError, TransactionCrossed
from nullus.platform.sensitivity import LABELS, Sensitivity, highest

log = structlog.get_logger()

POSTPONE_SECONDS = 5.0  # between two looks whether a rebuild is over
GRAPH_DELAY_SECONDS = 15.0  # the graph is extended when a wave of documents is over, not while it needs the machine
SMALL_BYTES = 1 << 20  # documents up to this size are read, embedded and committed together,
TOGETHER_BYTES = 16 << 20  # up to this size in all
COMMIT_TRIES = 4


@dataclass(slots=True)
class _Reading:
    """One version on its way through the steps."""

    context: JobContext
    version: Row[Any]
    prepared: Prepared | None = None
    digests: list[bytes] = field(default_factory=list)
    known: dict[bytes, NDArray[np.float32]] = field(default_factory=dict)

    @property
    def chunks(self) -> Sequence[PreparedChunk]:
        return self.prepared.chunks if self.prepared else ()


async def ingest(resources: WorkerResources, batch: Sequence[tuple[JobContext, tasks.IngestVersion]]) -> None:
    """Do a batch of ingest jobs of one workspace. Raises only what concerns the whole batch and may pass.

    Each job sees what its actor sees, so those of several people are done one after the other.
    """
    shares: dict[tuple[UUID | None, str], list[tuple[JobContext, tasks.IngestVersion]]] = {}
    for context, payload in batch:
        shares.setdefault((context.actor.person_id, context.actor.reach), []).append((context, payload))
    for share in shares.values():
        await _ingest_share(resources, share)


async def _ingest_share(resources: WorkerResources, batch: Sequence[tuple[JobContext, tasks.IngestVersion]]) -> None:
    actor = batch[0][0].actor
    contexts = {UUID(payload.version_id): context for context, payload in batch}
    async with resources.db.transaction(actor) as tx:
        versions = await store.lock_versions(tx, actor.workspace_id, list(contexts))
        versions = [row for row in versions if row.status != "ready"]
        await store.start_versions(tx, actor.workspace_id, versions)
    readings = [_Reading(contexts[row.id], row) for row in versions]
    _settle_rest(contexts.values(), {reading.context.job_id for reading in readings})
    for group in _groups(readings):
        await _ingest_group(resources, actor, group)


def _groups(readings: Sequence[_Reading]) -> list[list[_Reading]]:
    """Small documents together as far as memory allows, each larger one alone."""
    groups: list[list[_Reading]] = []
    size = 0
    for reading in readings:
        if reading.version.size <= SMALL_BYTES:
            if not groups or size + reading.version.size > TOGETHER_BYTES:
                groups.append([])
                size = 0
            groups[-1].append(reading)
            size += reading.version.size
    return groups + [[reading] for reading in readings if reading.version.size > SMALL_BYTES]


async def _ingest_group(resources: WorkerResources, actor: Actor, group: list[_Reading]) -> None:
    try:
        await _refuse_during_rebuild(resources, actor)
        await _read_all(resources, actor, group)
        read = [reading for reading in group if reading.prepared is not None]
        if not read:
            return
        embedder = await resources.gateway.embedder()
        label = await _keep_back(resources, actor, read)
        if not read:
            return
        await _pin(resources, actor, embedder)
        started = time.perf_counter()
        vectors = await _embed(resources, actor, label, read)
        log.info("knowledge.embedded", texts=len(vectors), embedding_seconds=round(time.perf_counter() - started, 4))
        await _commit_owned(resources, actor, read, vectors, embedder)
    except IndexRebuilding:
        await _postpone(resources, actor, group)
    except NullusError as error:
        await _give_up_or_retry(resources, actor, group, error)


async def _refuse_during_rebuild(resources: WorkerResources, actor: Actor) -> None:
    async with resources.db.transaction(actor) as tx:
        index = await index_store.find_index(tx, actor.workspace_id)
    if index is not None and index.state != "ready":
        raise IndexRebuilding


async def _postpone(resources: WorkerResources, actor: Actor, group: list[_Reading]) -> None:
    """While the index is made anew documents wait in new jobs: a rebuild lasts longer than the tries of one."""
    waiting = [reading for reading in group if not reading.context.settled and not reading.context.lost]
    if not waiting:
        return
    payloads = [tasks.IngestVersion(str(each.version.document_id), str(each.version.id)) for each in waiting]
    async with resources.db.transaction(actor) as tx:
        await store.lock_versions(tx, actor.workspace_id, [each.version.id for each in waiting])
        deferrals = [
            Deferral(payload, lock=f"document:{payload.document_id}", delay=POSTPONE_SECONDS) for payload in payloads
        ]
        job_ids = await tasks.INGEST.defer_many(tx, actor, deferrals)
        for each, job_id in zip(waiting, job_ids, strict=True):
            await store.set_job(tx, actor.workspace_id, each.version.id, job_id)
        await finish_all(tx, [each.context for each in waiting], {"postponed": True})


async def _read_all(resources: WorkerResources, actor: Actor, group: list[_Reading]) -> None:
    """Read each original in the sandbox; those that cannot be read become failed documents with a reason."""

    async def read(reading: _Reading) -> None:
        try:
            await read_one(reading)
        except NullusError as error:  # such as an original that is missing: its own trouble, not the others'
            await _give_up_or_retry(resources, actor, [reading], error)

    async def read_one(reading: _Reading) -> None:
        async with resources.objects.local_file(reading.version.digest) as path:
            if not await _still_wanted(resources, actor, reading):
                return
            try:
                if reading.version.size > resources.settings.max_parse_bytes:
                    raise ParseFailed("too_large")
                reading.prepared = await resources.sandbox.prepare(
                    path, reading.version.name, group=str(actor.workspace_id)
                )
            except ParseFailed as failure:
                await _fail(resources, actor, reading, failure.reason, {})
            else:
                reading.digests = [_chunk_digest(chunk) for chunk in reading.chunks]
                await reading.context.heartbeat()

    async with asyncio.TaskGroup() as group_of_reads:
        for reading in group:
            group_of_reads.create_task(read(reading))


async def _keep_back(resources: WorkerResources, actor: Actor, read: list[_Reading]) -> Sensitivity:
    """Take away what the embedder may not see: such documents say why they failed. Returns the highest label of the rest."""
    if resources.gateway.embeds_anything:
        return LABELS[-1]
    labels = await sensitivity_of_documents(resources.db, actor, [each.version.document_id for each in read])
    rest: list[Sensitivity] = []
    for reading in list(read):
        label = labels.get(reading.version.document_id, LABELS[-1])
        try:
            await resources.gateway.may_embed(actor, label)
            rest.append(label)
        except EgressRefused as refused:
            read.remove(reading)
            await _give_up_or_retry(resources, actor, [reading], refused)
    return highest("public", *rest)


async def _pin(resources: WorkerResources, actor: Actor, embedder: Embedder) -> None:
    """Make sure that the workspace's index is one that this embedder may add to. Raises EmbedderMismatch."""
    async with resources.db.transaction(actor) as tx:
        index = await index_store.pin_index(
            tx, actor.workspace_id, fingerprint_of(embedder), embedder.dimension, analysis.VERSION
        )
    _check(index, embedder)


def _check(index: Row[Any], embedder: Embedder) -> None:
    if index.state != "ready":
        raise IndexRebuilding
    if index.embedder != fingerprint_of(embedder):
        raise EmbedderMismatch(pinned=index.embedder, configured=fingerprint_of(embedder))


async def _embed(
    resources: WorkerResources, actor: Actor, label: Sensitivity, read: list[_Reading]
) -> dict[bytes, NDArray[np.float32]]:
    """The vector of every chunk digest: those of an earlier version are used again, the others are made in batches."""
    vectors: dict[bytes, NDArray[np.float32]] = {}
    missing: dict[bytes, str] = {}
    for reading in read:
        if reading.version.current_version_id is not None:
            async with resources.db.transaction(actor) as tx:
                reading.known = await index_store.known_vectors(tx, reading.version.current_version_id)
        vectors |= reading.known
        for chunk, digest in zip(reading.chunks, reading.digests, strict=True):
            if digest not in vectors:
                missing[digest] = with_headings(chunk.heading_path, chunk.text)
    digests = list(missing)
    size = resources.settings.embed_batch
    for start in range(0, len(digests), size):
        part = digests[start : start + size]
        made = await resources.gateway.embed_documents(actor, [missing[each] for each in part], label)
        for row, digest in zip(made, part, strict=True):
            vectors[digest] = row
        for reading in list(read):
            if await _still_wanted(resources, actor, reading):
                await reading.context.progress(start + len(part), len(digests), "embedding")
            else:
                read.remove(reading)
    return vectors


async def _commit_owned(
    resources: WorkerResources,
    actor: Actor,
    read: list[_Reading],
    vectors: dict[bytes, NDArray[np.float32]],
    embedder: Embedder,
) -> None:
    """Commit what is still this worker's to commit: a job that another worker took over meanwhile is left to it.

    A commit that crossed another is tried again here: the queue would have all of it read and embedded once more.
    """
    crossings = 0
    while read:
        try:
            await _commit(resources, actor, read, vectors, embedder)
            return
        except LeaseLost:
            read = [reading for reading in read if not reading.context.lost]
        except TransactionCrossed:
            crossings += 1
            if crossings == COMMIT_TRIES:
                raise


async def _commit(
    resources: WorkerResources,
    actor: Actor,
    read: list[_Reading],
    vectors: dict[bytes, NDArray[np.float32]],
    embedder: Embedder,
) -> None:
    """Everything that must be true together, in one transaction; then the jobs are told."""
    workspace = actor.workspace_id
    by_version = {reading.version.id: reading for reading in read}
    async with resources.db.transaction(actor) as tx:
        live = await store.lock_versions(tx, workspace, list(by_version))
        newer = [row for row in live if row.number > row.current_number]
        generation = await index_store.next_generation(tx, workspace)
        index = await index_store.find_index(tx, workspace)
        assert index is not None
        _check(index, embedder)  # a rebuild may have begun since the pages were read; the row is locked now
        replaced = [row.current_version_id for row in newer if row.current_version_id is not None]
        old = await index_store.numbers_of(tx, workspace, replaced) if replaced else []
        chunks = [chunk for row in newer for chunk in _new_chunks(by_version[row.id], row, vectors)]
        if old:
            await index_store.remove_chunks(tx, workspace, old)
        await index_store.add_chunks(tx, workspace, generation, chunks)
        await index_store.count_chunks(tx, workspace, len(chunks) - len(old))
        if replaced:
            await index_store.mark_removed(tx, workspace, generation, replaced)
            await store.supersede(tx, workspace, replaced)
        await index_store.finish_versions(tx, workspace, [_facts(by_version[row.id], row) for row in newer])
        if outdated := [row.id for row in live if row.number <= row.current_number]:
            await store.supersede(tx, workspace, outdated)
        if await index_store.outside_graph(tx, workspace, resources.settings.graph_after):
            await tasks.EXTEND_GRAPH.defer(
                tx, actor.for_upkeep(), tasks.ExtendGraph(), key="extend_graph", delay=GRAPH_DELAY_SECONDS
            )
        await finish_all(tx, [reading.context for reading in read])
    log.info("knowledge.documents_indexed", documents=len(newer), chunks=len(chunks), generation=generation)


async def _still_wanted(resources: WorkerResources, actor: Actor, reading: _Reading) -> bool:
    """False when somebody cancelled the job: the document then says so and can be tried again."""
    if not reading.context.cancelled.is_set():
        return True
    await _fail(resources, actor, reading, Cancelled.code, {})
    return False


async def _fail(resources: WorkerResources, actor: Actor, reading: _Reading, code: str, fields: dict[str, Any]) -> None:
    """A document that cannot be read is a settled state with a reason; the job itself has done its work."""
    async with resources.db.transaction(actor) as tx:
        await store.set_status(tx, actor.workspace_id, reading.version.id, "failed", code, fields)
        await reading.context.finish(tx, {"failed": code})
    log.info("knowledge.document_failed", document_id=str(reading.version.document_id), code=code)


async def _give_up_or_retry(
    resources: WorkerResources, actor: Actor, group: list[_Reading], error: NullusError
) -> None:
    """What may pass is tried again by the queue; when it was the last try, or cannot pass, the document says why."""
    for reading in group:
        if reading.context.settled or reading.context.lost:
            continue
        if not error.kind.may_pass or reading.context.attempt > tasks.INGEST.retries:
            async with resources.db.transaction(actor) as tx:
                await store.set_status(
                    tx, actor.workspace_id, reading.version.id, "failed", error.code, _plain(error.fields)
                )
        reading.context.fail(error)


def _settle_rest(contexts: Iterable[JobContext], reading: set[int]) -> None:
    """Jobs whose version was deleted or is ready already have nothing left to do."""
    for context in contexts:
        if context.job_id not in reading:
            context.succeed({"skipped": True})


def _chunk_digest(chunk: PreparedChunk) -> bytes:
    return hashlib.sha256(with_headings(chunk.heading_path, chunk.text).encode("utf-8", "surrogatepass")).digest()[:16]


def _new_chunks(reading: _Reading, row: Row[Any], vectors: dict[bytes, NDArray[np.float32]]) -> list[NewChunk]:
    return [
        NewChunk(
            document_id=row.document_id,
            version_id=row.id,
            collection_id=row.collection_id,
            ordinal=ordinal,
            text=chunk.text,
            start=chunk.start,
            end=chunk.end,
            page=chunk.page,
            heading_path=chunk.heading_path,
            digest=digest,
            terms=chunk.terms,
            vector=vectors[digest],
        )
        for ordinal, (chunk, digest) in enumerate(zip(reading.chunks, reading.digests, strict=True))
    ]


def _facts(reading: _Reading, row: Row[Any]) -> dict[str, Any]:
    prepared = reading.prepared
    assert prepared is not None
    return {
        "id": row.id,
        "format": prepared.format,
        "title": prepared.title,
        "language": prepared.language,
        "pages": prepared.pages,
        "characters": prepared.characters,
        "chunks": len(prepared.chunks),
        "embedded": len({digest for digest in reading.digests if digest not in reading.known}),
    }


def _plain(fields: dict[str, object]) -> dict[str, Any]:
    return {name: value if isinstance(value, (int, float, str)) else str(value) for name, value in fields.items()}
