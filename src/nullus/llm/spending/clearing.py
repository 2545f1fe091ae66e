"""What the ledger keeps of workspaces and of people: handed out, taken away, and what stays without a name.

Sums stay when a person leaves: what was spent was spent. Their rows no longer say who it was.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from nullus import identity
from nullus.identity import Cleared, File, Leaving, Person
from nullus.llm.spending import person_store
from nullus.platform.actor import Actor
from nullus.platform.database import Database

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Books:
    """The rows of calls, and budgets."""

    db: Database

    name = "llm.spending"

    async def clear(self, actor: Actor) -> Cleared:
        """Delete every row of the actor's workspace, and its budgets."""
        async with self.db.system_transaction() as tx:
            removed = await person_store.clear(tx, actor.workspace_id)
        return Cleared(removed, verified=True)

    async def export(self, person: Person) -> AsyncIterator[File]:
        """Every call to a model that was made for the person, as JSON lines."""
        yield File("model_calls.jsonl", self._calls(person))

    async def foresee(self, leaving: Leaving) -> dict[str, Any]:
        return {}

    async def erase(self, leaving: Leaving) -> dict[str, int]:
        """Take the name from rows of calls; delete the person's own budgets."""
        async with self.db.system_transaction() as tx:
            return await person_store.erase(tx, leaving.account_id)

    async def remains(self, leaving: Leaving, foreseen: Any) -> list[str]:
        async with self.db.system_transaction() as tx:
            return await identity.traces(tx, [str(leaving.account_id)], ("llm",))

    async def _calls(self, person: Person) -> AsyncIterator[bytes]:
        after = None
        while True:
            async with self.db.system_transaction() as tx:
                rows = await person_store.calls_of(tx, person.id, after, _AT_ONCE)
            for row in rows:
                yield (json.dumps(row._asdict(), ensure_ascii=False, default=str) + "\n").encode()
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].id
