"""The SQL of looking up documents and their passages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def passages(tx: Tx, workspace_id: UUID, document_ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """The searchable passages of documents, each document's in their order."""
    found = await tx.execute(
        text(
            "select c.document_id, c.number, c.text from knowledge.documents d "
            "join knowledge.chunks c on c.workspace_id = d.workspace_id and c.version_id = d.current_version_id "
            "where d.workspace_id = :workspace and d.id = any(:ids) order by c.document_id, c.ordinal"
        ),
        {"workspace": workspace_id, "ids": list(document_ids)},
    )
    return found.all()


async def named(tx: Tx, workspace_id: UUID, collection_id: UUID, name: str) -> list[UUID]:
    """Documents of a collection by name, the newest first."""
    found = await tx.execute(
        text(
            "select id from knowledge.documents where workspace_id = :workspace and collection_id = :collection "
            "and name = :name order by created_at desc, id"
        ),
        {"workspace": workspace_id, "collection": collection_id, "name": name},
    )
    return list(found.scalars())
