"""The SQL of feedback: what somebody thought of an answer, with everything that made the answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.chat.conversations.conversation_store import mine, owner
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


async def put(tx: Tx, actor: Actor, message_id: UUID, rating: int, reason: str) -> Row[Any] | None:
    """Keep it in place of what was said before, with the question, model, prompt and passages of the answer as they are now.

    None when the answer is not the actor's.
    """
    found = await tx.execute(
        text(
            "insert into chat.feedback (workspace_id, message_id, account_id, rating, reason, question, model, provider, "
            "prompt, evidence) "
            "select m.workspace_id, m.id, m.account_id, :rating, :reason, coalesce(q.text, ''), m.model, m.provider, m.prompt, "
            "coalesce((select jsonb_agg(jsonb_build_object('number', e.number, 'documentId', e.document_id, "
            "'collectionId', e.collection_id, 'chunkId', e.chunk_id, 'startOffset', e.start_offset, "
            "'endOffset', e.end_offset, 'cited', e.cited) order by e.number) from chat.evidence e "
            "where e.workspace_id = m.workspace_id and e.message_id = m.id), '[]') "
            "from chat.messages m left join chat.messages q on q.workspace_id = m.workspace_id and q.id = m.parent_id "
            f"where m.workspace_id = :workspace and m.id = :id and m.role = 'assistant' and {mine(actor, 'm')} "
            "on conflict (workspace_id, message_id) do update set rating = excluded.rating, reason = excluded.reason, "
            "created_at = now() returning *"
        ),
        {**owner(actor), "id": message_id, "rating": rating, "reason": reason},
    )
    return found.one_or_none()


async def of_messages(tx: Tx, workspace_id: UUID, ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    found = await tx.execute(
        text("select * from chat.feedback where workspace_id = :workspace and message_id = any(:ids)"),
        {"workspace": workspace_id, "ids": list(ids)},
    )
    return found.all()


async def given(tx: Tx, actor: Actor, rating: int, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """What the actor has rated so, in the order of the answers, each with the answer's text."""
    beyond = "and f.message_id > :after " if after else ""
    found = await tx.execute(
        text(
            "select f.*, m.text as answer from chat.feedback f "
            "join chat.messages m on m.workspace_id = f.workspace_id and m.id = f.message_id "
            f"where f.workspace_id = :workspace and f.rating = :rating and {mine(actor, 'm')} {beyond}"
            "order by f.message_id limit :limit"
        ),
        {**owner(actor), "rating": rating, "limit": limit, **({"after": after} if after else {})},
    )
    return found.all()
