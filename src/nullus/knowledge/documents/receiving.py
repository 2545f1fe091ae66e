"""Files become documents, or new versions of them: all of an upload, or nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, identity
from nullus.jobs import Deferral
from nullus.kit import new_id
from nullus.knowledge import tasks
from nullus.knowledge.collections import collections
from nullus.knowledge.documents import documents, originals_store, store
from nullus.knowledge.documents.uploads import Upload
from nullus.knowledge.errors import KeyReused, UploadCrossed
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.objects import ObjectStore


@dataclass(frozen=True, slots=True)
class Received:
    """What an upload is answered with, for each file. `repeated`: an earlier request with the same key brought it."""

    id: str
    name: str
    status: str
    job_id: str | None
    version: int
    unchanged: bool
    repeated: bool = False


async def receive(
    db: Database, objects: ObjectStore, actor: Actor, collection_id: UUID, upload: Upload, key: str | None
) -> list[Received]:
    """Make the files documents and queue their reading, in one transaction: all of them, or none.

    The originals are durable already. A file whose name and content are known is not stored or read again.
    Raises CollectionNotFound, KeyReused.
    """
    actor.require("documents:write")
    digests = [file.stored.digest for file in upload.files]
    async with db.transaction(actor) as tx:
        await identity.hold(tx, actor)
        await collections.get(tx, actor, collection_id)
        request_digest = _request_digest(collection_id, upload)
        if key is not None:
            known = await originals_store.find_answer(tx, actor.workspace_id, key)
            if known is not None:
                if known.request_digest != request_digest:
                    raise KeyReused
                return [Received(**{**each, "repeated": True}) for each in known.answer]
        await originals_store.lock_digests(tx, digests)
        for digest in digests:
            if not await objects.exists(digest):  # a deletion of the same content crossed this upload
                raise UploadCrossed(retry_after_seconds=1)
        received = await _add_versions(tx, actor, collection_id, upload)
        await _record_uploads(tx, actor, upload, received)
        if key is not None:
            await originals_store.keep_answer(
                tx, actor.workspace_id, key, request_digest, [asdict(each) for each in received]
            )
    return received


async def _record_uploads(tx: Tx, actor: Actor, upload: Upload, received: Sequence[Received]) -> None:
    """One statement for each kind of act, however many files there are; what was known already is no act."""
    for action, is_new in (("document.uploaded", True), ("document.replaced", False)):
        acts = [
            audit.Act(each.id, details={"bytes": file.stored.size, "version": str(each.version)})
            for file, each in zip(upload.files, received, strict=True)
            if not each.unchanged and (each.version == 1) == is_new
        ]
        await audit.record_many(tx, actor, action, acts, object_kind="document")


async def _add_versions(tx: Tx, actor: Actor, collection_id: UUID, upload: Upload) -> list[Received]:
    """Rounds of distinct names: a name that stands twice in an upload becomes two versions, in order."""
    answers: list[Received | None] = [None] * len(upload.files)
    left = list(range(len(upload.files)))
    while left:
        round_: dict[str, int] = {}
        for place in left:
            round_.setdefault(upload.files[place].name, place)
        left = [place for place in left if round_[upload.files[place].name] != place]
        for place, received in (await _add_round(tx, actor, collection_id, upload, round_)).items():
            answers[place] = received
    return [answer for answer in answers if answer is not None]


async def _add_round(
    tx: Tx, actor: Actor, collection_id: UUID, upload: Upload, places: dict[str, int]
) -> dict[int, Received]:
    workspace = actor.workspace_id
    new_ids = [new_id() for _ in places]
    rows = await store.lock_documents_by_name(tx, workspace, collection_id, list(places), new_ids, upload.metadata)
    answers: dict[int, Received] = {}
    fresh: list[tuple[int, UUID, Row[Any]]] = []
    for name, place in places.items():
        row = rows[name]
        if row.digest == upload.files[place].stored.digest and row.version_status != "failed":
            job = str(row.job_id) if row.job_id else None
            answers[place] = Received(str(row.id), name, row.status, job, row.latest_version, True)
        else:
            fresh.append((place, new_id(), row))
    payloads = [tasks.IngestVersion(str(row.id), str(version_id)) for _, version_id, row in fresh]
    job_ids = await tasks.INGEST.defer_many(
        tx, actor, [Deferral(payload, lock=documents.reading_lock(payload.document_id)) for payload in payloads]
    )
    versions = []
    for (place, version_id, row), job_id in zip(fresh, job_ids, strict=True):
        stored, number = upload.files[place].stored, row.latest_version + 1
        versions.append(store.NewVersion(version_id, row.id, number, stored.digest, stored.size, job_id))
        answers[place] = Received(str(row.id), row.name, "received", str(job_id), number, False)
    await store.add_versions(tx, workspace, versions, actor.person_id)
    return answers


def _request_digest(collection_id: UUID, upload: Upload) -> str:
    parts = [str(collection_id), *(f"{file.name}\0{file.stored.digest}" for file in upload.files)]
    parts += [f"{key}\0{value!r}" for key, value in sorted(upload.metadata.items())]
    return hashlib.sha256("\1".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
