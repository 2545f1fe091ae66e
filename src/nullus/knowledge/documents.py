"""Documents: received, found, tried again, deleted with a receipt."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, identity
from nullus.jobs import Deferral
from nullus.kit import new_id
from nullus.knowledge import collection_store, collections, cursors, index_store, originals_store, store, tasks
from nullus.knowledge.errors import DocumentNotFound, KeyReused, NothingToRetry, UploadCrossed, VersionNotFound
from nullus.knowledge.uploads import Upload
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.objects import ObjectStore


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read: a stable code, and the fields of its sentence."""

    code: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as its latest version stands. `searchable`: some version of it is in the index."""

    id: UUID
    collection_id: UUID
    collection_name: str
    name: str
    metadata: dict[str, Any]
    status: str
    failure: Failure | None
    searchable: bool
    version: int
    version_id: UUID
    digest: str
    size: int
    format: str | None
    title: str | None
    language: str | None
    pages: int | None
    characters: int | None
    chunks: int
    embedded: int
    job_id: int | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One upload of a document. `searchable`: it is the one that is searched."""

    number: int
    status: str
    searchable: bool
    digest: str
    size: int
    format: str | None
    language: str | None
    pages: int | None
    chunks: int
    failure: Failure | None
    created_at: datetime


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


@dataclass(frozen=True, slots=True)
class Received:
    """What an upload is answered with, for each file. `repeated`: an earlier request with the same key brought it."""

    id: str
    name: str
    status: str
    job_id: str | None
    version: int
    unchanged: bool
    repeated: bool = False


async def receive(
    db: Database, objects: ObjectStore, actor: Actor, collection_id: UUID, upload: Upload, key: str | None
) -> list[Received]:
    """Make the files documents and queue their reading, in one transaction: all of them, or none.

    The originals are durable already. A file whose name and content are known is not stored or read again.
    Raises CollectionNotFound, KeyReused.
    """
    actor.require("documents:write")
    digests = [file.stored.digest for file in upload.files]
    async with db.transaction(actor) as tx:
        await identity.hold(tx, actor)
        await collections.get(tx, actor, collection_id)
        request_digest = _request_digest(collection_id, upload)
        if key is not None:
            known = await originals_store.find_answer(tx, actor.workspace_id, key)
            if known is not None:
                if known.request_digest != request_digest:
                    raise KeyReused
                return [Received(**{**each, "repeated": True}) for each in known.answer]
        await originals_store.lock_digests(tx, digests)
        for digest in digests:
            if not await objects.exists(digest):  # a deletion of the same content crossed this upload
                raise UploadCrossed(retry_after_seconds=1)
        received = await _add_versions(tx, actor, collection_id, upload)
        await _record_uploads(tx, actor, upload, received)
        if key is not None:
            await originals_store.keep_answer(
                tx, actor.workspace_id, key, request_digest, [asdict(each) for each in received]
            )
    return received


async def _record_uploads(tx: Tx, actor: Actor, upload: Upload, received: Sequence[Received]) -> None:
    """One statement for each kind of act, however many files there are; what was known already is no act."""
    for action, is_new in (("document.uploaded", True), ("document.replaced", False)):
        acts = [
            audit.Act(each.id, details={"bytes": file.stored.size, "version": str(each.version)})
            for file, each in zip(upload.files, received, strict=True)
            if not each.unchanged and (each.version == 1) == is_new
        ]
        await audit.record_many(tx, actor, action, acts, object_kind="document")


async def _add_versions(tx: Tx, actor: Actor, collection_id: UUID, upload: Upload) -> list[Received]:
    """Rounds of distinct names: a name that stands twice in an upload becomes two versions, in order."""
    answers: list[Received | None] = [None] * len(upload.files)
    left = list(range(len(upload.files)))
    while left:
        round_: dict[str, int] = {}
        for place in left:
            round_.setdefault(upload.files[place].name, place)
        left = [place for place in left if round_[upload.files[place].name] != place]
        for place, received in (await _add_round(tx, actor, collection_id, upload, round_)).items():
            answers[place] = received
    return [answer for answer in answers if answer is not None]


async def _add_round(
    tx: Tx, actor: Actor, collection_id: UUID, upload: Upload, places: dict[str, int]
) -> dict[int, Received]:
    workspace = actor.workspace_id
    new_ids = [new_id() for _ in places]
    rows = await store.lock_documents_by_name(tx, workspace, collection_id, list(places), new_ids, upload.metadata)
    answers: dict[int, Received] = {}
    fresh: list[tuple[int, UUID, Row[Any]]] = []
    for name, place in places.items():
        row = rows[name]
        if row.digest == upload.files[place].stored.digest and row.version_status != "failed":
            job = str(row.job_id) if row.job_id else None
            answers[place] = Received(str(row.id), name, row.status, job, row.latest_version, True)
        else:
            fresh.append((place, new_id(), row))
    payloads = [tasks.IngestVersion(str(row.id), str(version_id)) for _, version_id, row in fresh]
    job_ids = await tasks.INGEST.defer_many(
        tx, actor, [Deferral(payload, lock=_lock(payload.document_id)) for payload in payloads]
    )
    versions = []
    for (place, version_id, row), job_id in zip(fresh, job_ids, strict=True):
        stored, number = upload.files[place].stored, row.latest_version + 1
        versions.append(store.NewVersion(version_id, row.id, number, stored.digest, stored.size, job_id))
        answers[place] = Received(str(row.id), row.name, "received", str(job_id), number, False)
    await store.add_versions(tx, workspace, versions, actor.person_id)
    return answers


async def get(tx: Tx, actor: Actor, document_id: UUID) -> Document:
    """One document. Raises DocumentNotFound, also for another workspace's."""
    row = await store.find_document(tx, actor.workspace_id, document_id)
    if row is None:
        raise DocumentNotFound(document=document_id)
    return _document(row)


async def names_of(tx: Tx, actor: Actor, document_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names by id, of those documents that the actor may see."""
    return await store.names_of(tx, actor.workspace_id, document_ids) if document_ids else {}


async def list_page(
    tx: Tx, actor: Actor, collection_id: UUID, asked: store.Asked, limit: int
) -> tuple[list[Document], cursors.Place | None]:
    """At most `limit` documents, and the place where the next page goes on, if there is one. Raises CollectionNotFound."""
    await collections.known(tx, actor, collection_id)
    rows = await store.list_documents(tx, actor.workspace_id, collection_id, asked, limit + 1)
    onwards = (rows[limit - 1].place, rows[limit - 1].id) if len(rows) > limit else None
    return [_document(row) for row in rows[:limit]], onwards


async def versions_of(tx: Tx, actor: Actor, document_id: UUID) -> list[Version]:
    """Every version of a document that the actor sees, the newest first."""
    return [_version(row) for row in await store.whole_versions_of(tx, actor.workspace_id, document_id)]


async def version_of(tx: Tx, actor: Actor, document: Document, number: int | None) -> Version:
    """One version of a document; without a number the latest. Raises VersionNotFound."""
    wanted = document.version if number is None else number
    for each in await versions_of(tx, actor, document.id):
        if each.number == wanted:
            return each
    raise VersionNotFound(name=document.name, number=wanted)


async def retry(tx: Tx, actor: Actor, document_id: UUID) -> Document:
    """Read a failed document's latest version again. Raises DocumentNotFound, NothingToRetry."""
    actor.require("documents:write")
    await identity.hold(tx, actor)
    document = await get(tx, actor, document_id)
    if document.status != "failed":
        raise NothingToRetry(status=document.status)
    await store.set_status(tx, actor.workspace_id, document.version_id, "received")
    payload = tasks.IngestVersion(str(document.id), str(document.version_id))
    job_id = await tasks.INGEST.defer(tx, actor, payload, lock=_lock(payload.document_id))
    await store.set_job(tx, actor.workspace_id, document.version_id, job_id)
    await audit.record(tx, actor, "document.retried", object_kind="document", object_id=document_id)
    return await get(tx, actor, document_id)


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


def _lock(document_id: str) -> str:
    """Versions of one document are read one after the other."""
    return f"document:{document_id}"


def _request_digest(collection_id: UUID, upload: Upload) -> str:
    parts = [str(collection_id), *(f"{file.name}\0{file.stored.digest}" for file in upload.files)]
    parts += [f"{key}\0{value!r}" for key, value in sorted(upload.metadata.items())]
    return hashlib.sha256("\1".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _failure(row: Row[Any]) -> Failure | None:
    return Failure(row.failure_code, row.failure_fields or {}) if row.failure_code else None


def _version(row: Row[Any]) -> Version:
    return Version(
        number=row.number,
        status=row.status,
        searchable=row.searchable,
        digest=row.digest,
        size=row.size,
        format=row.format,
        language=row.language,
        pages=row.pages,
        chunks=row.chunks,
        failure=_failure(row),
        created_at=row.created_at,
    )


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.id,
        collection_id=row.collection_id,
        collection_name=row.collection_name,
        name=row.name,
        metadata=row.metadata,
        status=row.status,
        failure=_failure(row),
        searchable=row.current_version_id is not None,
        version=row.number,
        version_id=row.version_id,
        digest=row.digest,
        size=row.size,
        format=row.format,
        title=row.title,
        language=row.language,
        pages=row.pages,
        characters=row.characters,
        chunks=row.chunks,
        embedded=row.embedded,
        job_id=row.job_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
