"""Collections: named sets of documents inside a workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, identity
from nullus.kit import new_id
from nullus.knowledge.collections import collection_store
from nullus.knowledge.errors import AccessNotPossible, CollectionExists, CollectionNotFound, CollectionNotYours
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import Text
from nullus.platform.sensitivity import Sensitivity, highest


@dataclass(frozen=True, slots=True)
class Collection:
    id: UUID
    name: str
    description: str
    sensitivity: str
    access: str
    owner_id: UUID | None
    group_ids: list[UUID]
    cache_answers: bool
    documents: int
    unsettled: int
    failed: int
    size: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KnownCollection:
    """A collection that is there for the asker; nothing of it was counted."""

    id: UUID
    name: str


async def create(
    tx: Tx,
    actor: Actor,
    name: str,
    description: str = "",
    sensitivity: str = "internal",
    access: str = "workspace",
    group_ids: Sequence[UUID] = (),
    *,
    cache_answers: bool = True,
) -> Collection:
    """Make a collection; whoever makes it owns it. `group_ids`: groups of this workspace, for access `group`.

    Raises CollectionExists for a shared name that the workspace has, or an own one that the actor has; AccessNotPossible.
    """
    actor.require("documents:write")
    _check_access(actor, access, actor.person_id, group_ids)
    await identity.hold(tx, actor)
    new = collection_store.NewCollection(
        new_id(), name, description, sensitivity, access, actor.person_id, cache_answers
    )
    if not await collection_store.add_collection(tx, actor.workspace_id, new):
        raise CollectionExists(name=name)
    if group_ids:
        await collection_store.set_groups(tx, actor.workspace_id, new.id, group_ids)
    details = {"sensitivity": sensitivity, "access": access}
    await audit.record(tx, actor, "collection.created", object_kind="collection", object_id=new.id, details=details)
    return await get(tx, actor, new.id)


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


async def highest_label(tx: Tx, actor: Actor, ids: Sequence[UUID] | None = None) -> Sensitivity:
    """The highest sensitivity of these collections, or of all that the actor sees: that of a question to them."""
    found = await collection_store.labels(tx, actor.workspace_id, ids)
    return highest("public", *(cast("Sensitivity", each) for each in found))


async def list_collections(tx: Tx, actor: Actor) -> list[Collection]:
    """Every collection of the workspace that the actor sees, by name."""
    return [_collection(row) for row in await collection_store.list_collections(tx, actor.workspace_id)]


async def change(
    tx: Tx, actor: Actor, collection_id: UUID, changes: Mapping[str, Any], group_ids: Sequence[UUID] | None = None
) -> Collection:
    """Change what `changes` names, or (not None) the groups that it is for: at once, for every search.

    Raises CollectionNotFound, CollectionNotYours, CollectionExists, AccessNotPossible.
    """
    actor.require("documents:write")
    before = await to_manage(tx, actor, collection_id)
    access = changes.get("access", before.access)
    if group_ids is not None or access != before.access:
        _check_access(actor, access, before.owner_id, group_ids or ())
        kept = group_ids if group_ids is not None else before.group_ids if access == "group" else ()
        await collection_store.set_groups(tx, actor.workspace_id, collection_id, kept)
    if changes and not await collection_store.change_collection(tx, actor.workspace_id, collection_id, changes):
        raise CollectionExists(name=changes.get("name", before.name))
    await _record_change(tx, actor, before, changes, group_ids)
    return await get(tx, actor, collection_id)


async def _record_change(
    tx: Tx, actor: Actor, before: Collection, changes: Mapping[str, Any], group_ids: Sequence[UUID] | None
) -> None:
    plain = sorted(set(changes) - {"access"})
    if plain:
        details = {"changed": ",".join(plain), "sensitivity": changes.get("sensitivity")}
        await audit.record(
            tx, actor, "collection.changed", object_kind="collection", object_id=before.id, details=details
        )
    if "access" in changes or group_ids is not None:
        access = changes.get("access", before.access)
        details = {"access": access, "former_access": before.access}
        await audit.record(
            tx, actor, "collection.access_changed", object_kind="collection", object_id=before.id, details=details
        )


async def to_manage(tx: Tx, actor: Actor, collection_id: UUID) -> Collection:
    """A collection that the actor may change or delete as a whole: its owner; for shared ones who administers the workspace.

    Raises CollectionNotFound, CollectionNotYours.
    """
    found = await get(tx, actor, collection_id)
    owner = actor.person_id is not None and actor.person_id == found.owner_id
    program = actor.person_id is None and actor.kind != "guest"  # a key that the operator made
    administers = actor.role in {"owner", "admin"} or program
    if not (actor.reach == "all" or owner or (administers and found.access != "private")):
        raise CollectionNotYours(name=found.name)
    return found


def _check_access(actor: Actor, access: str, owner_id: UUID | None, group_ids: Sequence[UUID]) -> None:
    """Only an owner can take a collection away from the others, or nobody could give it back. Raises AccessNotPossible."""
    if group_ids and access != "group":
        raise AccessNotPossible(problem=_GROUPS_ALONE)
    owns = actor.person_id is not None and actor.person_id == owner_id
    if (access == "private" and not owns) or (access == "group" and not owns and actor.reach != "all"):
        raise AccessNotPossible(problem=_NOT_THE_OWNER)


_GROUPS_ALONE = Text(en="groups are for the access `group`", ko="그룹은 접근 범위가 `group`일 때만 정할 수 있습니다")
_NOT_THE_OWNER = Text(
    en="only its owner, who needs an account, can make it private or for groups",
    ko="계정이 있는 소유자만 비공개나 그룹 전용으로 바꿀 수 있습니다",
)


def _collection(row: Row[Any]) -> Collection:
    return Collection(
        row.id,
        row.name,
        row.description,
        row.sensitivity,
        row.access,
        row.owner_id,
        list(row.group_ids),
        row.cache_answers,
        row.documents,
        row.unsettled,
        row.failed,
        row.size,
        row.created_at,
        row.updated_at,
    )
