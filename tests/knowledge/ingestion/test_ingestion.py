"""From original to searchable: what is embedded, what fails and how, what survives a worker that ends."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
from tests.knowledge.filled import WordsEmbedder, gateway_of
from tests.knowledge.workplace import Workplace, sections, work, workplace

from nullus import jobs
from nullus.knowledge.documents import documents
from nullus.knowledge.index import index_store
from nullus.knowledge.ingestion import ingestion
from nullus.knowledge.sandbox import Sandbox
from nullus.llm import Vectors
from nullus.platform.database import Database
from nullus.platform.errors import ErrorKind, NullusError, Text


@pytest.fixture
async def place(
    database: Database, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> AsyncIterator[Workplace]:
    async with workplace(database, tmp_path_factory.mktemp("objects"), sandbox) as made:
        yield made


async def test_only_what_changed_is_embedded(place: Workplace) -> None:
    await place.ready("plan.md", sections(["anchor", "buoy", "crane"]))
    before = len(place.embedder.embedded)
    found = await place.ready("plan.md", sections(["anchor", "buoy", "derrick"]))
    assert len(place.embedder.embedded) - before == 1
    assert (found.chunks, found.embedded, found.version) == (3, 1, 2)
    assert await place.find("crane") == []
    assert len(await place.find("derrick")) == 1
    again = await place.ready("plan.md", sections(["buoy", "derrick", "anchor"]))
    assert (again.chunks, again.embedded) == (3, 0)


async def test_passages_alike_are_embedded_once(place: Workplace) -> None:
    before = len(place.embedder.embedded)
    same = "# Title\n\n" + "The same words again and again. " * 20
    found = await place.ready("alike.md", "\n\n".join([same] * 4))
    assert len(place.embedder.embedded) - before == len({hit.text for hit in await place.find("same words")})
    assert found.embedded <= found.chunks


async def test_old_and_new_are_never_both_there(place: Workplace) -> None:
    words = [f"lantern{letter}" for letter in "abcdefgh"]
    seen = set()
    done = asyncio.Event()

    async def look() -> None:
        while not done.is_set():
            hits = await place.find("shared")
            seen.add(frozenset(word for word in words for hit in hits if word in hit.text))
            await asyncio.sleep(0)

    looking = asyncio.create_task(look())
    for word in words:
        await place.ready("changing.md", sections([f"shared {word} {number}" for number in range(5)]))
    done.set()
    await looking
    assert max(map(len, seen)) <= 1


async def test_a_cancelled_document_says_so_and_can_be_tried_again(idle: Workplace) -> None:
    document = await idle.document(await idle.put("cancelled.txt", "cancelled words"))
    assert document.job_id is not None
    async with idle.db.transaction(idle.actor) as tx:
        await jobs.cancel(tx, idle.actor, document.job_id)
    async with work(idle):
        await asyncio.sleep(0)
    async with idle.db.transaction(idle.actor) as tx:
        assert (await jobs.get_job(tx, idle.actor, document.job_id)).status == "cancelled"


class Failing(WordsEmbedder):
    """An embedder that fails a number of times."""

    def __init__(self, times: int, kind: ErrorKind) -> None:
        super().__init__()
        self.times, self.kind = times, kind

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        if self.times:
            self.times -= 1
            raise failure(self.kind)
        return await super().embed_documents(texts)


def failure(of: ErrorKind) -> NullusError:
    class EmbedderFailed(NullusError):
        kind = of
        code = f"test_{of.value}"
        message = Text(en="It failed.", ko="실패했습니다.")

    return EmbedderFailed(retry_after_seconds=0)


async def test_what_may_pass_is_tried_again_and_ends_ready(idle: Workplace) -> None:
    failing = with_embedder(idle, Failing(1, ErrorKind.UNAVAILABLE))
    document_id = await idle.put("later.txt", "later words")
    async with work(failing):
        assert (await idle.settled(document_id, 60)).status == "ready"


async def test_what_cannot_pass_fails_at_once_with_its_reason(idle: Workplace) -> None:
    failing = with_embedder(idle, Failing(100, ErrorKind.INVALID))
    document_id = await idle.put("never.txt", "never words")
    began = time.monotonic()
    async with work(failing):
        found = await idle.settled(document_id)
    assert found.failure is not None
    assert (found.status, found.failure.code) == ("failed", "test_invalid")
    assert time.monotonic() - began < 10


async def test_another_embedder_is_refused_while_the_index_holds_vectors_of_the_first(idle: Workplace) -> None:
    async with work(idle):
        first = await idle.ready("first.txt", "first words")
    other = with_embedder(idle, WordsEmbedder("two"))
    document_id = await idle.put("second.txt", "second words")
    async with work(other):
        found = await idle.settled(document_id)
    assert found.failure is not None
    assert found.failure.code == "embedder_mismatch"
    await idle.delete(first.id)
    async with work(other):
        async with idle.db.transaction(idle.actor) as tx:
            await documents.retry(tx, idle.actor, found.id)
        assert (await idle.settled(document_id)).status == "ready"


async def test_a_worker_that_stops_in_the_middle_leaves_the_rest_to_the_next(idle: Workplace) -> None:
    ids = [await idle.put(f"{number}.md", sections([f"word{number}", f"more{number}"])) for number in range(40)]
    async with work(idle) as runner:
        while await idle.count("chunks") == 0:
            await asyncio.sleep(0.01)
        runner.stop()
    async with work(idle):
        for number, each in enumerate(ids):
            assert (await idle.settled(each, 60)).status == "ready"
            assert len(await idle.find(f"word{number}")) >= 1
    assert await idle.count("chunks") == await idle.count("vectors") == await idle.count("lexical_entries") == 80


async def test_two_workers_do_each_job_once(idle: Workplace) -> None:
    ids = [await idle.put(f"{number}.md", sections([f"pair{number}"])) for number in range(60)]
    async with work(idle), work(idle):
        for each in ids:
            assert (await idle.settled(each, 60)).status == "ready"
    assert await idle.count("chunks") == 60
    assert len(idle.embedder.embedded) == 60


async def test_deleting_while_reading_leaves_nothing(idle: Workplace) -> None:
    ids = [await idle.put(f"{number}.md", sections([f"vanish{number}"] * 10)) for number in range(30)]
    async with work(idle):
        for each in ids:
            assert (await idle.delete(each)).verified
        kept = await idle.ready("kept.txt", "kept words")
    assert await idle.count("documents") == 1
    assert await idle.count("chunks") == kept.chunks
    assert [digest async for digest, _ in idle.objects.digests()] == [kept.digest]


def with_embedder(place: Workplace, embedder: WordsEmbedder) -> Workplace:
    """The same workplace with a worker that embeds otherwise."""
    return replace(place, resources=replace(place.resources, gateway=gateway_of(embedder)))


async def test_what_is_read_together_has_a_bound(idle: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten documents of one batch in a bound for about three: every one ends searchable, in more than one commit."""
    monkeypatch.setattr(ingestion, "TOGETHER_BYTES", 1000)
    files = {f"{number}.txt": f"word{number} " * 40 for number in range(10)}
    ids = [each.id for each in await idle.upload(files)]
    async with work(idle):
        found = [await idle.settled(each) for each in ids]
    assert {each.status for each in found} == {"ready"}
    async with idle.db.transaction(idle.actor) as tx:
        index = await index_store.find_index(tx, idle.actor.workspace_id)
    assert index is not None
    assert index.generation >= 3
