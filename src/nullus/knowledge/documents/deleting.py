"""Documents go with everything made from them, and a receipt says what there was."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nullus import audit
from nullus.knowledge import tasks
from nullus.knowledge.collections import collection_store, collections
from nullus.knowledge.documents import originals_store, store
from nullus.knowledge.errors import DocumentNotFound
from nullus.knowledge.index import index_store
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.objects import ObjectStore


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a deletion removed. `verified`: a look afterwards found nothing left in any table or store."""

    documents: int
    versions: int
    chunks: int
    vectors: int
    lexical_entries: int
    objects: int
    objects_kept: int
    generation: int
    verified: bool


async def delete(db: Database, objects: ObjectStore, actor: Actor, document_id: UUID) -> Receipt:
    """Delete a document with everything made from it. Raises DocumentNotFound."""
    actor.require("documents:write")
    return await _delete(db, objects, actor, document_id=document_id)


async def delete_collection(db: Database, objects: ObjectStore, actor: Actor, collection_id: UUID) -> Receipt:
    """Delete a collection with all its documents. Raises CollectionNotFound, CollectionNotYours."""
    actor.require("documents:write")
    async with db.transaction(actor) as tx:
        await collections.to_manage(tx, actor, collection_id)
    return await _delete(db, objects, actor, collection_id=collection_id)


async def _delete(
    db: Database,
    objects: ObjectStore,
    actor: Actor,
    *,
    document_id: UUID | None = None,
    collection_id: UUID | None = None,
) -> Receipt:
    """Rows go in one transaction that also queues the removal of the originals, so a crash leaves nothing over."""
    workspace = actor.workspace_id
    async with db.transaction(actor) as tx:
        ids = await store.lock_documents(tx, workspace, document_id=document_id, collection_id=collection_id)
        if document_id is not None and not ids:
            raise DocumentNotFound(document=document_id)
        versions = await store.versions_of(tx, workspace, ids)
        version_ids = [row.id for row in versions]
        digests = sorted({row.digest for row in versions})
        generation, numbers = 0, []
        if await index_store.find_index(tx, workspace) is not None:
            # The index row is locked before the chunks are counted: a version being indexed now commits before or sees them gone.
            generation = await index_store.next_generation(tx, workspace)
            numbers = await index_store.numbers_of(tx, workspace, version_ids)
            await index_store.count_chunks(tx, workspace, -len(numbers))
            await index_store.mark_removed(tx, workspace, generation, version_ids)
        removed = await index_store.remove_chunks(tx, workspace, numbers)
        documents = await store.delete_documents(tx, workspace, ids)
        if collection_id is not None:
            await collection_store.delete_collection(tx, workspace, collection_id)
        await _record_deletion(tx, actor, ids, collection_id, removed.chunks)
        if digests:
            await tasks.REMOVE_OBJECTS.defer(tx, actor, tasks.RemoveObjects(digests), delay=60)
    await remove_objects(db, objects, actor, digests)
    async with db.transaction(actor) as tx:
        # As far as the actor sees: that somebody else keeps the same content is nobody's business.
        kept = await originals_store.referenced(tx, workspace, digests)
        left = await index_store.remains(tx, workspace, ids, numbers)
        orphans = [digest for digest in await originals_store.unreferenced(tx, digests) if await objects.exists(digest)]
    return Receipt(
        documents=documents,
        versions=len(versions),
        chunks=removed.chunks,
        vectors=removed.vectors,
        lexical_entries=removed.lexical_entries,
        objects=len(digests) - kept,
        objects_kept=kept,
        generation=generation,
        verified=left == 0 and not orphans,
    )


async def _record_deletion(tx: Tx, actor: Actor, ids: Sequence[UUID], collection_id: UUID | None, chunks: int) -> None:
    """One entry for each document; a collection's says how many went with it."""
    await audit.record_many(tx, actor, "document.deleted", [audit.Act(each) for each in ids], object_kind="document")
    if collection_id is not None:
        details = {"documents": len(ids), "chunks": chunks}
        await audit.record(
            tx, actor, "collection.deleted", object_kind="collection", object_id=collection_id, details=details
        )


async def remove_objects(db: Database, objects: ObjectStore, actor: Actor, digests: Sequence[str]) -> int:
    """Remove those originals that no version refers to; returns how many. Safe to repeat."""
    async with db.transaction(actor) as tx:
        await originals_store.lock_digests(tx, digests)
        return await objects.delete_all(await originals_store.unreferenced(tx, digests))
