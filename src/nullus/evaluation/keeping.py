"""What this room keeps of workspaces and people: it goes with the collection, the document or the workspace it is about."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nullus.evaluation import keeping_store
from nullus.identity import Cleared, File, Leaving, Person
from nullus.platform.actor import Actor, service_in
from nullus.platform.database import Database


@dataclass(frozen=True, slots=True)
class Evaluations:
    """What the rooms below call when a workspace or a person goes, and when somebody takes out what is theirs."""

    db: Database

    name = "evaluation"

    async def clear(self, actor: Actor) -> Cleared:
        """Delete every golden question and every run of the actor's workspace."""
        async with self.db.transaction(actor) as tx:
            return Cleared(await keeping_store.clear(tx, actor.workspace_id), verified=True)

    async def export(self, person: Person) -> AsyncIterator[File]:
        """The golden questions that a person wrote or imported, as JSON lines that can be imported again."""
        yield File("golden-questions.jsonl", self._questions(person))

    async def foresee(self, leaving: Leaving) -> Any:
        """Nothing: what names a person here is their id."""
        return {}

    async def erase(self, leaving: Leaving) -> dict[str, int]:
        """Questions and runs lose the name of who made them; they go where the person's documents are to go as well."""
        removed = {"golden_questions": 0, "evaluations": 0}
        for workspace_id in await self._workspaces(leaving):
            async with self.db.transaction(service_in(workspace_id)) as tx:
                counted = await keeping_store.forget(
                    tx, workspace_id, leaving.account_id, everything=leaving.documents == "delete"
                )
            for name, count in counted.items():
                removed[name] += count
        return removed

    async def remains(self, leaving: Leaving, foreseen: Any) -> list[str]:
        return ["evaluation"] if await self._workspaces(leaving) else []

    async def _workspaces(self, leaving: Leaving) -> list[UUID]:
        async with self.db.system_transaction() as tx:
            return await keeping_store.workspaces_of(tx, leaving.account_id)

    async def _questions(self, person: Person) -> AsyncIterator[bytes]:
        for membership in person.memberships:
            actor = person.acting_in(membership)
            async with self.db.transaction(actor) as tx:
                rows = await keeping_store.questions_by(tx, actor.workspace_id, person.id)
            for row in rows:
                line = {"workspaceId": str(membership.workspace_id), **row._asdict()}
                yield (json.dumps(line, ensure_ascii=False, default=str) + "\n").encode("utf-8", "surrogatepass")
