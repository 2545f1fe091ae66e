"""Publications: a chatbot that an owner opens to the world, on a page of its own, on other sites, or both."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, identity
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.publishing import origins, store
from nullus.publishing.errors import CollectionNotPublic, PageNeedsSlug, PublicationNotFound, SlugTaken

Crawlers = Literal["none", "search", "all"]
"""Who may read the public page by machine: nobody, search engines, or whoever wants to, to train models too."""
IdentityMode = Literal["off", "optional", "required"]
DEFAULT_TIER = "guest"


@dataclass(frozen=True, slots=True)
class Publication:
    """`app` is its public key. `widget`: other sites may show it; `page`: it has the page /p/<slug>."""

    id: UUID
    workspace_id: UUID
    app: str
    name: str
    slug: str | None
    face: str
    has_image: bool
    greeting: str
    suggestions: list[str]
    languages: list[str]
    accent: str
    scheme: str
    tier: str
    origins: list[str]
    widget: bool
    page: bool
    crawlers: Crawlers
    questions_per_day: int
    identity: IdentityMode
    identity_secret: bytes | None
    collection_ids: list[UUID]
    created_at: datetime
    updated_at: datetime


async def create(tx: Tx, actor: Actor, values: Mapping[str, Any], collection_ids: Sequence[UUID]) -> Publication:
    """Make a publication. Raises SlugTaken, PageNeedsSlug, OriginNotUnderstood, CollectionNotPublic, NotPermitted."""
    actor.require("workspace")
    publication_id = new_id()
    values = await _checked(tx, actor, values, DEFAULT_TIER)
    if values.get("page") and not values.get("slug"):
        raise PageNeedsSlug
    app = f"nla_{secrets.token_urlsafe(18)}"
    if not await store.add(tx, actor.workspace_id, {**values, "id": publication_id, "app": app}):
        raise SlugTaken(slug=values.get("slug"))
    await _choose(tx, actor, publication_id, collection_ids)
    await _record(tx, actor, "publication.created", publication_id, {"count": len(collection_ids)})
    return await get(tx, actor, publication_id)


async def get(tx: Tx, actor: Actor, publication_id: UUID) -> Publication:
    """One publication of the workspace. Raises PublicationNotFound."""
    row = await store.find(tx, actor.workspace_id, publication_id)
    if row is None:
        raise PublicationNotFound
    return shown(row)


async def list_all(tx: Tx, actor: Actor) -> list[Publication]:
    """Every publication of the workspace, by name."""
    return [shown(row) for row in await store.list_all(tx, actor.workspace_id)]


async def change(
    tx: Tx, actor: Actor, publication: Publication, values: Mapping[str, Any], collection_ids: Sequence[UUID] | None
) -> Publication:
    """Change what is named; acts within five seconds, on visits that go on too. Raises as `create` does."""
    actor.require("workspace")
    values = await _checked(tx, actor, values, publication.tier)
    if values.get("page", publication.page) and not values.get("slug", publication.slug):
        raise PageNeedsSlug
    if values and not await store.change(tx, actor.workspace_id, publication.id, values):
        raise SlugTaken(slug=values.get("slug"))
    if collection_ids is not None:
        await _choose(tx, actor, publication.id, collection_ids)
    named = sorted({*values, *(["collections"] if collection_ids is not None else [])})
    await _record(tx, actor, "publication.changed", publication.id, {"changed": ",".join(named)[:200]})
    return await get(tx, actor, publication.id)


async def delete(tx: Tx, actor: Actor, publication: Publication) -> None:
    """Close it for good. What visitors asked stays theirs until they are forgotten."""
    actor.require("workspace")
    await store.delete(tx, actor.workspace_id, publication.id)
    await _record(tx, actor, "publication.deleted", publication.id)


async def set_face(tx: Tx, actor: Actor, publication: Publication, image: bytes | None, media_type: str | None) -> None:
    """Give it an image as its face, or take that away again."""
    actor.require("workspace")
    await store.change(tx, actor.workspace_id, publication.id, {"face_image": image, "face_type": media_type})
    await _record(tx, actor, "publication.changed", publication.id, {"changed": "image"})


async def set_secret(tx: Tx, actor: Actor, publication: Publication, sealed: bytes | None) -> None:
    """Keep the sealed secret that identities are signed with; None: there is none any more, and none are taken."""
    actor.require("workspace")
    values: dict[str, Any] = {"identity_secret": sealed}
    if sealed is None:
        values["identity"] = "off"
    elif publication.identity == "off":
        values["identity"] = "optional"
    await store.change(tx, actor.workspace_id, publication.id, values)
    action = "publication.secret_removed" if sealed is None else "publication.secret_made"
    await _record(tx, actor, action, publication.id)


def shown(row: Row[Any]) -> Publication:
    return Publication(**{name: getattr(row, name) for name in Publication.__slots__})


async def _checked(tx: Tx, actor: Actor, values: Mapping[str, Any], tier: str) -> dict[str, Any]:
    """Origins as browsers name them; a tier that the actor may give: what visitors use is the whole service's."""
    found = dict(values)
    if "origins" in found:
        found["origins"] = sorted({origins.normal(each) for each in found["origins"]})
    if found.get("tier", tier) != tier:
        if found["tier"] != DEFAULT_TIER:
            actor.require("tiers")
        await identity.check_tier(tx, found["tier"])
    return found


async def _choose(tx: Tx, actor: Actor, publication_id: UUID, collection_ids: Sequence[UUID]) -> None:
    closed = await store.not_public(tx, actor.workspace_id, collection_ids)
    if closed is not None:
        raise CollectionNotPublic(name=closed)
    await store.choose(tx, actor.workspace_id, publication_id, collection_ids)


async def _record(
    tx: Tx, actor: Actor, action: str, publication_id: UUID, details: Mapping[str, Any] | None = None
) -> None:
    await audit.record(tx, actor, action, object_kind="publication", object_id=publication_id, details=details)
