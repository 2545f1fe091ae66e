"""Every object store keeps what it was given, once, under its digest; nothing is seen before it is whole."""

import asyncio
import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nullus.platform.objects import OBJECT_STORES, ObjectMissing, ObjectStore, open_store
from nullus.platform.objects.local import LocalObjects
from nullus.platform.objects.port import CHUNK_BYTES, ObjectDamaged, StorageFull

MAY_MOUNT = os.geteuid() == 0 and shutil.which("mount") is not None


@pytest.fixture(params=sorted(OBJECT_STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    return open_store(request.param, tmp_path / "objects")


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def whole(store: ObjectStore, digest: str, start: int = 0) -> bytes:
    return b"".join([piece async for piece in store.read(digest, start)])


@pytest.mark.parametrize("size", [0, 1, 100, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 7])
async def test_what_was_put_comes_back_under_its_digest(store: ObjectStore, size: int) -> None:
    content = os.urandom(size)
    stored = await store.put(pieces(*(content[at : at + 70_000] for at in range(0, size, 70_000))))
    assert (stored.digest, stored.size) == (hashlib.sha256(content).hexdigest(), size)
    assert await store.exists(stored.digest)
    assert await whole(store, stored.digest) == content
    assert await whole(store, stored.digest, size // 2) == content[size // 2 :]
    async with store.local_file(stored.digest) as path:
        assert path.read_bytes() == content


async def test_the_same_content_is_kept_once_also_when_it_comes_fifty_times_at_once(store: ObjectStore) -> None:
    content = os.urandom(200_000)
    stored = await asyncio.gather(*(store.put(pieces(content)) for _ in range(50)))
    assert len({each.digest for each in stored}) == 1
    assert [digest async for digest, _ in store.digests()] == [stored[0].digest]
    assert await whole(store, stored[0].digest) == content


async def test_deleted_is_gone_and_says_so_once(store: ObjectStore) -> None:
    stored = await store.put(pieces(b"x"))
    assert await store.delete_all([stored.digest]) == 1
    assert await store.delete_all([stored.digest]) == 0
    assert not await store.exists(stored.digest)
    with pytest.raises(ObjectMissing):
        await whole(store, stored.digest)
    with pytest.raises(ObjectMissing):
        async with store.local_file(stored.digest):
            pass


async def test_a_put_that_fails_leaves_nothing(store: ObjectStore) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x" * (2 * CHUNK_BYTES)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await store.put(broken())
    assert [digest async for digest, _ in store.digests()] == []
    assert await store.sweep_incoming(-1) == 0


async def test_a_cancelled_put_leaves_nothing(store: ObjectStore) -> None:
    started = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * (2 * CHUNK_BYTES)
        started.set()
        await asyncio.Event().wait()

    putting = asyncio.create_task(store.put(endless()))
    await started.wait()
    putting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await putting
    assert await store.sweep_incoming(-1) == 0


async def test_nothing_is_seen_before_it_is_whole(store: ObjectStore) -> None:
    half = asyncio.Event()
    go_on = asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b"x" * (2 * CHUNK_BYTES)
        half.set()
        await go_on.wait()
        yield b"y"

    putting = asyncio.create_task(store.put(slowly()))
    await half.wait()
    assert [digest async for digest, _ in store.digests()] == []
    go_on.set()
    assert await store.exists((await putting).digest)


async def test_a_store_can_be_checked(store: ObjectStore) -> None:
    await store.check()
    assert [digest async for digest, _ in store.digests()] == []


async def test_what_a_killed_process_left_half_written_is_swept_but_not_what_is_young(tmp_path: Path) -> None:
    store = LocalObjects(tmp_path)
    (tmp_path / "incoming" / "left").write_bytes(b"half")
    assert await store.sweep_incoming(60) == 0
    os.utime(tmp_path / "incoming" / "left", (0, 0))
    assert await store.sweep_incoming(60) == 1
    assert list((tmp_path / "incoming").iterdir()) == []


async def test_a_full_disk_is_an_error_that_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    mounting = (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tmp_path)]) if MAY_MOUNT else None
    )
    if mounting is None or mounting.returncode:
        pytest.skip("a disk that fills up is a small tmpfs, which only root may mount")
    try:
        store = LocalObjects(tmp_path)
        with pytest.raises(StorageFull) as refused:
            await store.put(pieces(b"x" * (1 << 20)))
        with pytest.raises(StorageFull):
            await store.put_all([b"a", *(bytes([number]) * 20_000 for number in range(50))])
        assert "NULLUS_HOME" in (refused.value.hint_in("ko") or "")
        assert list((tmp_path / "incoming").iterdir()) == []
        assert [digest async for digest, _ in store.digests()] == []  # names are given once all are written
        with contextlib.suppress(OSError):
            (tmp_path / "filler").write_bytes(bytes(1 << 20))
        with pytest.raises(StorageFull):
            await store.check()
        assert list((tmp_path / "incoming").iterdir()) == []
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


@pytest.mark.parametrize("size", [1, 1000, CHUNK_BYTES, 2 * CHUNK_BYTES + 5])
async def test_a_byte_that_was_changed_on_disk_is_never_served_to_its_end(tmp_path: Path, size: int) -> None:
    store = LocalObjects(tmp_path)
    content = os.urandom(size)
    stored = await store.put(pieces(content))
    async with store.local_file(stored.digest) as path:
        damaged = bytearray(content)
        damaged[size // 2] ^= 1
        path.write_bytes(damaged)
    came = bytearray()

    async def serve() -> None:
        async for piece in store.read(stored.digest):
            came.extend(piece)

    with pytest.raises(ObjectDamaged):
        await serve()
    assert len(came) < size


PUT = """
import asyncio, sys
from pathlib import Path
from nullus.platform.objects.local import LocalObjects

async def content():
    yield b"x" * 100

async def main():
    store = LocalObjects(Path(sys.argv[1]))
    await (store.put_all([b"%d" % number for number in range(40)]) if sys.argv[2] == "all" else store.put(content()))
    print("acknowledged", flush=True)

asyncio.run(main())
"""
PATH = re.compile(r"<(/[^>]*)>")


def completed(trace: str) -> list[tuple[str, str]]:
    """(call, path) in the order in which the calls returned; of a rename both paths, joined by a blank."""
    begun: dict[str, str] = {}
    calls = []
    for line in trace.splitlines():
        thread, _, said = line.partition(" ")
        said = said.strip()
        if said.endswith("<unfinished ...>"):
            begun[thread] = said
        elif "(" in said or said.startswith("<..."):
            whole = begun.pop(thread) if said.startswith("<...") else said
            call = whole.partition("(")[0]
            paths = re.findall(r'"(/[^"]*)"', whole) if call.startswith("rename") else PATH.findall(whole)
            calls.append((call, "acknowledged" if "acknowledged" in whole else " ".join(paths)))
    return calls


@pytest.mark.parametrize("how", ["one", "all"])
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed here")
def test_content_and_names_are_on_disk_before_a_put_returns(tmp_path: Path, how: str) -> None:
    traced = tmp_path / "trace"
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2,write"
    done = subprocess.run(
        ["strace", "-f", "-y", "-e", calls, "-o", traced, sys.executable, "-c", PUT, tmp_path / "objects", how],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "ptrace" in done.stderr:
        pytest.skip("tracing is not permitted here")
    assert done.returncode == 0, done.stderr
    steps = completed(traced.read_text())
    acknowledged = next(number for number, (_, path) in enumerate(steps) if path == "acknowledged")
    renames = [(number, path.split()) for number, (call, path) in enumerate(steps) if call.startswith("rename")]
    assert len(renames) == (40 if how == "all" else 1)
    for renamed, (aside, final) in renames:
        synced = steps.index(("fsync", aside))
        assert all(number < synced for number, step in enumerate(steps) if step == ("write", aside))
        folder = str(Path(final).parent)
        named = [number for number, step in enumerate(steps) if step == ("fsync", folder)]
        assert synced < renamed < acknowledged
        assert any(renamed < number < acknowledged for number in named), "the folder is synced after the rename"
