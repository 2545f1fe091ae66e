"""One warm sandbox for the tests that only need one, a workplace without a worker, and the wish for tesseract."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.knowledge.workplace import Workplace, workplace

from nullus.knowledge.sandbox import Sandbox, SandboxLimits
from nullus.platform.database import Database


@pytest_asyncio.fixture(scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(SandboxLimits(ocr=False)) as started:
        yield started


@pytest.fixture
async def idle(
    database: Database, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> AsyncIterator[Workplace]:
    """A workplace whose queue nobody serves yet."""
    async with workplace(database, tmp_path_factory.mktemp("objects"), sandbox, working=False) as made:
        yield made


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
