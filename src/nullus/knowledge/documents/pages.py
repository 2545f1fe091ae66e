"""Pages of PDFs for readers: their pictures, and where on them a passage stands. Drawn only behind the sandbox's walls."""

import asyncio
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple, Self
from uuid import UUID

from nullus.knowledge.documents import documents
from nullus.knowledge.documents.documents import Document, Version
from nullus.knowledge.errors import NoPagePictures, PageNotDrawn, PageNotFound, PagesBusy, PagesUnavailable
from nullus.knowledge.index.index_store import chunks_of, ordinal_of
from nullus.knowledge.parsers.failures import FAILURES, ParseFailed
from nullus.knowledge.sandbox import PageView, Sandbox, SandboxLimits
from nullus.knowledge.settings import KnowledgeSettings
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import Text
from nullus.platform.objects import ObjectStore

MEDIA_TYPE: Final = "image/webp"
EDITION: Final = 2
"""Rises when pages are drawn otherwise than before: browsers then ask for their pictures anew."""
PATIENCE_SECONDS: Final = 10.0
MOST_WAITING: Final = 24
MOST_OF_ONE: Final = 6
"""Pages that one person may wait for at a time: turning pages quickly leaves room for the others."""
AGAIN_SECONDS: Final = 2.0
REST_SECONDS: Final = 30.0
_BESIDE: Final = 8
_MOST_OTHERS: Final = 4
_OUTPUT_BYTES: Final = 32 << 20


class Place(NamedTuple):
    """A passage by its number, and the characters of the document's text that are marked; None: all of the passage."""

    passage: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for on a page: passages with the characters of each, and the pages on which they may stand."""

    wanted: Sequence[tuple[str, int, int]] = ()
    pages: Sequence[int] = ()


class PagePicture(NamedTuple):
    """A page as WebP; not `whole` where letters are missing that another font on this machine would show."""

    data: bytes
    whole: bool


async def version_shown(tx: Tx, actor: Actor, document: Document, number: int | None) -> Version:
    """The version whose pages are shown: the one of this number, else the searchable one, else the latest.

    Raises VersionNotFound, and NoPagePictures where it is known not to be a PDF.
    """
    version = None
    if number is None:
        every = await documents.versions_of(tx, actor, document.id)
        version = next((each for each in every if each.searchable), None)
    version = version or await documents.version_of(tx, actor, document, number)
    if version.format not in (None, "pdf"):  # of one that could not be read nobody knows the format
        raise NoPagePictures(name=document.name)
    return version


async def sought(tx: Tx, actor: Actor, document_id: UUID, place: Place) -> Sought:
    """The passages of the searchable version that a place touches; nothing where its passage is not part of it (any more)."""
    middle = await ordinal_of(tx, actor.workspace_id, document_id, place.passage)
    if middle is None:
        return Sought()
    rows = await chunks_of(tx, actor.workspace_id, document_id, middle - _BESIDE - 1, 2 * _BESIDE + 2)
    own = next(row for row in rows if row.ordinal == middle)
    start = own.start_offset if place.start is None else place.start
    end = own.end_offset if place.end is None else place.end
    wanted: list[tuple[str, int, int]] = []
    pages: list[int] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if row.start_offset < end and start < row.end_offset:
            wanted.append((row.text, max(0, start - row.start_offset), end - row.start_offset))
            if row.page is not None:
                behind = following.page if following is not None and following.page is not None else row.page
                pages += range(row.page, min(behind, row.page + _MOST_OTHERS) + 1)
    return Sought(wanted, tuple(dict.fromkeys(pages)))


class Pages:
    """Draws pages for readers in children of its own, some at a time. Use it as an asynchronous context.

    Nothing is kept: what was drawn lies with its reader alone, and a deleted document leaves nothing here.
    """

    def __init__(self, objects: ObjectStore, settings: KnowledgeSettings) -> None:
        limits = SandboxLimits(
            wall_seconds=settings.page_seconds,
            cpu_seconds=settings.page_seconds,
            memory_bytes=settings.parse_memory_bytes,
            source_bytes=settings.max_parse_bytes,
            output_bytes=_OUTPUT_BYTES,
            parallel=settings.page_processes,
            ocr=False,
            allow_weak=settings.allow_weak_sandbox,
            analyser="",
            fonts=settings.fonts,
        )
        self._objects = objects
        self._sandbox = Sandbox(limits, rest_seconds=REST_SECONDS)
        self._slots = asyncio.Semaphore(settings.page_processes)
        self._waiting: dict[object, int] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._sandbox.__aexit__()

    async def look(self, actor: Actor, document: Document, version: Version, page: int, what: Sought) -> PageView:
        """The measures of a page, and the places on it of what is sought.

        Raises PageNotFound, NoPagePictures, PageNotDrawn, PagesBusy, PagesUnavailable.
        """
        others = [each for each in what.pages if each != page][:_MOST_OTHERS]
        async with self._turn(actor):
            return await self._shown(document, version, page, what.wanted, others)

    async def picture(self, actor: Actor, document: Document, version: Version, page: int) -> PagePicture:
        """The picture of a page. Raises as `look`."""
        async with self._turn(actor):
            view = await self._shown(document, version, page, draw=True)
            return PagePicture(await asyncio.to_thread(encoded, view), whole=not view.letterless)

    async def _shown(
        self,
        document: Document,
        version: Version,
        page: int,
        wanted: Sequence[tuple[str, int, int]] = (),
        others: Sequence[int] = (),
        *,
        draw: bool = False,
    ) -> PageView:
        try:
            async with self._objects.local_file(version.digest) as path:
                view = await self._sandbox.show(path, page, wanted, others, draw=draw)
        except ParseFailed as failure:
            if failure.reason == "unsupported":
                raise NoPagePictures(name=document.name) from failure
            if failure.reason == "unavailable":
                raise PagesUnavailable from failure
            said = FAILURES[failure.reason] if failure.reason == "encrypted" else None
            why = Text(said.message_en, said.message_ko) if said else _WHY.get(failure.reason, _DAMAGED)
            raise PageNotDrawn(name=document.name, page=page, why=why) from failure
        if not view.width or not view.height:
            raise PageNotFound(name=document.name, page=page)
        return view

    @asynccontextmanager
    async def _turn(self, actor: Actor) -> AsyncIterator[None]:
        """Wait to be next. Raises PagesBusy at once where too many wait already, and after a while."""
        asker = actor.person_id or actor.credential_id or actor.workspace_id
        mine = self._waiting.get(asker, 0)
        if mine >= MOST_OF_ONE or sum(self._waiting.values()) >= MOST_WAITING:
            raise PagesBusy(retry_after_seconds=AGAIN_SECONDS)
        self._waiting[asker] = mine + 1
        try:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._slots.acquire()
            except TimeoutError:
                raise PagesBusy(retry_after_seconds=AGAIN_SECONDS) from None
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._waiting[asker] -= 1
            if not self._waiting[asker]:
                del self._waiting[asker]


def etag_of(version: Version, page: int) -> str:
    """What tells a picture from others: the file's content, the page, and how pages are drawn."""
    return f'"{version.digest}-{page}-{EDITION}"'


def encoded(view: PageView) -> bytes:
    """The dots that a child sent, as a file that is ours."""
    from PIL import Image  # only those who look at pages pay for it

    image = Image.frombuffer("RGB", (view.width, view.height), view.rows, "raw", "RGB", 0, 1)
    file = io.BytesIO()
    image.save(file, "WEBP", quality=82, method=0)
    return file.getvalue()


_DAMAGED = Text(
    en="The page is damaged or holds more than can be drawn.",
    ko="쪽이 손상되었거나 그릴 수 있는 양을 넘는 내용이 들어 있습니다.",
)
_WHY: dict[str, Text] = {
    "timed_out": Text(en="Drawing it takes too long.", ko="그리는 데 시간이 너무 오래 걸립니다."),
    "too_complex": Text(en="Drawing it takes too much memory.", ko="그리는 데 메모리가 너무 많이 듭니다."),
    "too_large": Text(en="The file is too large.", ko="파일이 너무 큽니다."),
}
