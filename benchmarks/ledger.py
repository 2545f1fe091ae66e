"""What the ledger adds to a call: CPU time of this process, calls a second, and the wait before the model may be asked.

    python -m benchmarks.ledger [--calls N] [--at-once N]

Starts an embedded PostgreSQL with the product's own durable settings. Each call is reserved and settled the whole way; `before`
is what a turn waits for until its first event can come.
"""

import argparse
import asyncio
import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from benchmarks.machine import described
from nullus.kit import new_id
from nullus.llm import Budget, Ledger, LedgerSettings, Usage
from nullus.llm.spending import budgets
from nullus.platform import postgres
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres.provision import provision
from nullus.roles.migrate import upgrade

OPERATOR = Actor("operator", new_id(), scopes=frozenset({"*"}))


@dataclass(frozen=True)
class Ask:
    actor: Actor
    task: str = "answer"
    prompt: str = "answer.v1"
    app: str = "chat"
    conversation_id: UUID | None = None
    message_id: UUID | None = None


@dataclass(frozen=True)
class Model:
    provider: str = "outside"
    model: str = "large"
    local: bool = False


async def measure(url: str, calls: int, at_once: int) -> None:
    print(described())
    print(f"{'':<44} {'calls':>8}   {'before':>8} {'p95':>8}  {'in this process':>15}")
    for name, conditions in (
        ("no budget", []),
        ("a budget of each person", ["account_id"]),
        ("a budget of one workspace", ["workspace_id"]),
        ("one of the service, workspace and person", ["", "workspace_id", "account_id"]),
    ):
        database = Database(url, pool_size=16)
        ledger = Ledger(database, LedgerSettings())
        workspace = new_id()
        actors = [Actor("person", workspace, new_id()) for _ in range(50)]
        kept = await _budgets(database, conditions, actors)
        await _run(ledger, actors, 200, at_once)
        waits: list[float] = []
        began, spent = time.perf_counter(), time.process_time()
        await _run(ledger, actors, calls, at_once, waits)
        took, used = time.perf_counter() - began, time.process_time() - spent
        waits.sort()
        median, late = (waits[len(waits) * share // 100] * 1000 for share in (50, 95))
        print(
            f"{name:<44} {calls / took:>6.0f} /s {median:>6.2f} ms {late:>5.2f} ms {used / calls * 1000:>8.3f} CPU-ms"
        )
        async with database.system_transaction() as tx:
            for each in kept:
                await budgets.remove(tx, OPERATOR, each)
        await ledger.close()
        await database.close()


async def _budgets(database: Database, conditions: list[str], actors: list[Actor]) -> list[Budget]:
    wanted = []
    for each in conditions:
        people = [actor.person_id for actor in actors] if each == "account_id" else [None]
        workspace = actors[0].workspace_id if each == "workspace_id" else None
        wanted += [
            Budget(new_id(), workspace, account, None, "operator", "tokens", "month", Decimal(10**12), "", "UTC")
            for account in people
        ]
    async with database.system_transaction() as tx:
        return [(await budgets.set_budget(tx, OPERATOR, each)).budget for each in wanted]


async def _run(ledger: Ledger, actors: list[Actor], calls: int, at_once: int, waits: list[float] | None = None) -> None:
    left = iter(range(calls))

    async def caller() -> None:
        for number in left:
            began = time.perf_counter()
            entry = await ledger.reserve(Ask(actors[number % len(actors)]), Model(), 4000)
            if waits is not None:
                waits.append(time.perf_counter() - began)
            await entry.settle(Usage(1500, 300), 1.0)

    await asyncio.gather(*(caller() for _ in range(at_once)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=3000)
    parser.add_argument("--at-once", type=int, default=16)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nullus-benchmark-") as folder, postgres.running(Path(folder)):
        access = provision(Path(folder), "")
        upgrade(access.owner_url)
        asyncio.run(measure(access.app_url, given.calls, given.at_once))


if __name__ == "__main__":
    main()
