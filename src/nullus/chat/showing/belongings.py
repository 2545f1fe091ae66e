"""What this room does when a workspace is deleted, and when a person wants to have what is theirs, or leaves."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nullus import identity
from nullus.chat.conversations import belonging_store, conversations
from nullus.chat.showing import exporting
from nullus.identity import Cleared, File, Leaving, Person
from nullus.platform.actor import Actor
from nullus.platform.database import Database

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Talk:
    """Conversations with everything that hangs on them: nothing of them stays when their person or workspace goes."""

    db: Database

    name = "chat"

    async def clear(self, actor: Actor) -> Cleared:
        """Delete every conversation of the actor's workspace; a second look must find none."""
        async with self.db.transaction(actor) as tx:
            removed = await belonging_store.clear(tx)
        async with self.db.transaction(actor) as tx:
            left = await belonging_store.clear(tx)
        return Cleared(removed, verified=not any(left.values()))

    async def export(self, person: Person) -> AsyncIterator[File]:
        """Every conversation of the person, with all branches, as a file of its own; passages as far as they see them now."""
        roles = {each.workspace_id: each for each in person.memberships}
        for workspace_id in await self._workspaces(person.id):
            membership = roles.get(workspace_id)
            actor = _owner(workspace_id, person.id) if membership is None else person.acting_in(membership)
            after = None
            while True:
                async with self.db.transaction(actor) as tx:
                    found = await conversations.newest(tx, actor, after, _AT_ONCE)
                for each in found:
                    pieces = exporting.as_json(self.db, actor, each, "", person.language)
                    yield File(f"conversations/{each.id}.json", pieces)
                if len(found) < _AT_ONCE:
                    break
                after = (found[-1].updated_at, found[-1].id)

    async def foresee(self, leaving: Leaving) -> dict[str, Any]:
        """Where to look at the end, when no row says it any more."""
        return {"workspaces": [str(each) for each in await self._workspaces(leaving.account_id)]}

    async def erase(self, leaving: Leaving) -> dict[str, int]:
        """Delete every conversation of the person, and their name where they answered for what others asked."""
        removed = {"conversations": 0, "messages": 0}
        for workspace_id in await self._workspaces(leaving.account_id):
            async with self.db.transaction(_owner(workspace_id, leaving.account_id)) as tx:
                for name, count in (await belonging_store.remove_own(tx, workspace_id)).items():
                    removed[name] += count
        async with self.db.system_transaction() as tx:
            await belonging_store.unname(tx, leaving.account_id)
        return removed

    async def remains(self, leaving: Leaving, foreseen: Any) -> list[str]:
        """Looks for the person's id in every table of the room, as they themselves would see it, and where others see it."""
        there = {UUID(each) for each in (foreseen or {}).get("workspaces", ())}
        places: list[str] = []
        for workspace_id in sorted(there | set(await self._workspaces(leaving.account_id))):
            async with self.db.transaction(_owner(workspace_id, leaving.account_id)) as tx:
                places += await identity.traces(tx, [str(leaving.account_id)], ("chat",))
        async with self.db.system_transaction() as tx:
            if await belonging_store.unname(tx, leaving.account_id):
                places.append("chat.gaps.resolved_by")
        return sorted(set(places))

    async def _workspaces(self, account_id: UUID) -> list[UUID]:
        async with self.db.system_transaction() as tx:
            return sorted(await belonging_store.workspaces_of(tx, account_id))


def _owner(workspace_id: UUID, account_id: UUID) -> Actor:
    """The person in a workspace that they may have left: they see what is public there, and what is their own."""
    return Actor("guest", workspace_id, account_id, role="guest")
