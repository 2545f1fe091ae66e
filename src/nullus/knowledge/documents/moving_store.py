"""The SQL of moving documents between collections."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def lock(tx: Tx, workspace_id: UUID, ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """The documents that there are, locked in the one order of all such locks."""
    found = await tx.execute(
        text(
            "select id, name, status, collection_id from knowledge.documents where workspace_id = :workspace "
            'and id = any(:ids) order by name collate "C", id for update'
        ),
        {"workspace": workspace_id, "ids": list(ids)},
    )
    return found.all()


async def taken_name(tx: Tx, workspace_id: UUID, collection_id: UUID, names: Sequence[str]) -> str | None:
    """The first of the names that a document of the collection has."""
    found = await tx.execute(
        text(
            "select name from knowledge.documents where workspace_id = :workspace and collection_id = :collection "
            'and name = any(:names) order by name collate "C" limit 1'
        ),
        {"workspace": workspace_id, "collection": collection_id, "names": list(names)},
    )
    return found.scalar_one_or_none()


async def move_chunks(
    tx: Tx, workspace_id: UUID, ids: Sequence[UUID], collection_id: UUID, generation: int
) -> list[UUID]:
    """File the documents' chunks and vectors under another collection; returns the versions that they are of."""
    values = {"workspace": workspace_id, "ids": list(ids), "collection": collection_id, "generation": generation}
    await tx.execute(
        text(
            "update knowledge.vectors v set collection_id = :collection from knowledge.chunks c "
            "where c.workspace_id = :workspace and c.document_id = any(:ids) and v.number = c.number"
        ),
        values,
    )
    found = await tx.execute(
        text(
            "with moved as (update knowledge.chunks set collection_id = :collection, generation = :generation "
            "where workspace_id = :workspace and document_id = any(:ids) returning version_id) "
            "select distinct version_id from moved"
        ),
        values,
    )
    return list(found.scalars())


async def move_documents(tx: Tx, workspace_id: UUID, ids: Sequence[UUID], collection_id: UUID) -> None:
    await tx.execute(
        text(
            "update knowledge.documents set collection_id = :collection, updated_at = now() "
            "where workspace_id = :workspace and id = any(:ids)"
        ),
        {"workspace": workspace_id, "ids": list(ids), "collection": collection_id},
    )
