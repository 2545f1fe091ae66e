"""The process that does background work."""

import asyncio
import sys

from nullus.platform.settings import PlatformSettings
from nullus.roles.assembly import assemble_worker
from nullus.roles.process import Arguments, Lifeline, run_role


async def serve(settings: PlatformSettings, given: Arguments, lifeline: Lifeline, stop: asyncio.Event) -> None:
    """Work until `stop`; running jobs get the time that the supervisor grants, then they are taken up again later."""
    async with assemble_worker(settings) as run:
        lifeline.tell(ready=True)
        await run(stop)


if __name__ == "__main__":
    sys.exit(run_role("worker", serve))
