"""Many documents through the sandbox at the same time."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from nullus.knowledge.parsers import ParseFailed
from nullus.knowledge.sandbox import Prepared, Sandbox


async def prepare_all(sandbox: Sandbox, sources: Sequence[tuple[bytes | Path, str]]) -> list[Prepared | ParseFailed]:
    """Documents of one group, answers in the order given, failures among them."""

    async def one(source: bytes | Path, name: str) -> Prepared | ParseFailed:
        try:
            return await sandbox.prepare(source, name, group="together")
        except ParseFailed as failure:
            return failure

    return await asyncio.gather(*(one(source, name) for source, name in sources))
