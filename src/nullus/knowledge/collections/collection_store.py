"""The SQL of collections."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, LiteralString
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.exc import IntegrityError

from nullus.platform.database import Reader, Tx

_COLLECTION = (
    "select c.*, n.*, array(select g.group_id from knowledge.collection_groups g "
    "where g.workspace_id = c.workspace_id and g.collection_id = c.id order by 1) as group_ids "
    "from knowledge.collections c left join lateral (select count(*) as documents, coalesce(sum(v.size), 0)::bigint as size, "
    "count(*) filter (where d.status in ('received', 'processing')) as unsettled, "
    "count(*) filter (where d.status = 'failed') as failed "
    "from knowledge.documents d join knowledge.versions v on v.workspace_id = d.workspace_id and v.document_id = d.id "
    "and v.number = d.latest_version where d.workspace_id = c.workspace_id and d.collection_id = c.id) n on true "
    "where c.workspace_id = :workspace"
)


@dataclass(frozen=True, slots=True)
class NewCollection:
    """A collection on its way into the table."""

    id: UUID
    name: str
    description: str
    sensitivity: str
    access: str
    owner_id: UUID | None
    cache_answers: bool


async def add_collection(tx: Tx, workspace_id: UUID, new: NewCollection) -> bool:
    """False when the name is taken."""
    done = await tx.execute(
        text(
            "insert into knowledge.collections (workspace_id, id, name, description, sensitivity, access, owner_id, cache_answers) "
            "values (:workspace, :id, :name, :description, :sensitivity, :access, :owner_id, :cache_answers) "
            "on conflict do nothing"
        ),
        {"workspace": workspace_id, **asdict(new)},
    )
    return done.rowcount == 1


async def set_groups(tx: Tx, workspace_id: UUID, collection_id: UUID, group_ids: Sequence[UUID]) -> None:
    """Whom a collection of access `group` is for."""
    parameters = {"workspace": workspace_id, "id": collection_id, "groups": list(group_ids)}
    await tx.execute(
        text(
            "delete from knowledge.collection_groups where workspace_id = :workspace and collection_id = :id "
            "and group_id <> all(:groups)"
        ),
        parameters,
    )
    await tx.execute(
        text(
            "insert into knowledge.collection_groups (workspace_id, collection_id, group_id) "
            "select :workspace, :id, unnest(cast(:groups as uuid[])) on conflict do nothing"
        ),
        parameters,
    )


async def find_collection(tx: Tx, workspace_id: UUID, collection_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(_COLLECTION + " and c.id = :id"), {"workspace": workspace_id, "id": collection_id})
    return found.one_or_none()


_LABELS: LiteralString = (
    "select distinct sensitivity from knowledge.collections where workspace_id = %(workspace)s "
    "and (%(ids)s::uuid[] is null or id = any(%(ids)s::uuid[]))"
)


async def labels(there: Tx | Reader, workspace_id: UUID, ids: Sequence[UUID] | None) -> list[str]:
    """The sensitivities of these collections (None: of all that the transaction sees), each once. Every question asks for
    them: with a Reader in one round trip."""
    values = {"workspace": workspace_id, "ids": None if ids is None else list(ids)}
    if isinstance(there, Reader):
        return [row[0] for row in await there.fetch(_LABELS, values)]
    return list((await there.exec_driver_sql(_LABELS, values)).scalars())


async def find_known(tx: Tx, workspace_id: UUID, ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """Those of the collections that there are, without their counts, in no order."""
    found = await tx.execute(
        text("select id, name from knowledge.collections where workspace_id = :workspace and id = any(:ids)"),
        {"workspace": workspace_id, "ids": list(ids)},
    )
    return found.all()


async def labels_of_documents(tx: Tx, workspace_id: UUID, ids: Sequence[UUID]) -> dict[UUID, str]:
    """For each of the documents that there are the label of its collection."""
    found = await tx.execute(
        text(
            "select d.id, c.sensitivity from knowledge.documents d join knowledge.collections c "
            "on c.workspace_id = d.workspace_id and c.id = d.collection_id "
            "where d.workspace_id = :workspace and d.id = any(:ids)"
        ),
        {"workspace": workspace_id, "ids": list(ids)},
    )
    return {row.id: row.sensitivity for row in found}


async def find_collection_by_name(tx: Tx, workspace_id: UUID, name: str) -> Row[Any] | None:
    """Of several that the asker sees under one name: their own, then what is for fewer people, then the oldest."""
    found = await tx.execute(
        text(
            _COLLECTION + " and c.name = :name order by c.owner_id is not distinct from walls.person() desc, "
            "c.access in ('private', 'group') desc, c.created_at, c.id limit 1"
        ),
        {"workspace": workspace_id, "name": name},
    )
    return found.one_or_none()


async def list_collections(tx: Tx, workspace_id: UUID) -> Sequence[Row[Any]]:
    found = await tx.execute(text(_COLLECTION + " order by c.name, c.created_at, c.id"), {"workspace": workspace_id})
    return found.all()


async def change_collection(tx: Tx, workspace_id: UUID, collection_id: UUID, changes: Mapping[str, Any]) -> bool:
    """Change name, description, sensitivity, access or cache_answers. False when the new name is taken."""
    values = {name: changes.get(name) for name in ("name", "description", "sensitivity", "access", "cache_answers")}
    try:
        async with tx.begin_nested():
            await tx.execute(
                text(
                    "update knowledge.collections set name = coalesce(:name, name), "
                    "description = coalesce(:description, description), "
                    "sensitivity = coalesce(:sensitivity, sensitivity), access = coalesce(:access, access), "
                    "cache_answers = coalesce(:cache_answers, cache_answers), "
                    "updated_at = now() where workspace_id = :workspace and id = :id"
                ),
                {"workspace": workspace_id, "id": collection_id, **values},
            )
    except IntegrityError:
        return False
    return True


async def delete_collection(tx: Tx, workspace_id: UUID, collection_id: UUID) -> None:
    await tx.execute(
        text("delete from knowledge.collections where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": collection_id},
    )


async def ids_of(tx: Tx, workspace_id: UUID) -> set[UUID]:
    """Every collection that the actor of the transaction sees."""
    found = await tx.execute(
        text("select id from knowledge.collections where workspace_id = :workspace"), {"workspace": workspace_id}
    )
    return set(found.scalars())
