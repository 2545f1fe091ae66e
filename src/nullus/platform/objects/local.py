"""Objects as files in a folder: `ab/cd/<digest>`, written aside, synced, renamed, folder synced."""

import asyncio
import contextlib
import errno
import hashlib
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

from nullus.kit import new_id
from nullus.platform.objects.port import CHUNK_BYTES, ObjectMissing, StorageFull, StoredObject


class LocalObjects:
    """An ObjectStore on a local disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"
        self.incoming.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def put(self, content: AsyncIterator[bytes]) -> StoredObject:
        aside = self.incoming / new_id().hex
        try:
            with aside.open("xb", buffering=0) as file:
                stored = await self._write(file, content)
            await asyncio.to_thread(_publish, aside, self._path(stored.digest))
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise StorageFull from error
            raise
        finally:
            with contextlib.suppress(FileNotFoundError):
                aside.unlink()
        return stored

    async def _write(self, file: BinaryIO, content: AsyncIterator[bytes]) -> StoredObject:
        digest, size, pending = hashlib.sha256(), 0, bytearray()

        def flush() -> None:
            view = memoryview(pending)
            digest.update(view)
            while view:
                view = view[file.write(view) or 0 :]

        async for piece in content:
            pending += piece
            size += len(piece)
            if len(pending) >= CHUNK_BYTES:
                await asyncio.to_thread(flush)
                pending = bytearray()
        flush()
        await asyncio.to_thread(os.fsync, file.fileno())
        return StoredObject(digest.hexdigest(), size)

    async def read(self, digest: str, start: int = 0) -> AsyncIterator[bytes]:
        async with self.local_file(digest) as path:
            with await asyncio.to_thread(path.open, "rb") as file:
                file.seek(start)
                while piece := await asyncio.to_thread(file.read, CHUNK_BYTES):
                    yield piece

    @asynccontextmanager
    async def local_file(self, digest: str) -> AsyncIterator[Path]:
        path = self._path(digest)
        if not path.is_file():
            raise ObjectMissing(digest=digest)
        yield path

    async def exists(self, digest: str) -> bool:
        return self._path(digest).is_file()

    async def delete(self, digest: str) -> bool:
        path = self._path(digest)
        try:
            await asyncio.to_thread(path.unlink)
        except FileNotFoundError:
            return False
        await asyncio.to_thread(_sync_folder, path.parent)
        return True

    async def digests(self) -> AsyncIterator[tuple[str, float]]:
        now = time.time()
        for path in await asyncio.to_thread(lambda: list(self.root.glob("??/??/*"))):
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
        probe.write_bytes(b"nullus")
        probe.unlink()

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest[2:4] / digest


def _publish(aside: Path, final: Path) -> None:
    if final.exists():
        os.utime(final)  # fresh again for the sweep, which spares young objects
        return
    made = [folder for folder in (final.parent.parent, final.parent) if not folder.exists()]
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside.replace(final)
    for folder in {final.parent, *(each.parent for each in made)}:
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
