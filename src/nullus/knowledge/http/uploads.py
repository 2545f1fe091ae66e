"""Routes by which documents come in: files, and addresses of the web."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Request

from nullus.identity import Quotas, Reservation, still
from nullus.knowledge.documents import deleting, fetching, receiving, uploads
from nullus.knowledge.documents.loading import TheCollection
from nullus.knowledge.documents.names import clean_name
from nullus.knowledge.documents.uploads import Upload, UploadedFile
from nullus.knowledge.http.held import objects_of
from nullus.knowledge.http.schemas import AddressIn, ReceivedOut, UploadOut
from nullus.knowledge.ingestion import metering
from nullus.knowledge.settings import KnowledgeSettings
from nullus.platform.actor import Actor
from nullus.platform.errors import AccessEnded, ErrorKind, NullusError
from nullus.platform.web import CurrentActor, Envelope, Router, db_of, success
from nullus.platform.web_body import lift_limit

router = Router(prefix="/api/v1", tags=["knowledge"])


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
    return success(UploadOut(documents=[_received_out(each) for each in received]))


@router.call(
    "POST", "/collections/{collection_id}/documents/url", policy="documents:write", answers=UploadOut, status=202
)
async def add_by_address(
    collection: TheCollection, body: AddressIn, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Fetch a page or file of the web and add it as a document, with its address as metadata `source`.

    Off until the operator allows sites (NULLUS_KNOWLEDGE_FETCH_FROM). Answered when the original is durable.
    """
    objects = objects_of(request)
    quotas: Quotas = request.app.state.quotas
    async with await quotas.reserve(actor, {"uploads": 1}) as held:
        page = await fetching.fetch(request.app.state.knowledge_settings, body.url)
        await held.grow({"storage": len(page.body)})
        await still(request, actor, "documents:write")
        file = UploadedFile(clean_name(page.name), (await objects.put_all([page.body]))[0])
        upload = Upload([file], {"source": page.url})
        received = await receiving.receive(db_of(request), objects, actor, collection.id, upload, None)
        await held.settle({"uploads": sum(not each.unchanged for each in received)})
    return success(UploadOut(documents=[_received_out(each) for each in received]))


async def _receive(request: Request, actor: Actor, collection_id: UUID, key: str | None) -> list[receiving.Received]:
    """Take an upload in: paid for by the asker's quota before it is read. What is refused leaves nothing behind."""
    lift_limit(request.scope)
    quotas: Quotas = request.app.state.quotas
    stored: list[str] = []
    async with await quotas.reserve(actor, {"uploads": 1, "storage": metering.declared_of(request)}) as held:
        try:
            received = await _take(request, actor, collection_id, key, held, stored)
        except NullusError as error:
            if error.kind is not ErrorKind.UNAVAILABLE:  # tried again soon, and what lies there already is kept for it
                await deleting.remove_objects(db_of(request), objects_of(request), actor, stored)
            raise
        await held.settle({"uploads": sum(not (each.unchanged or each.repeated) for each in received)})
    return received


async def _take(
    request: Request, actor: Actor, collection_id: UUID, key: str | None, held: Reservation, stored: list[str]
) -> list[receiving.Received]:
    """Store the files of a body and make them documents, if their sender still may when all of them are there."""
    settings: KnowledgeSettings = request.app.state.knowledge_settings
    objects = objects_of(request)
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
    return await receiving.receive(db_of(request), objects, actor, collection_id, upload, key)


def _received_out(each: receiving.Received) -> ReceivedOut:
    """A file that was taken in, as it is answered."""
    return ReceivedOut(
        id=UUID(each.id),
        name=each.name,
        status=each.status,
        job_id=each.job_id,
        version=each.version,
        unchanged=each.unchanged,
    )
