"""One warm sandbox for the tests that only need one, and the wish for tesseract."""

import os
import shutil
from collections.abc import AsyncIterator

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
