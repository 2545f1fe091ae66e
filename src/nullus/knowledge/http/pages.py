"""Routes of the pages of a PDF: their pictures, and where on them a passage stands."""

from typing import Annotated, Any

from fastapi import Path, Query, Request, Response

from nullus.knowledge.documents import documents, pages
from nullus.knowledge.documents.loading import TheDocument
from nullus.knowledge.http.held import VersionNumber
from nullus.knowledge.http.schemas import DocumentPageOut, MarkOut
from nullus.knowledge.sandbox import GRID
from nullus.platform.web import CurrentActor, Envelope, Router, db_of, success

PageNumber = Annotated[int, Path(ge=1, le=2**31 - 1)]
Character = Annotated[int | None, Query(ge=0, le=2**31 - 1)]

router = Router(prefix="/api/v1", tags=["knowledge"])


@router.call(
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
    async with db_of(request).transaction(actor) as tx:
        found = await pages.version_shown(tx, actor, document, version)
        what = pages.Sought()
        if passage is not None and found.searchable:
            what = await pages.sought(tx, actor, document.id, pages.Place(int(passage), start, end))
    view = await _pages_of(request).look(actor, document, found, page, what)
    async with db_of(request).transaction(actor) as tx:
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
            letterless=list(view.letterless),
        )
    )


@router.call(
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
    async with db_of(request).transaction(actor) as tx:
        found = await pages.version_shown(tx, actor, document, version)
    headers = {"ETag": pages.etag_of(found, page), "Cache-Control": "private, no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    picture = await _pages_of(request).picture(actor, document, found, page)
    async with db_of(request).transaction(actor) as tx:
        await documents.get(tx, actor, document.id)  # drawing takes its time, in which the document may have gone
    if not picture.whole:
        headers = {"Cache-Control": "no-store"}  # after a font was installed it is another one
    policy = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cross-Origin-Resource-Policy": "same-origin"}
    return Response(picture.data, media_type=pages.MEDIA_TYPE, headers=headers | policy)


def _pages_of(request: Request) -> pages.Pages:
    found: pages.Pages = request.app.state.pages
    return found
