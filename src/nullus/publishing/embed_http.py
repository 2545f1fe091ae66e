"""Routes that a chatbot on any site calls: begin a visit, ask, read on, say what an answer was worth, take it along to an account.

All name the app in the address, so that a browser's question beforehand (the preflight) can be answered app by app.
"""

from typing import Annotated, Any

from fastapi import Query, Request, Response

from nullus import chat, identity
from nullus.platform.web import PUBLIC, VISITOR, CurrentActor, Envelope, Router, db_of, success
from nullus.publishing import store, visits
from nullus.publishing.embed_schemas import (
    HandoverOut,
    LookOut,
    RatingIn,
    SessionIn,
    VisitDoneOut,
    VisitOut,
    VisitQuestionIn,
    VisitSessionOut,
    said_out,
)
from nullus.publishing.errors import PublicationNotFound
from nullus.publishing.opening import Openings
from nullus.publishing.publications import Publication

router = Router(prefix="/embed/v1", tags=["embed"])
App = Annotated[str, Query(max_length=64, description="the public app key of the chatbot")]


@router.call("POST", "/session", policy=PUBLIC, rate="embed", answers=VisitSessionOut)
async def begin_visit(app: App, body: SessionIn, request: Request) -> Envelope[Any]:
    """Begin a visit, or go on with it: a token of ten minutes for this app, this page's origin and this visitor.

    Refused for pages of origins that the owner did not name. `Origin` is a browser's word: it is no proof against other programs.
    """
    publication = await _openings(request).by_app(app)
    begun = await visits.begin(request, publication, body.visitor, body.identity)
    standing = await request.app.state.quotas.standing(begun.actor, ("questions",))
    limited = [each for each in standing if each.left is not None]
    least = min(limited, key=lambda each: each.left or 0, default=None)
    async with db_of(request).system_transaction() as tx:
        sign_up = (await identity.sign_up(tx)).mode != "closed"
    return success(
        VisitSessionOut(
            token=begun.token,
            expires_at=begun.expires_at,
            visitor=begun.visitor,
            look=look_out(publication),
            left=None if least is None else identity.standing_out(least),
            sign_up=sign_up,
        )
    )


@router.call("GET", "/visit", policy=VISITOR, rate="embed", answers=VisitOut)
async def read_visit(app: App, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """What was said in this visit so far."""
    visit = await visits.of(request, actor, app)
    conversation_id = await visits.conversation_of(db_of(request), visit)
    found = [] if conversation_id is None else await chat.said(request, actor, conversation_id)
    return success(VisitOut(items=[said_out(each) for each in found]))


@router.call("POST", "/messages", policy=VISITOR, rate="embed", produces="text/event-stream")
async def ask_in_visit(app: App, body: VisitQuestionIn, request: Request, actor: CurrentActor) -> Response:
    """Ask; the answer comes as events: `sources`, then `delta` and `citation`, then `done` or `error`.

    It rests on the publication's collections alone, those of them that are public.
    """
    return await visits.ask(request, await visits.of(request, actor, app), body.text)


@router.call("POST", "/stop", policy=VISITOR, rate="embed", answers=VisitDoneOut)
async def stop_in_visit(app: App, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Stop the answer that is being written; what there is of it stays."""
    visit = await visits.of(request, actor, app)
    conversation_id = await visits.conversation_of(db_of(request), visit)
    if conversation_id is not None:
        await chat.stop(request, actor, conversation_id)
    return success(VisitDoneOut(done=conversation_id is not None))


@router.call("POST", "/feedback", policy=VISITOR, rate="embed", answers=VisitDoneOut)
async def rate_in_visit(app: App, body: RatingIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Say whether an answer was good, and why."""
    visit = await visits.of(request, actor, app)
    conversation_id = await visits.conversation_of(db_of(request), visit)
    if conversation_id is not None:
        async with db_of(request).transaction(actor) as tx:
            await chat.rate(tx, actor, conversation_id, body.answer, body.rating, body.reason or "")
    return success(VisitDoneOut(done=conversation_id is not None))


@router.call("POST", "/forget", policy=VISITOR, rate="embed", answers=VisitDoneOut)
async def begin_anew_in_visit(app: App, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Begin a new conversation with the next question."""
    await visits.forget(db_of(request), await visits.of(request, actor, app))
    return success(VisitDoneOut(done=True))


@router.call("POST", "/handover", policy=VISITOR, rate="embed", answers=HandoverOut)
async def hand_visit_over(app: App, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """An address of this service's own pages where the visitor signs up and keeps the conversation."""
    visit = await visits.of(request, actor, app)
    assert visit.actor.person_id is not None
    async with db_of(request).system_transaction() as tx:
        code, expires_at = await identity.hand_over(tx, visit.actor.person_id)
    address = f"{identity.resources_of(request).public_url}/join#{code}"
    return success(HandoverOut(address=address, expires_at=expires_at))


@router.call("GET", "/face", policy=PUBLIC, produces="image/png", refuses=(404,))
async def publication_face(
    app: App, request: Request, v: Annotated[str | None, Query(max_length=20)] = None
) -> Response:
    """The image that is its face; `v` names its version, so that a browser may keep it."""
    await _openings(request).by_app(app)
    async with db_of(request).system_transaction() as tx:
        row = await store.face_of(tx, app)
    if row is None:
        raise PublicationNotFound
    headers = {
        "Cache-Control": "public, max-age=86400" if v else "no-cache",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(bytes(row.face_image), media_type=row.face_type, headers=headers)


def look_out(publication: Publication) -> LookOut:
    """What anybody may know of it who may see it."""
    version = str(int(publication.updated_at.timestamp() * 1000)) if publication.has_image else None
    plain = {name: getattr(publication, name) for name in LookOut.model_fields if name != "image_version"}
    return LookOut(**plain, image_version=version)


def _openings(request: Request) -> Openings:
    openings: Openings = request.app.state.openings
    return openings
