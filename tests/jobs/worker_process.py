"""A real worker process for the kill tests: `python -m tests.jobs.worker_process URL`."""

import asyncio
import os
import signal
import sys

from tests.jobs.work import CHORE, QUICK, WRITE, Note, write_effect

from nullus.jobs import Handlers, JobContext, Runner
from nullus.platform.database import Database


async def write(context: JobContext, note: Note) -> None:
    """Say that it began, dawdle as told, write one effect and finish in the same transaction."""
    async with context.db.system_transaction() as tx:
        await write_effect(tx, context.job_id, f"begun {context.lease.attempts}")
    await asyncio.sleep(note.number if not context.lease.deaths else 0)
    async with context.db.system_transaction() as tx:
        await write_effect(tx, context.job_id, "done")
        await context.finish(tx)
    if note.text == "die after the commit" and not context.lease.deaths:
        os.kill(os.getpid(), signal.SIGKILL)


async def poison(context: JobContext, note: Note) -> None:
    """Kill the whole worker, or do nothing."""
    await asyncio.sleep(0.05)
    if note.text == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    await asyncio.sleep(0.05)


async def main(url: str) -> None:
    handlers = Handlers()
    handlers.add(WRITE, write)
    handlers.add(CHORE, poison)
    runner = Runner(Database(url, pool_size=4), handlers, QUICK)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, runner.stop)
    await runner.run()
    await runner.db.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
