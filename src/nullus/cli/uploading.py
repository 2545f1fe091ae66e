"""Files on their way to the service: found in folders, grouped into requests, streamed, sent again when the road fails."""

import contextlib
import mimetypes
import time
import unicodedata
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nullus.cli.client import Client, NotRunning, ServiceError, data_of
from nullus.platform.errors import ErrorKind, NullusError, Text

_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they change the direction of text
GROUP_FILES = 100
GROUPS_AT_ONCE = 2
GROUP_BYTES = 32 << 20
BLOCK = 1 << 20
TRIES = 4


class PathMissing(NullusError):
    """A path on the command line that is not there."""

    kind = ErrorKind.NOT_FOUND
    code = "path_missing"
    message = Text(en="There is no file or folder {path}.", ko="{path} 파일이나 폴더가 없습니다.")


class NothingToIngest(NullusError):
    """The paths hold no file."""

    kind = ErrorKind.INVALID
    code = "nothing_to_ingest"
    message = Text(en="There is no file in {paths}.", ko="{paths}에 파일이 없습니다.")
    hint = Text(en="Hidden files and folders are left out.", ko="숨김 파일과 숨김 폴더는 제외합니다.")


@dataclass(frozen=True, slots=True)
class LocalFile:
    """`name` is what the document will be called: the path below the folder that was given."""

    path: Path
    name: str
    size: int


def find_files(paths: Sequence[Path]) -> list[LocalFile]:
    """Every file of the paths, folders walked, hidden ones left out. Raises PathMissing, NothingToIngest."""
    found: list[LocalFile] = []
    for path in paths:
        if path.is_file():
            found.append(LocalFile(path, sendable(path.name), path.stat().st_size))
        elif path.is_dir():
            for each in sorted(path.rglob("*")):
                inside = each.relative_to(path)
                if each.is_file() and not any(part.startswith(".") for part in inside.parts):
                    found.append(LocalFile(each, sendable(inside.as_posix()), each.stat().st_size))
        else:
            raise PathMissing(path=path)
    if not found:
        raise NothingToIngest(paths=", ".join(map(str, paths)))
    return found


def sendable(name: str) -> str:
    """A name from the disk without what no document's name may hold: one odd name must not stop a whole folder."""
    return "".join(
        "\ufffd" if unicodedata.category(each) in _UNPRINTABLE or each in _TURNING else each for each in name
    )


def grouped(files: Sequence[LocalFile]) -> Iterator[list[LocalFile]]:
    """Small files travel together, large ones alone."""
    group: list[LocalFile] = []
    size = 0
    for file in files:
        if group and (len(group) >= GROUP_FILES or size + file.size > GROUP_BYTES):
            yield group
            group, size = [], 0
        group.append(file)
        size += file.size
    if group:
        yield group


def upload_all(
    client: Client, collection_id: str, files: Sequence[LocalFile], on_bytes: Callable[[int], None]
) -> list[dict[str, Any]]:
    """Send every file, two groups at a time: one travels while the other is made durable."""
    with ThreadPoolExecutor(GROUPS_AT_ONCE) as threads:
        sent = [threads.submit(upload, client, collection_id, group, on_bytes) for group in grouped(files)]
        try:
            return [each for group in sent for each in group.result()]
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise


def upload(
    client: Client, collection_id: str, group: Sequence[LocalFile], on_bytes: Callable[[int], None]
) -> list[dict[str, Any]]:
    """Send one group; returns what the service says of each file. Tries again under the same Idempotency-Key."""
    key = uuid.uuid4().hex
    for attempt in range(1, TRIES + 1):
        sent = 0

        def count(size: int) -> None:
            nonlocal sent
            sent += size
            on_bytes(size)

        try:
            return _send(client, collection_id, group, key, count)
        except (NotRunning, ServiceError) as error:
            if attempt == TRIES or not error.kind.may_pass:
                raise
            on_bytes(-sent)
            time.sleep(0.5 * 2**attempt)
    raise AssertionError


def _send(
    client: Client, collection_id: str, group: Sequence[LocalFile], key: str, on_bytes: Callable[[int], None]
) -> list[dict[str, Any]]:
    boundary = uuid.uuid4().hex
    heads = [_head(boundary, file) for file in group]
    tail = f"--{boundary}--\r\n".encode()
    length = sum(len(head) + file.size + 2 for head, file in zip(heads, group, strict=True)) + len(tail)

    def body() -> Iterator[bytes]:
        for head, file in zip(heads, group, strict=True):
            yield head
            left = file.size
            with file.path.open("rb") as stream:
                while left and (block := stream.read(min(BLOCK, left))):
                    left -= len(block)
                    on_bytes(len(block))
                    yield block
            if left:  # the file shrank while it was read: the announced length must not be met with something else
                raise OSError(f"{file.path} changed while it was read")
            yield b"\r\n"
        yield tail

    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Content-Length": str(length),
        "Idempotency-Key": key,
    }
    path = f"/api/v1/collections/{collection_id}/documents"
    with client.open("POST", path, body(), headers) as answer:
        documents: list[dict[str, Any]] = data_of(answer)["documents"]
        return documents


def _head(boundary: str, file: LocalFile) -> bytes:
    name = file.name.replace("\\", "\\\\").replace('"', '\\"')
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    return head.encode("utf-8", "surrogateescape")


@contextlib.contextmanager
def progress(total_bytes: int, label: str, shown: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr; yields the function that moves it."""
    if not shown:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total_bytes)
        yield lambda size: bar.advance(task, size)
