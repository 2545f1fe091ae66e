"""Model servers in a row, as a route has them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from tests.llm.scripted_server import ScriptedServer


@pytest.fixture
async def servers() -> AsyncIterator[list[ScriptedServer]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(ScriptedServer()) for _ in range(3)]
