"""What an audit entry costs: writes a second with and without it, by 16 clients on one database; then the speed of sealing.

    python -m benchmarks.audit_cost [--clients N] [--seconds S] [--rounds N] [--json FILE]

Each client makes collections and adds documents to them by the product's own functions (metadata and jobs; the originals
lie in memory), an act a transaction; in every second round the entries are left out. Rounds alternate, so that a busy
machine slows both alike; there the CPU time of this process and of PostgreSQL says more than the clock does. Then the same
for the least act there is: one bare row. The bar: entries cost at most 25 % of writes.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from sqlalchemy import text

from benchmarks import machine
from nullus import audit
from nullus.audit.verifying import verify
from nullus.kit import new_id
from nullus.knowledge.collections import collections
from nullus.knowledge.documents import receiving
from nullus.knowledge.documents.uploads import Upload, UploadedFile
from nullus.platform import postgres
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.objects import ObjectStore
from nullus.platform.objects.memory import MemoryObjects
from nullus.platform.postgres.provision import provision
from nullus.roles.migrate import upgrade

RECORDING = (audit.record, audit.record_many)


@dataclass(frozen=True, slots=True)
class Round:
    """One round: writes a second by the clock, and CPU microseconds a write (this process and PostgreSQL)."""

    kind: str
    audited: bool
    writes: int
    per_second: float
    cpu_us: float


async def nothing(*_: object, **__: object) -> None:
    """What is written in place of an entry in the rounds without: this benchmark is the only place that leaves it out."""


async def write_for(db: Database, objects: ObjectStore, actor: Actor, until: float) -> int:
    """One client: makes a collection and then adds nine documents to it, an act a transaction, until the time is over."""
    written = 0
    while time.perf_counter() < until:
        async with db.transaction(actor) as tx:
            made = await collections.create(tx, actor, new_id().hex)
        written += 1
        for number in range(9):
            if time.perf_counter() >= until:
                break
            stored = (await objects.put_all([new_id().bytes]))[0]
            upload = Upload([UploadedFile(f"{number}.txt", stored)], {"number": number})
            await receiving.receive(db, objects, actor, made.id, upload, None)
            written += 1
    return written


async def write_bare(db: Database, objects: ObjectStore, actor: Actor, until: float) -> int:
    """The least that an act can be: one row of a small table, in a transaction of its own, until the time is over."""
    row = text("insert into knowledge.collections (id, workspace_id, name) values (:id, :workspace, :name)")
    written = 0
    while time.perf_counter() < until:
        made = new_id()
        async with db.transaction(actor) as tx:
            await tx.execute(row, {"id": made, "workspace": actor.workspace_id, "name": made.hex})
            await audit.record(tx, actor, "collection.created", object_kind="collection", object_id=made)
        written += 1
    return written


KINDS = {"product": write_for, "one row": write_bare}


async def one_round(
    db: Database, objects: ObjectStore, actors: list[Actor], seconds: float, audited: bool, server: int, kind: str
) -> Round:
    audit.record, audit.record_many = RECORDING if audited else (nothing, nothing)
    cpu, began = _cpu(server), time.perf_counter()
    write = KINDS[kind]
    written = sum(await asyncio.gather(*(write(db, objects, each, began + seconds) for each in actors)))
    took = time.perf_counter() - began
    return Round(kind, audited, written, written / took, (_cpu(server) - cpu) * 1e6 / written)


def _cpu(server: int) -> float:
    """CPU seconds so far of this process and of the server's backends, which live as long as the pool does."""
    own = os.times()
    ticks = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                facts = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(facts[1]) == server:
                ticks += int(facts[11]) + int(facts[12])
    return own.user + own.system + ticks / os.sysconf("SC_CLK_TCK")


def _actor(owner_url: str) -> Actor:
    made = Actor(
        kind="person",
        workspace_id=new_id(),
        person_id=None,
        credential_id=new_id(),
        credential="session",
        address="192.0.2.1",
        request_id=new_id().hex,
        scopes=frozenset({"*"}),
        role="owner",
    )
    with psycopg.connect(owner_url) as connection:
        connection.execute("select set_config('nullus.workspace', '*', false)")
        connection.execute("insert into identity.workspaces (id, name) values (%s, 'benchmark')", [made.workspace_id])
    return made


async def measure(given: argparse.Namespace, home: Path, access: postgres.Access) -> dict[str, object]:
    db = Database(access.app_url, pool_size=given.clients)
    objects = MemoryObjects()
    actors = [_actor(access.owner_url) for _ in range(given.clients)]
    with psycopg.connect(access.app_url) as connection:
        backend = connection.execute("select pg_backend_pid()").fetchone()
        assert backend is not None
        server = int(Path(f"/proc/{backend[0]}/stat").read_text().rpartition(")")[2].split()[1])
    order = [number % 4 in {1, 2} for number in range(2 * given.rounds)]  # without, with, with, without, …
    rounds = []
    for kind in KINDS:
        await one_round(db, objects, actors, 2.0, True, server, kind)  # plans, caches, connections
        rounds += [await one_round(db, objects, actors, given.seconds, audited, server, kind) for audited in order]
    sealer = audit.Sealer(db, home)
    began, sealed = time.perf_counter(), 0
    while batch := await sealer.seal():
        sealed += batch
    sealing = time.perf_counter() - began
    began = time.perf_counter()
    report = await verify(db, home)
    verifying = time.perf_counter() - began
    await db.close()
    assert report.ok, report
    return {
        "rounds": [asdict(each) for each in rounds],
        "sealed_per_second": sealed / sealing,
        "verified_per_second": report.entries / verifying,
        "entries": report.entries,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=5, help="of each kind")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nullus-audit-cost-") as folder:
        home = Path(folder)
        with postgres.running(home):
            access = provision(home, "")
            upgrade(access.owner_url)
            figures = asyncio.run(measure(given, home, access))
    for kind in KINDS:
        shown: dict[bool, tuple[float, float]] = {}
        for audited in (False, True):
            some = [each for each in figures["rounds"] if (each["kind"], each["audited"]) == (kind, audited)]  # type: ignore[attr-defined]
            speed, cpu = (statistics.median(each[what] for each in some) for what in ("per_second", "cpu_us"))
            shown[audited] = (speed, cpu)
            print(f"{kind}, {'with' if audited else 'without'} an entry: {speed:.0f} writes/s, {cpu:.0f} us CPU each")
        print(f"{kind}: writes a second with / without: {shown[True][0] / shown[False][0]:.2f} (bar: 0.75)")
        print(f"{kind}: CPU without / with: {shown[False][1] / shown[True][1]:.2f}")
    print(
        f"sealing {figures['sealed_per_second']:.0f} entries/s, verifying {figures['verified_per_second']:.0f} entries/s"
    )
    print(machine.described())
    machine.write_json(given.json, figures)


if __name__ == "__main__":
    main()
