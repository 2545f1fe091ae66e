"""Collections: named sets of documents inside a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit
from nullus.kit import new_id
from nullus.knowledge import collection_store
from nullus.knowledge.errors import CollectionExists, CollectionNotFound
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

DEFAULT_NAME = "documents"


@dataclass(frozen=True, slots=True)
class Collection:
    id: UUID
    name: str
    description: str
    sensitivity: str
    documents: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KnownCollection:
    """A collection that is there for the asker; nothing of it was counted."""

    id: UUID
    name: str


async def create(tx: Tx, actor: Actor, name: str, description: str = "", sensitivity: str = "internal") -> Collection:
    """Make a collection. Raises CollectionExists when the workspace has one of this name."""
    actor.require("documents:write")
    collection_id = new_id()
    if not await collection_store.add_collection(tx, actor.workspace_id, collection_id, name, description, sensitivity):
        raise CollectionExists(name=name)
    details = {"sensitivity": sensitivity}
    await audit.record(
        tx, actor, "collection.created", object_kind="collection", object_id=collection_id, details=details
    )
    return await get(tx, actor, collection_id)


async def get(tx: Tx, actor: Actor, collection_id: UUID) -> Collection:
    """One collection. Raises CollectionNotFound, also for another workspace's."""
    row = await collection_store.find_collection(tx, actor.workspace_id, collection_id)
    if row is None:
        raise CollectionNotFound(collection=collection_id)
    return _collection(row)


async def all_known(tx: Tx, actor: Actor, collection_ids: Sequence[UUID]) -> list[KnownCollection]:
    """The collections of these ids, in their order. Raises CollectionNotFound for the first that there is not."""
    rows = await collection_store.find_known(tx, actor.workspace_id, collection_ids)
    found = {row.id: KnownCollection(row.id, row.name) for row in rows}
    for each in collection_ids:
        if each not in found:
            raise CollectionNotFound(collection=each)
    return [found[each] for each in collection_ids]


async def known(tx: Tx, actor: Actor, collection_id: UUID) -> KnownCollection:
    """One collection without its counts. Raises CollectionNotFound, also for another workspace's."""
    return (await all_known(tx, actor, [collection_id]))[0]


async def by_name(tx: Tx, actor: Actor, name: str) -> Collection:
    """The collection of this name. Raises CollectionNotFound."""
    row = await collection_store.find_collection_by_name(tx, actor.workspace_id, name)
    if row is None:
        raise CollectionNotFound(collection=name)
    return _collection(row)


async def list_collections(tx: Tx, actor: Actor) -> list[Collection]:
    """Every collection of the workspace, by name."""
    return [_collection(row) for row in await collection_store.list_collections(tx, actor.workspace_id)]


async def change(tx: Tx, actor: Actor, collection_id: UUID, changes: dict[str, str]) -> Collection:
    """Change name, description or sensitivity. Raises CollectionNotFound, CollectionExists."""
    actor.require("documents:write")
    await get(tx, actor, collection_id)
    if not await collection_store.change_collection(tx, actor.workspace_id, collection_id, changes):
        raise CollectionExists(name=changes.get("name", ""))
    details = {"changed": ",".join(sorted(changes)), "sensitivity": changes.get("sensitivity")}
    await audit.record(
        tx, actor, "collection.changed", object_kind="collection", object_id=collection_id, details=details
    )
    return await get(tx, actor, collection_id)


def _collection(row: Row[Any]) -> Collection:
    return Collection(row.id, row.name, row.description, row.sensitivity, row.documents, row.created_at, row.updated_at)
