"""A scripted model server for the tests of this room."""

from collections.abc import AsyncIterator

import pytest
from tests.llm.scripted_server import ScriptedServer


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield running
