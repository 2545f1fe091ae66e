"""What this room keeps of people: documents that they sent and collections that they own, handed out and taken away."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

from nullus import identity
from nullus.identity import File, Leaving, Membership, Person
from nullus.knowledge import tasks
from nullus.knowledge.documents import deleting, originals_store, store
from nullus.knowledge.errors import DocumentNotFound
from nullus.knowledge.leaving import person_store
from nullus.knowledge.lexical import files as lexical_files
from nullus.platform.actor import Actor, service_in
from nullus.platform.database import Database
from nullus.platform.objects import ObjectStore

_AT_ONCE = 200
_LONGEST_NAME = 120


async def export(db: Database, objects: ObjectStore, person: Person) -> AsyncIterator[File]:
    """Collections and documents with what is known of them as JSON lines, and every original, unchanged."""
    yield File("collections.jsonl", _collections(db, person))
    yield File("documents.jsonl", _documents(db, objects, person))
    for membership in person.memberships:
        async for row in _versions(db, person, membership):
            if await objects.exists(row.digest):
                yield File(_path(row), objects.read(row.digest), packed=False)


async def foresee(db: Database, leaving: Leaving) -> dict[str, Any]:
    """The versions and originals that go: once their rows are gone nothing else names them."""
    found: dict[str, Any] = {"versions": {}, "digests": []}
    digests: set[str] = set()
    for workspace_id in await _workspaces(db, leaving):
        async with db.transaction(service_in(workspace_id)) as tx:
            rows = await person_store.versions_going(
                tx,
                workspace_id,
                leaving.account_id,
                everything=leaving.documents == "delete",
                whole=workspace_id in leaving.workspaces,
            )
        found["versions"][str(workspace_id)] = [str(row.id) for row in rows]
        digests |= {row.digest for row in rows}
    return {**found, "digests": sorted(digests)}


async def erase(db: Database, objects: ObjectStore, leaving: Leaving) -> dict[str, int]:
    """In every workspace that stays: what was theirs alone goes, what others use loses their name."""
    removed: dict[str, int] = {}
    for workspace_id in await _workspaces(db, leaving):
        if workspace_id not in leaving.workspaces:
            for name, count in (await _erase_in(db, objects, service_in(workspace_id), leaving)).items():
                removed[name] = removed.get(name, 0) + count
    return removed


async def _erase_in(db: Database, objects: ObjectStore, actor: Actor, leaving: Leaving) -> dict[str, int]:
    workspace, person, everything = actor.workspace_id, leaving.account_id, leaving.documents == "delete"
    async with db.transaction(actor) as tx:
        answers = await person_store.forget_answers(tx, workspace, person)
        private = await person_store.private_collections(tx, workspace, person)
    receipts = [await deleting.delete_collection(db, objects, actor, each) for each in private]
    async with db.transaction(actor) as tx:
        going = await person_store.going(tx, workspace, person, everything=everything)
    for each in going:
        try:
            receipts.append(await deleting.delete(db, objects, actor, each))
        except DocumentNotFound:  # somebody else was quicker
            continue
    async with db.transaction(actor) as tx:
        digests = await person_store.remove_older(tx, workspace, person, everything=everything)
        if digests:
            await tasks.REMOVE_OBJECTS.defer(tx, actor, tasks.RemoveObjects(sorted(set(digests))), delay=60)
        for row in await person_store.unread(tx, workspace, person):
            payload = tasks.IngestVersion(str(row.document_id), str(row.id))
            job_id = await tasks.INGEST.defer(tx, actor, payload, lock=f"document:{row.document_id}")
            await store.set_job(tx, workspace, row.id, job_id)
        unnamed = await person_store.drop_name(tx, workspace, person)
    if digests:
        await deleting.remove_objects(db, objects, actor, sorted(set(digests)))
    removed = {
        name: sum(getattr(receipt, name) for receipt in receipts)
        for name in ("documents", "versions", "chunks", "vectors", "lexical_entries", "objects")
    }
    removed["versions"] += len(digests)
    return removed | {"collections": len(private), "answers": answers, "versions_unnamed": unnamed}


async def remains(
    db: Database, objects: ObjectStore, index_files: Path | None, leaving: Leaving, foreseen: dict[str, Any]
) -> list[str]:
    """Looks for the person's id in every table of the room, for what had to go in tables, index files and the object store."""
    places: list[str] = []
    found = await _workspaces(db, leaving)
    everywhere = {UUID(each) for each in foreseen["versions"]} | set(found)
    for workspace_id in sorted(everywhere):
        ids = [UUID(each) for each in foreseen["versions"].get(str(workspace_id), ())]
        async with db.transaction(service_in(workspace_id)) as tx:
            places += await identity.traces(tx, [str(leaving.account_id)], ("knowledge",))
            places += await person_store.left_of(tx, workspace_id, ids)
            needed = await person_store.last_removal(tx, workspace_id, ids)
        if index_files is not None:
            folder = index_files / str(workspace_id)
            gone = workspace_id in leaving.workspaces
            if folder.exists() if gone else lexical_files.behind(folder, needed):
                places.append("index files")
    async with db.system_transaction() as tx:
        for start in range(0, len(foreseen["digests"]), _AT_ONCE):
            some = foreseen["digests"][start : start + _AT_ONCE]
            if any([await objects.exists(each) for each in await originals_store.unreferenced(tx, some)]):
                places.append("originals")
    return sorted(set(places))


async def _workspaces(db: Database, leaving: Leaving) -> list[UUID]:
    async with db.system_transaction() as tx:
        return sorted({*await person_store.workspaces_of(tx, leaving.account_id), *leaving.workspaces})


async def _versions(db: Database, person: Person, membership: Membership) -> AsyncIterator[Any]:
    actor, after = person.acting_in(membership), None
    while True:
        async with db.transaction(actor) as tx:
            rows = await person_store.versions_to_hand_out(tx, actor.workspace_id, person.id, after, _AT_ONCE)
        for row in rows:
            yield row
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].id


async def _collections(db: Database, person: Person) -> AsyncIterator[bytes]:
    for membership in person.memberships:
        actor = person.acting_in(membership)
        async with db.transaction(actor) as tx:
            rows = await person_store.collections_owned(tx, actor.workspace_id, person.id)
        for row in rows:
            yield _line({"workspaceId": str(membership.workspace_id), **row._asdict()})


async def _documents(db: Database, objects: ObjectStore, person: Person) -> AsyncIterator[bytes]:
    for membership in person.memberships:
        async for row in _versions(db, person, membership):
            file = _path(row) if await objects.exists(row.digest) else None
            yield _line({"workspaceId": str(membership.workspace_id), **row._asdict(), "file": file})


def _path(row: Any) -> str:
    """The place of an original in the archive: a name that means nothing to any file system but itself."""
    last = str(row.name).rsplit("/", 1)[-1]
    plain = "".join(each if each.isalnum() or each in " ._-()" else "_" for each in last).strip(" .")
    return f"originals/{row.id}-{plain[-_LONGEST_NAME:] or 'document'}"


def _line(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, default=str) + "\n").encode("utf-8", "surrogatepass")
