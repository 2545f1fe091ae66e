"""What rooms above may look up of a workspace's index: the passages of a document in order, and what the index is made with."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nullus.knowledge.documents import contents_store
from nullus.knowledge.index import index_store
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class IndexIdentity:
    """What a workspace's index is made with, and its generation: it rises with every change of the contents."""

    embedder: str | None
    analyser: str | None
    generation: int


async def passages_of(tx: Tx, actor: Actor, document_ids: Sequence[UUID]) -> dict[UUID, list[tuple[int, str]]]:
    """Number and text of the searchable passages of documents, in order; documents that the actor does not see are left out."""
    found: dict[UUID, list[tuple[int, str]]] = {}
    for row in await contents_store.passages(tx, actor.workspace_id, document_ids):
        found.setdefault(row.document_id, []).append((row.number, row.text))
    return found


async def documents_named(tx: Tx, actor: Actor, collection_id: UUID, name: str) -> list[UUID]:
    """The documents of a collection that have this name."""
    return await contents_store.named(tx, actor.workspace_id, collection_id, name)


async def index_identity(tx: Tx, actor: Actor) -> IndexIdentity:
    """What the workspace's index is made with as it stands."""
    row = await index_store.find_index(tx, actor.workspace_id)
    if row is None:
        return IndexIdentity(None, None, 0)
    return IndexIdentity(row.embedder, row.analyser or None, row.generation)
