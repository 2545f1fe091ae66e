"""Large indexes live in files, so that a start is quick; what was deleted is in no file, whoever wrote it."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psycopg
import pytest
from sqlalchemy import text
from tests.knowledge.filled import Filled, filled, gateway_of
from tests.postgres_server import SharedServer

from nullus.knowledge.documents import deleting
from nullus.knowledge.errors import IndexLoading
from nullus.knowledge.index import follower_store
from nullus.knowledge.index.follower import Follower, Storing
from nullus.knowledge.lexical import SegmentFolder
from nullus.knowledge.retrieval.retrieval import Retrieval, SearchRequest
from nullus.platform.database import Database
from nullus.platform.errors import DatabaseUnavailable
from nullus.platform.objects.memory import MemoryObjects
from nullus.platform.postgres import Access

WORDS = ("river", "mountain", "대통령", "선거", "engine", "forest", "바다", "letter")


@pytest.fixture(scope="module", autouse=True)
def unmistakable_numbers(access: Access) -> None:
    """Chunk numbers whose bytes stand nowhere by chance."""
    with psycopg.connect(access.owner_url) as connection:
        connection.execute("alter sequence knowledge.chunks_number_seq restart with 81985529216486895")


@pytest.fixture
def rules(tmp_path: Path) -> Storing:
    """Everything is stored at once, however small."""
    return Storing(tmp_path / "cache", least=1, changes=1, seconds=0.0)


def texts(count: int, mark: str) -> list[str]:
    return [f"{mark}{number} {WORDS[number % 8]} {WORDS[number % 5]} passage" for number in range(count)]


def retrieval(kept: Filled, rules: Storing | None) -> Retrieval:
    return Retrieval(kept.db, gateway_of(kept.embedder), rules)


async def found(searching: Retrieval, kept: Filled, query: str) -> list[tuple[int, float]]:
    result = await searching.search(kept.actor, SearchRequest(query, mode="lexical", top_k=50))
    return [(hit.chunk_id, hit.score) for hit in result.hits]


async def until(happened: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.01)


def folder_of(rules: Storing, kept: Filled) -> Path:
    return rules.folder / str(kept.actor.workspace_id)


def in_files(rules: Storing, kept: Filled, numbers: list[int]) -> list[int]:
    """Those of the chunk numbers whose eight bytes stand in any file of the folder."""
    stored = [path for path in folder_of(rules, kept).glob("*") if ".writing" not in path.name]
    content = b"".join(path.read_bytes() for path in stored)
    return [number for number in numbers if np.int64(number).tobytes() in content]


def has_manifest(rules: Storing, kept: Filled) -> bool:
    manifest = folder_of(rules, kept) / "manifest.json"
    return manifest.exists() and b"segments" in manifest.read_bytes()


async def stored(rules: Storing, kept: Filled) -> Retrieval:
    """A process that has searched and written its files."""
    searching = retrieval(kept, rules)
    await found(searching, kept, "river")
    await until(lambda: has_manifest(rules, kept))
    return searching


async def test_a_restart_loads_the_files_and_finds_the_same(database: Database, rules: Storing) -> None:
    kept = await filled(database)
    await kept.add(texts(300, "a"))
    searching = await stored(rules, kept)
    before = [await found(searching, kept, query) for query in ("river", "대통령 passage", "a17")]
    await searching.close()
    later = await kept.add(texts(20, "b"))
    again = retrieval(kept, rules)
    followed = again.follower._of(kept.actor.workspace_id)
    assert followed.files is not None
    loads = followed.files.load(str(searching.follower.state(kept.actor.workspace_id).identity))
    assert loads is not None
    assert len(loads.index) == 300
    assert await found(again, kept, "b7")
    names = {path.name for path in folder_of(rules, kept).glob("*.segment")}
    mapped = {name for segment, name in followed.files._names.items() if segment in followed.state.segments}
    assert mapped <= names
    assert mapped or len(followed.state.segments) == 1  # the small one was merged
    alone = retrieval(kept, None)
    for query in ("river", "대통령 passage", "a17", "b7"):
        assert await found(again, kept, query) == await found(alone, kept, query)
    assert [hit for hit, _ in before[2]] == [hit for hit, _ in await found(again, kept, "a17")]
    assert again.follower.holds(kept.actor.workspace_id, await kept.numbers(later))
    await again.close()


async def test_small_indexes_need_no_files(database: Database, rules: Storing) -> None:
    kept = await filled(database)
    await kept.add(texts(10, "a"))
    large = Storing(rules.folder, least=11, changes=1, seconds=0.0)
    searching = retrieval(kept, large)
    assert await found(searching, kept, "river")
    await searching.close()
    assert not folder_of(rules, kept).exists()


async def test_after_a_deletion_nothing_of_it_is_in_memory_or_in_files(database: Database, rules: Storing) -> None:
    kept = await filled(database)
    stays, goes = await kept.add(texts(200, "stay")), await kept.add(texts(50, "gone"))
    numbers = await kept.numbers(goes)
    searching = await stored(rules, kept)
    assert in_files(rules, kept, numbers) == numbers
    await deleting.delete(database, MemoryObjects(), kept.actor, goes)
    await searching.refresh(kept.actor)
    assert searching.follower.holds(kept.actor.workspace_id, numbers) == []
    assert in_files(rules, kept, numbers) == []
    await until(lambda: has_manifest(rules, kept))  # written anew in the background
    assert in_files(rules, kept, numbers) == []
    assert len(in_files(rules, kept, await kept.numbers(stays))) == 200
    assert await found(searching, kept, "gone7") == []
    await searching.close()


async def test_what_was_deleted_while_no_process_ran_leaves_the_files_at_the_next_start(
    database: Database, rules: Storing
) -> None:
    kept = await filled(database)
    await kept.add(texts(200, "stay"))
    goes = await kept.add(texts(50, "gone"))
    numbers = await kept.numbers(goes)
    await (await stored(rules, kept)).close()
    await deleting.delete(database, MemoryObjects(), kept.actor, goes)
    again = retrieval(kept, rules)
    await again.refresh(kept.actor)
    assert in_files(rules, kept, numbers) == []
    assert again.follower.holds(kept.actor.workspace_id, numbers) == []
    assert await found(again, kept, "stay7")
    await again.close()


async def test_a_second_process_does_not_bring_back_what_the_first_removed(database: Database, rules: Storing) -> None:
    kept = await filled(database)
    await kept.add(texts(100, "stay"))
    goes = await kept.add(texts(50, "gone"))
    numbers = await kept.numbers(goes)
    first = await stored(rules, kept)
    slow = Storing(rules.folder, least=1, changes=10**9)
    second = retrieval(kept, slow)  # knows the deleted passages still, and stores only when told
    await found(second, kept, "river")
    await deleting.delete(database, MemoryObjects(), kept.actor, goes)
    await first.refresh(kept.actor)
    await second.follower._save(kept.actor.workspace_id, second.follower._of(kept.actor.workspace_id))
    assert in_files(rules, kept, numbers) == []
    assert await found(second, kept, "gone7") == []
    await second.follower.settle(kept.actor.workspace_id)
    assert in_files(rules, kept, numbers) == []
    await first.close()
    await second.close()


@pytest.mark.parametrize("damage", ["cut", "flip", "manifest"])
async def test_a_damaged_file_is_discarded_and_the_rows_are_read(
    database: Database, rules: Storing, damage: str
) -> None:
    kept = await filled(database)
    await kept.add(texts(100, "a"))
    searching = await stored(rules, kept)
    wanted = await found(searching, kept, "river")
    await searching.close()
    (path,) = folder_of(rules, kept).glob("*.segment" if damage != "manifest" else "manifest.json")
    content = bytearray(path.read_bytes())
    content[50] ^= 0xFF
    path.write_bytes(content[:70] if damage == "cut" else content)
    again = retrieval(kept, Storing(rules.folder, least=1, changes=10**9))
    assert await found(again, kept, "river") == wanted
    assert list(folder_of(rules, kept).glob("*.segment")) == []
    await again.close()


async def test_files_that_lack_a_live_passage_are_not_believed(database: Database, rules: Storing) -> None:
    kept = await filled(database)
    first = await kept.add(texts(100, "a"))
    searching = await stored(rules, kept)
    wanted = await found(searching, kept, "river")
    state = searching.follower.state(kept.actor.workspace_id)
    lexical = searching.follower._of(kept.actor.workspace_id).lexical
    await searching.close()
    lexical.remove((await kept.numbers(first))[:10])
    folder = SegmentFolder(folder_of(rules, kept))
    folder.discard()
    folder.save(lexical, state.generation, origin=str(state.identity), collections=[str(kept.collection)])
    again = retrieval(kept, rules)
    assert await found(again, kept, "river") == wanted
    await again.close()


async def test_two_processes_share_the_files(database: Database, rules: Storing) -> None:
    kept = await filled(database)
    await kept.add(texts(150, "a"))
    both = [retrieval(kept, rules), retrieval(kept, rules)]
    for number in range(4):
        await kept.add(texts(40, f"more{number}x"))
        answers = await asyncio.gather(*(found(each, kept, f"more{number}x7 river") for each in both))
        assert answers[0] == answers[1]
    await until(lambda: has_manifest(rules, kept))
    for each in both:
        await each.close()
    alone, again = retrieval(kept, None), retrieval(kept, rules)
    assert await found(again, kept, "river forest") == await found(alone, kept, "river forest")
    await again.close()


async def test_while_an_index_loads_vectors_answer_and_say_so(database: Database) -> None:
    kept = await filled(database)
    await kept.add(texts(50, "a"))
    hurried = Retrieval(database, gateway_of(kept.embedder), patience=0.0)
    result = await hurried.search(kept.actor, SearchRequest("a7 river"))
    assert isinstance(result.degraded, IndexLoading)
    assert result.hits
    assert all(hit.lexical_rank is None for hit in result.hits)
    await until(lambda: hurried.follower.state(kept.actor.workspace_id).generation > 0)
    result = await hurried.search(kept.actor, SearchRequest("a7 river"))
    assert result.degraded is None
    assert result.hits[0].lexical_rank is not None
    await hurried.close()
    fresh = Retrieval(database, gateway_of(kept.embedder), patience=0.0)
    with pytest.raises(IndexLoading) as raised:
        await fresh.search(kept.actor, SearchRequest("a7 river", mode="lexical"))
    assert raised.value.retry_after_seconds
    await fresh.close()


async def test_a_start_loads_the_indexes_before_anybody_asks(database: Database, rules: Storing) -> None:
    kept = await filled(database)
    await kept.add(texts(30, "a"))
    searching = retrieval(kept, rules)
    searching.start()
    await until(lambda: searching.follower.state(kept.actor.workspace_id).generation > 0)
    assert await found(searching, kept, "a7")
    await searching.close()


async def test_a_search_that_gives_up_does_not_end_the_load(database: Database) -> None:
    kept = await filled(database)
    await kept.add(texts(30, "a"))
    follower = Follower(database)
    task = asyncio.create_task(follower.follow(kept.actor, 1, None))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await until(lambda: follower.state(kept.actor.workspace_id).generation == 1)
    await follower.close()


async def test_a_connection_lost_in_the_middle_of_a_load_is_an_outage_and_the_next_load_is_whole(
    database: Database, access: Access, server: SharedServer
) -> None:
    kept = await filled(database)
    await kept.add(texts(50, "a"))

    async def interrupted() -> None:
        async with database.transaction(kept.actor) as tx:
            batches = follower_store.entries_since(tx, kept.actor.workspace_id, 0, 10)
            await anext(batches)
            own = (await tx.execute(text("select pg_backend_pid()"))).scalar_one()
            with psycopg.connect(server.superuser_url(access), autocommit=True) as connection:
                connection.execute("select pg_terminate_backend(%s, 5000)", (own,))
            async for _ in batches:
                pass

    with pytest.raises(DatabaseUnavailable):
        await interrupted()
    searching = retrieval(kept, None)
    assert await found(searching, kept, "a7")
    await searching.close()
