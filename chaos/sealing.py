"""Kill the sealer with -9 again and again while entries are written: nothing may be lost, sealed twice or held up.

python -m chaos.sealing [--kills N]
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.postgres_server import shared_server

from nullus import audit
from nullus.audit.verifying import verify
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database

WRITERS = 4
SEALER = """
import asyncio, sys
from pathlib import Path
from nullus import audit
from nullus.platform.database import Database

async def main():
    print("ready", flush=True)
    await audit.Sealer(Database(sys.argv[1], pool_size=2), Path(sys.argv[2]), batch=7).run(0.001, asyncio.Event())

asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`written` entries were acknowledged; `sealed` of them stand under checkpoints; `problems` the verifier named."""

    kills: int
    written: int
    sealed: int
    checkpoints: int
    problems: tuple[str, ...]


async def write(db: Database, actor: Actor, stop: asyncio.Event) -> int:
    """Acts, a third of which roll back; returns how many were committed."""
    committed = 0
    while not stop.is_set():
        try:
            async with db.transaction(actor) as tx:
                await audit.record(tx, actor, "group.created", object_kind="group", object_id=new_id())
                if random.random() < 1 / 3:
                    raise RuntimeError("rolled back on purpose")
            committed += 1
        except RuntimeError:
            continue
    return committed


async def kill_sealers(url: str, home: Path, kills: int) -> Outcome:
    """Write all the while; start a sealer, let it seal a little, kill it; seal the rest at the end and look."""
    db = Database(url, pool_size=WRITERS + 2)
    actor = Actor("key", new_id(), scopes=frozenset({"*"}))
    stop = asyncio.Event()
    writing = [asyncio.create_task(write(db, actor, stop)) for _ in range(WRITERS)]
    for _ in range(kills):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SEALER, url, str(home), stdout=subprocess.PIPE, env=dict(os.environ)
        )
        assert process.stdout is not None
        await process.stdout.readline()
        await asyncio.sleep(random.uniform(0.0, 0.2))  # the moment of the blow is what is tried
        process.kill()
        await process.wait()
    stop.set()
    written = sum(await asyncio.gather(*writing))
    sealer = audit.Sealer(db, home)
    while await sealer.seal():
        continue
    report = await verify(db, home)
    await db.close()
    problems = tuple(str(each) for each in report.problems)
    return Outcome(kills, written, report.entries, report.checkpoints, problems)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    given = parser.parse_args()
    with shared_server() as server, tempfile.TemporaryDirectory(prefix="nullus-sealing-") as folder:
        found = asyncio.run(kill_sealers(server.fresh_database().app_url, Path(folder), given.kills))
    print(
        f"{found.kills} kills, {found.written} entries written, {found.sealed} sealed in {found.checkpoints} checkpoints"
    )
    for each in found.problems:
        print(each)
    raise SystemExit(1 if found.problems or found.sealed != found.written else 0)


if __name__ == "__main__":
    main()
