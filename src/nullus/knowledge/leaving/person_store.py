"""The SQL of one person's documents: what is theirs, what is handed out, what goes and what only loses their name."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

# Documents that go as a whole: in collections that were for nobody else, and, when the person asks for it, those of which
# they sent what stands there now. Of others only what they sent before is theirs.
_GOING = """
select d.id from knowledge.documents d join knowledge.collections c on c.workspace_id = d.workspace_id and c.id = d.collection_id
where d.workspace_id = :workspace and ((c.owner_id = :person and c.access = 'private') or (:all and exists (
    select from knowledge.versions v where v.workspace_id = d.workspace_id and v.document_id = d.id
    and v.uploaded_by = :person and (v.number = d.latest_version or v.id = d.current_version_id))))
"""
_OLDER = f"""
select v.id from knowledge.versions v where v.workspace_id = :workspace and v.uploaded_by = :person and :all
and v.document_id not in ({_GOING})
"""


async def workspaces_of(tx: Tx, person_id: UUID) -> list[UUID]:
    """Where a person owns collections or has sent documents. In a transaction of the service itself."""
    found = await tx.execute(text("select knowledge.workspaces_of(:person)"), {"person": person_id})
    return list(found.scalars())


async def private_collections(tx: Tx, workspace_id: UUID, person_id: UUID) -> list[UUID]:
    found = await tx.execute(
        text(
            "select id from knowledge.collections where workspace_id = :workspace and owner_id = :person "
            "and access = 'private' order by id"
        ),
        {"workspace": workspace_id, "person": person_id},
    )
    return list(found.scalars())


async def going(tx: Tx, workspace_id: UUID, person_id: UUID, *, everything: bool) -> list[UUID]:
    """Documents that go as a whole; `everything`: also those that they put into shared collections."""
    values = {"workspace": workspace_id, "person": person_id, "all": everything}
    return list((await tx.execute(text(_GOING + " order by d.id"), values)).scalars())


async def versions_going(
    tx: Tx, workspace_id: UUID, person_id: UUID, *, everything: bool, whole: bool = False
) -> Sequence[Row[Any]]:
    """id and digest of every version that goes. `whole`: of every version of the workspace."""
    found = await tx.execute(
        text(
            "select id, digest from knowledge.versions where workspace_id = :workspace "
            f"and (:whole or document_id in ({_GOING}) or id in ({_OLDER}))"
        ),
        {"workspace": workspace_id, "person": person_id, "all": everything, "whole": whole},
    )
    return found.all()


async def remove_older(tx: Tx, workspace_id: UUID, person_id: UUID, *, everything: bool) -> list[str]:
    """Delete what a person sent before others did; returns the digests."""
    found = await tx.execute(
        text(f"delete from knowledge.versions where workspace_id = :workspace and id in ({_OLDER}) returning digest"),
        {"workspace": workspace_id, "person": person_id, "all": everything},
    )
    return list(found.scalars())


async def forget_answers(tx: Tx, workspace_id: UUID, person_id: UUID) -> int:
    """Delete answers to repeated uploads that name documents of theirs."""
    done = await tx.execute(
        text(
            "delete from knowledge.idempotency_keys where workspace_id = :workspace and exists ("
            "select from jsonb_array_elements(answer) each join knowledge.versions v "
            "on v.document_id = cast(each ->> 'id' as uuid) and v.workspace_id = :workspace "
            "where v.uploaded_by = :person)"
        ),
        {"workspace": workspace_id, "person": person_id},
    )
    return done.rowcount


async def unread(tx: Tx, workspace_id: UUID, person_id: UUID) -> Sequence[Row[Any]]:
    """Versions that they sent and that wait to be read: somebody else has to see to it."""
    found = await tx.execute(
        text(
            "select id, document_id from knowledge.versions where workspace_id = :workspace and uploaded_by = :person "
            "and status in ('received', 'processing') order by document_id, number"
        ),
        {"workspace": workspace_id, "person": person_id},
    )
    return found.all()


async def drop_name(tx: Tx, workspace_id: UUID, person_id: UUID) -> int:
    """What stays does not say any more who sent it; returns how many versions."""
    values = {"workspace": workspace_id, "person": person_id}
    done = await tx.execute(
        text(
            "update knowledge.versions set uploaded_by = null where workspace_id = :workspace and uploaded_by = :person"
        ),
        values,
    )
    await tx.execute(
        text("update knowledge.collections set owner_id = null where workspace_id = :workspace and owner_id = :person"),
        values,
    )
    return done.rowcount


async def left_of(tx: Tx, workspace_id: UUID, version_ids: Sequence[UUID]) -> list[str]:
    """The tables that still hold something of these versions."""
    found = []
    for table, column in (("versions", "id"), ("documents", "current_version_id"), ("chunks", "version_id")):
        there = await tx.execute(
            text(
                f"select exists (select from knowledge.{table} where workspace_id = :workspace and {column} = any(:ids))"
            ),
            {"workspace": workspace_id, "ids": list(version_ids)},
        )
        found += [f"knowledge.{table}"] if there.scalar() else []
    return found


async def last_removal(tx: Tx, workspace_id: UUID, version_ids: Sequence[UUID]) -> int:
    """The generation of the index with which the last of these left it; 0 for none."""
    found = await tx.execute(
        text(
            "select coalesce(max(generation), 0) from knowledge.removals where workspace_id = :workspace "
            "and version_id = any(:ids)"
        ),
        {"workspace": workspace_id, "ids": list(version_ids)},
    )
    return int(found.scalar_one())


async def collections_owned(tx: Tx, workspace_id: UUID, person_id: UUID) -> Sequence[Row[Any]]:
    found = await tx.execute(
        text(
            "select id, name, description, sensitivity, access, created_at from knowledge.collections "
            "where workspace_id = :workspace and owner_id = :person order by id"
        ),
        {"workspace": workspace_id, "person": person_id},
    )
    return found.all()


async def versions_to_hand_out(
    tx: Tx, workspace_id: UUID, person_id: UUID, after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """What they sent, and what stands now in collections that they own; as far as they see it, in the order of ids."""
    found = await tx.execute(
        text(
            "select v.id, v.document_id, d.name, c.id as collection_id, c.name as collection, v.number, v.digest, v.size, "
            "v.format, v.title, v.language, v.pages, v.status, v.created_at, d.metadata, "
            "v.uploaded_by is not distinct from cast(:person as uuid) as sent_by_you from knowledge.versions v "
            "join knowledge.documents d on d.workspace_id = v.workspace_id and d.id = v.document_id "
            "join knowledge.collections c on c.workspace_id = d.workspace_id and c.id = d.collection_id "
            "where v.workspace_id = :workspace and (v.uploaded_by = :person "
            "or (c.owner_id = :person and v.number = d.latest_version)) "
            "and (cast(:after as uuid) is null or v.id > cast(:after as uuid)) order by v.id limit :limit"
        ),
        {"workspace": workspace_id, "person": person_id, "after": after, "limit": limit},
    )
    return found.all()
