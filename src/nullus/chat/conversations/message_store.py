"""The SQL of messages: a tree of what was asked and answered, and the passages that each answer was made from."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.chat.conversations.conversation_store import mine, owner
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

_JSON = frozenset({"citations", "checks", "attempts", "usage", "took", "failure", "degraded", "away"})
_PLAIN = frozenset(
    {"text", "state", "rewritten", "language", "mode", "finish", "model", "provider", "prompt", "cost", "currency"}
)


async def add(tx: Tx, actor: Actor, values: Mapping[str, Any]) -> Row[Any]:
    """A new row as it stands then; `values`: id, conversation_id, parent_id, role, state, text, and those of a Manner."""
    made = await tx.execute(
        text(
            "insert into chat.messages (workspace_id, account_id, key_id, id, conversation_id, parent_id, role, state, text, "
            "collection_ids, top_k, reranked) "
            "values (:workspace, :account, :key, :id, :conversation_id, cast(:parent_id as uuid), :role, :state, :text, "
            "cast(:collection_ids as uuid[]), cast(:top_k as integer), cast(:reranked as boolean)) "
            "returning *"
        ),
        {**owner(actor), **values},
    )
    return made.one()


_BEGIN = """
with question as (
    insert into chat.messages (workspace_id, account_id, key_id, id, conversation_id, parent_id, role, state, text,
        collection_ids, top_k, reranked)
    values (:workspace, :account, :key, :question, :conversation, cast(:parent as uuid), 'user', 'complete', :text,
        cast(:collection_ids as uuid[]), cast(:top_k as integer), cast(:reranked as boolean)) returning *
), answer as (
    insert into chat.messages (workspace_id, account_id, key_id, id, conversation_id, parent_id, role, state)
    values (:workspace, :account, :key, :answer, :conversation, :question, 'assistant', 'writing') returning *
), moved as (
    update chat.conversations c set head_id = :answer, updated_at = clock_timestamp()
    where c.workspace_id = :workspace and c.id = :conversation
), marked as (
    insert into chat.search_marks (workspace_id, account_id, key_id, id, conversation_id, marks)
    values (:workspace, :account, :key, :question, :conversation, cast(:marks as bit(2048)))
), written as (
    insert into chat.writing (workspace_id, message_id, account_id, key_id, writer)
    values (:workspace, :answer, :account, :key, :writer)
)
select * from question union all select * from answer
"""


async def begin(tx: Tx, actor: Actor, values: Mapping[str, Any]) -> tuple[Row[Any], Row[Any]]:
    """A question and its empty answer, which `writer` writes, as the end of a conversation that the transaction holds.

    `values`: question, answer (their ids), conversation, parent, text, marks, writer, and those of a Manner.
    One statement: every turn waits for it.
    """
    found = {row.role: row for row in await tx.execute(text(_BEGIN), {**owner(actor), **values})}
    return found["user"], found["assistant"]


async def find(tx: Tx, actor: Actor, message_id: UUID, *, hold: bool = False) -> Row[Any] | None:
    locked = " for update" if hold else ""
    found = await tx.execute(
        text(
            "select m.* from chat.messages m where m.workspace_id = :workspace and m.id = :id "
            f"and {mine(actor, 'm')}{locked}"
        ),
        {**owner(actor), "id": message_id},
    )
    return found.one_or_none()


async def finish(
    tx: Tx, actor: Actor, message_id: UUID, values: Mapping[str, Any], cited: Sequence[int], marks: str
) -> bool:
    """End an answer that is still being written, with its marks and what it cites; false when it is not any more, or is gone.

    Nobody writes it afterwards, in either case. One statement: every turn waits for it.
    """
    unknown = set(values) - _JSON - _PLAIN
    if unknown:
        raise TypeError(f"no columns of an answer: {sorted(unknown)}")
    sets = [f"{name} = cast(:{name} as jsonb)" if name in _JSON else f"{name} = :{name}" for name in values]
    sent = {name: _json(value) if name in _JSON else value for name, value in values.items()}
    done = await tx.execute(
        text(
            f"with done as (update chat.messages m set {', '.join(sets)}, finished_at = clock_timestamp() "
            "where m.workspace_id = :workspace and m.id = :id and m.role = 'assistant' and m.state = 'writing' "
            f"and {mine(actor, 'm')} returning m.conversation_id), "
            "cited as (update chat.evidence e set cited = (e.number = any(:cited)) from done "
            "where e.workspace_id = :workspace and e.message_id = :id), "
            "marked as (insert into chat.search_marks (workspace_id, account_id, key_id, id, conversation_id, marks) "
            "select :workspace, cast(:account as uuid), cast(:key as uuid), :id, done.conversation_id, "
            "cast(:marks as bit(2048)) from done on conflict (workspace_id, id) do update set marks = excluded.marks), "
            "left_alone as (delete from chat.writing w where w.workspace_id = :workspace and w.message_id = :id) "
            "select count(*) from done"
        ),
        {**owner(actor), "id": message_id, "cited": list(cited), "marks": marks, **sent},
    )
    return bool(done.scalar_one())


async def branch(tx: Tx, workspace_id: UUID, conversation_id: UUID, end: UUID, most: int) -> Sequence[Row[Any]]:
    """At most so many messages on the way from `end` up to the first, oldest first."""
    found = await tx.execute(
        text(
            "with recursive way as ("
            "select m.*, 1 as step from chat.messages m where m.workspace_id = :workspace "
            "and m.conversation_id = :conversation and m.id = :end "
            "union all select m.*, w.step + 1 from way w join chat.messages m on m.workspace_id = w.workspace_id "
            "and m.conversation_id = w.conversation_id and m.id = w.parent_id where w.step < :most) "
            "select * from way order by step desc"
        ),
        {"workspace": workspace_id, "conversation": conversation_id, "end": end, "most": most},
    )
    return found.all()


async def leaf_below(tx: Tx, workspace_id: UUID, conversation_id: UUID, message_id: UUID) -> UUID:
    """The end of the newest branch through a message."""
    found = await tx.execute(
        text(
            "with recursive down as ("
            "select cast(:id as uuid) as id "
            "union all select (select m.id from chat.messages m where m.workspace_id = :workspace "
            "and m.conversation_id = :conversation and m.parent_id = d.id order by m.id desc limit 1) from down d "
            "where d.id is not null) "
            "select id from down where id is not null"
        ),
        {"workspace": workspace_id, "conversation": conversation_id, "id": message_id},
    )
    return UUID(str(found.scalars().all()[-1]))


async def children(
    tx: Tx, workspace_id: UUID, conversation_id: UUID, parents: Sequence[UUID | None]
) -> Sequence[Row[Any]]:
    """id and parent_id of every message below these, oldest first. None among them: also those that begin a branch."""
    found = await tx.execute(
        text(
            "select m.id, m.parent_id from chat.messages m where m.workspace_id = :workspace "
            "and m.conversation_id = :conversation and (m.parent_id = any(:parents) or (:first and m.parent_id is null)) "
            "order by m.id"
        ),
        {
            "workspace": workspace_id,
            "conversation": conversation_id,
            "parents": [each for each in parents if each is not None],
            "first": None in parents,
        },
    )
    return found.all()


async def everything(
    tx: Tx, workspace_id: UUID, conversation_id: UUID, after: UUID | None, most: int
) -> Sequence[Row[Any]]:
    """Messages of every branch, oldest first."""
    beyond = "and m.id > :after " if after else ""
    found = await tx.execute(
        text(
            "select m.* from chat.messages m where m.workspace_id = :workspace and m.conversation_id = :conversation "
            f"{beyond}order by m.id limit :most"
        ),
        {
            "workspace": workspace_id,
            "conversation": conversation_id,
            "most": most,
            **({"after": after} if after else {}),
        },
    )
    return found.all()


async def put_evidence(
    tx: Tx, actor: Actor, message_id: UUID, passages: Sequence[Mapping[str, Any]], *, again: bool
) -> None:
    """Keep what an answer is made from, in place (`again`) of what was kept; passages of documents that are gone by now are
    left out."""
    values = {**owner(actor), "id": message_id}
    if again:
        await tx.execute(
            text("delete from chat.evidence where workspace_id = :workspace and message_id = :id"),
            values,
        )
    if passages:
        await tx.execute(
            text(
                "insert into chat.evidence (workspace_id, message_id, account_id, number, document_id, document_name, "
                "collection_id, chunk_id, text, heading_path, page, start_offset, end_offset, score, ranks, cited) "
                "select :workspace, :id, :account, p.number, p.document_id, p.document_name, p.collection_id, p.chunk_id, "
                "p.text, p.heading_path, p.page, p.start_offset, p.end_offset, p.score, p.ranks, p.cited "
                "from jsonb_to_recordset(cast(:passages as jsonb)) as p (number integer, document_id uuid, "
                "document_name text, collection_id uuid, chunk_id bigint, text text, heading_path text[], page integer, "
                "start_offset integer, end_offset integer, score double precision, ranks jsonb, cited boolean) "
                "where p.document_id in (select d.id from knowledge.documents d where d.workspace_id = :workspace "
                "and d.id in (select q.document_id from jsonb_to_recordset(cast(:passages as jsonb)) as q (document_id uuid)) "
                "order by d.id for key share)"
            ),
            {**values, "passages": _json([dict(each) for each in passages])},
        )


async def evidence_of(tx: Tx, workspace_id: UUID, message_ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """Passages of these messages by number, each with its text, whoever may see the document now: see `visible`."""
    found = await tx.execute(
        text(
            "select * from chat.evidence where workspace_id = :workspace and message_id = any(:ids) "
            "order by message_id, number"
        ),
        {"workspace": workspace_id, "ids": list(message_ids)},
    )
    return found.all()


async def visible(tx: Tx, workspace_id: UUID, document_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the documents that the asker of this transaction sees now."""
    found = await tx.execute(
        text("select id from knowledge.documents where workspace_id = :workspace and id = any(:ids)"),
        {"workspace": workspace_id, "ids": list(document_ids)},
    )
    return set(found.scalars())


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
