"""An index made anew: with another embedder, with other words, through a kill, and never half of each in one answer."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import text
from tests.jobs.work import until_job, working
from tests.knowledge.filled import Filled, WordsEmbedder, filled, gateway_of, rebuilding

from nullus import jobs
from nullus.knowledge import analysis
from nullus.knowledge.documents import deleting, documents, receiving
from nullus.knowledge.documents.uploads import Upload, UploadedFile
from nullus.knowledge.errors import AnalyserMismatch, EmbedderMismatch, IndexRebuilding, NothingToRebuild
from nullus.knowledge.http import router
from nullus.knowledge.ingestion import ingestion, rebuild
from nullus.knowledge.ingestion.checks import indexes_are_whole
from nullus.knowledge.retrieval.retrieval import Retrieval, SearchRequest
from nullus.knowledge.sandbox import Sandbox
from nullus.llm import Embedder, Vectors, fingerprint_of
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.objects.memory import MemoryObjects
from nullus.platform.postgres import Access
from nullus.platform.web import install_errors

ROOT = Path(__file__).resolve().parents[3]
TEXTS = [f"passage{number} about river{number % 7} and hill{number % 5}" for number in range(95)]


def other() -> WordsEmbedder:
    return WordsEmbedder("two", 32)


async def request(kept: Filled) -> int:
    async with kept.db.transaction(kept.actor) as tx:
        return await rebuild.request(tx, kept.actor)


async def facts(kept: Filled, embedder: Embedder) -> rebuild.IndexFacts:
    return await rebuild.facts(kept.db, gateway_of(embedder), kept.actor)


async def rebuilt(kept: Filled, embedder: Embedder) -> None:
    async with working(kept.db, rebuilding(kept.db, embedder)):
        await until_job(kept.db, kept.actor, await request(kept), "succeeded", seconds=30)


async def set_index(kept: Filled, change: str) -> None:
    async with kept.db.transaction(kept.actor) as tx:
        await tx.execute(
            text(f"update knowledge.indexes set {change} where workspace_id = :workspace"),
            {"workspace": kept.actor.workspace_id},
        )


async def dimensions(kept: Filled) -> dict[int, int]:
    async with kept.db.transaction(kept.actor) as tx:
        found = await tx.execute(
            text(
                "select vector_dims(embedding) as dimension, count(*) as many from knowledge.vectors "
                "where workspace_id = :workspace group by 1"
            ),
            {"workspace": kept.actor.workspace_id},
        )
        return {row.dimension: row.many for row in found}


async def test_with_another_embedder_search_goes_by_words_until_the_index_is_rebuilt(database: Database) -> None:
    kept = await filled(database)
    await kept.add(TEXTS)
    searching = Retrieval(database, gateway_of(other()))
    result = await searching.search(kept.actor, SearchRequest(TEXTS[3]))
    assert isinstance(result.degraded, EmbedderMismatch)
    assert result.hits[0].text == TEXTS[3]
    assert all(hit.dense_rank is None for hit in result.hits)
    with pytest.raises(EmbedderMismatch):
        await searching.search(kept.actor, SearchRequest(TEXTS[3], mode="dense"))
    assert isinstance((await facts(kept, other())).problem, EmbedderMismatch)
    await rebuilt(kept, other())
    assert await dimensions(kept) == {32: 95}
    result = await searching.search(kept.actor, SearchRequest(TEXTS[3], mode="dense"))
    assert (result.hits[0].text, result.degraded) == (TEXTS[3], None)
    result = await searching.search(kept.actor, SearchRequest(TEXTS[3]))
    assert (result.hits[0].dense_rank, result.hits[0].lexical_rank, result.degraded) == (1, 1, None)
    present = await facts(kept, other())
    assert (present.state, present.embedder, present.problem) == ("ready", fingerprint_of(other()), None)
    await searching.close()


async def test_while_it_is_rebuilt_no_vector_is_compared_and_it_is_said(database: Database) -> None:
    kept = await filled(database)
    await kept.add(TEXTS)
    await set_index(kept, "state = 'rebuilding', target = 'words:two:32 nullus-1'")
    for embedder in (kept.embedder, other()):
        searching = Retrieval(database, gateway_of(embedder))
        result = await searching.search(kept.actor, SearchRequest(TEXTS[3]))
        assert isinstance(result.degraded, IndexRebuilding)
        assert result.hits[0].text == TEXTS[3]
        assert all(hit.dense_rank is None for hit in result.hits)
        with pytest.raises(IndexRebuilding):
            await searching.search(kept.actor, SearchRequest(TEXTS[3], mode="dense"))
        assert (await searching.search(kept.actor, SearchRequest(TEXTS[3], mode="lexical"))).degraded is None
        await searching.close()
    await set_index(kept, "state = 'ready', target = null")


async def test_a_killed_rebuild_goes_on_where_it_stopped(database: Database) -> None:
    kept = await filled(database)
    await kept.add(TEXTS)
    job_id = await request(kept)
    assert await request(kept) == job_id  # one is enough
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.knowledge.rebuilding_process", database.url, "4"], cwd=ROOT
    )
    try:
        async with asyncio.timeout(30):
            while (await facts(kept, other())).rebuilt != 40:
                assert process.poll() is None
                await asyncio.sleep(0.05)
    finally:
        process.kill()
        process.wait()
    assert await dimensions(kept) == {64: 55, 32: 40}
    finishing = other()
    async with working(database, rebuilding(database, finishing)):
        await until_job(database, kept.actor, job_id, "succeeded", seconds=30)
    assert await dimensions(kept) == {32: 95}
    assert finishing.embedded == TEXTS[40:]
    present = await facts(kept, other())
    assert (present.state, present.rebuilt, present.job_id, present.problem) == ("ready", None, None, None)


async def test_a_rebuild_for_another_embedder_begins_at_the_start(database: Database) -> None:
    kept = await filled(database)
    await kept.add(TEXTS)
    numbers = await kept.numbers((await _documents(kept))[0])
    await set_index(kept, f"state = 'rebuilding', target = 'words:three:16 nullus-1', rebuilt_to = {numbers[50]}")
    embedder = other()
    await rebuilt(kept, embedder)
    assert embedder.embedded == TEXTS


async def test_words_of_another_analyser_are_searched_with_a_warning_and_cut_again(database: Database) -> None:
    kept = await filled(database)
    await kept.add(TEXTS)
    await set_index(kept, "analyser = 'nullus-0'")
    async with database.transaction(kept.actor) as tx:  # what the other version made of the texts
        wrong = analysis.analyse_chunks(["something else entirely"])[0]
        await tx.execute(
            text("update knowledge.lexical_entries set terms = :terms where workspace_id = :workspace"),
            {"terms": wrong, "workspace": kept.actor.workspace_id},
        )
    searching = Retrieval(database, gateway_of(kept.embedder))
    for mode in ("lexical", "hybrid"):
        result = await searching.search(kept.actor, SearchRequest("river3", mode=mode))
        assert isinstance(result.degraded, AnalyserMismatch)
    assert isinstance((await facts(kept, kept.embedder)).problem, AnalyserMismatch)
    before = searching.follower.state(kept.actor.workspace_id).identity
    await rebuilt(kept, kept.embedder)
    result = await searching.search(kept.actor, SearchRequest("passage3 river3", mode="lexical"))
    assert (result.hits[0].text, result.degraded) == (TEXTS[3], None)
    assert searching.follower.state(kept.actor.workspace_id).identity != before
    assert (await searching.search(kept.actor, SearchRequest("entirely", mode="lexical"))).hits == []
    await searching.close()


async def test_what_is_deleted_meanwhile_stays_deleted(database: Database) -> None:
    kept = await filled(database)
    first = await kept.add(TEXTS[:50])
    await kept.add(TEXTS[50:])
    deleted = False

    class Deleting(WordsEmbedder):
        async def embed_documents(self, texts: Sequence[str]) -> Vectors:
            nonlocal deleted
            if not deleted:
                deleted = True
                receipt = await deleting.delete(database, MemoryObjects(), kept.actor, first)
                assert receipt.verified
            return await super().embed_documents(texts)

    await rebuilt(kept, Deleting("two", 32))
    assert await dimensions(kept) == {32: 45}
    assert (await facts(kept, other())).chunks == 45


async def test_documents_wait_in_the_queue_until_the_rebuild_is_over(
    database: Database, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingestion, "POSTPONE_SECONDS", 0.2)
    kept = await filled(database)
    await kept.add(TEXTS[:5])
    await set_index(kept, "state = 'rebuilding', target = 'words:one:64 nullus-1'")
    objects = MemoryObjects()

    async def content() -> AsyncIterator[bytes]:
        yield b"A letter about lighthouses and storms.\n"

    stored = await objects.put(content())
    upload = Upload([UploadedFile("letter.txt", stored)], {})
    (received,) = await receiving.receive(database, objects, kept.actor, kept.collection, upload, None)
    assert received.job_id is not None
    handlers = rebuilding(database, kept.embedder, sandbox, objects)
    async with working(database, handlers):
        await until_job(database, kept.actor, int(received.job_id), "succeeded", seconds=20)
        document = await _document(kept, received.id)
        assert document.status in {"received", "processing"}
        assert document.job_id != int(received.job_id)
        await set_index(kept, "state = 'ready', target = null")
        async with asyncio.timeout(20):
            while (await _document(kept, received.id)).status != "ready":
                await asyncio.sleep(0.05)


async def test_a_rebuild_that_nobody_is_at_is_named_and_can_be_asked_for_again(access: Access) -> None:
    alone = Database(access.app_url)
    kept = await filled(alone)
    await kept.add(TEXTS[:5])
    look = indexes_are_whole(alone)
    try:
        job_id = await request(kept)
        await set_index(kept, "state = 'rebuilding', target = 'words:one:64 nullus-1'")
        waiting = await look()
        assert (waiting.state, waiting.reason) == ("degraded", IndexRebuilding.message)
        async with alone.transaction(kept.actor) as tx:
            await jobs.cancel(tx, kept.actor, job_id)
        stopped = await look()
        assert stopped.state == "degraded"
        assert stopped.reason != IndexRebuilding.message
        assert await request(kept) != job_id
        await rebuilt(kept, kept.embedder)
        assert (await look()).state == "ready"
    finally:
        await alone.close()


async def test_an_empty_workspace_has_nothing_to_rebuild(database: Database) -> None:
    kept = await filled(database)
    assert (await facts(kept, kept.embedder)).state == "empty"
    with pytest.raises(NothingToRebuild):
        await request(kept)


@asynccontextmanager
async def client_of(kept: Filled, embedder: Embedder) -> AsyncIterator[httpx.AsyncClient]:
    async def authenticate(request: Request) -> Actor:
        return kept.actor

    app = FastAPI()
    app.state.database = kept.db
    app.state.authenticate = authenticate
    app.state.gateway = gateway_of(embedder)
    app.include_router(router)
    install_errors(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test/api/v1") as made:
        yield made


async def test_the_calls_show_and_rebuild_the_index(database: Database) -> None:
    kept = await filled(database)
    await kept.add(TEXTS[:5])
    async with client_of(kept, other()) as client:
        shown = (await client.get("/index")).json()["data"]
        assert (shown["state"], shown["embedder"], shown["chunks"]) == ("ready", "words:one:64", 5)
        assert shown["problem"]["code"] == "EMBEDDER_MISMATCH"
        assert "nullus index rebuild" in shown["problem"]["hint"]
        answer = await client.post("/index/rebuild")
        assert answer.status_code == 202
        job = answer.json()["data"]["jobId"]
        assert (await client.post("/index/rebuild")).json()["data"]["jobId"] == job
        async with working(database, rebuilding(database, other())):
            await until_job(database, kept.actor, int(job), "succeeded", seconds=20)
        shown = (await client.get("/index")).json()["data"]
        assert (shown["embedder"], shown["problem"], shown["jobId"]) == ("words:two:32", None, None)


async def _documents(kept: Filled) -> list[UUID]:
    async with kept.db.transaction(kept.actor) as tx:
        found = await tx.execute(
            text("select id from knowledge.documents where workspace_id = :workspace"),
            {"workspace": kept.actor.workspace_id},
        )
        return list(found.scalars())


async def _document(kept: Filled, document_id: str) -> documents.Document:
    async with kept.db.transaction(kept.actor) as tx:
        return await documents.get(tx, kept.actor, UUID(document_id))
