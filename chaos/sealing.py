"""Kill the sealer with -9 again and again while entries are written: nothing may be lost, sealed twice or held up.

python -m chaos.sealing [--kills N]
"""

import argparse
import asyncio
import os
import random
import signal
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
PAUSE_SECONDS = 0.002
"""Between two entries of a writer, so that writing leaves the sealer something of the machine."""
# Forks a sealer for each line that it reads: importing everything anew for each would take longer than all the sealing.
SEALERS = """
import asyncio, os, sys
from pathlib import Path
from nullus import audit
from nullus.platform.database import Database

async def main():
    await audit.Sealer(Database(sys.argv[1], pool_size=2), Path(sys.argv[2]), batch=7).run(0.001, asyncio.Event())

for _ in sys.stdin:
    child = os.fork()
    if not child:
        asyncio.run(main())
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
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
            pass
        await asyncio.sleep(PAUSE_SECONDS)
    return committed


async def kill_sealers(url: str, home: Path, kills: int) -> Outcome:
    """Write all the while; start a sealer, let it seal a little, kill it; seal the rest at the end and look."""
    db = Database(url, pool_size=WRITERS + 2)
    actor = Actor("key", new_id(), scopes=frozenset({"*"}))
    stop = asyncio.Event()
    writing = [asyncio.create_task(write(db, actor, stop)) for _ in range(WRITERS)]
    sealers = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        SEALERS,
        url,
        str(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(os.environ),
    )
    assert sealers.stdin is not None
    assert sealers.stdout is not None
    for _ in range(kills):
        sealers.stdin.write(b"\n")
        process = int(await sealers.stdout.readline())
        await asyncio.sleep(random.uniform(0.0, 0.3))  # the moment of the blow is what is tried
        os.kill(process, signal.SIGKILL)
        assert await sealers.stdout.readline() == b"gone\n"
    sealers.stdin.close()
    await sealers.wait()
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
