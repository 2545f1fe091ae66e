"""A workspace with everything that turns uploads into passages, in this process: store, queue, worker, sandbox, search."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text
from tests.knowledge.filled import Filled, WordsEmbedder, gateway_of

from nullus import jobs, knowledge
from nullus.kit import new_id
from nullus.knowledge.collections import collections
from nullus.knowledge.documents import deleting, documents, receiving
from nullus.knowledge.documents.documents import Document
from nullus.knowledge.documents.receiving import Received
from nullus.knowledge.documents.uploads import Upload, UploadedFile
from nullus.knowledge.index import index_store
from nullus.knowledge.retrieval.retrieval import Hit
from nullus.knowledge.sandbox import Sandbox
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.objects import ObjectStore
from nullus.platform.objects.local import LocalObjects

QUICK = jobs.JobsSettings(
    concurrency=2, heartbeat_seconds=0.5, dead_after_seconds=3, poll_seconds=0.1, stop_grace_seconds=2
)


async def one_piece(content: bytes) -> AsyncIterator[bytes]:
    yield content


@dataclass(frozen=True)
class Workplace:
    """The parts, and short ways to use them as one actor."""

    db: Database
    objects: ObjectStore
    actor: Actor
    collection: UUID
    embedder: WordsEmbedder
    retrieval: knowledge.Retrieval
    resources: knowledge.WorkerResources

    async def upload(self, files: Mapping[str, bytes | str], key: str | None = None, **metadata: Any) -> list[Received]:
        kept = []
        for name, content in files.items():
            raw = content.encode() if isinstance(content, str) else content
            kept.append(UploadedFile(name, await self.objects.put(one_piece(raw))))
        return await receiving.receive(self.db, self.objects, self.actor, self.collection, Upload(kept, metadata), key)

    async def put(self, name: str, content: bytes | str) -> UUID:
        """Upload one file; returns the document's id."""
        return UUID((await self.upload({name: content}))[0].id)

    async def document(self, document_id: UUID | str) -> Document:
        async with self.db.transaction(self.actor) as tx:
            return await documents.get(tx, self.actor, UUID(str(document_id)))

    async def settled(self, document_id: UUID | str, seconds: float = 30) -> Document:
        deadline = time.monotonic() + seconds
        while (found := await self.document(document_id)).status not in {"ready", "failed"}:
            assert time.monotonic() < deadline, f"still {found.status} after {seconds} s"
            await asyncio.sleep(0.02)
        return found

    async def ready(self, name: str, content: bytes | str) -> Document:
        """Upload one file and wait until it is searchable."""
        found = await self.settled(await self.put(name, content))
        assert found.status == "ready", found.failure
        return found

    async def find(self, query: str, **more: Any) -> list[Hit]:
        """Hits that hold the words themselves."""
        options: dict[str, Any] = {"mode": "lexical", "top_k": 100} | more
        asked = knowledge.SearchRequest(query, **options)
        return [hit for hit in (await self.retrieval.search(self.actor, asked)).hits if query in hit.text]

    async def delete(self, document_id: UUID) -> deleting.Receipt:
        receipt = await deleting.delete(self.db, self.objects, self.actor, document_id)
        await self.retrieval.refresh(self.actor)
        return receipt

    async def count(self, table: str) -> int:
        """Rows of this workspace in a table of the room."""
        async with self.db.transaction(self.actor) as tx:
            statement = text(f"select count(*) from knowledge.{table} where workspace_id = :workspace")
            return int((await tx.execute(statement, {"workspace": self.actor.workspace_id})).scalar_one())

    async def neighbour(self) -> "Workplace":
        """The same parts seen from another workspace."""
        actor = await new_workspace(self.db)
        async with self.db.transaction(actor) as tx:
            made = await collections.create(tx, actor, "papers")
        return replace(self, actor=actor, collection=made.id)


async def new_workspace(db: Database) -> Actor:
    """Somebody who may do everything in a workspace of their own."""
    actor = Actor("key", new_id(), scopes=frozenset({"*"}))
    async with db.system_transaction() as tx:
        statement = text("insert into identity.workspaces (id, name) values (:id, 'test')")
        await tx.execute(statement, {"id": actor.workspace_id})
    return actor


@asynccontextmanager
async def workplace(db: Database, folder: Path, sandbox: Sandbox, *, working: bool = True) -> AsyncIterator[Workplace]:
    """Everything for one workspace; without `working` nothing is read until `work` runs."""
    actor = await new_workspace(db)
    async with db.transaction(actor) as tx:
        made = await collections.create(tx, actor, "papers")
    embedder, objects = WordsEmbedder(), LocalObjects(folder)
    gateway = gateway_of(embedder)
    resources = knowledge.WorkerResources(db, objects, gateway, sandbox, knowledge.KnowledgeSettings(embed_batch=64))
    retrieval = knowledge.Retrieval(db, gateway)
    place = Workplace(db, objects, actor, made.id, embedder, retrieval, resources)
    try:
        if working:
            async with work(place):
                yield place
        else:
            yield place
    finally:
        await retrieval.close()


@asynccontextmanager
async def work(place: Workplace) -> AsyncIterator[jobs.Runner]:
    """A worker for the queue of this database."""
    runner = jobs.Runner(place.db, knowledge.build_handlers(place.resources), QUICK)
    running = asyncio.create_task(runner.run())
    try:
        yield runner
    finally:
        runner.stop()
        await running


async def take_out(place: Filled, document: UUID) -> None:
    """Take a document out of the index the way a deletion does."""
    workspace = place.actor.workspace_id
    async with place.db.transaction(place.actor) as tx:
        versions = (
            (await tx.execute(text("select id from knowledge.versions where document_id = :id"), {"id": document}))
            .scalars()
            .all()
        )
        generation = await index_store.next_generation(tx, workspace)
        numbers = await index_store.numbers_of(tx, workspace, versions)
        await index_store.mark_removed(tx, workspace, generation, versions)
        await index_store.remove_chunks(tx, workspace, numbers)
        await index_store.count_chunks(tx, workspace, -len(numbers))
        await tx.execute(text("delete from knowledge.documents where id = :id"), {"id": document})


def digest(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def sections(words: Iterable[str]) -> str:
    """A Markdown text with one passage for each word."""
    return "\n\n".join(f"# About {each}\n\n" + f"The note about {each} lies in the desk. " * 12 for each in words)
