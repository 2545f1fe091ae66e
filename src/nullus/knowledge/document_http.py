"""Routes of what is done with documents that are there: their versions, originals and pages, another collection."""

from typing import Annotated, Any

from fastapi import Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from nullus import audit
from nullus.identity import Quotas, still
from nullus.knowledge import cursors, documents, fetching, moving, pages
from nullus.knowledge.http import failure_out, received_out
from nullus.knowledge.loading import TheCollection, TheDocument
from nullus.knowledge.names import clean_name
from nullus.knowledge.retrieval import Retrieval
from nullus.knowledge.sandbox import GRID
from nullus.knowledge.schemas import (
    AddressIn,
    DocumentPageOut,
    MarkOut,
    MovedOut,
    MoveIn,
    UploadOut,
    VersionOfDocumentOut,
)
from nullus.knowledge.uploads import Upload, UploadedFile
from nullus.platform.database import Database
from nullus.platform.objects import ObjectStore
from nullus.platform.web import CurrentActor, Envelope, Page, Router, load_all, success

documents_router = Router(prefix="/api/v1", tags=["knowledge"])
VersionNumber = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
PageNumber = Annotated[int, Path(ge=1, le=2**31 - 1)]
Character = Annotated[int | None, Query(ge=0, le=2**31 - 1)]


@documents_router.call(
    "GET", "/documents/{document_id}/original", policy="documents:read", produces="application/octet-stream"
)
async def get_original(
    document: TheDocument,
    request: Request,
    actor: CurrentActor,
    version: VersionNumber = None,
) -> StreamingResponse:
    """The original of a version, of the latest without one, unchanged.

    Always a download: a browser never runs what was uploaded.
    """
    objects: ObjectStore = request.app.state.objects
    async with _db(request).transaction(actor) as tx:
        found = await documents.version_of(tx, actor, document, version)
    async with objects.local_file(found.digest):
        pass  # a missing original is an error answer, not a broken stream
    async with _db(request).transaction(actor) as tx:  # committed before the first byte
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


@documents_router.call(
    "GET", "/documents/{document_id}/versions", policy="documents:read", answers=Page[VersionOfDocumentOut]
)
async def list_versions(document: TheDocument, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Every upload of a document, the newest first."""
    async with _db(request).transaction(actor) as tx:
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
            failure=failure_out(each.failure, actor.language),
            created_at=each.created_at,
        )
        for each in found
    ]
    return success(Page[VersionOfDocumentOut](items=shown))


@documents_router.call(
    "GET",
    "/documents/{document_id}/pages/{page}",
    policy="documents:read",
    rate="page",
    refuses=[409],
    answers=DocumentPageOut,
)
async def get_page(
    document: TheDocument,
    page: PageNumber,
    request: Request,
    actor: CurrentActor,
    version: VersionNumber = None,
    passage: Annotated[
        str | None, Query(pattern="^[0-9]{1,18}$", description="the id of a passage to mark on the page")
    ] = None,
    start: Character = None,
    end: Character = None,
) -> Envelope[Any]:
    """A page of a PDF: how large its picture is, and where on it a passage stands.

    Of the version that is searched, of the latest where none is. `start` and `end` are characters of the document's text
    and mark a part of the passage or of those beside it. Only the version that is searched has passages to mark.
    """
    async with _db(request).transaction(actor) as tx:
        found = await pages.version_shown(tx, actor, document, version)
        what = pages.Sought()
        if passage is not None and found.searchable:
            what = await pages.sought(tx, actor, document.id, pages.Place(int(passage), start, end))
    view = await _pages(request).look(actor, document, found, page, what)
    async with _db(request).transaction(actor) as tx:
        await documents.get(tx, actor, document.id)
    marks = [[each / GRID for each in box] for box in view.boxes]
    return success(
        DocumentPageOut(
            page=page,
            pages=view.pages,
            version=found.number,
            width=view.width,
            height=view.height,
            marks=[MarkOut(left=left, top=top, width=wide, height=high) for left, top, wide, high in marks],
            marked_page=view.marked or next(iter(what.pages), None),
        )
    )


@documents_router.call(
    "GET",
    "/documents/{document_id}/pages/{page}/picture",
    policy="documents:read",
    rate="page",
    refuses=[409],
    produces=pages.MEDIA_TYPE,
    responses={304: {"description": "Who asks has the picture already."}},
)
async def get_page_picture(
    document: TheDocument, page: PageNumber, request: Request, actor: CurrentActor, version: VersionNumber = None
) -> Response:
    """The picture of a page of a PDF, 1,100 pixels wide. Who has it already (`If-None-Match`) is answered 304.

    Drawn each time from the original, in a process that can do nothing else; a browser asks each time whether it may still
    show what it has.
    """
    async with _db(request).transaction(actor) as tx:
        found = await pages.version_shown(tx, actor, document, version)
    headers = {"ETag": pages.etag_of(found, page), "Cache-Control": "private, no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    picture = await _pages(request).picture(actor, document, found, page)
    async with _db(request).transaction(actor) as tx:
        await documents.get(tx, actor, document.id)  # drawing takes its time, in which the document may have gone
    policy = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cross-Origin-Resource-Policy": "same-origin"}
    return Response(picture, media_type=pages.MEDIA_TYPE, headers=headers | policy)


@documents_router.call(
    "POST", "/collections/{collection_id}/documents/url", policy="documents:write", answers=UploadOut, status=202
)
async def add_by_address(
    collection: TheCollection, body: AddressIn, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Fetch a page or file of the web and add it as a document, with its address as metadata `source`.

    Off until the operator allows sites (NULLUS_KNOWLEDGE_FETCH_FROM). Answered when the original is durable.
    """
    objects: ObjectStore = request.app.state.objects
    quotas: Quotas = request.app.state.quotas
    async with await quotas.reserve(actor, {"uploads": 1}) as held:
        page = await fetching.fetch(request.app.state.knowledge_settings, body.url)
        await held.grow({"storage": len(page.body)})
        await still(request, actor, "documents:write")
        file = UploadedFile(clean_name(page.name), (await objects.put_all([page.body]))[0])
        upload = Upload([file], {"source": page.url})
        received = await documents.receive(_db(request), objects, actor, collection.id, upload, None)
        await held.settle({"uploads": sum(not each.unchanged for each in received)})
    return success(UploadOut(documents=[received_out(each) for each in received]))


@documents_router.call("POST", "/documents/move", policy="documents:write", answers=MovedOut)
async def move_documents(body: MoveIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Put documents into another collection, whose label and access then hold for them: all of them, or none."""
    async with _db(request).transaction(actor) as tx:
        target = (await load_all(tx, actor, [body.collection_id]))[0]
        moved = await moving.move(tx, actor, await load_all(tx, actor, body.document_ids), target)
    retrieval: Retrieval = request.app.state.retrieval
    await retrieval.refresh(actor)
    return success(MovedOut(moved=moved))


def _pages(request: Request) -> pages.Pages:
    found: pages.Pages = request.app.state.pages
    return found


def _db(request: Request) -> Database:
    database: Database = request.app.state.database
    return database
