"""How fast search answers over HTTP, and what its parts cost bare, so that the distance to the limit is visible.

    python -m benchmarks.search_speed [--chunks 10000 100000] [--seconds 8] [--home DIR] [--fill-only]

`--home` keeps the data in DIR, so that a large index can be filled once (`--fill-only`) and measured later.

A real service with a real index of so many passages (real sentences recombined), hybrid search with the bundled embedder,
questions in Korean and English in turn, never the same one twice in a row. Needs ../shared/data.
"""

import argparse
import asyncio
import contextlib
import http.client
import json
import multiprocessing
import re
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import psycopg

from benchmarks import corpora
from benchmarks.service import Service, cpu_seconds, memory_mib, running
from nullus.kit import new_id
from nullus.knowledge import analysis
from nullus.knowledge.index import index_store
from nullus.knowledge.index.index_store import NewChunk
from nullus.llm import fingerprint_of, open_static
from nullus.platform import postgres
from nullus.platform.actor import Actor
from nullus.platform.database import Database, psycopg_of
from nullus.platform.postgres import database_access

AT_ONCE = 4000
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, nargs="+", default=[10_000])
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--fill-only", action="store_true")
    arguments = parser.parse_args()
    with running(arguments.home, {"NULLUS_KNOWLEDGE_GRAPH_AFTER": "1000000000"}) as service:
        done = indexed(service)
        passages = islice(corpora.recombined(max(arguments.chunks)), done, None)
        for count in sorted(arguments.chunks):
            print(f"\n== {count:,} chunks", flush=True)
            if count > done:
                seconds = asyncio.run(fill(service, passages, count - done))
                print(f"filled in {seconds:.0f} s", flush=True)
                done = count
            if not arguments.fill_only:
                print(f"vector graph built in {build_graph(service):.0f} s", flush=True)
                measure(service, arguments.seconds)


def indexed(service: Service) -> int:
    """How many chunks are in the index already."""
    with psycopg.connect(postgres.superuser_url(service.home, postgres.DATABASE)) as connection:
        row = connection.execute("select coalesce(sum(chunks), 0) from knowledge.indexes").fetchone()
    return int(row[0]) if row else 0


async def fill(service: Service, passages: Iterator[str], count: int) -> float:
    """Seconds to put passages into the index the way ingestion does, without files."""
    db = Database(database_access(service.home, "").app_url)
    actor = Actor("operator", UUID(service.client.get("/api/v1/me")["workspaceId"]), scopes=frozenset({"*"}))
    collection = UUID(service.client.post("/api/v1/collections", {"name": f"speed {time.time():.0f}"})["id"])
    embedder = open_static()
    started = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        pending: list[tuple[list[str], Any]] = []
        left = count
        while left or pending:
            while left and len(pending) < 3:
                texts = list(islice(passages, min(AT_ONCE, left)))
                left -= len(texts)
                pending.append((texts, pool.submit(analysis.analyse_chunks, texts)))
            texts, analysed = pending.pop(0)
            vectors = await embedder.embed_documents(texts)
            await store(db, actor, collection, texts, await asyncio.wrap_future(analysed), vectors, embedder)
    filled = time.perf_counter()
    await db.close()
    return filled - started


def build_graph(service: Service) -> float:
    """Seconds to build the vector graph over all vectors at once, several times faster than one after the other."""
    started = time.perf_counter()
    with psycopg.connect(postgres.superuser_url(service.home, postgres.DATABASE), autocommit=True) as connection:
        connection.execute("drop index if exists knowledge.vectors_graph_256")
        connection.execute("update knowledge.vectors set in_graph = true where not in_graph")
        connection.execute("update knowledge.indexes set in_graph = true")
        connection.execute("set maintenance_work_mem = '3GB'")
        connection.execute("select knowledge.build_graph(256)")
        built = time.perf_counter() - started
        for table in (
            "chunks",
            "vectors",
            "lexical_entries",
            "documents",
            "versions",
        ):  # as autovacuum would, in its own time
            connection.execute(f"vacuum (analyze) knowledge.{table}")
    return built


async def store(
    db: Database, actor: Actor, collection: UUID, texts: list[str], terms: list[bytes], vectors: Any, embedder: Any
) -> None:
    """One document with these passages as its chunks."""
    document, version = new_id(), new_id()
    async with db.transaction(actor) as tx:
        await index_store.pin_index(
            tx, actor.workspace_id, fingerprint_of(embedder), embedder.dimension, analysis.VERSION
        )
        connection = await psycopg_of(tx)
        await connection.execute(
            "insert into knowledge.documents (workspace_id, id, collection_id, name, status, latest_version, "
            "current_version_id) values (%s, %s, %s, %s, 'ready', 1, %s)",
            (actor.workspace_id, document, collection, f"passages {document}", version),
        )
        await connection.execute(
            "insert into knowledge.versions (workspace_id, id, document_id, number, digest, size, status, chunks) "
            "values (%s, %s, %s, 1, %s, 0, 'ready', %s)",
            (actor.workspace_id, version, document, document.hex, len(texts)),
        )
        generation = await index_store.next_generation(tx, actor.workspace_id)
        chunks = [
            NewChunk(document, version, collection, place, text, 0, len(text), None, (), bytes(16), packed, vector)
            for place, (text, packed, vector) in enumerate(zip(texts, terms, vectors, strict=True))
        ]
        await index_store.add_chunks(tx, actor.workspace_id, generation, chunks)
        await index_store.count_chunks(tx, actor.workspace_id, len(chunks))


def measure(service: Service, seconds: float) -> None:
    asked = corpora.questions()
    body = bodies(asked["ko"] + asked["en"])
    started = time.perf_counter()
    wait_for_index(service, body[0])
    print(f"first search (loads the derived index) {time.perf_counter() - started:.1f} s")
    one_client(service, body, 2)
    print(f"{'':>22}{'median ms':>11}{'p95 ms':>9}{'answers/s':>11}")
    for name, listed in (
        ("hybrid, 1 client", asked["ko"] + asked["en"]),
        ("Korean", asked["ko"]),
        ("English", asked["en"]),
    ):
        times = one_client(service, bodies(listed), seconds)
        row(name, times, len(times) / sum(times))
    pids = service.pids()
    before = {name: cpu_seconds(pid) for name, pid in pids.items()}
    times, rate = many_clients(service, body, 16, seconds)
    row("hybrid, 16 clients", times, rate)
    spent = {name: (cpu_seconds(pid) - before[name]) / len(times) * 1000 for name, pid in pids.items()}
    show("CPU an answer (ms)", {name: value for name, value in spent.items() if value > 0.05})
    show("parts, bare (ms, median)", asyncio.run(parts(service, asked)))
    show("inside the service (ms)", inside(service, body))
    show("memory (MiB, proportional)", {name: memory_mib(pid) for name, pid in service.pids().items()})


def row(name: str, times: list[float], rate: float) -> None:
    print(
        f"{name:>22}{statistics.median(times) * 1000:>11.2f}{percentile(times, 95) * 1000:>9.2f}{rate:>11.0f}",
        flush=True,
    )


def show(title: str, values: dict[str, float]) -> None:
    print(f"{title}:  " + "  ".join(f"{name} {value:.3f}" for name, value in values.items()), flush=True)


def wait_for_index(service: Service, body: bytes) -> None:
    """Ask until the answer is whole: a large index says for a while that it is being loaded."""
    headers = {"Authorization": f"Bearer {service.token}", "Content-Type": "application/json"}
    while True:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", service.port)) as connection:
            connection.request("POST", "/api/v1/search", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        if answer.status == 200 and json.loads(content)["data"]["degraded"] is None:
            return
        time.sleep(0.1)


def bodies(listed: list[str]) -> list[bytes]:
    """Korean and English mixed, in a fixed order."""
    order = np.random.default_rng(1).permutation(len(listed))
    return [json.dumps({"query": listed[place], "topK": 10}).encode() for place in order]


def one_client(service: Service, body: list[bytes], seconds: float) -> list[float]:
    """Seconds of each answer, one after the other on one connection."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", service.port)) as connection:
        times: list[float] = []
        end = time.perf_counter() + seconds
        place = 0
        while time.perf_counter() < end:
            started = time.perf_counter()
            ask(connection, service.token, body[place % len(body)])
            times.append(time.perf_counter() - started)
            place += 1
    return times


def many_clients(service: Service, body: list[bytes], clients: int, seconds: float) -> tuple[list[float], float]:
    """The same with several connections at once; the clients share one further process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_crowd, service.port, service.token, body, clients, seconds).result()


def _crowd(port: int, token: str, body: list[bytes], clients: int, seconds: float) -> tuple[list[float], float]:
    return asyncio.run(_crowded(port, token, body, clients, seconds))


async def _crowded(port: int, token: str, body: list[bytes], clients: int, seconds: float) -> tuple[list[float], float]:
    """Connections that stay open and do little for each question: the two cores are the service's, not its askers'."""
    times: list[float] = []
    head = (
        f"POST /api/v1/search HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    )
    requests = [head.format(length=len(each)).encode() + each for each in body]
    started = time.perf_counter()
    end = started + seconds

    async def client(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        place = number * 997
        while (asked := time.perf_counter()) < end:
            writer.write(requests[place % len(requests)])
            answer = await reader.readuntil(b"\r\n\r\n")
            content = await reader.readexactly(int(_LENGTH.findall(answer)[0]))
            if not answer.startswith(b"HTTP/1.1 200 "):
                raise SystemExit(f"{answer[:60]!r}: {content[:300]!r}")
            times.append(time.perf_counter() - asked)
            place += 1
        writer.close()

    await asyncio.gather(*(client(number) for number in range(clients)))
    return times, len(times) / (time.perf_counter() - started)


def ask(connection: http.client.HTTPConnection, token: str, body: bytes) -> bytes:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/search", body, headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise SystemExit(f"HTTP {answer.status}: {content[:300]!r}")
    return content


async def parts(service: Service, asked: dict[str, list[str]]) -> dict[str, float]:
    """The bare cost of each part, outside the service: tokenise, embed, one statement, one request that does nothing."""
    embedder = open_static()
    listed = [each for pair in zip(asked["ko"], asked["en"], strict=False) for each in pair][:400]
    db = Database(database_access(service.home, "").app_url, pool_size=1)
    actor = Actor("operator", UUID(service.client.get("/api/v1/me")["workspaceId"]))
    found = {
        "tokenise": median_of(listed, analysis.analyse_query),
        "embed": statistics.median([await timed(embedder.embed_query(each)) for each in asked["en"][:400]]) * 1000,
    }
    async with db.reading(actor) as reader:
        found["SQL (select 1)"] = (
            statistics.median([await timed(reader.fetch("select 1", {})) for _ in range(300)]) * 1000
        )
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", service.port)) as http_connection:
        times = []
        for _ in range(300):
            started = time.perf_counter()
            http_connection.request("GET", "/healthz")
            http_connection.getresponse().read()
            times.append(time.perf_counter() - started)
        found["HTTP (/healthz)"] = statistics.median(times) * 1000
    await db.close()
    return found


async def timed(awaitable: Any) -> float:
    started = time.perf_counter()
    await awaitable
    return time.perf_counter() - started


def median_of(listed: list[str], function: Any) -> float:
    times = []
    for each in listed:
        started = time.perf_counter()
        function(each)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def inside(service: Service, body: list[bytes]) -> dict[str, float]:
    """The medians of what the service says it spent on each step."""
    steps: dict[str, list[float]] = {}
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", service.port)) as connection:
        for each in body[:400]:
            for name, value in json.loads(ask(connection, service.token, each))["data"]["took"].items():
                steps.setdefault(name, []).append(value)
    return {name: statistics.median(values) for name, values in steps.items()}


def percentile(times: list[float], share: float) -> float:
    return float(np.percentile(times, share))


if __name__ == "__main__":
    main()
