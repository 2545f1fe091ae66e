"""The process that does background work."""

import asyncio
import sys

from nullus.platform.settings import PlatformSettings
from nullus.roles.arguments import Arguments
from nullus.roles.assembly import assemble_worker
from nullus.roles.process import Lifeline, run_role


async def serve(settings: PlatformSettings, given: Arguments, lifeline: Lifeline, stop: asyncio.Event) -> None:
    """Work until `stop`; running jobs get the time that the supervisor grants, then they are taken up again later."""
    async with assemble_worker(settings) as run:
        lifeline.tell(ready=True)
        await run(stop)


def main(arguments: list[str]) -> int:
    return run_role("worker", serve, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
