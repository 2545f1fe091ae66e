"""Which models are tried for a task, in which order: set by the operator while the service runs."""

import contextlib
import time
from collections.abc import Sequence
from typing import get_args

from nullus import audit
from nullus.llm.calls import Task
from nullus.llm.routing import route_store
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import DatabaseUnavailable

FRESH_SECONDS = 5.0
"""How long another process may go on with the routes that it knew."""
ROUTED: tuple[Task, ...] = tuple(each for each in get_args(Task) if each not in {"embed", "rerank"})
"""Tasks that have a route. An index is bound to its embedder, so that there is nothing to choose for `embed`; a reranker is
one setting."""


class Routes:
    """The routes as one process knows them. Without a database there are none: every task has the default order."""

    def __init__(self, db: Database | None) -> None:
        self._db = db
        self._known: dict[str, list[str]] = {}
        self._until = 0.0

    async def of(self, task: Task) -> Sequence[str]:
        """What the operator set, as `provider/model`, `provider` or `model`; empty: the default order."""
        return (await self.all()).get(task, ())

    async def all(self) -> dict[str, list[str]]:
        """Every route that was set. While the database is away, as they were known."""
        if self._db is not None and time.monotonic() >= self._until:
            with contextlib.suppress(DatabaseUnavailable):
                async with self._db.system_reading() as reader:
                    self._known = await route_store.read(reader)
                self._until = time.monotonic() + FRESH_SECONDS
        return self._known

    def forget(self) -> None:
        """Read them again at the next call: they were changed here."""
        self._until = 0.0


async def set_route(tx: Tx, actor: Actor, task: Task, models: Sequence[str]) -> None:
    """Set what is tried for a task; nothing: back to the default order. Raises NotPermitted."""
    actor.require("operate")
    await route_store.write(tx, task, models)
    await audit.record(
        tx, actor, "route.changed", object_kind="route", object_id=task, details={"task": task, "count": len(models)}
    )
