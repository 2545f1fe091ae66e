"""A visit: from the page that shows a chatbot to the answers, with the origin checked once and the token bound to it.

`Origin` is what browsers say for their users; any other program writes what it likes there. It keeps other sites from showing
the chatbot; what guards the owner's money are the limits of the app, of the visitor and of the network.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from fastapi import Request, Response

from nullus import chat, identity
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotAuthenticated, NullusError
from nullus.publishing import identities, origins, store, visit_store
from nullus.publishing.errors import (
    AppQuotaExceeded,
    IdentityNotValid,
    NothingPublished,
    OriginRefused,
    PublicationNotFound,
)
from nullus.publishing.identities import IDENTITY_NEEDED
from nullus.publishing.opening import Openings
from nullus.publishing.publications import Publication


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a publication."""

    publication: Publication
    origin: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit that may ask. `visitor` is the secret to come back with, None where the browser has it already."""

    token: str
    expires_at: datetime
    visitor: str | None
    actor: Actor


async def begin(request: Request, publication: Publication, secret: str | None, identity_token: str | None) -> Begun:
    """Let a visitor of an allowed page in. Raises OriginRefused, IdentityNotValid, VisitorSignedUp."""
    origin = await admit(request, publication)
    resources = identity.resources_of(request)
    subject = None
    if identity_token is not None:
        subject = identities.subject_of(resources.sealer, publication, identity_token)
    elif publication.identity == "required":
        raise IdentityNotValid(problem=IDENTITY_NEEDED)
    door = identity.Door(publication.workspace_id, publication.id, publication.tier)
    place = identity.Place(request.client.host if request.client else "", request.headers.get("user-agent", ""))
    lifetime = timedelta(days=resources.settings.guest_days)
    async with resources.db.system_transaction() as tx:
        account_id = None if subject is None else await visit_store.hold_subject(tx, publication.id, subject)
        if subject is not None and account_id is None:
            secret = None  # what an unnamed visitor said before on this browser is not handed to somebody who is named
        visitor = await identity.enter_as_visitor(tx, door, place, lifetime, secret, account_id)
        if visitor.fresh:
            await visit_store.add(tx, publication.workspace_id, publication.id, visitor.account_id, subject)
            await visit_store.count_visitor(tx, publication.workspace_id, publication.id)
    token, ends = identity.token_for(resources, visitor, publication.id, origin)
    actor = Actor("guest", publication.workspace_id, visitor.account_id, role="guest", address=place.address)
    return Begun(token, datetime.fromtimestamp(ends, UTC), visitor.secret, actor)


async def admit(request: Request, publication: Publication) -> str:
    """The origin of the page that asks, if it may. Raises OriginRefused, and counts it."""
    origin = origins.named_by(request)
    if may_show(publication, origin, request):
        return origin
    db: Database = request.app.state.database
    await count_refusal(db, publication, origin)
    raise OriginRefused(origin=origin or "-")


async def count_refusal(db: Database, publication: Publication, origin: str) -> None:
    """For the owner, who sees from where others try. `origin` may be empty."""
    async with db.system_transaction() as tx:
        await visit_store.count_refusal(tx, publication.workspace_id, publication.id, origin)


def may_show(publication: Publication, origin: str, request: Request) -> bool:
    """Whether a page of this origin may show the chatbot: those that the owner named; this service's own show page and frame."""
    return origins.is_own(origin, request) or (publication.widget and bool(origin) and origin in publication.origins)


async def of(request: Request, actor: Actor, app: str) -> Visit:
    """The visit of a token, at the app that the request names, from the origin that it was issued for.

    Raises NotAuthenticated for the token of another app or origin; PublicationNotFound where it was closed.
    """
    token = identity.visit_of(request)
    openings: Openings = request.app.state.openings
    publication = await openings.by_app(app)
    if token.publication_id != publication.id:
        raise NotAuthenticated
    named = request.headers.getlist("origin")
    if named and named != [token.origin]:
        raise NotAuthenticated
    if not may_show(publication, token.origin, request):  # the owner has taken the origin off the list since
        raise OriginRefused(origin=token.origin)
    if publication.workspace_id != actor.workspace_id:
        raise PublicationNotFound
    return Visit(publication, token.origin, actor)


async def ask(request: Request, visit: Visit, text: str) -> Response:
    """Ask and stream the answer. Raises AppQuotaExceeded, NothingPublished, and what asking raises."""
    db: Database = request.app.state.database
    publication, actor = visit.publication, visit.actor
    async with db.transaction(actor) as tx:
        collection_ids = await store.answering(tx, actor.workspace_id, publication.id)
    if not collection_ids:
        raise NothingPublished
    day = await _take(db, publication)
    try:
        conversation_id = await _conversation(db, visit, collection_ids)
        return await chat.ask(request, actor, conversation_id, text, collection_ids)
    except identity.QuotaExceeded:
        await _give_back(db, publication, day, refused=True)
        raise
    except NullusError:
        await _give_back(db, publication, day, refused=False)
        raise


async def conversation_of(db: Database, visit: Visit) -> UUID | None:
    """The conversation of this visit, if anything was asked."""
    assert visit.actor.person_id is not None
    async with db.system_transaction() as tx:
        return await visit_store.conversation(tx, visit.actor.workspace_id, visit.publication.id, visit.actor.person_id)


async def forget(db: Database, visit: Visit) -> None:
    """The next question begins a new conversation; the old one stays with the visitor's account until that is forgotten."""
    assert visit.actor.person_id is not None
    async with db.system_transaction() as tx:
        await visit_store.leave_conversation(tx, visit.actor.workspace_id, visit.publication.id, visit.actor.person_id)


async def _conversation(db: Database, visit: Visit, collection_ids: list[UUID]) -> UUID:
    """The conversation of this visit; the first question begins it."""
    found = await conversation_of(db, visit)
    if found is not None:
        return found
    assert visit.actor.person_id is not None
    async with db.transaction(visit.actor) as tx:
        made = await chat.begin(tx, visit.actor, collection_ids)
    async with db.system_transaction() as tx:
        kept = await visit_store.keep_conversation(
            tx, visit.actor.workspace_id, visit.publication.id, visit.actor.person_id, made
        )
    if kept is None:
        raise PublicationNotFound
    return kept


async def _take(db: Database, publication: Publication) -> date:
    async with db.system_transaction() as tx:
        day = await visit_store.take_question(
            tx, publication.workspace_id, publication.id, publication.questions_per_day
        )
    if day is None:
        async with db.system_transaction() as tx:
            await visit_store.count_over_limit(tx, publication.workspace_id, publication.id)
        raise AppQuotaExceeded
    return day


async def _give_back(db: Database, publication: Publication, day: date, *, refused: bool) -> None:
    async with db.system_transaction() as tx:
        await visit_store.give_back_question(tx, publication.workspace_id, publication.id, day)
        if refused:
            await visit_store.count_over_limit(tx, publication.workspace_id, publication.id)
