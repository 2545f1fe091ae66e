"""Multipart uploads: the same however the bytes arrive, bounded in everything, all or nothing."""

import asyncio
import random
import tracemalloc
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullus.knowledge.documents import uploads
from nullus.knowledge.documents.uploads import MAX_FILES, Upload
from nullus.knowledge.errors import BrokenUpload, FileTooLarge, NoFiles
from nullus.platform.errors import InvalidInput, NullusError
from nullus.platform.objects.local import LocalObjects
from nullus.platform.objects.memory import MemoryObjects

KIND = 'multipart/form-data; boundary="--x y"'
FORM = (
    b'----x y\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    b"first\r\n--\r\n----x\r\n-- x y\r\n\r\n----x y\r\n"
    b'content-disposition: form-data; name="metadata"\r\n\r\n{"year": 2026, "who": "\xea\xb9\x80"}\r\n----x y\r\n'
    b'Content-Disposition: form-data; name="file"; filename="\xed\x95\x9c\xea\xb8\x80.txt"\r\n\r\n\r\n----x y--\r\n epilogue'
)


async def arriving(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def receive(pieces: Iterable[bytes], kind: str = KIND, limit: int = 1 << 20) -> tuple[Upload, MemoryObjects]:
    objects = MemoryObjects()
    return await uploads.receive(arriving(pieces), kind, objects, limit, []), objects


async def shown(upload: Upload, objects: MemoryObjects) -> list[tuple[str, bytes]]:
    return [(file.name, b"".join([piece async for piece in objects.read(file.stored.digest)])) for file in upload.files]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 16, 61, 4096])
async def test_a_form_reads_the_same_however_it_is_cut(size: int) -> None:
    upload, objects = await receive([FORM[at : at + size] for at in range(0, len(FORM), size)])
    assert await shown(upload, objects) == [("a.txt", b"first\r\n--\r\n----x\r\n-- x y\r\n"), ("한글.txt", b"")]
    assert upload.metadata == {"year": 2026, "who": "김"}


async def test_a_form_cut_anywhere_is_refused_and_never_hangs() -> None:
    end = FORM.index(b"----x y--") + len(b"----x y--")
    for at in range(end):
        with pytest.raises((BrokenUpload, InvalidInput)):
            await receive([FORM[:at]])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_a_form_with_wrong_bytes_is_read_or_refused_and_never_breaks(seed: int) -> None:
    source = random.Random(seed)
    damaged = bytearray(FORM)
    for _ in range(source.randint(1, 12)):
        where = source.randrange(len(damaged))
        if source.random() < 0.5:
            damaged[where] = source.randrange(256)
        else:
            del damaged[where : where + source.randint(1, 9)]
    try:
        asyncio.run(receive([bytes(damaged)]))
    except NullusError as error:
        assert error.kind.value in {"invalid", "too_large"}  # noqa: PT017  # success is as good


@pytest.mark.parametrize("header", [
    "form-data; name=file; filename=plain.txt", 'form-data; filename="plain.txt"; name="file"',
    'FORM-DATA; NAME="file"; FILENAME="plain.txt"', "form-data; name=file; filename=plain.txt; filename*=utf-8''other.txt",
])  # fmt: skip
async def test_heads_are_understood_as_clients_write_them(header: str) -> None:
    upload, _ = await receive(
        [f"--x\r\nContent-Disposition: {header}\r\n\r\nabc\r\n--x--".encode()], "multipart/form-data; boundary=x"
    )
    assert [file.name for file in upload.files] == ["plain.txt"]


@pytest.mark.parametrize("kind", [
    "", "multipart/form-data",
    "multipart/form-data; boundary=", 'multipart/form-data; boundary=""', "text/plain; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300, "multipart/form-data; boundary*0=x", "\xff", ";;;=;",
    'multipart/form-data; boundary="',
])  # fmt: skip
async def test_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(BrokenUpload):
        await receive([FORM], kind)


async def test_limits_hold_for_files_metadata_heads_and_their_number() -> None:
    def one(disposition: str, body: bytes) -> bytes:
        return f"--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode() + body + b"\r\n"

    kind = "multipart/form-data; boundary=x"
    with pytest.raises(FileTooLarge):
        await receive([one('name="file"; filename="a"', b"x" * 101), b"--x--"], kind, limit=100)
    upload, _ = await receive([one('name="file"; filename="a"', b"x" * 100), b"--x--"], kind, limit=100)
    assert upload.files[0].stored.size == 100
    with pytest.raises(InvalidInput):
        await receive([one('name="metadata"', b'{"a": "' + b"x" * 70_000 + b'"}'), b"--x--"], kind)
    with pytest.raises(BrokenUpload):
        await receive([one(f'name="file"; filename="{"n" * 20_000}"', b""), b"--x--"], kind)
    with pytest.raises(InvalidInput):
        await receive([one('name="file"; filename="a"', b"")] * (MAX_FILES + 1) + [b"--x--"], kind)
    with pytest.raises(NoFiles):
        await receive([b"--x--"], kind)


async def test_memory_stays_flat_while_a_large_file_arrives(tmp_path: Path) -> None:
    async def large() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n'
        for number in range(64 * 16):
            yield number.to_bytes(4) * 16_384
        yield b"\r\n--x--"

    objects = LocalObjects(tmp_path)
    tracemalloc.start()
    try:
        upload = await uploads.receive(large(), "multipart/form-data; boundary=x", objects, 1 << 30, [])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert upload.files[0].stored.size == 64 << 20
    assert peak < 12 << 20


async def test_a_request_that_is_refused_while_its_files_are_being_stored_leaves_nothing(tmp_path: Path) -> None:
    """Refused for the file beyond the last: by then most are stored, and some are in the middle of it."""
    one = b'----x y\r\nContent-Disposition: form-data; name="file"; filename="%d"\r\n\r\n%d\r\n'
    objects = LocalObjects(tmp_path / "objects")
    for round_ in range(5):
        pieces = [one % (number, number % (1 + 300 * round_)) for number in range(MAX_FILES + 1)]
        with pytest.raises(InvalidInput):
            await uploads.receive(arriving([b"".join(pieces)]), KIND, objects, 1 << 20, [])
        assert list(objects.incoming.iterdir()) == []
