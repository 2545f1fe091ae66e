"""Search for a workspace with 0.1 % of all passages and for one with 60 %, in one index behind row-level security.

    python -m benchmarks.search_tenants [--chunks 100000] [--questions 200] [--home DIR]

Prints for each the median and the 95th percentile of hybrid search and of the vectors alone, in the process; how many of the
exact ten nearest passages the vectors alone find; and how many of hybrid's ten it would also have with exact vectors. Hybrid is
timed in Korean and English, the rest in English, which the bundled embedder reads. The passages are sentences thrown together at
random, which is the hardest case for a graph of vectors. A third asker sees one of many collections only. Needs ../shared/data.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
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
from nullus.knowledge import KnowledgeSettings, Retrieval, SearchRequest, analysis
from nullus.knowledge.collections import collections
from nullus.knowledge.index.index_store import vector_text
from nullus.knowledge.lexical import Allowed, Ranking, frequencies
from nullus.knowledge.retrieval import fusion
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
        both = [each for pair in zip(asked["ko"], asked["en"], strict=False) for each in pair]
        asyncio.run(measure(service, tenants, both[: arguments.questions], asked["en"][: arguments.questions]))


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


async def measure(service: Service, tenants: dict[str, Tenant], questions: list[str], readable: list[str]) -> None:
    """`readable`: those in the language of the bundled embedder; hybrid search asks no vectors for the others."""
    settings = KnowledgeSettings()
    db = Database(postgres.database_access(service.home, "").app_url, reader_settings=settings.of_readers)
    retrieval = Retrieval(db, Gateway(LlmSettings(provider="none")), patience=600)
    embedder = open_static()
    vectors = [vector_text(await embedder.embed_query(each)) for each in readable]
    print(
        f"{'':>28}{'passages':>10}{'hybrid ms':>11}{'p95':>8}{'vectors ms':>12}{'p95':>8}{'recall@10':>11}{'hybrid same':>13}"
    )
    superuser = postgres.superuser_url(service.home, postgres.DATABASE)
    with psycopg.connect(superuser, autocommit=True) as connection:
        for name, tenant in tenants.items():
            hybrid = await timed(retrieval, tenant, questions, "hybrid")
            dense = await timed(retrieval, tenant, readable, "dense")
            exact = [exactly(connection, tenant, vector) for vector in vectors]
            found = [await top_ten(retrieval, tenant, question, "dense") for question in readable]
            recall = shared(found, [[number for number, _ in near[:10]] for near in exact])
            found = [await top_ten(retrieval, tenant, question, "hybrid") for question in readable]
            same = shared(found, [fused(retrieval, tenant, *pair) for pair in zip(readable, exact, strict=True)])
            times = "".join(
                f"{each:>{width}.2f}" for each, width in zip((*hybrid, *dense), (11, 8, 12, 8), strict=True)
            )
            row = f"{tenant.chunks:>10,}{times}{recall:>11.3f}{same:>13.3f}"
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


async def top_ten(retrieval: Retrieval, tenant: Tenant, question: str, mode: str) -> list[int]:
    return [hit.chunk_id for hit in (await retrieval.search(tenant.actor, SearchRequest(question, mode=mode))).hits]


def exactly(connection: psycopg.Connection[TupleRow], tenant: Tenant, vector: str) -> list[tuple[int, float]]:
    """The nearest passages that the tenant may see and their cosines, compared one by one by the superuser."""
    with connection.transaction():
        connection.execute("set local enable_indexscan = off")
        found = connection.execute(
            "select number, 1 - (embedding <=> %s::halfvec) from knowledge.vectors where workspace_id = %s "
            "and collection_id = any(%s) order by 2 desc limit %s",
            [vector, tenant.actor.workspace_id, list(tenant.collections), fusion.DEPTH],
        )
        return [(row[0], row[1]) for row in found]


def fused(retrieval: Retrieval, tenant: Tenant, question: str, near: list[tuple[int, float]]) -> list[int]:
    """Hybrid's ten, were the vectors found exactly."""
    state = retrieval.follower.state(tenant.actor.workspace_id)
    codes = frozenset(state.collections[each] for each in tenant.collections)
    allowed = None if len(codes) == len(state.collections) else Allowed(collections=codes)
    held = partial(frequencies, state.segments, allowed=allowed)
    ranking = Ranking(state.segments, analysis.corrected(analysis.analyse_query(question), held), allowed)
    return [hit.number for hit in fusion.fuse(ranking, near, 10, fusion.STATIC_TRUST)]


def shared(found: list[list[int]], wanted: list[list[int]]) -> float:
    return statistics.mean(len(set(a) & set(b)) / max(1, len(b)) for a, b in zip(found, wanted, strict=True))


if __name__ == "__main__":
    main()
