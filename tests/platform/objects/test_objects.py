"""Every object store keeps the contract: `memory` and `local` alike, and any that is added."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nullus.platform.objects import OBJECT_STORES, ObjectMissing, ObjectStore, open_store

WORDS = "남는 것은 없음. nothing remains.".encode()
NOWHERE = "0" * 64


async def stream(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def cut_off(piece: bytes) -> AsyncIterator[bytes]:
    yield piece
    raise ConnectionResetError


async def whole(store: ObjectStore, digest: str, start: int = 0) -> bytes:
    return b"".join([piece async for piece in store.read(digest, start)])


@pytest.fixture(params=sorted(OBJECT_STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    return open_store(request.param, tmp_path / "objects")


async def test_what_is_put_is_read_back_under_its_digest(store: ObjectStore) -> None:
    stored = await store.put(stream(WORDS[:5], b"", WORDS[5:]))
    assert stored.digest == hashlib.sha256(WORDS).hexdigest()
    assert stored.size == len(WORDS)
    assert await store.exists(stored.digest)
    assert await whole(store, stored.digest) == WORDS
    assert await whole(store, stored.digest, start=7) == WORDS[7:]
    async with store.local_file(stored.digest) as path:
        assert path.read_bytes() == WORDS


async def test_the_same_content_is_stored_once(store: ObjectStore) -> None:
    first, second = await asyncio.gather(store.put(stream(WORDS)), store.put(stream(WORDS)))
    assert first == second
    assert [digest async for digest, _ in store.digests()] == [first.digest]


async def test_an_empty_object_is_an_object(store: ObjectStore) -> None:
    stored = await store.put(stream())
    assert stored.size == 0
    assert await whole(store, stored.digest) == b""


async def test_large_content_passes_through_in_pieces(store: ObjectStore) -> None:
    piece = os.urandom(1 << 20)
    stored = await store.put(stream(*[piece] * 9, b"end"))
    assert stored.size == (9 << 20) + 3
    sizes = [len(each) async for each in store.read(stored.digest)]
    assert sum(sizes) == stored.size
    assert max(sizes) <= 4 << 20


async def test_a_put_that_is_cut_off_leaves_nothing(store: ObjectStore) -> None:
    with pytest.raises(ConnectionResetError):
        await store.put(cut_off(WORDS))
    assert [digest async for digest, _ in store.digests()] == []
    assert await store.sweep_incoming(-1) == 0


async def test_a_put_that_is_cancelled_at_any_moment_has_ended_and_leaves_nothing(store: ObjectStore) -> None:
    """Cancelled before its thread began, while it writes, syncs, renames: what is aside is gone when the caller knows."""
    there = await store.put(stream(WORDS))
    for turns in range(40):
        contents = [WORDS if number % 4 == 0 else os.urandom(4096) for number in range(40)]
        puts = [asyncio.create_task(store.put(stream(content))) for content in contents]
        for _ in range(turns // 2):
            await asyncio.sleep(0)
        for put in puts:
            put.cancel()
        if turns % 2:  # a second cancellation, as a server that stops sends one, does not cut the tidying short
            await asyncio.sleep(0)
            for put in puts:
                put.cancel()
        await asyncio.gather(*puts, return_exceptions=True)
        assert await store.sweep_incoming(-1) == 0
    await asyncio.gather(*[store.put(stream(WORDS)) for _ in range(40)])
    assert await store.sweep_incoming(-1) == 0
    assert await whole(store, there.digest) == WORDS


async def test_small_contents_are_stored_together_in_their_order(store: ObjectStore) -> None:
    there = await store.put(stream(b"0"))
    contents = [b"%d" % (number % 60) for number in range(100)] + [b"", WORDS]
    stored = await store.put_all(contents)
    assert [each.digest for each in stored] == [hashlib.sha256(content).hexdigest() for content in contents]
    assert [each.size for each in stored] == list(map(len, contents))
    assert stored[0] == there
    assert sorted([digest async for digest, _ in store.digests()]) == sorted({each.digest for each in stored})
    for each, content in zip(stored, contents, strict=True):
        assert await whole(store, each.digest) == content
    assert await store.sweep_incoming(-1) == 0
    assert await store.put_all([]) == []


async def test_putting_many_leaves_nothing_aside_when_it_is_cancelled(store: ObjectStore) -> None:
    for turns in range(30):
        putting = [asyncio.create_task(store.put_all([os.urandom(2000) for _ in range(60)]))]
        for _ in range(turns // 2):
            await asyncio.sleep(0)
        await asyncio.sleep(0.001 * (turns % 2) * turns)  # some later: while threads write, sync and rename
        for _ in range(3):
            putting[0].cancel()
            await asyncio.sleep(0)
        await asyncio.wait(putting)
        assert await store.sweep_incoming(-1) == 0


async def test_delete_says_whether_it_was_there(store: ObjectStore) -> None:
    stored = await store.put(stream(WORDS))
    assert await store.delete_all([stored.digest]) == 1
    assert not await store.exists(stored.digest)
    assert await store.delete_all([stored.digest]) == 0


async def test_what_is_missing_is_said(store: ObjectStore) -> None:
    with pytest.raises(ObjectMissing):
        await whole(store, NOWHERE)
    with pytest.raises(ObjectMissing):
        async with store.local_file(NOWHERE):
            pass


async def test_a_usable_store_passes_its_check(store: ObjectStore) -> None:
    await store.check()
    assert [digest async for digest, _ in store.digests()] == []


async def test_local_objects_are_private_and_leftovers_are_swept(tmp_path: Path) -> None:
    root = tmp_path / "objects"
    store = open_store("local", root)
    (root / "incoming" / "left-by-a-crash").write_bytes(WORDS)
    stored = await store.put(stream(WORDS))
    assert [path.is_file() for path in root.rglob(stored.digest)] == [True]
    assert (root / "incoming").stat().st_mode & 0o077 == 0
    assert await store.sweep_incoming(3600) == 0
    assert await store.sweep_incoming(-1) == 1
