"""What this room does when a workspace is deleted: its collections go with all that is in them, then the index and its files."""

from dataclasses import dataclass

from nullus.identity import Cleared
from nullus.knowledge import collections, documents, originals_store
from nullus.knowledge.follower import Follower
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.objects import ObjectStore

_COUNTED = ("documents", "versions", "chunks", "vectors", "lexical_entries", "objects", "objects_kept")


@dataclass(frozen=True, slots=True)
class WorkspaceContents:
    """Clears what a workspace has here. `follower`: the derived indexes of this process, where it has any; those of the
    others go by themselves within seconds of the deletion.
    """

    db: Database
    objects: ObjectStore
    follower: Follower | None = None

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
                receipt = await documents.delete_collection(self.db, self.objects, actor, each.id)
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
