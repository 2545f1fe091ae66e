"""How ids of this room become objects: what handlers take in their paths and bodies."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import Row

from nullus.knowledge.collections import collections
from nullus.knowledge.collections.collections import Collection, KnownCollection
from nullus.knowledge.documents import documents
from nullus.knowledge.documents.documents import Document
from nullus.knowledge.index.index_store import chunks_of
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.web import Loader, Ref, load_all

COLLECTION = Loader("collection", collections.get)
KNOWN_COLLECTION = Loader("collection", collections.known, get_all=collections.all_known)
DOCUMENT = Loader("document", documents.get)

WholeCollection = Annotated[Collection, COLLECTION.at("collection_id")]
"""The collection of the path, counted."""
TheCollection = Annotated[KnownCollection, KNOWN_COLLECTION.at("collection_id")]
"""The collection of the path."""
CollectionRef = Annotated[Ref[KnownCollection], KNOWN_COLLECTION]
"""A collection that a body names."""
DocumentRef = Annotated[Ref[Document], DOCUMENT]
"""A document that a body names."""
TheDocument = Annotated[Document, DOCUMENT.at("document_id")]
"""The document of the path."""


async def passages_after(
    db: Database, actor: Actor, document_id: UUID, *, after: int, limit: int
) -> Sequence[Row[Any]]:
    """The passages of a document's searchable version in their order, behind an ordinal."""
    async with db.transaction(actor) as tx:
        return await chunks_of(tx, actor.workspace_id, document_id, after, limit)


async def ids_of(db: Database, actor: Actor, refs: Sequence[CollectionRef] | None) -> list[UUID] | None:
    """The ids of collections that are there for the actor; None for None. Raises CollectionNotFound."""
    if refs is None:
        return None
    async with db.transaction(actor) as tx:
        return [each.id for each in await load_all(tx, actor, refs)]
