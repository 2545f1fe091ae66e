"""The SQL of searching conversations: candidates by their bits, the newest first; the caller reads their texts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.chat.conversations.conversation_store import mine, owner
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


async def put(tx: Tx, actor: Actor, entry_id: UUID, conversation_id: UUID, marks: str) -> None:
    """Keep the bits of a title (`entry_id` is the conversation's) or of a message."""
    await tx.execute(
        text(
            "insert into chat.search_marks (workspace_id, account_id, key_id, id, conversation_id, marks) "
            "values (:workspace, :account, :key, :id, :conversation, cast(:marks as bit(2048))) "
            "on conflict (workspace_id, id) do update set marks = excluded.marks"
        ),
        {**owner(actor), "id": entry_id, "conversation": conversation_id, "marks": marks},
    )


async def candidates(
    tx: Tx,
    actor: Actor,
    wanted: str,
    limit: int,
    *,
    before: UUID | None = None,
    newer: UUID | None = None,
    within: UUID | None = None,
) -> Sequence[Row[Any]]:
    """id, conversation_id and text of what has the wanted bits, the newest first.

    `before`: only older ones than this; `newer`: only this and newer ones; `within`: only of this conversation.
    """
    conditions = "".join(
        condition
        for condition, given in (
            (" and k.id < :before", before),
            (" and k.id >= :newer", newer),
            (" and k.conversation_id = :within", within),
        )
        if given is not None
    )
    found = await tx.execute(
        text(
            "with k as materialized ("
            "select k.id, k.conversation_id from chat.search_marks k where k.workspace_id = :workspace "
            f"and {mine(actor, 'k')}{conditions} "
            "and k.marks & cast(:wanted as bit(2048)) = cast(:wanted as bit(2048)) order by k.id desc limit :limit) "
            "select k.id, k.conversation_id, coalesce(m.text, c.title) as text from k "
            "join chat.conversations c on c.workspace_id = :workspace and c.id = k.conversation_id "
            f"left join chat.messages m on m.workspace_id = :workspace and m.id = k.id "
            "order by k.id desc"
        ),
        {
            **owner(actor),
            "wanted": wanted,
            "limit": limit,
            **{
                name: value
                for name, value in (("before", before), ("newer", newer), ("within", within))
                if value is not None
            },
        },
    )
    return found.all()
