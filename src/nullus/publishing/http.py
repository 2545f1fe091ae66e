"""Routes of publications for their owners; those for visitors and for browsers are beside it."""

from collections.abc import Sequence
from html import escape
from typing import Any
from uuid import UUID

from fastapi import Request

from nullus import identity
from nullus.knowledge import CollectionRef
from nullus.platform.database import Tx
from nullus.platform.web import CurrentActor, Envelope, Page, Router, db_of, load_all, success
from nullus.publishing import embed_http, faces, identities, page_http, publications, visit_store
from nullus.publishing.loading import ThePublication
from nullus.publishing.opening import Openings
from nullus.publishing.publications import Publication
from nullus.publishing.schemas import (
    FaceIn,
    PublicationChange,
    PublicationGoneOut,
    PublicationIn,
    PublicationOut,
    RefusedOriginOut,
    SecretGoneOut,
    SecretOut,
    StatisticsOut,
    VisitDayOut,
)

router = Router(prefix="/api/v1", tags=["publishing"])
_MOST_DAYS, _MOST_REFUSED = 90, 200


@router.call("GET", "/publications", policy="workspace", answers=Page[PublicationOut])
async def list_publications(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The workspace's public pages and chatbots for other sites."""
    async with db_of(request).transaction(actor) as tx:
        found = await publications.list_all(tx, actor)
    return success(Page[PublicationOut](items=[_out(request, each) for each in found]))


@router.call("POST", "/publications", policy="workspace", answers=PublicationOut, status=201)
async def create_publication(body: PublicationIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Open public collections to visitors: by a page of its own, on other sites, or both. Closed until one of them is on."""
    async with db_of(request).transaction(actor) as tx:
        ids = await _ids(tx, actor, body.collection_ids)
        made = await publications.create(tx, actor, body.model_dump(exclude={"collection_ids"}), ids)
    _openings(request).forget()
    return success(_out(request, made))


@router.call("GET", "/publications/{publication_id}", policy="workspace", answers=PublicationOut)
async def get_publication(publication: ThePublication, request: Request) -> Envelope[Any]:
    """One publication."""
    return success(_out(request, publication))


@router.call("PATCH", "/publications/{publication_id}", policy="workspace", answers=PublicationOut)
async def change_publication(
    publication: ThePublication, body: PublicationChange, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Change what is named; visits that go on feel it within five seconds."""
    values = body.model_dump(exclude={"collection_ids"}, exclude_none=True)
    if "slug" in body.model_fields_set:
        values["slug"] = body.slug
    async with db_of(request).transaction(actor) as tx:
        ids = None if body.collection_ids is None else await _ids(tx, actor, body.collection_ids)
        changed = await publications.change(tx, actor, publication, values, ids)
    if not (changed.widget or changed.page):
        await _end_visits(request, publication)
    _openings(request).forget()
    return success(_out(request, changed))


@router.call("DELETE", "/publications/{publication_id}", policy="workspace", answers=PublicationGoneOut)
async def delete_publication(publication: ThePublication, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Close it for good: its visits end, its counts go. What visitors asked is forgotten with them."""
    async with db_of(request).transaction(actor) as tx:
        await publications.delete(tx, actor, publication)
    await _end_visits(request, publication)
    _openings(request).forget()
    return success(PublicationGoneOut(id=publication.id, deleted=True))


@router.call("PUT", "/publications/{publication_id}/face", policy="workspace", answers=PublicationOut)
async def set_publication_face(
    publication: ThePublication, body: FaceIn, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Give it an image as its face: PNG, JPEG or WebP, at most 64 KiB and 512 by 512 pixels."""
    image = faces.read(body.image)
    return success(await _faced(publication, request, actor, image, faces.kind_of(image)))


@router.call("DELETE", "/publications/{publication_id}/face", policy="workspace", answers=PublicationOut)
async def remove_publication_face(publication: ThePublication, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take the image away; the face that is built in shows again."""
    return success(await _faced(publication, request, actor, None, None))


@router.call(
    "POST", "/publications/{publication_id}/secret", policy="workspace", recent=True, answers=SecretOut, status=201
)
async def make_publication_secret(publication: ThePublication, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """A new secret for the host's server to sign who its user is; the one before ends. It is shown this once."""
    secret = identities.new_secret()
    sealed = identities.seal(identity.resources_of(request).sealer, publication, secret)
    async with db_of(request).transaction(actor) as tx:
        await publications.set_secret(tx, actor, publication, sealed)
    _openings(request).forget()
    return success(SecretOut(secret=secret))


@router.call("DELETE", "/publications/{publication_id}/secret", policy="workspace", answers=SecretGoneOut)
async def remove_publication_secret(
    publication: ThePublication, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """No signed identities are taken any more."""
    async with db_of(request).transaction(actor) as tx:
        await publications.set_secret(tx, actor, publication, None)
    _openings(request).forget()
    return success(SecretGoneOut(removed=True))


@router.call("GET", "/publications/{publication_id}/statistics", policy="workspace", answers=StatisticsOut)
async def publication_statistics(publication: ThePublication, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """How many came and asked, day by day, and which sites were refused. What was asked is nowhere in it."""
    workspace_id = actor.workspace_id
    async with db_of(request).transaction(actor) as tx:
        days = await visit_store.days(tx, workspace_id, publication.id, _MOST_DAYS)
        refused = await visit_store.refusals(tx, workspace_id, publication.id, _MOST_REFUSED)
    async with db_of(request).system_transaction() as tx:
        people = await visit_store.people(tx, workspace_id, publication.id)
    return success(
        StatisticsOut(
            visitors=people.visitors,
            signed_up=people.signed_up,
            days=[VisitDayOut(**each._mapping) for each in days],
            refused=[RefusedOriginOut(**each._mapping) for each in refused],
        )
    )


async def _ids(tx: Tx, actor: CurrentActor, refs: Sequence[CollectionRef]) -> list[UUID]:
    return [each.id for each in await load_all(tx, actor, refs)]


async def _faced(
    publication: Publication, request: Request, actor: CurrentActor, image: bytes | None, media_type: str | None
) -> PublicationOut:
    async with db_of(request).transaction(actor) as tx:
        await publications.set_face(tx, actor, publication, image, media_type)
        changed = await publications.get(tx, actor, publication.id)
    _openings(request).forget()
    return _out(request, changed)


async def _end_visits(request: Request, publication: Publication) -> None:
    async with db_of(request).system_transaction() as tx:
        await identity.end_visits(tx, publication.id)


def _out(request: Request, publication: Publication) -> PublicationOut:
    base = identity.resources_of(request).public_url
    script = f'<script src="{escape(base)}{page_http.SCRIPT}" defer></script>'
    element = f'<nullus-chat app="{publication.app}"></nullus-chat>'
    frame = f'<iframe src="{escape(base)}/embed/{publication.app}" title="{escape(publication.name)}"></iframe>'
    computed = {"has_secret", "snippet", "frame", "page_address"}
    return PublicationOut(
        **{name: getattr(publication, name) for name in PublicationOut.model_fields if name not in computed},
        has_secret=publication.identity_secret is not None,
        snippet=f"{script}\n{element}",
        frame=frame,
        page_address=f"{base}/p/{publication.slug}" if publication.slug else None,
    )


def _openings(request: Request) -> Openings:
    openings: Openings = request.app.state.openings
    return openings


router.include_router(embed_http.router)
router.include_router(page_http.router)
