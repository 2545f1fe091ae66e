"""A trail of its own for a test: a database, a home, a sealer, and somebody who can do what they like to all of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from tests.conftest import somebody
from tests.postgres_server import SharedServer

from nullus import audit
from nullus.audit.sealing import Sealer
from nullus.audit.verifier import Report
from nullus.audit.verifying import verify
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres import Access


@dataclass
class Trail:
    """`tamper` acts as the server's superuser, for whom no wall stands."""

    server: SharedServer
    access: Access
    db: Database
    home: Path
    sealer: Sealer
    actor: Actor

    async def act(self, times: int = 1, action: str = "document.uploaded", **more: Any) -> None:
        for number in range(times):
            async with self.db.transaction(self.actor) as tx:
                await audit.record(tx, self.actor, action, details={"bytes": number}, **more)

    def tamper(self, statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.server.superuser_url(self.access), autocommit=True) as connection:
            connection.execute("set nullus.workspace = '*'")
            done = connection.execute(statement, values)
            return done.fetchall() if done.description else []

    def ids(self) -> list[Any]:
        """The entries in the order of sealing."""
        return [row[0] for row in self.tamper("select id from audit.entries order by xid, id")]

    async def verify(self) -> Report:
        return await verify(self.db, self.home)

    async def kinds(self) -> list[str]:
        """What the verifier says is wrong, each kind once."""
        report = await self.verify()
        assert report.ok == (not report.problems)
        return sorted({each.kind for each in report.problems})

    @property
    def checkpoints(self) -> Path:
        return self.home / "audit" / "checkpoints.jsonl"


async def new_trail(server: SharedServer, home: Path) -> Trail:
    access = server.fresh_database()
    db = Database(access.app_url, pool_size=8)
    actor = somebody()
    actor = Actor(kind="person", workspace_id=actor.workspace_id, person_id=actor.workspace_id, address="192.0.2.1")
    return Trail(server, access, db, home, Sealer(db, home), actor)
