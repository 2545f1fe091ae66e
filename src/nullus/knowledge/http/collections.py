"""Routes of collections."""

from typing import Any

from fastapi import Request

from nullus.knowledge.collections import collections
from nullus.knowledge.documents import deleting
from nullus.knowledge.documents.loading import TheCollection, WholeCollection
from nullus.knowledge.http.held import objects_of, retrieval_of
from nullus.knowledge.http.schemas import CollectionChange, CollectionIn, CollectionOut, ReceiptOut
from nullus.platform.web import CurrentActor, Envelope, Page, Router, db_of, load_all, success

router = Router(prefix="/api/v1", tags=["knowledge"])


@router.call("GET", "/collections", policy="documents:read", answers=Page[CollectionOut])
async def list_collections(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Every collection of the workspace that is for the asker, by name."""
    async with db_of(request).transaction(actor) as tx:
        found = await collections.list_collections(tx, actor)
    return success(Page[CollectionOut](items=[_collection_out(each) for each in found]))


@router.call("POST", "/collections", policy="documents:write", answers=CollectionOut, status=201)
async def create_collection(body: CollectionIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make a collection."""
    async with db_of(request).transaction(actor) as tx:
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
    async with db_of(request).transaction(actor) as tx:
        groups = None if body.group_ids is None else [each.id for each in await load_all(tx, actor, body.group_ids)]
        return success(_collection_out(await collections.change(tx, actor, collection.id, changes, groups)))


@router.call("DELETE", "/collections/{collection_id}", policy="documents:write", answers=ReceiptOut)
async def delete_collection(collection: TheCollection, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a collection with all its documents; answers with a receipt."""
    receipt = await deleting.delete_collection(db_of(request), objects_of(request), actor, collection.id)
    await retrieval_of(request).refresh(actor)
    return success(ReceiptOut.model_validate(receipt, from_attributes=True))


def _collection_out(each: collections.Collection) -> CollectionOut:
    return CollectionOut.model_validate(each, from_attributes=True)
