"""Documents put into another collection: what is searched moves in the same transaction, under the same numbers."""

from collections.abc import Sequence

from nullus import audit, identity
from nullus.knowledge.collections.collections import KnownCollection
from nullus.knowledge.documents import moving_store
from nullus.knowledge.documents.documents import Document
from nullus.knowledge.errors import DocumentBusy, NameTaken
from nullus.knowledge.index import index_store
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


async def move(tx: Tx, actor: Actor, documents: Sequence[Document], target: KnownCollection) -> int:
    """Put the documents into the collection; returns how many were not there already. All of them, or none.

    Their passages keep their numbers, so addresses and citations lead there as before. Raises DocumentBusy, NameTaken.
    """
    actor.require("documents:write")
    await identity.hold(tx, actor)
    workspace = actor.workspace_id
    rows = await moving_store.lock(tx, workspace, [each.id for each in documents if each.collection_id != target.id])
    for row in rows:
        if row.status in {"received", "processing"}:
            raise DocumentBusy(name=row.name)
    if not rows:
        return 0
    ids = [row.id for row in rows]
    taken = await moving_store.taken_name(tx, workspace, target.id, [row.name for row in rows])
    if taken is not None or len({row.name for row in rows}) < len(rows):
        raise NameTaken(name=taken or _twice([row.name for row in rows]), collection=target.name)
    if await index_store.find_index(tx, workspace) is not None:
        generation = await index_store.next_generation(tx, workspace)
        versions = await moving_store.move_chunks(tx, workspace, ids, target.id, generation)
        # Derived indexes take the versions out and in again: they know a chunk's collection from when it came.
        await index_store.mark_removed(tx, workspace, generation, versions)
    await moving_store.move_documents(tx, workspace, ids, target.id)
    acts = [
        audit.Act(row.id, details={"collection": str(target.id), "former_collection": str(row.collection_id)})
        for row in rows
    ]
    await audit.record_many(tx, actor, "document.moved", acts, object_kind="document")
    return len(ids)


def _twice(names: Sequence[str]) -> str:
    return next(name for at, name in enumerate(names) if name in names[:at])
