"""What must be true when everything has come to rest: nothing lost, nothing twice, nothing mixed, nothing left over."""

import asyncio
import time
from collections.abc import Callable, Iterable

import httpx
import psycopg
from psycopg.rows import TupleRow

from chaos.running import Running
from chaos.workload import Held, Ledger
from nullus.jobs import system_actor
from nullus.knowledge import tasks
from nullus.platform.database import Database
from nullus.platform.postgres import database_access

SETTLE_SECONDS = 120.0
WITHOUT = "select count(*) from knowledge.{} one where not exists (select from knowledge.{} other where other.number = one.number)"
# What has to be nought, as a count.
AGREEMENTS: dict[str, str] = {
    "chunks of a version that is not searched": "select count(*) from knowledge.chunks c where not exists "
    "(select from knowledge.documents d where d.current_version_id = c.version_id and d.id = c.document_id)",
    "versions whose chunks are not those they count": "select count(*) from knowledge.versions v "
    "where v.status = 'ready' and v.chunks <> (select count(*) from knowledge.chunks c where c.version_id = v.id)",
    "passages with the same place": "select count(*) - count(distinct (version_id, ordinal)) from knowledge.chunks",
    "chunks without vector": WITHOUT.format("chunks", "vectors"),
    "vectors without chunk": WITHOUT.format("vectors", "chunks"),
    "chunks without lexical entry": WITHOUT.format("chunks", "lexical_entries"),
    "lexical entries without chunk": WITHOUT.format("lexical_entries", "chunks"),
    "difference to the counted chunks": "select abs((select coalesce(sum(chunks), 0) from knowledge.indexes) "
    "- (select count(*) from knowledge.chunks))",
    "jobs still open": "select count(*) from jobs.procrastinate_jobs where status in ('todo', 'doing') "
    "and task_name = 'knowledge.ingest'",
    "jobs set aside": "select count(*) from jobs.procrastinate_jobs where status = 'failed'",
}


def check(service: Running, ledger: Ledger, http: httpx.Client) -> list[str]:
    """Every broken promise, in words."""
    problems = list(ledger.problems)
    problems += _settled(http, ledger)
    for held in ledger.documents:
        if held.versions:
            problems += _found_once(http, held)
    with service.database() as connection:
        problems += rows_agree(connection, ledger)
    problems += _nothing_left(service)
    return problems


def _settled(http: httpx.Client, ledger: Ledger) -> list[str]:
    """Wait until every live document is ready. What failed is lost, whatever its reason."""
    waiting = {held.document_id: held for held in ledger.documents if held.versions and not held.deleted}
    problems: list[str] = []
    deadline = time.monotonic() + SETTLE_SECONDS
    while waiting and time.monotonic() < deadline:
        for document_id, held in list(waiting.items()):
            answer = http.get(f"/api/v1/documents/{document_id}")
            if answer.status_code != 200:
                problems.append(f"{held.name} was acknowledged and is gone: {answer.status_code} {answer.text[:200]}")
                del waiting[document_id]
                continue
            document = answer.json()["data"]
            if document["status"] == "failed":
                problems.append(f"{held.name} failed: {document['failure']}")
            elif document["status"] != "ready":
                continue
            elif document["digest"] != held.versions[-1].digest or document["version"] != len(held.versions):
                problems.append(f"{held.name} is not the version that was acknowledged last")
            del waiting[document_id]
        time.sleep(0.1)
    return problems + [f"{held.name} never came to rest" for held in waiting.values()]


def _found_once(http: httpx.Client, held: Held) -> list[str]:
    """The last version's canary finds all passages of this document and nothing else; older ones find nothing."""
    problems = []
    for version in held.versions:
        asked = {"query": version.canary, "topK": 100, "mode": "lexical"}
        hits = [
            hit
            for hit in http.post("/api/v1/search", json=asked).raise_for_status().json()["data"]["hits"]
            if version.canary in hit["text"]
        ]
        if held.deleted or version is not held.versions[-1]:
            if hits:
                problems.append(f"{held.name}: a version that is gone is still found {len(hits)} times")
            continue
        chunks = http.get(f"/api/v1/documents/{held.document_id}").json()["data"]["chunkCount"]
        found = {hit["documentId"] for hit in hits}
        if found != {held.document_id} or len({hit["chunkId"] for hit in hits}) != len(hits) or len(hits) != chunks:
            problems.append(f"{held.name}: {len(hits)} hits in {len(found)} documents for {chunks} passages")
    return problems


def rows_agree(connection: psycopg.Connection[TupleRow], ledger: Ledger) -> list[str]:
    """The tables against each other and against the ledger."""
    problems = [
        f"{number} {what}" for what, statement in AGREEMENTS.items() if (number := _number(connection, statement))
    ]
    live = [held for held in ledger.documents if held.versions and not held.deleted]
    if (rows := _number(connection, "select count(*) from knowledge.documents")) != len(live):
        problems.append(f"{rows} documents for {len(live)} that are held")
    gone = [held.document_id for held in ledger.documents if held.deleted]
    for table, column in (("documents", "id"), ("versions", "document_id"), ("chunks", "document_id")):
        statement = f"select count(*) from knowledge.{table} where {column}::text = any(%s)"
        if left := _number(connection, statement, gone):
            problems.append(f"{left} rows of deleted documents in {table}")
    for held in live:
        statement = "select count(*) from knowledge.chunks where document_id::text = %s and position(%s in text) = 0"
        if mixed := _number(connection, statement, held.document_id, held.versions[-1].canary):
            problems.append(f"{held.name}: {mixed} passages of another version")
    return problems


def _number(connection: psycopg.Connection[TupleRow], statement: str, *parameters: object) -> int:
    row = connection.execute(statement.encode(), parameters or None).fetchone()
    assert row is not None
    return int(row[0])


def _nothing_left(service: Running) -> list[str]:
    """After the sweep: the store holds exactly what rows refer to, and nothing is half uploaded."""

    def referenced() -> set[str]:
        with service.database() as connection:
            return {row[0] for row in connection.execute("select distinct digest from knowledge.versions")}

    asyncio.run(_sweep(service))
    problems = []
    if not _comes_true(lambda: service.objects() == referenced()):
        extra, missing = service.objects() - referenced(), referenced() - service.objects()
        problems.append(f"object store: {len(extra)} that no row refers to, {len(missing)} missing")
    if not _comes_true(lambda: not service.incoming()):
        problems.append(f"{len(service.incoming())} interrupted uploads are left")
    return problems


async def _sweep(service: Running) -> None:
    """Queue the hourly sweep now (the service was started with a short NULLUS_KNOWLEDGE_ORPHAN_SECONDS)."""
    database = Database(database_access(service.home, "").app_url, pool_size=1)
    try:
        await asyncio.sleep(1.5)  # what the last moment left has to be older than that setting
        async with database.system_transaction() as tx:
            await tasks.SWEEP.defer(tx, system_actor(), tasks.Sweep())
    finally:
        await database.close()


def _comes_true(test: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not test():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def leftovers(service: Running) -> list[str]:
    """What a stopped service left behind: processes, temporary files."""
    problems = [f"process {pid} still runs" for pid in service.processes()]
    return problems + [f"{path} is left" for path in _everything(service.tmp.rglob("*"))]


def _everything(found: Iterable[object]) -> list[str]:
    return [str(each) for each in found]
