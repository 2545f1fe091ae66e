"""Multipart uploads, streamed: each file goes straight into the object store, so memory stays flat at any size."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from nullus.knowledge.errors import BrokenUpload, FileTooLarge, NoFiles
from nullus.knowledge.names import clean_name
from nullus.platform.errors import InvalidInput
from nullus.platform.objects import ObjectStore, StoredObject

METADATA_LIMIT = 64 << 10
MAX_FILES = 1000


@dataclass(frozen=True, slots=True)
class UploadedFile:
    name: str
    stored: StoredObject


@dataclass(slots=True)
class Upload:
    """What one request brought: its files in order, and the metadata that all of them get."""

    files: list[UploadedFile] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Part:
    """Collects the parser's callbacks of one part; `events` are drained by the reader."""

    headers: dict[str, str] = field(default_factory=dict)
    name: bytes = b""
    value: bytes = b""


async def receive(body: AsyncIterator[bytes], content_type: str, objects: ObjectStore, max_file_bytes: int) -> Upload:
    """Store every `file` part durably and read the `metadata` part. Raises BrokenUpload, NoFiles, FileTooLarge."""
    upload = Upload()
    events = _events(body, content_type)
    async for kind, value in events:
        if kind != "begin":
            raise BrokenUpload(problem="a part has no headers")
        field_name, file_name = value
        if field_name == "file" and file_name is not None:
            if len(upload.files) >= MAX_FILES:
                raise InvalidInput(problem=f"more than {MAX_FILES} files in one request")
            name = clean_name(file_name)
            stored = await objects.put(_content(events, name, max_file_bytes))
            upload.files.append(UploadedFile(name, stored))
        elif field_name == "metadata":
            upload.metadata = _metadata(
                b"".join([piece async for piece in _content(events, "metadata", METADATA_LIMIT)])
            )
        else:
            raise InvalidInput(problem="only parts named `file` (with a file name) and `metadata` are taken")
    if not upload.files:
        raise NoFiles
    return upload


async def _content(events: AsyncIterator[tuple[str, Any]], name: str, limit: int) -> AsyncIterator[bytes]:
    size = 0
    async for kind, value in events:
        if kind == "end":
            return
        size += len(value)
        if size > limit:
            raise FileTooLarge(name=name, limit=limit)
        yield value
    raise BrokenUpload(problem="it ended in the middle of a file")


async def _events(body: AsyncIterator[bytes], content_type: str) -> AsyncIterator[tuple[str, Any]]:
    """("begin", (field, file name or None)), ("data", bytes)…, ("end", None) of each part, in order."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary or len(boundary) > 200:
        raise BrokenUpload(problem="it is not multipart/form-data with a boundary")
    ready: list[tuple[str, Any]] = []
    part = _Part()
    finished = False

    def header_end() -> None:
        part.headers[part.name.decode("latin-1").lower()] = part.value.decode("utf-8", "surrogateescape")
        part.name = part.value = b""

    def headers_finished() -> None:
        ready.append(("begin", _disposition(part.headers.get("content-disposition", ""))))

    def part_begin() -> None:
        part.headers = {}

    def on_end() -> None:
        nonlocal finished
        finished = True

    def header_field(data: bytes, start: int, end: int) -> None:
        part.name += data[start:end]

    def header_value(data: bytes, start: int, end: int) -> None:
        part.value += data[start:end]

    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": part_begin,
            "on_part_data": lambda data, start, end: ready.append(("data", data[start:end])),
            "on_part_end": lambda: ready.append(("end", None)),
            "on_header_field": header_field,
            "on_header_value": header_value,
            "on_header_end": header_end,
            "on_headers_finished": headers_finished,
            "on_end": on_end,
        },
    )
    async for piece in body:
        try:
            parser.write(piece)
        except FormParserError as error:
            raise BrokenUpload(problem=str(error)[:200]) from None
        if sum(len(name) + len(value) for name, value in part.headers.items()) + len(part.value) > 16 << 10:
            raise BrokenUpload(problem="the headers of a part are too long")
        for event in ready:
            yield event
        ready.clear()
    if not finished:
        raise BrokenUpload(problem="it ended before its last boundary")


def _disposition(header: str) -> tuple[str, str | None]:
    """Field and file name of a Content-Disposition; `filename*` (RFC 5987) wins over `filename`."""
    _, options = parse_options_header(header.encode("utf-8", "surrogateescape"))
    name = options.get(b"name", b"").decode("utf-8", "replace")
    raw = options.get(b"filename")
    return name, None if raw is None else raw.decode("utf-8", "surrogateescape")


def _metadata(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise InvalidInput(problem="metadata is not JSON") from None
    if not isinstance(value, dict) or any(isinstance(each, (dict, list)) for each in value.values()):
        raise InvalidInput(problem="metadata must be one object with text, numbers, true, false or null")
    if not all(_storable(each) for pair in value.items() for each in pair):
        raise InvalidInput(problem="metadata holds characters that are not valid text")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _storable(value: Any) -> bool:
    """Whether PostgreSQL can hold it: no NUL, no lone surrogate."""
    if not isinstance(value, str):
        return True
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in value
