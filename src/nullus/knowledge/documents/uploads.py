"""Multipart uploads, streamed: each file goes straight into the object store, so memory stays flat at any size."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from nullus.knowledge.documents.names import clean_name
from nullus.knowledge.errors import BrokenUpload, FileTooLarge, NoFiles
from nullus.platform.errors import InvalidInput, Text
from nullus.platform.objects import ObjectStore, StoredObject
from nullus.platform.web_values import is_storable

METADATA_LIMIT = 64 << 10
MAX_FILES = 1000
MAX_BOUNDARY = 200
MAX_HEADER_BYTES = 16 << 10
SMALL_FILE = 256 << 10  # up to this size a file is stored beside others
GATHERED_FILES = 256  # small files that are stored together at most, and
GATHERED_BYTES = 2 << 20  # their size
STORED_AT_ONCE = 2

NO_HEADERS = Text(en="a part has no headers", ko="헤더가 없는 파트가 있습니다")
TOO_MANY = Text(en=f"more than {MAX_FILES} files in one request", ko=f"요청 하나에 파일이 {MAX_FILES}개를 넘습니다")
OTHER_PART = Text(
    en="only parts named `file` (with a file name) and `metadata` are taken",
    ko="이름이 `file`인 파트(파일 이름 포함)와 `metadata`만 받습니다",
)
CUT_IN_FILE = Text(en="it ended in the middle of a file", ko="파일 중간에서 끝났습니다")
NOT_MULTIPART = Text(
    en="it is not multipart/form-data with a boundary", ko="boundary가 있는 multipart/form-data가 아닙니다"
)
CUT = Text(en="it ended before its last boundary", ko="마지막 boundary 전에 끝났습니다")
MALFORMED = Text(en="its parts are not separated as announced", ko="파트가 알린 대로 나뉘어 있지 않습니다")
LONG_HEADERS = Text(en="the headers of a part are too long", ko="파트의 헤더가 너무 깁니다")
LONG_METADATA = Text(
    en=f"metadata is longer than {METADATA_LIMIT} bytes", ko=f"metadata가 {METADATA_LIMIT}바이트보다 깁니다"
)
NOT_JSON = Text(en="metadata is not JSON", ko="metadata가 JSON이 아닙니다")
NOT_FLAT = Text(
    en="metadata must be one object with text, numbers, true, false or null",
    ko="metadata는 문자열, 숫자, true, false, null만 담은 객체 하나여야 합니다",
)
NOT_STORABLE = Text(
    en="metadata holds characters or numbers that JSON does not know",
    ko="metadata에 JSON이 모르는 문자나 숫자가 들어 있습니다",
)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    name: str
    stored: StoredObject


@dataclass(slots=True)
class Upload:
    """What one request brought: its files in order, and the metadata that all of them get."""

    files: list[UploadedFile] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)


async def receive(
    body: AsyncIterator[bytes], content_type: str, objects: ObjectStore, max_file_bytes: int, stored: list[str]
) -> Upload:
    """Store every `file` part durably and read the `metadata` part. Raises BrokenUpload, NoFiles, FileTooLarge.

    `stored` gets the digest of each file that lies in the store, also where the rest of the body is refused.
    """
    upload = Upload()
    events = _events(body, content_type)
    async with _Storing(objects, stored) as storing:
        async for kind, value in events:
            if kind != "begin":
                raise BrokenUpload(problem=NO_HEADERS)
            field_name, file_name = value
            if field_name == "file" and file_name is not None:
                if len(storing.names) >= MAX_FILES:
                    raise InvalidInput(problem=TOO_MANY)
                name = clean_name(file_name)
                await storing.store(name, _content(events, name, max_file_bytes))
            elif field_name == "metadata":
                try:
                    pieces = [piece async for piece in _content(events, "metadata", METADATA_LIMIT)]
                except FileTooLarge:
                    raise InvalidInput(problem=LONG_METADATA) from None
                upload.metadata = _metadata(b"".join(pieces))
            else:
                raise InvalidInput(problem=OTHER_PART)
        upload.files += await storing.finished()
    if not upload.files:
        raise NoFiles
    return upload


class _Storing:
    """Files on their way into the store: large ones as they come, small ones many at a time, because each waits for the
    disk and they wait together.
    """

    def __init__(self, objects: ObjectStore, stored: list[str]) -> None:
        self.names: list[str] = []
        self._stored = stored
        self._objects = objects
        self._tasks: list[asyncio.Task[list[StoredObject]]] = []
        self._room = asyncio.Semaphore(STORED_AT_ONCE)
        self._gathered: list[bytes] = []
        self._size = 0

    async def __aenter__(self) -> "_Storing":
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        for done in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(done, list):
                self._stored += [each.digest for each in done]

    async def store(self, name: str, content: AsyncIterator[bytes]) -> None:
        head = bytearray()
        async for piece in content:
            head += piece
            if len(head) > SMALL_FILE:
                break
        else:
            self.names.append(name)
            self._gathered.append(bytes(head))
            self._size += len(head)
            if len(self._gathered) >= GATHERED_FILES or self._size >= GATHERED_BYTES:
                await self._send()
            return
        await self._send()  # the order of the names is that of the tasks
        self.names.append(name)
        task = asyncio.create_task(self._one(_pieces(bytes(head), content)))
        self._tasks.append(task)
        await task

    async def finished(self) -> list[UploadedFile]:
        """Every file, durable, in the order of the request."""
        await self._send()
        stored = chain.from_iterable(await asyncio.gather(*self._tasks))
        return [UploadedFile(name, each) for name, each in zip(self.names, stored, strict=True)]

    async def _send(self) -> None:
        gathered, self._gathered, self._size = self._gathered, [], 0
        if gathered:
            await self._room.acquire()
            task = asyncio.create_task(self._objects.put_all(gathered))
            task.add_done_callback(lambda _: self._room.release())
            self._tasks.append(task)

    async def _one(self, content: AsyncIterator[bytes]) -> list[StoredObject]:
        return [await self._objects.put(content)]


async def _pieces(head: bytes, rest: AsyncIterator[bytes] | None = None) -> AsyncIterator[bytes]:
    yield head
    if rest is not None:
        async for piece in rest:
            yield piece


async def _content(events: AsyncIterator[tuple[str, Any]], name: str, limit: int) -> AsyncIterator[bytes]:
    size = 0
    async for kind, value in events:
        if kind == "end":
            return
        size += len(value)
        if size > limit:
            raise FileTooLarge(name=name, limit=limit)
        yield value
    raise BrokenUpload(problem=CUT_IN_FILE)


async def _events(body: AsyncIterator[bytes], content_type: str) -> AsyncIterator[tuple[str, Any]]:
    """("begin", (field, file name or None)), ("data", bytes)…, ("end", None) of each part, in order."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary or len(boundary) > MAX_BOUNDARY:
        raise BrokenUpload(problem=NOT_MULTIPART)
    reader = _PartReader(boundary)
    async for piece in body:
        for event in reader.read(piece):
            yield event
    if not reader.finished:
        raise BrokenUpload(problem=CUT)


class _PartReader:
    """Turns the parser's callbacks into events; holds no more than one piece of the body."""

    def __init__(self, boundary: bytes) -> None:
        self.finished = False
        self._ready: list[tuple[str, Any]] = []
        self._headers: dict[str, str] = {}
        self._name = b""
        self._value = b""
        self._header_bytes = 0
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._part_begins,
                "on_part_data": lambda data, start, end: self._ready.append(("data", data[start:end])),
                "on_part_end": lambda: self._ready.append(("end", None)),
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._header_ends,
                "on_headers_finished": self._headers_finish,
                "on_end": self._ends,
            },
        )

    def read(self, piece: bytes) -> list[tuple[str, Any]]:
        try:
            self._parser.write(piece)
        except FormParserError:
            raise BrokenUpload(problem=MALFORMED) from None
        found, self._ready = self._ready, []
        return found

    def _part_begins(self) -> None:
        self._headers, self._header_bytes = {}, 0

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]
        self._count(end - start)

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._count(end - start)

    def _count(self, size: int) -> None:
        self._header_bytes += size
        if self._header_bytes > MAX_HEADER_BYTES:
            raise BrokenUpload(problem=LONG_HEADERS)

    def _header_ends(self) -> None:
        self._headers[self._name.decode("latin-1").lower()] = self._value.decode("utf-8", "surrogateescape")
        self._name = self._value = b""

    def _headers_finish(self) -> None:
        self._ready.append(("begin", _disposition(self._headers.get("content-disposition", ""))))

    def _ends(self) -> None:
        self.finished = True


def _disposition(header: str) -> tuple[str, str | None]:
    """Field and file name of a Content-Disposition; `filename*` is not taken, as RFC 7578 asks."""
    _, options = parse_options_header(header.encode("utf-8", "surrogateescape"))
    name = options.get(b"name", b"").decode("utf-8", "replace")
    raw = options.get(b"filename")
    return name, None if raw is None else raw.decode("utf-8", "surrogateescape")


def _metadata(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise InvalidInput(problem=NOT_JSON) from None
    if not isinstance(value, dict) or any(isinstance(each, (dict, list)) for each in value.values()):
        raise InvalidInput(problem=NOT_FLAT)
    if not all(is_storable(each) for pair in value.items() for each in pair):
        raise InvalidInput(problem=NOT_STORABLE)
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
