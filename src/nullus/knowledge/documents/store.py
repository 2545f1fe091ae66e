"""The SQL of documents and versions. Collections have `collection_store.py`, what is searched `index_store.py`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.knowledge.collections import cursors
from nullus.platform.database import Tx, many_rows


async def lock_documents_by_name(
    tx: Tx,
    workspace_id: UUID,
    collection_id: UUID,
    names: Sequence[str],
    new_ids: Sequence[UUID],
    metadata: dict[str, Any],
) -> dict[str, Row[Any]]:
    """The documents of these (distinct) names, made where there are none, locked until the transaction ends; each with
    its latest version, whose columns are null for a document just made.
    """
    found = await tx.execute(
        text(
            "with locked as ("
            "insert into knowledge.documents (workspace_id, id, collection_id, name, metadata, status, latest_version) "
            "select :workspace, n.id, :collection, n.name, cast(:metadata as jsonb), 'received', 0 "
            'from jsonb_to_recordset(cast(:rows as jsonb)) n (id uuid, name text) order by n.name collate "C" '
            "on conflict (workspace_id, collection_id, name) do update set "
            "metadata = case when cast(:metadata as jsonb) = '{}' then documents.metadata else excluded.metadata end "
            "returning id, name, status, latest_version) "
            "select l.*, v.digest, v.job_id, v.status as version_status from locked l left join knowledge.versions v "
            "on v.workspace_id = :workspace and v.document_id = l.id and v.number = l.latest_version"
        ),
        {
            "workspace": workspace_id,
            "rows": json.dumps([{"id": str(id_), "name": name} for id_, name in zip(new_ids, names, strict=True)]),
            "collection": collection_id,
            "metadata": json.dumps(metadata),
        },
    )
    return {row.name: row for row in found}


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version on its way into the table."""

    id: UUID
    document_id: UUID
    number: int
    digest: str
    size: int
    job_id: int


async def add_versions(tx: Tx, workspace_id: UUID, versions: Sequence[NewVersion], person_id: UUID | None) -> None:
    """Add versions and make them the latest of their documents."""
    if not versions:
        return
    rows = [
        {
            "id": str(each.id),
            "document": str(each.document_id),
            "number": each.number,
            "digest": each.digest,
            "size": each.size,
            "job": each.job_id,
        }
        for each in versions
    ]
    async with many_rows(tx, len(versions)):
        await tx.execute(
            text(
                "with added as ("
                "insert into knowledge.versions (workspace_id, id, document_id, number, digest, size, status, job_id, uploaded_by) "
                "select :workspace, v.id, v.document, v.number, v.digest, v.size, 'received', v.job, cast(:person as uuid) "
                "from jsonb_to_recordset(cast(:rows as jsonb)) v (id uuid, document uuid, number int, digest text, size bigint, "
                "job bigint) returning document_id, number) "
                "update knowledge.documents d set latest_version = v.number, status = 'received', failure_code = null, "
                "failure_fields = null, updated_at = now() from added v where d.workspace_id = :workspace and d.id = v.document_id"
            ),
            {"workspace": workspace_id, "person": person_id, "rows": json.dumps(rows)},
        )


async def set_job(tx: Tx, workspace_id: UUID, version_id: UUID, job_id: int) -> None:
    await tx.execute(
        text("update knowledge.versions set job_id = :job where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": version_id, "job": job_id},
    )


async def set_status(
    tx: Tx,
    workspace_id: UUID,
    version_id: UUID,
    status: str,
    failure_code: str | None = None,
    failure_fields: dict[str, Any] | None = None,
) -> bool:
    """Move a version, and its document when it is the latest, to a state. False when the version is gone.

    The document is locked before the version is touched, as deletion does: two that meet must not wait for each other.
    """
    parameters = {
        "workspace": workspace_id,
        "id": version_id,
        "status": status,
        "code": failure_code,
        "fields": json.dumps(failure_fields or {}) if failure_code else None,
    }
    await tx.execute(
        text(
            "select from knowledge.documents d join knowledge.versions v on v.workspace_id = d.workspace_id "
            "and v.document_id = d.id where v.workspace_id = :workspace and v.id = :id for update of d"
        ),
        {"workspace": workspace_id, "id": version_id},
    )
    found = await tx.execute(
        text(
            "update knowledge.versions set status = :status, failure_code = :code, "
            "failure_fields = cast(:fields as jsonb), "
            "settled_at = case when :status in ('ready', 'failed', 'superseded') then now() end "
            "where workspace_id = :workspace and id = :id returning document_id, number"
        ),
        parameters,
    )
    row = found.one_or_none()
    if row is None:
        return False
    if status != "superseded":
        await tx.execute(
            text(
                "update knowledge.documents set status = :status, failure_code = :code, "
                "failure_fields = cast(:fields as jsonb), updated_at = now() "
                "where workspace_id = :workspace and id = :document and latest_version = :number"
            ),
            parameters | {"document": row.document_id, "number": row.number},
        )
    return True


async def supersede(tx: Tx, workspace_id: UUID, version_ids: Sequence[UUID]) -> None:
    """A newer version took the place of these."""
    await tx.execute(
        text(
            "update knowledge.versions set status = 'superseded', settled_at = now() "
            "where workspace_id = :workspace and id = any(:ids)"
        ),
        {"workspace": workspace_id, "ids": list(version_ids)},
    )


DOCUMENT = (
    "select d.*, v.id as version_id, v.digest, v.size, v.format, v.title, v.language, v.pages, v.characters, v.chunks, "
    "v.embedded, v.job_id, v.number, v.status as version_status, v.settled_at, c.name as collection_name "
    "from knowledge.documents d "
    "join knowledge.versions v on v.workspace_id = d.workspace_id and v.document_id = d.id and v.number = d.latest_version "
    "join knowledge.collections c on c.workspace_id = d.workspace_id and c.id = d.collection_id "
    "where d.workspace_id = :workspace"
)


async def find_document(tx: Tx, workspace_id: UUID, document_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(DOCUMENT + " and d.id = :id"), {"workspace": workspace_id, "id": document_id})
    return found.one_or_none()


async def names_of(tx: Tx, workspace_id: UUID, document_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names by id, of those documents that the transaction sees."""
    found = await tx.execute(
        text("select id, name from knowledge.documents where workspace_id = :workspace and id = any(:ids)"),
        {"workspace": workspace_id, "ids": list(document_ids)},
    )
    return {row.id: row.name for row in found}


_ORDERS: dict[cursors.Order, tuple[str, str]] = {
    "created": ("d.created_at", "timestamptz"),
    "updated": ("d.updated_at", "timestamptz"),
    "name": ('lower(d.name) collate "C"', "text"),
    "size": ("v.size", "bigint"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which documents of a collection, and in which order; `after` is the place of the last row seen."""

    status: str | None = None
    name: str | None = None
    order: cursors.Order = "created"
    descending: bool = True
    after: cursors.Place | None = None


async def list_documents(
    tx: Tx, workspace_id: UUID, collection_id: UUID, asked: Asked, limit: int
) -> Sequence[Row[Any]]:
    """What was asked for; `place` is what each row is ordered by."""
    by, kind = _ORDERS[asked.order]
    beyond, way = ("<", "desc") if asked.descending else (">", "asc")
    onwards = f"and ({by}, d.id) {beyond} (cast(:after as {kind}), cast(:after_id as uuid)) " if asked.after else ""
    found = await tx.execute(
        text(
            DOCUMENT.replace("select", f"select {by} as place,", 1) + " and d.collection_id = :collection "
            "and (cast(:status as text) is null or d.status = :status) "
            "and (cast(:name as text) is null or position(lower(:name) in lower(d.name)) > 0) "
            f"{onwards}order by {by} {way}, d.id {way} limit :limit"
        ),
        {
            "workspace": workspace_id,
            "collection": collection_id,
            "status": asked.status,
            "name": asked.name,
            "limit": limit,
            **({"after": asked.after[0], "after_id": asked.after[1]} if asked.after else {}),
        },
    )
    return found.all()


async def lock_documents(
    tx: Tx, workspace_id: UUID, *, document_id: UUID | None = None, collection_id: UUID | None = None
) -> list[UUID]:
    """Lock one document or all of a collection for deletion; returns their ids."""
    found = await tx.execute(
        text(
            "select id from knowledge.documents where workspace_id = :workspace "
            "and (cast(:document as uuid) is null or id = :document) "
            'and (cast(:collection as uuid) is null or collection_id = :collection) order by name collate "C", id for update'
        ),
        {"workspace": workspace_id, "document": document_id, "collection": collection_id},
    )
    return list(found.scalars())


async def versions_of(tx: Tx, workspace_id: UUID, document_ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    found = await tx.execute(
        text(
            "select id, document_id, digest, job_id from knowledge.versions "
            "where workspace_id = :workspace and document_id = any(:documents)"
        ),
        {"workspace": workspace_id, "documents": list(document_ids)},
    )
    return found.all()


async def whole_versions_of(tx: Tx, workspace_id: UUID, document_id: UUID) -> Sequence[Row[Any]]:
    """Every version of a document, the newest first; `searchable` is the one that is searched."""
    found = await tx.execute(
        text(
            "select v.*, coalesce(v.id = d.current_version_id, false) as searchable from knowledge.versions v "
            "join knowledge.documents d on d.workspace_id = v.workspace_id and d.id = v.document_id "
            "where v.workspace_id = :workspace and v.document_id = :document order by v.number desc"
        ),
        {"workspace": workspace_id, "document": document_id},
    )
    return found.all()


async def delete_documents(tx: Tx, workspace_id: UUID, document_ids: Sequence[UUID]) -> int:
    done = await tx.execute(
        text("delete from knowledge.documents where workspace_id = :workspace and id = any(:ids)"),
        {"workspace": workspace_id, "ids": list(document_ids)},
    )
    return done.rowcount


_TO_INGEST = (
    "select v.id, v.document_id, v.number, v.digest, v.size, v.status, d.name, d.collection_id, d.latest_version, "
    "d.current_version_id, coalesce((select number from knowledge.versions c where c.workspace_id = v.workspace_id "
    "and c.id = d.current_version_id), 0) as current_number "
    "from knowledge.versions v join knowledge.documents d on d.workspace_id = v.workspace_id and d.id = v.document_id "
    "where v.workspace_id = :workspace and v.id = any(:ids)"
)


async def lock_versions(tx: Tx, workspace_id: UUID, version_ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """The versions of a batch of jobs with what reading them needs; rows that are gone are simply absent.

    Their documents are locked until the transaction ends, in the one order of all such locks: by name, then id.
    """
    found = await tx.execute(
        text(_TO_INGEST + ' order by d.name collate "C", d.id for update of d'),
        {"workspace": workspace_id, "ids": list(version_ids)},
    )
    return found.all()


async def start_versions(tx: Tx, workspace_id: UUID, versions: Sequence[Row[Any]]) -> None:
    """Say of these versions, and of the documents whose latest they are, that they are being read."""
    parameters = {
        "workspace": workspace_id,
        "ids": [row.id for row in versions],
        "documents": [row.document_id for row in versions if row.number == row.latest_version],
    }
    await tx.execute(
        text("update knowledge.versions set status = 'processing' where workspace_id = :workspace and id = any(:ids)"),
        parameters,
    )
    await tx.execute(
        text(
            "update knowledge.documents set status = 'processing' where workspace_id = :workspace and id = any(:documents) "
            "and status = 'received'"
        ),
        parameters,
    )


async def unsettled_versions(tx: Tx) -> Sequence[Row[Any]]:
    """Versions of every workspace that have waited for more than a minute, with the job that should settle them."""
    found = await tx.execute(text("select workspace_id, id, document_id, job_id from knowledge.unsettled_versions()"))
    return found.all()


async def trim(tx: Tx) -> None:
    """Drop what no longer serves, in every workspace: idempotency keys after two days, removal marks after thirty."""
    await tx.execute(text("select knowledge.trim()"))
