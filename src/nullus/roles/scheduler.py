"""The process that starts work when its time has come, and watches that no work is forgotten."""

import asyncio
import sys

from nullus.platform.settings import PlatformSettings
from nullus.roles.arguments import Arguments
from nullus.roles.assembly import assemble_scheduler
from nullus.roles.process import Lifeline, run_role


async def serve(settings: PlatformSettings, given: Arguments, lifeline: Lifeline, stop: asyncio.Event) -> None:
    """Keep watch until `stop`."""
    async with assemble_scheduler(settings) as run:
        lifeline.tell(ready=True)
        await run(stop)


def main(arguments: list[str]) -> int:
    return run_role("scheduler", serve, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
