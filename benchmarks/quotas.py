"""What limits cost: calls a second through the rate statement, and a reservation with its settlement.

    python -m benchmarks.quotas [--calls N] [--database URL]

Without a URL it starts an embedded PostgreSQL with the product's own durable settings; `identity.rates` is unlogged as in the
product. Every call goes the whole way that a request goes: a transaction of its own, through the pool.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import text

from nullus.identity import Ask, Quotas, QuotaSettings, Rate, Rates
from nullus.kit import new_id
from nullus.platform import postgres
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NullusError
from nullus.platform.postgres.provision import provision
from nullus.roles.migrate import upgrade

AT_ONCE = 8
LIMITS = {"questions": 10**9, "questions_day": 10**9, "tokens_month": 10**12}


async def timed(name: str, calls: int, call: Callable[[int], Awaitable[object]]) -> None:
    """Print calls a second with AT_ONCE callers, the mean time of a call, and this process's CPU time of one."""
    left = iter(range(calls))

    async def caller() -> None:
        for number in left:
            await call(number)

    began, spent = time.perf_counter(), time.process_time()
    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))
    took, used = time.perf_counter() - began, time.process_time() - spent
    print(
        f"{name:<58} {calls / took:>9.0f} /s  {took / calls * AT_ONCE * 1000:>7.2f} ms  {used / calls * 1000:>6.3f} CPU-ms"
    )


async def somebody(db: Database) -> Actor:
    actor = Actor("person", new_id(), new_id())
    values = {"id": actor.person_id, "tier": f"t{new_id().hex}", "limits": json.dumps(LIMITS)}
    async with db.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.tiers (name, title_en, title_ko, limits) values (:tier, 'T', 'T', cast(:limits as jsonb))"
            ),
            values,
        )
        await tx.execute(
            text("insert into identity.accounts (id, kind, state, tier) values (:id, 'person', 'active', :tier)"),
            values,
        )
    return actor


async def measure(url: str, calls: int) -> None:
    db = Database(url, pool_size=AT_ONCE)
    rates, quotas = Rates(db), Quotas(db, QuotaSettings())
    wide, narrow = Rate(10**9), Rate(1, 3600)
    print(f"{'':<58} {'calls':>9}     {'a call':>7}     {'in API':>9}")
    await timed("rate: one hot key", calls, lambda _: rates.take(Ask("hot", "key", wide)))
    await timed("rate: distinct keys", calls, lambda number: rates.take(Ask("cold", str(number), wide)))
    await timed(
        "rate: four keys of one call (address, account, key, route)",
        calls,
        lambda n: rates.take(*(Ask(each, str(n % 50), wide) for each in ("address", "account", "key", "route"))),
    )
    refused = Ask("refused", "key", narrow)
    await rates.take(refused)

    async def again(_: int) -> None:
        try:
            await rates.take(refused)
        except NullusError:
            return

    await timed("rate: refused by the guard in the process", calls * 10, again)
    actors = [await somebody(db) for _ in range(50)]

    async def question(actor: Actor) -> None:
        held = await quotas.reserve(actor, {"questions": 1, "tokens": 4000})
        await quotas.end(held.id, [f"account:{actor.person_id}"], "settled", None) if held.id else None

    await timed("quota: reserve and settle, fifty accounts", calls // 4, lambda number: question(actors[number % 50]))
    await timed("quota: reserve and settle, one account", calls // 4, lambda _: question(actors[0]))
    await db.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=4000)
    parser.add_argument("--database", default="", help="URL of a migrated database's application role")
    given = parser.parse_args()
    if given.database:
        asyncio.run(measure(given.database, given.calls))
        return
    with tempfile.TemporaryDirectory(prefix="nullus-benchmark-") as folder, postgres.running(Path(folder)):
        access = provision(Path(folder), "")
        upgrade(access.owner_url)
        asyncio.run(measure(access.app_url, given.calls))


if __name__ == "__main__":
    main()
