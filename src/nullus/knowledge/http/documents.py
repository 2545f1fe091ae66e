"""Routes of documents that are there: their state, passages, versions and originals, and where they lie."""

from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import StreamingResponse

from nullus import audit
from nullus.knowledge.collections import cursors
from nullus.knowledge.documents import deleting, documents, moving, store
from nullus.knowledge.documents.documents import Document, Failure
from nullus.knowledge.documents.loading import TheCollection, TheDocument
from nullus.knowledge.documents.reasons import describe
from nullus.knowledge.http.held import VersionNumber, objects_of, retrieval_of
from nullus.knowledge.http.schemas import (
    ChunkOut,
    DocumentOut,
    FailureOut,
    MovedOut,
    MoveIn,
    ReceiptOut,
    VersionOfDocumentOut,
)
from nullus.knowledge.index.index_store import chunks_of, ordinal_of
from nullus.platform.errors import Language
from nullus.platform.web import CurrentActor, Envelope, Page, Router, db_of, load_all, success
from nullus.platform.web_values import Line

Limit = Annotated[int, Query(ge=1, le=500)]

router = Router(prefix="/api/v1", tags=["knowledge"])


@router.call("GET", "/collections/{collection_id}/documents", policy="documents:read", answers=Page[DocumentOut])
async def list_documents(
    collection: TheCollection,
    request: Request,
    actor: CurrentActor,
    status: Annotated[str | None, Query(pattern="^(received|processing|ready|failed)$")] = None,
    name: Annotated[Line | None, Query(max_length=200)] = None,
    order: cursors.Order = "created",
    descending: bool | None = None,
    cursor: Annotated[str | None, Query(max_length=3000)] = None,
    limit: Limit = 100,
) -> Envelope[Any]:
    """Documents of a collection, newest first, or as `order` says; `name`: those whose name holds it.

    Without `descending` names begin with A, and everything else with the newest or largest.
    """
    after = cursors.decode(cursor, order) if cursor else None
    down = order != "name" if descending is None else descending
    async with db_of(request).transaction(actor) as tx:
        asked = store.Asked(status, name, order, down, after)
        page, onwards = await documents.list_page(tx, actor, collection.id, asked, limit)
    more = cursors.encode(*onwards) if onwards else None
    return success(Page[DocumentOut](items=[_document_out(each, actor.language) for each in page], next_cursor=more))


@router.call("GET", "/documents/{document_id}", policy="documents:read", answers=DocumentOut)
async def get_document(document: TheDocument, actor: CurrentActor) -> Envelope[Any]:
    """One document: its state, and why it failed if it did."""
    return success(_document_out(document, actor.language))


@router.call("POST", "/documents/{document_id}/retry", policy="documents:write", answers=DocumentOut, status=202)
async def retry_document(document: TheDocument, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Read a failed document again."""
    async with db_of(request).transaction(actor) as tx:
        return success(_document_out(await documents.retry(tx, actor, document.id), actor.language))


@router.call("GET", "/documents/{document_id}/chunks", policy="documents:read", answers=Page[ChunkOut])
async def get_chunks(
    document: TheDocument,
    request: Request,
    actor: CurrentActor,
    cursor: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    around: Annotated[
        str | None, Query(pattern="^[0-9]{1,18}$", description="the id of a passage to have in the middle")
    ] = None,
    limit: Limit = 200,
) -> Envelope[Any]:
    """The passages of the searchable version, in their order; their texts stand at their offsets in the read text.

    `cursor` is the `ordinal` of the first one. With `around`, those before and behind a passage; where it is not part of
    the searchable version (any more), those from `cursor` on.
    """
    async with db_of(request).transaction(actor) as tx:
        if around is not None:
            middle = await ordinal_of(tx, actor.workspace_id, document.id, int(around))
            cursor = cursor if middle is None else max(0, middle - limit // 2)
        rows = await chunks_of(tx, actor.workspace_id, document.id, cursor - 1, limit + 1)
    shown = [
        ChunkOut(
            id=str(row.number),
            ordinal=row.ordinal,
            text=row.text,
            start_offset=row.start_offset,
            end_offset=row.end_offset,
            page=row.page,
            heading_path=list(row.heading_path),
        )
        for row in rows[:limit]
    ]
    return success(Page[ChunkOut](items=shown, next_cursor=str(rows[limit].ordinal) if len(rows) > limit else None))


@router.call("DELETE", "/documents/{document_id}", policy="documents:write", answers=ReceiptOut)
async def delete_document(document: TheDocument, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a document with everything made from it; answers with a receipt."""
    receipt = await deleting.delete(db_of(request), objects_of(request), actor, document.id)
    await retrieval_of(request).refresh(actor)
    return success(ReceiptOut.model_validate(receipt, from_attributes=True))


@router.call("GET", "/documents/{document_id}/original", policy="documents:read", produces="application/octet-stream")
async def get_original(
    document: TheDocument,
    request: Request,
    actor: CurrentActor,
    version: VersionNumber = None,
) -> StreamingResponse:
    """The original of a version, of the latest without one, unchanged.

    Always a download: a browser never runs what was uploaded.
    """
    objects = objects_of(request)
    async with db_of(request).transaction(actor) as tx:
        found = await documents.version_of(tx, actor, document, version)
    async with objects.local_file(found.digest):
        pass  # a missing original is an error answer, not a broken stream
    async with db_of(request).transaction(actor) as tx:  # committed before the first byte
        details: dict[str, audit.Detail] = {"bytes": found.size, "version": str(found.number)}
        await audit.record(
            tx, actor, "document.downloaded", object_kind="document", object_id=document.id, details=details
        )
    return StreamingResponse(
        objects.read(found.digest),
        media_type="application/octet-stream",
        headers={
            "Content-Length": str(found.size),
            "Content-Disposition": cursors.attachment(document.name),
            "Content-Security-Policy": "sandbox",
            "ETag": f'"{found.digest}"',
        },
    )


@router.call("GET", "/documents/{document_id}/versions", policy="documents:read", answers=Page[VersionOfDocumentOut])
async def list_versions(document: TheDocument, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Every upload of a document, the newest first."""
    async with db_of(request).transaction(actor) as tx:
        found = await documents.versions_of(tx, actor, document.id)
    shown = [
        VersionOfDocumentOut(
            number=each.number,
            status=each.status,  # type: ignore[arg-type]  # the table's check holds it
            searchable=each.searchable,
            digest=each.digest,
            size=each.size,
            format=each.format,
            language=each.language,
            pages=each.pages,
            chunk_count=each.chunks,
            failure=_failure_out(each.failure, actor.language),
            created_at=each.created_at,
        )
        for each in found
    ]
    return success(Page[VersionOfDocumentOut](items=shown))


@router.call("POST", "/documents/move", policy="documents:write", answers=MovedOut)
async def move_documents(body: MoveIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Put documents into another collection, whose label and access then hold for them: all of them, or none."""
    async with db_of(request).transaction(actor) as tx:
        target = (await load_all(tx, actor, [body.collection_id]))[0]
        moved = await moving.move(tx, actor, await load_all(tx, actor, body.document_ids), target)
    await retrieval_of(request).refresh(actor)
    return success(MovedOut(moved=moved))


def _document_out(document: Document, language: Language) -> DocumentOut:
    return DocumentOut(
        id=document.id,
        collection_id=document.collection_id,
        collection_name=document.collection_name,
        name=document.name,
        metadata=document.metadata,
        status=document.status,  # type: ignore[arg-type]  # the table's check holds it
        failure=_failure_out(document.failure, language),
        searchable=document.searchable,
        version=document.version,
        digest=document.digest,
        size=document.size,
        format=document.format,
        title=document.title,
        language=document.language,
        pages=document.pages,
        characters=document.characters,
        chunk_count=document.chunks,
        embedded_count=document.embedded,
        job_id=str(document.job_id) if document.job_id else None,
        created_at=document.created_at,
        updated_at=document.updated_at,
    )


def _failure_out(failure: Failure | None, language: Language) -> FailureOut | None:
    """Why reading failed, in the asker's language."""
    if failure is None:
        return None
    message, hint = describe(failure.code, failure.fields, language)
    return FailureOut(code=failure.code, message=message, hint=hint)
