"""The SQL of shared conversations: where a link leads, and the way up from there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.chat.conversations.conversation_store import mine, owner
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

_COLUMNS = "s.id, s.conversation_id, s.head_id, s.created_at, s.expires_at, s.revoked_at"


async def add(
    tx: Tx, actor: Actor, share_id: UUID, conversation_id: UUID, head_id: UUID, expires_at: datetime
) -> Row[Any]:
    found = await tx.execute(
        text(
            "insert into chat.shares as s (workspace_id, id, account_id, key_id, conversation_id, head_id, expires_at) "
            f"values (:workspace, :id, :account, :key, :conversation, :head, :expires) returning {_COLUMNS}"
        ),
        {
            **owner(actor),
            "id": share_id,
            "conversation": conversation_id,
            "head": head_id,
            "expires": expires_at,
        },
    )
    return found.one()


async def find(tx: Tx, actor: Actor, share_id: UUID) -> Row[Any] | None:
    found = await tx.execute(
        text(
            f"select {_COLUMNS} from chat.shares s where s.workspace_id = :workspace and s.id = :id and {mine(actor, 's')}"
        ),
        {**owner(actor), "id": share_id},
    )
    return found.one_or_none()


async def list_of(tx: Tx, actor: Actor, conversation_id: UUID) -> list[Row[Any]]:
    """Every link of a conversation, the newest first."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS} from chat.shares s where s.workspace_id = :workspace and s.conversation_id = :conversation "
            f"and {mine(actor, 's')} order by s.id desc"
        ),
        {**owner(actor), "conversation": conversation_id},
    )
    return list(found.all())


async def revoke(tx: Tx, actor: Actor, share_id: UUID) -> bool:
    """False when it was revoked before."""
    done = await tx.execute(
        text(
            "update chat.shares s set revoked_at = clock_timestamp() where s.workspace_id = :workspace and s.id = :id "
            f"and s.revoked_at is null and {mine(actor, 's')}"
        ),
        {**owner(actor), "id": share_id},
    )
    return done.rowcount == 1
