"""What Nullus asks of an object store, and nothing more."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nullus.platform.errors import ErrorKind, NullusError, Text

CHUNK_BYTES = 1 << 20


class ObjectMissing(NullusError):
    """A row refers to an object that the store does not hold: data loss outside Nullus, or a broken restore."""

    kind = ErrorKind.BROKEN
    code = "object_missing"
    message = Text(
        en="The original file {digest} is missing from the object store.",
        ko="원본 파일 {digest}이(가) 저장소에 없습니다.",
    )
    hint = Text(
        en="Restore the folder `objects` from a backup, then retry the document.",
        ko="백업에서 `objects` 폴더를 복원한 뒤 문서를 다시 처리하세요.",
    )


class ObjectDamaged(NullusError):
    """The content of an object is not what was stored: the disk, or somebody, changed it."""

    kind = ErrorKind.BROKEN
    code = "object_damaged"
    message = Text(
        en="The original file {digest} has been changed in the object store.",
        ko="원본 파일 {digest}이(가) 저장소에서 변경되었습니다.",
    )
    hint = Text(
        en="Check the disk of NULLUS_HOME, and restore the folder `objects` from a backup.",
        ko="NULLUS_HOME 디스크를 점검하고 백업에서 `objects` 폴더를 복원하세요.",
    )


class StorageFull(NullusError):
    """The disk under the store is full."""

    kind = ErrorKind.UNAVAILABLE
    code = "storage_full"
    message = Text(
        en="There is no space left for the file; nothing was stored.",
        ko="파일을 저장할 공간이 없습니다. 저장된 것은 없습니다.",
    )
    hint = Text(
        en="Free space on the disk of NULLUS_HOME, then send it again.",
        ko="NULLUS_HOME 디스크의 공간을 비운 뒤 다시 보내세요.",
    )


@dataclass(frozen=True, slots=True)
class StoredObject:
    """`digest` is the SHA-256 of the content in lower-case hex, `size` its length in bytes."""

    digest: str
    size: int


class ObjectStore(Protocol):
    """Content-addressed and immutable: the same content is stored once, a stored object never changes."""

    async def put(self, content: AsyncIterator[bytes]) -> StoredObject:
        """Store a stream. On return it survives a crash of the machine. Raises StorageFull; a failed put leaves nothing."""
        ...

    async def put_all(self, contents: Sequence[bytes]) -> list[StoredObject]:
        """Store small contents together, which costs the disk much less; in their order, the same promise as `put`.

        Raises StorageFull; when it fails, some may have been stored, and nothing else of any is left.
        """
        ...

    def read(self, digest: str, start: int = 0) -> AsyncIterator[bytes]:
        """Stream the content from byte `start`. Raises ObjectMissing; a whole read also ObjectDamaged, before its end."""
        ...

    def local_file(self, digest: str) -> AbstractAsyncContextManager[Path]:
        """A readable file with the content while the context lasts. Raises ObjectMissing."""
        ...

    async def exists(self, digest: str) -> bool: ...

    async def delete_all(self, digests: Sequence[str]) -> int:
        """Remove these objects for good; returns how many were there."""
        ...

    def digests(self) -> AsyncIterator[tuple[str, float]]:
        """Every stored object with its age in seconds, for the sweep of what no row refers to."""
        ...

    async def sweep_incoming(self, older_than_seconds: float) -> int:
        """Remove what interrupted puts left behind; returns how many pieces."""
        ...

    async def check(self) -> None:
        """Write, read and remove a probe. Raises a NullusError or OSError when the store cannot be used."""
        ...
