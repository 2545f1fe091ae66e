"""Search for a workspace with 0.1 % of all passages and for one with 60 %, in one index behind row-level security.

    python -m benchmarks.search_tenants [--chunks 100000] [--questions 200] [--home DIR]

Prints for each the median and the 95th percentile of hybrid search and of the vectors alone, in the process, and how many of the
exact ten nearest passages the vectors alone find. A third asker sees one of many collections only. Needs ../shared/data.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID

import numpy as np
import psycopg
from psycopg.rows import TupleRow
from sqlalchemy import text

from benchmarks import corpora
from benchmarks.search_speed import build_graph, store
from benchmarks.service import Service, running
from nullus.kit import new_id
from nullus.knowledge import KnowledgeSettings, Retrieval, SearchRequest, analysis, collections
from nullus.knowledge.index_store import vector_text
from nullus.llm import Gateway, LlmSettings, open_static
from nullus.platform import postgres
from nullus.platform.actor import Actor
from nullus.platform.database import Database

SHARES = {"small": 0.001, "large": 0.6}
OTHERS = 8
AT_ONCE = 2000


@dataclass(frozen=True)
class Tenant:
    """Who asks, and which collections they may see."""

    actor: Actor
    collections: tuple[UUID, ...]
    chunks: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    with running(arguments.home, {"NULLUS_KNOWLEDGE_GRAPH_AFTER": "1000000000"}) as service:
        tenants = asyncio.run(fill(service, arguments.chunks))
        print(f"vector graph of {arguments.chunks:,} passages built in {build_graph(service):.0f} s", flush=True)
        asked = corpora.questions()
        questions = [each for pair in zip(asked["ko"], asked["en"], strict=False) for each in pair][
            : arguments.questions
        ]
        asyncio.run(measure(service, tenants, questions))


async def fill(service: Service, chunks: int) -> dict[str, Tenant]:
    """One table of passages for many workspaces, as they come: mixed, not one workspace after the other."""
    db = Database(postgres.database_access(service.home, "").app_url)
    passages = corpora.recombined(chunks)
    tenants = {name: await tenant(db, passages, int(chunks * share)) for name, share in SHARES.items()}
    left = chunks - sum(each.chunks for each in tenants.values())
    for _ in range(OTHERS):
        await tenant(db, passages, left // OTHERS)
    large = tenants["large"]
    key = Actor("person", large.actor.workspace_id, None, scopes=frozenset({"*"}), role="viewer")
    async with db.transaction(large.actor) as tx:  # all but one collection is for others
        await tx.execute(
            text("update knowledge.collections set access = 'group' where id = any(:ids)"),
            {"ids": list(large.collections[1:])},
        )
    tenants["one collection of the large"] = Tenant(key, large.collections[:1], large.chunks // len(large.collections))
    await db.close()
    return tenants


async def tenant(db: Database, passages: Iterator[str], count: int) -> Tenant:
    """A workspace with so many passages in up to ten collections."""
    actor = Actor("operator", new_id(), scopes=frozenset({"*"}))
    async with db.system_transaction() as tx:
        await tx.execute(
            text("insert into identity.workspaces (id, name) values (:id, 'bench')"), {"id": actor.workspace_id}
        )
    embedder, made = open_static(), []
    size = max(1, min(AT_ONCE, -(-count // 10)))
    left = count
    async with db.transaction(actor) as tx:
        made = [(await collections.create(tx, actor, f"part {number}")).id for number in range(10)]
    turn = 0
    while left > 0:
        texts = list(islice(passages, min(size, left)))
        terms = await asyncio.to_thread(analysis.analyse_chunks, texts)
        vectors = await embedder.embed_documents(texts)
        await store(db, actor, made[turn % 10], texts, terms, vectors, embedder)
        left, turn = left - len(texts), turn + 1
    return Tenant(actor, tuple(made), count)


async def measure(service: Service, tenants: dict[str, Tenant], questions: list[str]) -> None:
    settings = KnowledgeSettings()
    db = Database(postgres.database_access(service.home, "").app_url, reader_settings=settings.of_readers)
    retrieval = Retrieval(db, Gateway(LlmSettings(provider="none")), patience=600)
    embedder = open_static()
    vectors = [vector_text(await embedder.embed_query(each)) for each in questions]
    print(f"{'':>28}{'passages':>10}{'hybrid ms':>11}{'p95':>8}{'vectors ms':>12}{'p95':>8}{'recall@10':>11}")
    superuser = postgres.superuser_url(service.home, postgres.DATABASE)
    with psycopg.connect(superuser, autocommit=True) as connection:
        for name, each in tenants.items():
            hybrid = await timed(retrieval, each, questions, "hybrid")
            dense = await timed(retrieval, each, questions, "dense")
            found = [await nearest(retrieval, each, question) for question in questions]
            exact = [exactly(connection, each, vector) for vector in vectors]
            recall = statistics.mean(len(set(a) & set(b)) / max(1, len(b)) for a, b in zip(found, exact, strict=True))
            row = (
                f"{each.chunks:>10,}{hybrid[0]:>11.2f}{hybrid[1]:>8.2f}{dense[0]:>12.2f}{dense[1]:>8.2f}{recall:>11.3f}"
            )
            print(f"{name:>28}{row}", flush=True)
    await retrieval.close()
    await db.close()


async def timed(retrieval: Retrieval, tenant: Tenant, questions: list[str], mode: str) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds; the index is loaded before."""
    await retrieval.search(tenant.actor, SearchRequest(questions[0], mode=mode))
    times = []
    for question in questions:
        started = time.perf_counter()
        await retrieval.search(tenant.actor, SearchRequest(question, mode=mode))
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), float(np.percentile(times, 95))


async def nearest(retrieval: Retrieval, tenant: Tenant, question: str) -> list[int]:
    return [hit.chunk_id for hit in (await retrieval.search(tenant.actor, SearchRequest(question, mode="dense"))).hits]


def exactly(connection: psycopg.Connection[TupleRow], tenant: Tenant, vector: str) -> list[int]:
    """The ten nearest passages that the tenant may see, compared one by one by the superuser."""
    with connection.transaction():
        connection.execute("set local enable_indexscan = off")
        found = connection.execute(
            "select number from knowledge.vectors where workspace_id = %s and collection_id = any(%s) "
            "order by embedding <=> %s::halfvec limit 10",
            [tenant.actor.workspace_id, list(tenant.collections), vector],
        )
        return [row[0] for row in found]


if __name__ == "__main__":
    main()
