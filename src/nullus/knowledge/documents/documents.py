"""Documents that are there: found, listed with their versions, read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, identity
from nullus.knowledge import tasks
from nullus.knowledge.collections import collections, cursors
from nullus.knowledge.documents import store
from nullus.knowledge.errors import DocumentNotFound, NothingToRetry, VersionNotFound
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


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
    job_id = await tasks.INGEST.defer(tx, actor, payload, lock=reading_lock(payload.document_id))
    await store.set_job(tx, actor.workspace_id, document.version_id, job_id)
    await audit.record(tx, actor, "document.retried", object_kind="document", object_id=document_id)
    return await get(tx, actor, document_id)


def reading_lock(document_id: str) -> str:
    """Versions of one document are read one after the other."""
    return f"document:{document_id}"


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
