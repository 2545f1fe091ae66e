"""How sensitive is what is asked: the highest label of all collections that a question goes to, not only of what it finds."""

from collections.abc import Sequence
from uuid import UUID

from nullus.knowledge.collections import collection_store
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sensitivity import Sensitivity, highest, label_of

UNLABELLED: Sensitivity = "internal"
"""What nobody has labelled is taken for what a new collection is."""


async def sensitivity_of(db: Database, actor: Actor, collection_ids: Sequence[UUID] | None) -> Sensitivity:
    """The highest label of these collections, or of all that the asker sees; UNLABELLED where there is none."""
    async with db.reading(actor) as reader:
        found = await collection_store.labels(reader, actor.workspace_id, collection_ids)
    return highest(*map(label_of, found)) if found else UNLABELLED


async def sensitivity_of_documents(db: Database, actor: Actor, document_ids: Sequence[UUID]) -> dict[UUID, Sensitivity]:
    """The label of each document: that of its collection. Documents that are gone are left out."""
    async with db.transaction(actor) as tx:
        found = await collection_store.labels_of_documents(tx, actor.workspace_id, document_ids)
    return {document_id: label_of(label) for document_id, label in found.items()}
