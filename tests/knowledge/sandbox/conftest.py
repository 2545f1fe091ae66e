"""One warm sandbox for the tests that only need one."""

import os
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from nullus.knowledge.sandbox import Sandbox, SandboxLimits


@pytest_asyncio.fixture(scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(SandboxLimits(ocr=False)) as started:
        yield started


@pytest.fixture
def tesseract() -> None:
    """Skip where tesseract or its Korean data are missing, but never on the machine that checks every commit."""
    from nullus.knowledge.sandbox import recognition

    if recognition.find("kor+eng") is None:
        if os.environ.get("CI"):
            pytest.fail("tesseract with Korean is missing, and CI is set")
        pytest.skip(
            "tesseract with Korean is not installed" if shutil.which("tesseract") else "tesseract is not installed"
        )


def children(pid: int) -> set[int]:
    """The processes whose parent this is, by /proc."""
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found |= set(map(int, task.read_text().split()))
        except OSError:
            continue
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def until(deadline: float = 10.0) -> Iterator[None]:
    """Poll: one turn each few milliseconds, until the time is up."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        yield
        time.sleep(0.01)
