"""The SQL of collections."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_COLLECTION = (
    "select c.*, (select count(*) from knowledge.documents d where d.workspace_id = c.workspace_id "
    "and d.collection_id = c.id) as documents from knowledge.collections c where c.workspace_id = :workspace"
)


async def add_collection(
    tx: Tx, workspace_id: UUID, collection_id: UUID, name: str, description: str, sensitivity: str
) -> bool:
    """False when the name is taken."""
    done = await tx.execute(
        text(
            "insert into knowledge.collections (workspace_id, id, name, description, sensitivity) "
            "values (:workspace, :id, :name, :description, :sensitivity) on conflict do nothing"
        ),
        {
            "workspace": workspace_id,
            "id": collection_id,
            "name": name,
            "description": description,
            "sensitivity": sensitivity,
        },
    )
    return done.rowcount == 1


async def find_collection(tx: Tx, workspace_id: UUID, collection_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(_COLLECTION + " and c.id = :id"), {"workspace": workspace_id, "id": collection_id})
    return found.one_or_none()


async def find_known(tx: Tx, workspace_id: UUID, ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """Those of the collections that there are, without their counts, in no order."""
    found = await tx.execute(
        text("select id, name from knowledge.collections where workspace_id = :workspace and id = any(:ids)"),
        {"workspace": workspace_id, "ids": list(ids)},
    )
    return found.all()


async def find_collection_by_name(tx: Tx, workspace_id: UUID, name: str) -> Row[Any] | None:
    found = await tx.execute(text(_COLLECTION + " and c.name = :name"), {"workspace": workspace_id, "name": name})
    return found.one_or_none()


async def list_collections(tx: Tx, workspace_id: UUID) -> Sequence[Row[Any]]:
    found = await tx.execute(text(_COLLECTION + " order by c.name"), {"workspace": workspace_id})
    return found.all()


async def change_collection(tx: Tx, workspace_id: UUID, collection_id: UUID, changes: dict[str, str]) -> bool:
    """False when the new name is taken."""
    if not changes:
        return True
    name = changes.get("name")
    taken = await tx.execute(
        text("select from knowledge.collections where workspace_id = :workspace and name = :name and id <> :id"),
        {"workspace": workspace_id, "name": name, "id": collection_id},
    )
    if taken.first() is not None:
        return False
    await tx.execute(
        text(
            "update knowledge.collections set name = coalesce(:name, name), description = coalesce(:description, description), "
            "sensitivity = coalesce(:sensitivity, sensitivity), updated_at = now() "
            "where workspace_id = :workspace and id = :id"
        ),
        {
            "workspace": workspace_id,
            "id": collection_id,
            "name": name,
            "description": changes.get("description"),
            "sensitivity": changes.get("sensitivity"),
        },
    )
    return True


async def delete_collection(tx: Tx, workspace_id: UUID, collection_id: UUID) -> None:
    await tx.execute(
        text("delete from knowledge.collections where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": collection_id},
    )
