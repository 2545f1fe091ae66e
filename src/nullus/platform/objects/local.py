"""Objects as files in a folder: `ab/<digest>`, written aside, synced, renamed, folder synced."""

import asyncio
import contextlib
import errno
import hashlib
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from nullus.kit import new_id
from nullus.platform.objects.port import CHUNK_BYTES, ObjectDamaged, ObjectMissing, StorageFull, StoredObject

A = TypeVar("A")
R = TypeVar("R")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
SYNCS_AT_ONCE = 16


class LocalObjects:
    """An ObjectStore on a local disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"
        self.incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Threads of its own: syncs that wait at the same time share one flush of the disk's journal.
        self._threads = ThreadPoolExecutor(SYNCS_AT_ONCE, thread_name_prefix="objects")

    async def put(self, content: AsyncIterator[bytes]) -> StoredObject:
        aside = self.incoming / new_id().hex
        writing = _Writing(aside)
        try:
            with _full_disk_named():
                pending = bytearray()
                async for piece in content:
                    pending += piece
                    if len(pending) >= CHUNK_BYTES:
                        await self._in_thread(writing.write, pending)
                        pending = bytearray()
                # What fits into one piece, as most documents do, costs one hop to a thread in all.
                return await self._in_thread(writing.finish, pending, self._path)
        finally:
            writing.close()

    async def put_all(self, contents: Sequence[bytes]) -> list[StoredObject]:
        name = new_id().hex
        files = [_Small(self.incoming / f"{name}-{number}", content) for number, content in enumerate(contents)]
        try:
            with _full_disk_named():
                # Each step is over before the next begins: a name never stands for content that may be lost.
                await self._shared_out(_write_aside, [(each, self._path(each.digest)) for each in files])
                folders = await self._in_thread(_give_names, files, self.root)
                await self._shared_out(_sync_folders, folders)
        finally:
            for each in files:
                each.leave_nothing()
        return [StoredObject(each.digest, len(each.content)) for each in files]

    async def read(self, digest: str, start: int = 0) -> AsyncIterator[bytes]:
        async with self.local_file(digest) as path:
            with await asyncio.to_thread(path.open, "rb") as file:
                file.seek(start)
                seen, piece = hashlib.sha256(), await asyncio.to_thread(file.read, CHUNK_BYTES)
                while piece:
                    following = await asyncio.to_thread(_next_piece, file, seen, piece)
                    # The last piece is held back until the whole is known to be what was stored.
                    if not following and not start and seen.hexdigest() != digest:
                        raise ObjectDamaged(digest=digest)
                    yield piece
                    piece = following

    @asynccontextmanager
    async def local_file(self, digest: str) -> AsyncIterator[Path]:
        path = self._path(digest)
        if not path.is_file():
            raise ObjectMissing(digest=digest)
        yield path

    async def exists(self, digest: str) -> bool:
        return self._path(digest).is_file()

    async def delete_all(self, digests: Sequence[str]) -> int:
        gone = await self._in_thread(_unlink_all, [self._path(digest) for digest in digests])
        await self._shared_out(_sync_folders, sorted({path.parent for path in gone}))
        return len(gone)

    async def digests(self) -> AsyncIterator[tuple[str, float]]:
        now = time.time()
        for path in await asyncio.to_thread(lambda: list(self.root.glob("??/*"))):
            with contextlib.suppress(FileNotFoundError):
                yield path.name, now - path.stat().st_mtime

    async def sweep_incoming(self, older_than_seconds: float) -> int:
        """Remove what an interrupted upload left behind; returns how many files."""
        now, removed = time.time(), 0
        for path in self.incoming.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if now - path.stat().st_mtime > older_than_seconds:
                    path.unlink()
                    removed += 1
        return removed

    async def check(self) -> None:
        probe = self.incoming / f"probe-{new_id().hex}"
        try:
            with _full_disk_named():
                probe.write_bytes(b"nullus")
        finally:
            probe.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    async def _shared_out(self, function: Callable[[Sequence[A]], None], items: Sequence[A]) -> None:
        """Do the items in several threads, whose syncs wait together; every thread has ended when this has."""
        shares = [items[start::SYNCS_AT_ONCE] for start in range(min(SYNCS_AT_ONCE, len(items)))]
        endings = await asyncio.gather(*(self._in_thread(function, share) for share in shares), return_exceptions=True)
        for error in endings:
            if error is not None:
                raise error

    async def _in_thread(self, function: Callable[..., R], *arguments: Any) -> R:
        """The function's result; however this ends, the function has ended too, or was never begun.

        A thread cannot be interrupted: whoever is cancelled waits for it, so that cleaning up never runs before it.
        """
        job = self._threads.submit(function, *arguments)
        try:
            return await asyncio.wrap_future(job)
        except asyncio.CancelledError:
            ended = asyncio.Event()
            loop = asyncio.get_running_loop()
            job.cancel()
            job.add_done_callback(lambda _: loop.call_soon_threadsafe(ended.set))
            while not job.done():
                with contextlib.suppress(asyncio.CancelledError):
                    await ended.wait()
            raise


@contextmanager
def _full_disk_named() -> Iterator[None]:
    """Raise StorageFull where the system says that there is no room."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        raise


class _Writing:
    """A file on its way into the store: written aside, so that an object is there whole or not at all."""

    def __init__(self, aside: Path) -> None:
        self._aside = aside
        self._file: BinaryIO | None = None
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, piece: bytes | bytearray) -> None:
        if self._file is None:
            self._file = self._aside.open("xb", buffering=0)
        view = memoryview(piece)
        self._digest.update(view)
        self._size += len(view)
        while view:
            view = view[self._file.write(view) or 0 :]

    def finish(self, rest: bytes | bytearray, path_of: Callable[[str], Path]) -> StoredObject:
        """Write the rest, make it durable, give it its name."""
        self.write(rest)
        assert self._file is not None
        stored = StoredObject(self._digest.hexdigest(), self._size)
        final = path_of(stored.digest)
        if final.exists():
            os.utime(final)  # fresh again for the sweep, which spares young objects
            _sync_folder(final.parent)  # whoever stored it first may not have come to that yet
            return stored
        os.fsync(self._file.fileno())
        if not final.parent.exists():
            final.parent.mkdir(exist_ok=True, mode=0o700)
            _sync_folder(final.parent.parent)
        self._aside.replace(final)
        _sync_folder(final.parent)
        return stored

    def close(self) -> None:
        """Leave nothing aside, however it ended."""
        if self._file is not None:
            self._file.close()
            with contextlib.suppress(FileNotFoundError):
                self._aside.unlink()


class _Small:
    """Whole content on its way into the store beside others."""

    def __init__(self, aside: Path, content: bytes) -> None:
        self.aside = aside
        self.content = content
        self.digest = hashlib.sha256(content).hexdigest()
        self.written = False

    def leave_nothing(self) -> None:
        """Remove what is aside, if anything is."""
        if self.written:
            with contextlib.suppress(FileNotFoundError):
                self.aside.unlink()
            self.written = False


def _write_aside(share: Sequence[tuple[_Small, Path]]) -> None:
    """Write and sync those that the store does not hold yet; of the others note that they are wanted again."""
    for each, final in share:
        try:
            os.utime(final)  # fresh again for the sweep, which spares young objects
            continue
        except FileNotFoundError:
            descriptor = os.open(each.aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        each.written = True
        try:
            view = memoryview(each.content)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _give_names(files: Sequence[_Small], root: Path) -> list[Path]:
    """Rename what was written; returns the folders to be synced, also of what whoever stored it first may not have synced."""
    folders = {each.digest[:2]: root / each.digest[:2] for each in files}
    missing = [folder for folder in folders.values() if not folder.exists()]
    for folder in missing:
        folder.mkdir(exist_ok=True, mode=0o700)
    if missing:
        _sync_folder(root)
    for each in files:
        if each.written:
            each.aside.rename(folders[each.digest[:2]] / each.digest)
            each.written = False
    return list(folders.values())


def _unlink_all(paths: Sequence[Path]) -> list[Path]:
    """Remove these files; returns those that were there."""
    gone = []
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
            gone.append(path)
    return gone


def _sync_folders(folders: Sequence[Path]) -> None:
    for folder in folders:
        _sync_folder(folder)


def _next_piece(file: BinaryIO, seen: "hashlib._Hash", piece: bytes) -> bytes:
    seen.update(piece)
    return file.read(CHUNK_BYTES)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
