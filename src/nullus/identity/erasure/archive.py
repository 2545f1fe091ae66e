"""A ZIP archive that is written while it is sent: nothing of it lies on a disk, and memory holds one piece at a time."""

import time
import zipfile
from collections.abc import AsyncIterator
from typing import IO, cast

from nullus.identity.erasure.personal_data import File

_WORTH_SENDING = 64 << 10


async def zipped(files: AsyncIterator[File]) -> AsyncIterator[bytes]:
    """The bytes of an archive with these files, in their order."""
    sink = _Sink()
    with zipfile.ZipFile(cast("IO[bytes]", sink), "w", allowZip64=True) as archive:
        async for file in files:
            entry = zipfile.ZipInfo(file.path, time.gmtime()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED if file.packed else zipfile.ZIP_STORED
            entry.external_attr = 0o600 << 16
            with archive.open(entry, "w", force_zip64=True) as writing:
                async for piece in file.content:
                    writing.write(piece)
                    if sink.waiting >= _WORTH_SENDING:
                        yield sink.take()
    yield sink.take()


class _Sink:
    """Where the archive writes; it can only go forward, so sizes and checksums follow each file."""

    def __init__(self) -> None:
        self._written = bytearray()

    @property
    def waiting(self) -> int:
        return len(self._written)

    def write(self, piece: bytes) -> int:
        self._written += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here for anything."""

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken
