"""The SQL of turns: which answers are being written, and the questions that found no answer."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.chat.conversations.conversation_store import mine, owner
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


async def begin(tx: Tx, actor: Actor, message_id: UUID, writer: UUID) -> None:
    """This process writes the answer now."""
    await tx.execute(
        text(
            "insert into chat.writing (workspace_id, message_id, account_id, key_id, writer) "
            "values (:workspace, :id, :account, :key, :writer)"
        ),
        {**owner(actor), "id": message_id, "writer": writer},
    )


async def ask_to_stop(tx: Tx, actor: Actor, message_id: UUID) -> bool:
    """Whoever writes it shall stop; false when nobody does."""
    done = await tx.execute(
        text(
            "update chat.writing w set stop_asked = true where w.workspace_id = :workspace and w.message_id = :id "
            f"and {mine(actor, 'w')}"
        ),
        {**owner(actor), "id": message_id},
    )
    return done.rowcount == 1


async def follow(tx: Tx, actor: Actor, message_id: UUID) -> None:
    """Somebody reads it in another process than the one that writes it."""
    await tx.execute(
        text(
            "update chat.writing w set followed_at = clock_timestamp() where w.workspace_id = :workspace "
            f"and w.message_id = :id and {mine(actor, 'w')}"
        ),
        {**owner(actor), "id": message_id},
    )


async def keep(
    tx: Tx, writer: UUID, ids: Sequence[UUID], answers: Sequence[Mapping[str, Any]]
) -> dict[UUID, tuple[bool, bool]]:
    """Keep what a process has written (workspace_id, id, text, citations) and say that it lives, in the service's transaction.

    For each of its answers that is still wanted: whether it shall stop, and whether somebody follows it elsewhere.
    """
    found = await tx.execute(
        text("select * from chat.keep_writing(:writer, :ids, cast(:answers as jsonb))"),
        {"writer": writer, "ids": list(ids), "answers": json.dumps(answers, ensure_ascii=False, default=str)},
    )
    return {row.message_id: (row.stop_asked, row.followed) for row in found}


async def end_lost(tx: Tx, patience: timedelta, problem: Mapping[str, Any]) -> int:
    """Mark the answers whose process gave no sign of life for so long; returns how many. `problem`: why."""
    found = await tx.execute(
        text("select * from chat.end_lost(:patience, cast(:problem as jsonb))"),
        {"patience": patience, "problem": json.dumps(problem, ensure_ascii=False)},
    )
    return int(found.scalar_one())


async def add_gap(tx: Tx, actor: Actor, values: Mapping[str, Any]) -> None:
    """`values`: id, message_id, question, same, language, collection_ids."""
    await tx.execute(
        text(
            "insert into chat.gaps (workspace_id, message_id, account_id, key_id, id, question, same, language, collection_ids) "
            "values (:workspace, :message_id, :account, :key, :id, :question, :same, :language, "
            "cast(:collection_ids as uuid[])) on conflict do nothing"
        ),
        {**owner(actor), **values},
    )


async def gaps(tx: Tx, resolved: bool, before: tuple[datetime, UUID] | None, limit: int) -> Sequence[Row[Any]]:
    """The workspace's questions without an answer, the same ones together, those asked last first."""
    at, last = before or (None, None)
    found = await tx.execute(
        text("select * from chat.gaps_here(:resolved, cast(:at as timestamptz), cast(:last as uuid), :most)"),
        {"resolved": resolved, "at": at, "last": last, "most": limit},
    )
    return found.all()


async def resolve_gap(tx: Tx, gap_id: UUID, note: str | None) -> int:
    """How many times it had been asked without an answer."""
    found = await tx.execute(
        text("select * from chat.resolve_gap(:gap, cast(:note as text))"), {"gap": gap_id, "note": note}
    )
    return int(found.scalar_one())


async def reopen_gap(tx: Tx, gap_id: UUID) -> int:
    """How many times it had been asked before it was resolved."""
    found = await tx.execute(text("select * from chat.reopen_gap(:gap)"), {"gap": gap_id})
    return int(found.scalar_one())


async def knows_gap(tx: Tx, gap_id: UUID) -> bool:
    found = await tx.execute(text("select * from chat.knows_gap(:gap)"), {"gap": gap_id})
    return bool(found.scalar_one())
