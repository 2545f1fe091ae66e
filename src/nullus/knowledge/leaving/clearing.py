"""What this room does when a workspace is deleted: its collections go with all that is in them, then the index and its files.

And what it does when a person wants to have what is theirs, or leaves.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nullus.identity import Cleared, File, Leaving, Person
from nullus.knowledge.collections import collections
from nullus.knowledge.documents import deleting, originals_store
from nullus.knowledge.index.follower import Follower
from nullus.knowledge.leaving import persons
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.objects import ObjectStore

_COUNTED = ("documents", "versions", "chunks", "vectors", "lexical_entries", "objects", "objects_kept")


@dataclass(frozen=True, slots=True)
class WorkspaceContents:
    """Clears what a workspace has here. `follower`: the derived indexes of this process, where it has any; those of the
    others go by themselves within seconds of the deletion. `index_files`: where the processes of this machine keep theirs.
    """

    db: Database
    objects: ObjectStore
    follower: Follower | None = None
    index_files: Path | None = None

    name = "knowledge"

    async def clear(self, actor: Actor) -> Cleared:
        """Delete every collection with its documents, vectors and lexical entries, and originals that nobody else refers to."""
        removed = dict.fromkeys(("collections", *_COUNTED), 0)
        verified = True
        while True:
            async with self.db.transaction(actor) as tx:
                listed = await collections.list_collections(tx, actor)
            if not listed:
                break
            for each in listed:
                receipt = await deleting.delete_collection(self.db, self.objects, actor, each.id)
                removed["collections"] += 1
                for name in _COUNTED:
                    removed[name] += getattr(receipt, name)
                verified = verified and receipt.verified
        async with self.db.transaction(actor) as tx:
            await originals_store.forget_workspace(tx, actor.workspace_id)
        if self.follower is not None:
            await self.follower.forget(actor.workspace_id)
            verified = verified and not self.follower.keeps(actor.workspace_id)
        return Cleared(removed, verified)

    def export(self, person: Person) -> AsyncIterator[File]:
        return persons.export(self.db, self.objects, person)

    async def foresee(self, leaving: Leaving) -> dict[str, Any]:
        return await persons.foresee(self.db, leaving)

    async def erase(self, leaving: Leaving) -> dict[str, int]:
        return await persons.erase(self.db, self.objects, leaving)

    async def remains(self, leaving: Leaving, foreseen: Any) -> list[str]:
        return await persons.remains(self.db, self.objects, self.index_files, leaving, foreseen)
