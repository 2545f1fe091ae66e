"""Routes of collections, documents and search: parse, authorise, call one function, answer."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Query, Request, Response
from pydantic_core import to_json

from nullus.identity import Quotas, Reservation, still
from nullus.knowledge import collections, cursors, documents, metering, rebuild, store, uploads
from nullus.knowledge.documents import Document, Failure, Receipt
from nullus.knowledge.index_store import chunks_of, ordinal_of
from nullus.knowledge.loading import TheCollection, TheDocument, WholeCollection, ids_of
from nullus.knowledge.reasons import describe
from nullus.knowledge.retrieval import Hit, Retrieval, SearchRequest
from nullus.knowledge.schemas import (
    ChunkOut,
    CollectionChange,
    CollectionIn,
    CollectionOut,
    DocumentOut,
    FailureOut,
    IndexOut,
    IndexProblemOut,
    ReceiptOut,
    ReceivedOut,
    SearchIn,
    SearchOut,
    UploadOut,
)
from nullus.knowledge.settings import KnowledgeSettings
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import AccessEnded, ErrorKind, Language, NullusError
from nullus.platform.objects import ObjectStore
from nullus.platform.web import CurrentActor, Envelope, Page, Router, load_all, success
from nullus.platform.web_body import lift_limit
from nullus.platform.web_values import Line

router = Router(prefix="/api/v1", tags=["knowledge"])

Limit = Annotated[int, Query(ge=1, le=500)]


@router.call("GET", "/collections", policy="documents:read", answers=Page[CollectionOut])
async def list_collections(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Every collection of the workspace that is for the asker, by name."""
    async with _db(request).transaction(actor) as tx:
        found = await collections.list_collections(tx, actor)
    return success(Page[CollectionOut](items=[_collection_out(each) for each in found]))


@router.call("POST", "/collections", policy="documents:write", answers=CollectionOut, status=201)
async def create_collection(body: CollectionIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make a collection."""
    async with _db(request).transaction(actor) as tx:
        groups = [each.id for each in await load_all(tx, actor, body.group_ids)]
        access = body.access or ("group" if groups else "workspace")
        made = await collections.create(
            tx,
            actor,
            body.name,
            body.description,
            body.sensitivity,
            access,
            groups,
            cache_answers=body.cache_answers,
        )
    return success(_collection_out(made))


@router.call("GET", "/collections/{collection_id}", policy="documents:read", answers=CollectionOut)
async def get_collection(collection: WholeCollection) -> Envelope[Any]:
    """One collection."""
    return success(_collection_out(collection))


@router.call("PATCH", "/collections/{collection_id}", policy="documents:write", answers=CollectionOut)
async def change_collection(
    collection: TheCollection, body: CollectionChange, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Change name, description, sensitivity, caching, or who sees it: its owner, or an administrator for a shared one."""
    changes = body.model_dump(exclude_none=True, exclude={"group_ids"})
    if body.group_ids:
        changes.setdefault("access", "group")
    async with _db(request).transaction(actor) as tx:
        groups = None if body.group_ids is None else [each.id for each in await load_all(tx, actor, body.group_ids)]
        return success(_collection_out(await collections.change(tx, actor, collection.id, changes, groups)))


@router.call("DELETE", "/collections/{collection_id}", policy="documents:write", answers=ReceiptOut)
async def delete_collection(collection: TheCollection, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a collection with all its documents; answers with a receipt."""
    receipt = await documents.delete_collection(_db(request), _objects(request), actor, collection.id)
    await _retrieval(request).refresh(actor)
    return success(_receipt_out(receipt))


@router.call(
    "POST",
    "/collections/{collection_id}/documents",
    policy="documents:write",
    answers=UploadOut,
    status=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {
                            "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
                            "metadata": {"type": "string", "description": "one flat JSON object"},
                        },
                    }
                }
            },
        }
    },
)
async def upload_documents(
    collection: TheCollection,
    request: Request,
    actor: CurrentActor,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> Envelope[Any]:
    """Add documents: answered when the originals are durable; reading and indexing follow in the background."""
    received = await _receive(request, actor, collection.id, idempotency_key)
    return success(UploadOut(documents=[received_out(each) for each in received]))


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
    async with _db(request).transaction(actor) as tx:
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
    async with _db(request).transaction(actor) as tx:
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
    async with _db(request).transaction(actor) as tx:
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
    receipt = await documents.delete(_db(request), _objects(request), actor, document.id)
    await _retrieval(request).refresh(actor)
    return success(_receipt_out(receipt))


@router.call("POST", "/search", policy="search", rate="search", answers=SearchOut)
async def search(body: SearchIn, request: Request, actor: CurrentActor) -> Response:
    """Ranked passages."""
    among = await ids_of(_db(request), actor, body.collection_ids)
    found = await _retrieval(request).search(
        actor, SearchRequest(body.query, among, body.top_k, body.mode, body.filters or {})
    )
    # Written straight to JSON: checking our own ten passages against their schema again costs more than finding them.
    # That the shape is SearchOut's is held by a test.
    data = {
        "hits": [_hit_out(hit) for hit in found.hits],
        "took": found.took,
        "degraded": found.degraded.message_in(actor.language) if found.degraded else None,
        "language": found.language,
    }
    content = to_json({"resultCode": "SUCCESS", "data": data, "message": "OK"})
    return Response(content, media_type="application/json")


@router.call("GET", "/index", policy="operate", answers=IndexOut)
async def show_index(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """What the workspace's index is made with, and whether it fits the settings."""
    return success(_index_out(await rebuild.facts(_db(request), request.app.state.gateway, actor), actor.language))


@router.call("POST", "/index/rebuild", policy="operate", answers=IndexOut, status=202)
async def rebuild_index(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Embed every passage anew with the configured embedder, in the background: `jobId` says how far it is."""
    async with _db(request).transaction(actor) as tx:
        await rebuild.request(tx, actor)
    return success(_index_out(await rebuild.facts(_db(request), request.app.state.gateway, actor), actor.language))


async def _receive(request: Request, actor: Actor, collection_id: UUID, key: str | None) -> list[documents.Received]:
    """Take an upload in: paid for by the asker's quota before it is read. What is refused leaves nothing behind."""
    lift_limit(request.scope)
    quotas: Quotas = request.app.state.quotas
    stored: list[str] = []
    async with await quotas.reserve(actor, {"uploads": 1, "storage": metering.declared_of(request)}) as held:
        try:
            received = await _take(request, actor, collection_id, key, held, stored)
        except NullusError as error:
            if error.kind is not ErrorKind.UNAVAILABLE:  # tried again soon, and what lies there already is kept for it
                await documents.remove_objects(_db(request), _objects(request), actor, stored)
            raise
        await held.settle({"uploads": sum(not (each.unchanged or each.repeated) for each in received)})
    return received


async def _take(
    request: Request, actor: Actor, collection_id: UUID, key: str | None, held: Reservation, stored: list[str]
) -> list[documents.Received]:
    """Store the files of a body and make them documents, if their sender still may when all of them are there."""
    settings: KnowledgeSettings = request.app.state.knowledge_settings
    objects = _objects(request)
    room = metering.Room(held, metering.declared_of(request))
    body = room.pieces(request.stream()) if held.metered else request.stream()
    content_type = request.headers.get("content-type", "")
    upload = await uploads.receive(body, content_type, objects, settings.max_upload_bytes, stored)
    await room.cover(upload)
    try:
        await still(request, actor, "documents:write")
    except NullusError as error:
        if error.kind is ErrorKind.UNAVAILABLE:
            raise
        raise AccessEnded from error
    return await documents.receive(_db(request), objects, actor, collection_id, upload, key)


def _hit_out(hit: Hit) -> dict[str, Any]:
    return {
        "documentId": hit.document_id,
        "documentName": hit.document_name,
        "collectionId": hit.collection_id,
        "chunkId": str(hit.chunk_id),
        "text": hit.text,
        "headingPath": hit.heading_path,
        "page": hit.page,
        "startOffset": hit.start_offset,
        "endOffset": hit.end_offset,
        "score": hit.score,
        "ranks": {"dense": hit.dense_rank, "lexical": hit.lexical_rank},
        "share": hit.share,
        "highlights": hit.highlights,
        "snippet": hit.snippet,
    }


def _db(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _objects(request: Request) -> ObjectStore:
    objects: ObjectStore = request.app.state.objects
    return objects


def _retrieval(request: Request) -> Retrieval:
    retrieval: Retrieval = request.app.state.retrieval
    return retrieval


def _collection_out(each: collections.Collection) -> CollectionOut:
    return CollectionOut.model_validate(each, from_attributes=True)


def _index_out(facts: rebuild.IndexFacts, language: Language) -> IndexOut:
    problem = facts.problem
    return IndexOut(
        state=facts.state,
        embedder=facts.embedder,
        embedder_configured=facts.embedder_configured,
        analyser=facts.analyser,
        analyser_current=facts.analyser_current,
        chunks=facts.chunks,
        generation=facts.generation,
        rebuilt=facts.rebuilt,
        job_id=str(facts.job_id) if facts.job_id else None,
        problem=IndexProblemOut(
            code=problem.result_code, message=problem.message_in(language), hint=problem.hint_in(language)
        )
        if problem
        else None,
    )


def _receipt_out(receipt: Receipt) -> ReceiptOut:
    return ReceiptOut.model_validate(receipt, from_attributes=True)


def _document_out(document: Document, language: Language) -> DocumentOut:
    return DocumentOut(
        id=document.id,
        collection_id=document.collection_id,
        collection_name=document.collection_name,
        name=document.name,
        metadata=document.metadata,
        status=document.status,  # type: ignore[arg-type]  # the table's check holds it
        failure=failure_out(document.failure, language),
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


def failure_out(failure: Failure | None, language: Language) -> FailureOut | None:
    """Why reading failed, in the asker's language."""
    if failure is None:
        return None
    message, hint = describe(failure.code, failure.fields, language)
    return FailureOut(code=failure.code, message=message, hint=hint)


def received_out(each: documents.Received) -> ReceivedOut:
    """A file that was taken in, as it is answered."""
    return ReceivedOut(
        id=UUID(each.id),
        name=each.name,
        status=each.status,
        job_id=each.job_id,
        version=each.version,
        unchanged=each.unchanged,
    )
