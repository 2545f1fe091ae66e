"""The sandbox answers, survives whatever it is given, and leaves nothing behind."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.knowledge.sandbox.processes import alive, children, until
from tests.knowledge.sandbox.together import prepare_all
from tests.samples import compound, office, pages

from nullus.knowledge.parsers import EXTENSIONS, ParseFailed, Reason, parse
from nullus.knowledge.sandbox import Prepared, Sandbox, SandboxLimits

_SLOW = b"<html>" + b"<p>a" * 450_000
SAMPLES = {
    "a.docx": office.docx(),
    "a.pptx": office.pptx(),
    "a.xlsx": office.xlsx(),
    "a.odt": office.odt(),
    "a.hwp": compound.hwp(),
    "a.hwpx": office.hwpx(),
    "a.epub": office.epub(),
    "a.pdf": pages.report(),
    "a.html": "<html><p>한글 &hellip;".encode(),
    "a.eml": "From: a@b.kr\nTo: c@d.kr\nSubject: =?euc-kr?B?x9Gx2w==?=\n\n본문\n".encode(),
    "a.md": b"# A\n\ntext",
    "a.csv": b"a,b\n1,2\n",
    "a.json": b'{"a": "b"}',
    "a.py": b"def f():\n    pass\n",
    "a.txt": "한글 문서입니다".encode("cp949"),
    "b.txt": "日本語のテキストです。".encode("shift_jis"),
    "a.zip": office.pack({"메모.txt": "압축 안의 메모", "a.docx": office.docx()}),
}


async def reason_of(sandbox: Sandbox, data: bytes, name: str) -> Reason:
    with pytest.raises(ParseFailed) as failed:
        await sandbox.prepare(data, name)
    return failed.value.reason


@pytest.mark.parametrize("name", SAMPLES)
async def test_every_format_is_read_behind_the_walls_as_it_is_outside(sandbox: Sandbox, name: str) -> None:
    outside = parse(SAMPLES[name], name)
    inside = await sandbox.prepare(SAMPLES[name], name)
    assert inside.characters == len(outside.text)
    assert (inside.format, inside.title, inside.pages) == (outside.format, outside.title, outside.pages)
    for piece in inside.chunks:
        assert outside.text[piece.start : piece.end] == piece.text


async def test_a_path_a_descriptor_and_bytes_are_the_same(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "이름.md"
    path.write_bytes(b"# Title\n\nbody")
    with path.open("rb") as file:
        found = [await sandbox.prepare(source, "a.md") for source in (path, file.fileno(), path.read_bytes())]
    assert found[0] == found[1] == found[2]


async def test_many_at_once_each_get_their_own_answer(sandbox: Sandbox) -> None:
    texts = [f"document number {number} with its own words" for number in range(150)]
    alone = await asyncio.gather(*(sandbox.prepare(text.encode(), "a.txt") for text in texts[:20]))
    grouped = await asyncio.gather(*(sandbox.prepare(text.encode(), "a.txt", group="w") for text in texts))
    assert [answer.chunks[0].text for answer in alone] == texts[:20]
    assert [answer.chunks[0].text for answer in grouped] == texts


async def test_a_failure_among_many_is_only_its_own(sandbox: Sandbox) -> None:
    answers = await prepare_all(
        sandbox, [(b"one", "a.txt"), (b"", "b.txt"), (b"\x7fELF\0\0", "c.txt"), (b"four", "d.txt")]
    )
    assert [answer.chunks[0].text if isinstance(answer, Prepared) else answer.reason for answer in answers] == [
        "one",
        "empty",
        "unsupported",
        "four",
    ]


async def test_a_document_that_kills_its_child_does_not_take_the_others_with_it() -> None:
    async with Sandbox(SandboxLimits(cpu_seconds=1, wall_seconds=3, parallel=1, ocr=False)) as sandbox:
        slow = office.pack({"a.html": _SLOW, "b.html": _SLOW, "noise": random.Random(1).randbytes(100_000)})
        assert len(slow) < 256 * 1024
        answers = await prepare_all(sandbox, [(b"one", "a.txt"), (slow, "b.zip"), (b"three", "c.txt")])
        assert isinstance(answers[0], Prepared)
        assert isinstance(answers[1], ParseFailed)
        assert answers[1].reason == "timed_out"
        assert isinstance(answers[2], Prepared)


async def test_time_is_limited_and_the_child_is_gone() -> None:
    async with Sandbox(SandboxLimits(wall_seconds=0.3, ocr=False)) as sandbox:
        await sandbox.levels()
        began = time.monotonic()
        assert await reason_of(sandbox, _SLOW, "slow.html") == "timed_out"
        assert time.monotonic() - began < 3
        assert sandbox._zygote is not None
        assert not children(sandbox._zygote.process.pid)
        assert (await sandbox.prepare(b"still here", "a.txt")).characters == 10


async def test_processor_time_is_limited() -> None:
    async with Sandbox(SandboxLimits(cpu_seconds=1, wall_seconds=60, ocr=False)) as sandbox:
        assert await reason_of(sandbox, _SLOW, "slow.html") == "timed_out"


async def test_memory_is_limited() -> None:
    async with Sandbox(SandboxLimits(memory_bytes=350 << 20, ocr=False)) as sandbox:
        body = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 700_000
        # With noise beside it the ratio is harmless, so that memory itself must stop it.
        content = f'<w:document xmlns:w="{office.W}"><w:body>{body}</w:body></w:document>'
        noise = random.Random(1).randbytes(1 << 20)
        data = office.pack(
            {"[Content_Types].xml": office.TYPES, "word/document.xml": content, "word/media/noise.bin": noise}
        )
        assert await reason_of(sandbox, data, "a.docx") == "too_complex"
        assert (await sandbox.prepare(b"still here", "a.txt")).characters == 10


async def test_output_is_limited() -> None:
    async with Sandbox(SandboxLimits(output_bytes=100_000, ocr=False)) as sandbox:
        assert await reason_of(sandbox, b"words and words " * 100_000, "a.txt") == "too_complex"
        assert (await sandbox.prepare(b"still here", "a.txt")).characters == 10


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
async def test_random_bytes_are_a_failure_with_a_reason(sandbox: Sandbox, extension: str) -> None:
    assert await reason_of(sandbox, random.Random(extension).randbytes(20_000), f"a.{extension}") == "damaged"


@pytest.mark.parametrize(
    ("data", "name", "reasons"),
    [
        (b"", "a.pdf", ("empty",)),
        (pages.pixel_flood(), "a.png", ("too_complex",)),
        (pages.pdf_bomb(), "a.pdf", ("empty", "damaged", "too_complex", "timed_out")),
        (pages.pdf_loop(), "a.pdf", ("damaged", "empty")),
        (pages.locked_pdf(), "a.pdf", ("encrypted",)),
        (compound.encrypted_office(), "a.xlsx", ("encrypted",)),
        (b"[" * 1_000_000, "a.json", ("too_complex",)),
        (pages.scan(), "a.pdf", ("needs_ocr",)),
        (pages.report()[:400], "a.pdf", ("damaged", "empty")),
        (office.docx()[:-200], "a.docx", ("damaged",)),
    ],
)
async def test_hostile_files_end_with_a_reason(
    sandbox: Sandbox, data: bytes, name: str, reasons: tuple[Reason, ...]
) -> None:
    began = time.monotonic()
    assert await reason_of(sandbox, data, name) in reasons
    assert time.monotonic() - began < 30
    assert (await sandbox.prepare(b"still here", "a.txt")).characters == 10


async def test_a_fork_server_that_dies_is_replaced() -> None:
    async with Sandbox(SandboxLimits(ocr=False)) as sandbox:
        await sandbox.levels()
        assert sandbox._zygote is not None
        first = sandbox._zygote.process.pid
        running = asyncio.create_task(sandbox.prepare(_SLOW[:400_000], "slow.html"))
        for _ in until():
            if children(first):
                break
            await asyncio.sleep(0)
        orphans = children(first)
        os.kill(first, signal.SIGKILL)
        assert (await running).chunks
        assert sandbox._zygote.process.pid != first
        for _ in until():
            if not any(map(alive, orphans)):
                break
        assert not any(map(alive, orphans))


async def test_a_fork_server_without_work_ends_and_the_next_document_finds_another() -> None:
    async with Sandbox(SandboxLimits(ocr=False), rest_seconds=0.05) as sandbox:
        assert (await sandbox.prepare(b"one", "a.txt")).characters == 3
        assert sandbox._zygote is not None
        first = sandbox._zygote.process.pid
        for _ in until():
            if sandbox._zygote is None and not alive(first):
                break
            await asyncio.sleep(0)
        assert sandbox._zygote is None
        assert not alive(first)
        assert (await sandbox.prepare(b"two", "a.txt")).characters == 3


async def test_giving_up_kills_the_child(sandbox: Sandbox) -> None:
    await sandbox.levels()
    assert sandbox._zygote is not None
    running = asyncio.create_task(sandbox.prepare(_SLOW, "slow.html"))
    for _ in until():
        if children(sandbox._zygote.process.pid):
            break
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    for _ in until():
        if not children(sandbox._zygote.process.pid):
            break
        await asyncio.sleep(0)
    assert not children(sandbox._zygote.process.pid)


_WORKER = """
import asyncio
from nullus.knowledge.sandbox import Sandbox
async def main():
    async with Sandbox() as sandbox:
        await sandbox.levels()
        print(sandbox._zygote.process.pid, flush=True)
        await sandbox.prepare(b"<html>" + b"<p>a" * 450_000, "slow.html")
asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_worker_that_is_killed_leaves_nothing_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", _WORKER], stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        zygote = int(worker.stdout.readline())
        started: set[int] = set()
        for _ in until():
            if started := children(zygote):
                break
        assert started
        worker.kill()
    for _ in until():
        if not any(map(alive, (zygote, *started))):
            break
    assert not any(map(alive, (zygote, *started)))


async def test_no_descriptor_is_left_open(sandbox: Sandbox) -> None:
    await sandbox.prepare(b"warm", "a.txt")
    before = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0  # noqa: PTH208
    for _ in range(5):
        await prepare_all(sandbox, [(b"one", "a.txt"), (b"", "b.txt")])
    assert (len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0) == before  # noqa: PTH208
