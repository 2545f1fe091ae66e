"""Links that let anybody read one thing without an account: credentials like all others, of a kind that signs nobody in.

What a link leads to is kept by the room whose thing it is, under the same id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nullus.identity.credentials import share_link_store, store
from nullus.identity.credentials.minting import digest, mint
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A link that works. `account_id` None: it was made with a key, or by the operator."""

    id: UUID
    workspace_id: UUID
    account_id: UUID | None


async def issue(tx: Tx, actor: Actor, expires_at: datetime) -> tuple[UUID, str]:
    """A new link of the actor: its id, and its token, which is known only now."""
    link_id, token = new_id(), mint("share")
    await store.add_credential(
        tx,
        credential_id=link_id,
        workspace_id=actor.workspace_id,
        kind="share",
        name="",
        digest=digest(token),
        scopes=[],
        expires_at=expires_at,
        account_id=actor.person_id,
    )
    return link_id, token


async def find(tx: Tx, token: str) -> ShareLink | None:
    """The live link of a token, as long as who made it is active and in its workspace. In a transaction of the service."""
    row = await share_link_store.find_live(tx, digest(token))
    return None if row is None else ShareLink(row.id, row.workspace_id, row.account_id)


async def revoke(tx: Tx, link_ids: Sequence[UUID]) -> None:
    """End links of the actor of this transaction, for good."""
    await share_link_store.revoke(tx, link_ids)
