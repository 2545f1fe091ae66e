"""Uploads cost: the room for what is sent is taken before it is read, and what was not needed is given back."""

from collections.abc import AsyncIterator

from fastapi import Request

from nullus.identity import Reservation
from nullus.knowledge.documents.uploads import Upload
from nullus.platform.errors import ErrorKind, NullusError

WRAPPING = 64 << 10
"""What names and boundaries of a multipart body may take: more of a body than this is taken for content."""
STEP = 8 << 20


class Room:
    """The storage that one request holds. What was stored is counted by the database itself, where versions are written."""

    def __init__(self, held: Reservation, declared: int) -> None:
        self._held = held
        self._room = declared
        self._read = 0

    async def pieces(self, body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The body; a longer one than was declared pays as it comes. Raises QuotaExceeded."""
        async for piece in body:
            self._read += len(piece)
            lacking = self._read - WRAPPING - self._room
            if lacking > 0:
                await self._take(lacking)
            yield piece

    async def cover(self, upload: Upload) -> None:
        """Hold what the upload takes in all: each file counts. Raises QuotaExceeded."""
        lacking = max(0, sum(file.stored.size for file in upload.files) - self._room)
        if lacking or len(upload.files) > 1:
            await self._held.grow({"uploads": len(upload.files) - 1, "storage": lacking})
            self._room += lacking

    async def _take(self, lacking: int) -> None:
        """Some steps ahead where there is room for them, so that a long body does not ask for each piece."""
        amount = max(lacking, STEP)
        try:
            await self._held.grow({"storage": amount})
        except NullusError as error:
            if error.kind is not ErrorKind.EXHAUSTED:
                raise
            amount = lacking
            await self._held.grow({"storage": amount})
        self._room += amount


def declared_of(request: Request) -> int:
    """The content that a request says it brings; 0 where it does not say."""
    length = request.headers.get("content-length", "")
    return max(0, int(length) - WRAPPING) if length.isdecimal() and len(length) < 19 else 0
