"""How fast the queue is: latency of an idle worker, jobs a second alone and in batches, turns under a long queue.

    python -m benchmarks.jobs [--jobs N] [--database URL]

Without a URL it starts an embedded PostgreSQL with the product's own durable settings. The handlers do nothing: what is
measured is queueing, taking, settling. The target is 300 documents a second through the queue.
"""

import argparse
import asyncio
import logging
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from nullus.jobs import Deferral, Handlers, JobContext, JobsSettings, Runner, Task
from nullus.kit import new_id
from nullus.platform import postgres
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres.provision import provision
from nullus.roles.migrate import upgrade


@dataclass(frozen=True, slots=True)
class Nothing:
    """A payload about as large as a document's."""

    document_id: str = "01a1fc97-bca9-70ea-a975-24140c21b644"
    version_id: str = "01a1fc97-bca9-70ea-a975-24140c21b645"


ONE = Task("benchmark.one", Nothing)
BATCHED = Task("benchmark.batched", Nothing, batch=32)


class Tally:
    """When jobs ran."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.asked: list[Actor] = []

    async def one(self, context: JobContext, payload: Nothing) -> None:
        self.times.append(time.perf_counter())
        self.asked.append(context.actor)

    async def many(self, batch: Sequence[tuple[JobContext, Nothing]]) -> None:
        self.times += [time.perf_counter()] * len(batch)

    async def until(self, count: int) -> None:
        while len(self.times) < count:
            await asyncio.sleep(0.001)


def somebody() -> Actor:
    return Actor("person", new_id(), person_id=new_id(), scopes=frozenset({"*"}), request_id=new_id().hex)


async def latency(db: Database, tally: Tally, rounds: int = 100) -> None:
    actor, waits = somebody(), []
    for number in range(rounds):
        tally.times.clear()
        async with db.transaction(actor) as tx:
            await ONE.defer(tx, actor, Nothing())
        committed = time.perf_counter()
        await tally.until(1)
        waits.append((tally.times[0] - committed) * 1000)
        await asyncio.sleep(0.01 + 0.001 * (number % 7))
    waits.sort()
    print(
        f"commit to start, idle worker     p50 {statistics.median(waits):6.1f} ms   p95 {waits[int(rounds * 0.95)]:6.1f} ms"
    )


async def throughput(db: Database, tally: Tally, task: Task[Nothing], jobs: int) -> None:
    actor = somebody()
    tally.times.clear()
    begun = time.perf_counter()
    for start in range(0, jobs, 500):
        async with db.transaction(actor) as tx:
            await task.defer_many(tx, actor, [Deferral(Nothing())] * min(500, jobs - start))
    queued = time.perf_counter()
    await tally.until(jobs)
    ended = time.perf_counter()
    print(
        f"{task.name:<20} batch {task.batch:>3}   queue {jobs / (queued - begun):7.0f} a second   "
        f"queue and run {jobs / (ended - begun):7.0f} a second"
    )


async def turns(db: Database, tally: Tally, settings: JobsSettings, jobs: int) -> None:
    """A worker with one slot and one workspace with a long queue: how soon is another's first job run?"""
    greedy, modest = somebody(), somebody()
    async with db.transaction(greedy) as tx:
        await ONE.defer_many(tx, greedy, [Deferral(Nothing())] * jobs)
    tally.times.clear()
    tally.asked.clear()
    waits = []
    runner = Runner(db, handlers_for(tally), replace(settings, concurrency=1))
    task = asyncio.create_task(runner.run())
    await tally.until(50)
    for _ in range(20):
        before = len(tally.asked)
        async with db.transaction(modest) as tx:
            await ONE.defer(tx, modest, Nothing())
        committed, behind = time.perf_counter(), len(tally.asked)
        while modest not in tally.asked[before:]:
            await asyncio.sleep(0.0005)
        place = before + tally.asked[before:].index(modest)
        waits.append(((tally.times[place] - committed) * 1000, place - behind))
    runner.stop()
    await task
    print(
        f"another's first job behind {jobs} of one workspace: p50 {statistics.median(w for w, _ in waits):.1f} ms, "
        f"at most {max(n for _, n in waits)} jobs run before it"
    )


def handlers_for(tally: Tally) -> Handlers:
    handlers = Handlers()
    handlers.add(ONE, tally.one)
    handlers.add_batch(BATCHED, tally.many)
    return handlers


async def measure(url: str, jobs: int) -> None:
    db, tally, settings = Database(url, pool_size=8), Tally(), JobsSettings()
    runner = Runner(db, handlers_for(tally), settings)
    task = asyncio.create_task(runner.run())
    await latency(db, tally)
    await throughput(db, tally, ONE, jobs)
    await throughput(db, tally, BATCHED, jobs)
    runner.stop()
    await task
    await turns(db, tally, settings, 10_000)
    await db.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=5000)
    parser.add_argument("--database", default="", help="URL of a migrated database's application role")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    if given.database:
        asyncio.run(measure(given.database, given.jobs))
        return
    with tempfile.TemporaryDirectory(prefix="nullus-benchmark-") as folder, postgres.running(Path(folder)):
        access = provision(Path(folder), "")
        upgrade(access.owner_url)
        asyncio.run(measure(access.app_url, given.jobs))


if __name__ == "__main__":
    main()
