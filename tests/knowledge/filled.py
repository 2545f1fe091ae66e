"""A workspace with passages put into its index the way ingestion does, without files; and a small exact embedder."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

import numpy as np
from sqlalchemy import text

from nullus.jobs import Handlers
from nullus.kit import new_id
from nullus.knowledge import analysis
from nullus.knowledge.collections import collections
from nullus.knowledge.index import index_store
from nullus.knowledge.index.index_store import NewChunk
from nullus.knowledge.ingestion.resources import WorkerResources
from nullus.knowledge.ingestion.worker import build_handlers
from nullus.knowledge.sandbox import Sandbox, SandboxLimits
from nullus.knowledge.settings import KnowledgeSettings
from nullus.llm import Embedder, Gateway, LlmSettings, Vectors, fingerprint_of
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.objects.memory import MemoryObjects


class WordsEmbedder:
    """Words as directions: equal texts have equal vectors, and texts that share words are near each other."""

    name: str = "words"
    languages: frozenset[str] | None = None
    batch: int = 1000

    def __init__(self, model: str = "one", dimension: int = 64) -> None:
        self.model, self.dimension = model, dimension
        self.embedded: list[str] = []

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return np.stack([self._vector(each) for each in texts])

    async def embed_query(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for word in text.lower().split():
            vector[zlib.crc32(f"{self.model} {word}".encode()) % self.dimension] += 1.0
        normalised: Vectors = vector / np.linalg.norm(vector)
        return normalised


def rebuilding(
    db: Database, embedder: Embedder, sandbox: Sandbox | None = None, objects: MemoryObjects | None = None
) -> Handlers:
    """What a worker with this embedder does; ten passages at a time. Without a sandbox it cannot read documents."""
    resources = WorkerResources(
        db,
        objects or MemoryObjects(),
        gateway_of(embedder),
        sandbox or Sandbox(SandboxLimits(ocr=False)),  # not started
        KnowledgeSettings(embed_batch=10),
    )
    return build_handlers(resources)


def gateway_of(embedder: Embedder) -> Gateway:
    """A gateway that has opened this embedder."""
    gateway = Gateway(LlmSettings(provider="none"))
    gateway._embedder = embedder
    return gateway


@dataclass(frozen=True)
class Filled:
    """One workspace of a database and the embedder that its passages are made with."""

    db: Database
    actor: Actor
    collection: UUID
    embedder: Embedder

    async def add(self, texts: Sequence[str], name: str | None = None) -> UUID:
        """A document whose passages these are, a line break between each two."""
        document, version = new_id(), new_id()
        keys = {"workspace": self.actor.workspace_id, "document": document, "version": version}
        vectors = await self.embedder.embed_documents(texts)
        async with self.db.transaction(self.actor) as tx:
            await index_store.pin_index(
                tx,
                self.actor.workspace_id,
                fingerprint_of(self.embedder),
                self.embedder.dimension,
                analysis.VERSION,
            )
            await tx.execute(
                text(
                    "insert into knowledge.documents (workspace_id, id, collection_id, name, status, latest_version, "
                    "current_version_id) values (:workspace, :document, :collection, :name, 'ready', 1, :version)"
                ),
                keys | {"collection": self.collection, "name": name or str(document)},
            )
            await tx.execute(
                text(
                    "insert into knowledge.versions (workspace_id, id, document_id, number, digest, size, status, chunks) "
                    "values (:workspace, :version, :document, 1, :digest, 0, 'ready', :chunks)"
                ),
                keys | {"digest": document.hex * 2, "chunks": len(texts)},
            )
            generation = await index_store.next_generation(tx, self.actor.workspace_id)
            terms = analysis.analyse_chunks(texts)
            starts = list(accumulate((len(each) + 1 for each in texts), initial=0))
            chunks = [
                NewChunk(
                    document,
                    version,
                    self.collection,
                    place,
                    each,
                    starts[place],
                    starts[place] + len(each),
                    None,
                    (),
                    bytes(16),
                    packed,
                    row,
                )
                for place, (each, packed, row) in enumerate(zip(texts, terms, vectors, strict=True))
            ]
            await index_store.add_chunks(tx, self.actor.workspace_id, generation, chunks)
            await index_store.count_chunks(tx, self.actor.workspace_id, len(chunks))
        return document

    async def numbers(self, document: UUID) -> list[int]:
        """The numbers of a document's passages."""
        async with self.db.transaction(self.actor) as tx:
            found = await tx.execute(
                text("select number from knowledge.chunks where document_id = :document order by number"),
                {"document": document},
            )
            return list(found.scalars())


async def filled(db: Database, embedder: Embedder | None = None) -> Filled:
    """A workspace of its own with one empty collection."""
    actor = Actor("key", new_id(), scopes=frozenset({"*"}))
    async with db.system_transaction() as tx:
        await tx.execute(
            text("insert into identity.workspaces (id, name) values (:id, 'test')"), {"id": actor.workspace_id}
        )
    async with db.transaction(actor) as tx:
        made = await collections.create(tx, actor, "papers", "", "internal")
    return Filled(db, actor, made.id, embedder or WordsEmbedder())
