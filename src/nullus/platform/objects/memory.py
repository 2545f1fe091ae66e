"""Objects in memory: for tests and for trying things out; nothing survives the process."""

import hashlib
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from nullus.platform.objects.port import CHUNK_BYTES, ObjectMissing, StoredObject


class MemoryObjects:
    """An ObjectStore in a dictionary."""

    def __init__(self, root: Path | None = None) -> None:
        self._objects: dict[str, tuple[bytes, float]] = {}

    async def put(self, content: AsyncIterator[bytes]) -> StoredObject:
        whole = b"".join([piece async for piece in content])
        digest = hashlib.sha256(whole).hexdigest()
        self._objects[digest] = (whole, time.monotonic())
        return StoredObject(digest, len(whole))

    async def put_all(self, contents: Sequence[bytes]) -> list[StoredObject]:
        stored = [StoredObject(hashlib.sha256(content).hexdigest(), len(content)) for content in contents]
        for each, content in zip(stored, contents, strict=True):
            self._objects[each.digest] = (content, time.monotonic())
        return stored

    async def read(self, digest: str, start: int = 0) -> AsyncIterator[bytes]:
        whole = self._find(digest)
        for offset in range(start, len(whole), CHUNK_BYTES):
            yield whole[offset : offset + CHUNK_BYTES]

    @asynccontextmanager
    async def local_file(self, digest: str) -> AsyncIterator[Path]:
        with tempfile.NamedTemporaryFile() as file:
            file.write(self._find(digest))
            file.flush()
            yield Path(file.name)

    async def exists(self, digest: str) -> bool:
        return digest in self._objects

    async def delete_all(self, digests: Sequence[str]) -> int:
        return sum(self._objects.pop(digest, None) is not None for digest in digests)

    async def digests(self) -> AsyncIterator[tuple[str, float]]:
        for digest, (_, stored_at) in list(self._objects.items()):
            yield digest, time.monotonic() - stored_at

    async def sweep_incoming(self, older_than_seconds: float) -> int:
        return 0  # an interrupted put leaves nothing here

    async def check(self) -> None:
        return None

    def _find(self, digest: str) -> bytes:
        if digest not in self._objects:
            raise ObjectMissing(digest=digest)
        return self._objects[digest][0]
