"""A process that holds something of a budget until it is killed: its arguments are the database, a workspace, an account."""

import asyncio
import sys
from uuid import UUID

from tests.llm.spending.calling import Ask, Model, ledger_of

from nullus.platform.actor import Actor
from nullus.platform.database import Database


async def main(url: str, workspace: str, account: str) -> None:
    actor = Actor("person", UUID(workspace), UUID(account))
    await ledger_of(Database(url, pool_size=2), lease_seconds=1.0).reserve(Ask(actor), Model(), 100)
    print("held", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
