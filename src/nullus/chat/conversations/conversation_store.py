"""The SQL of conversations, for the conversations of one asker: whose they are stands in every statement beside the wall."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.actor import Actor
from nullus.platform.database import Tx

_COLUMNS = (
    "c.id, c.account_id, c.key_id, c.title, c.titled_by, c.pinned_at, c.collection_ids, c.model, c.sensitivity, c.head_id, "
    "c.created_at, c.updated_at"
)
_RISING = "array['public', 'internal', 'confidential', 'personal']"


def mine(actor: Actor, table: str = "c") -> str:
    """The condition for what is the actor's own: their account's; without one their key's; for the operator of the machine
    everything without an account. Takes `:account` and `:key`.
    """
    if actor.person_id is not None:
        return f"{table}.account_id = :account"
    return f"{table}.account_id is null" + (f" and {table}.key_id = :key" if actor.kind == "key" else "")


def owner(actor: Actor) -> dict[str, UUID | None]:
    """The columns that say whose something is; also the values of `mine`."""
    key = actor.credential_id if actor.person_id is None and actor.kind == "key" else None
    return {"workspace": actor.workspace_id, "account": actor.person_id, "key": key}


async def add(tx: Tx, actor: Actor, values: Mapping[str, Any]) -> None:
    """A new row; `values`: id, title, titled_by, collection_ids, model."""
    await tx.execute(
        text(
            "insert into chat.conversations (workspace_id, account_id, key_id, id, title, titled_by, collection_ids, model) "
            "values (:workspace, :account, :key, :id, :title, :titled_by, cast(:collection_ids as uuid[]), :model)"
        ),
        {**owner(actor), **values},
    )


async def find(tx: Tx, actor: Actor, conversation_id: UUID, *, hold: bool = False) -> Row[Any] | None:
    """`hold`: nobody else changes or deletes it until the transaction ends."""
    locked = " for update" if hold else ""
    found = await tx.execute(
        text(
            f"select {_COLUMNS} from chat.conversations c where c.workspace_id = :workspace and c.id = :id "
            f"and {mine(actor)}{locked}"
        ),
        {**owner(actor), "id": conversation_id},
    )
    return found.one_or_none()


async def find_all(tx: Tx, actor: Actor, ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """Those of these ids that there are, in no order."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS} from chat.conversations c where c.workspace_id = :workspace and c.id = any(:ids) "
            f"and {mine(actor)}"
        ),
        {**owner(actor), "ids": list(ids)},
    )
    return found.all()


async def newest(
    tx: Tx, actor: Actor, after: tuple[datetime, UUID] | None, limit: int, *, pinned: bool | None = None
) -> Sequence[Row[Any]]:
    """By last use, the newest first. `pinned`: only those that are, or are not."""
    only = {None: "", True: "and c.pinned_at is not null ", False: "and c.pinned_at is null "}[pinned]
    beyond = "and (c.updated_at, c.id) < (:at, :last) " if after else ""
    at, last = after or (None, None)
    found = await tx.execute(
        text(
            f"select {_COLUMNS} from chat.conversations c where c.workspace_id = :workspace and {mine(actor)} "
            f"{only}{beyond}order by c.updated_at desc, c.id desc limit :limit"
        ),
        {**owner(actor), "limit": limit, **({"at": at, "last": last} if after else {})},
    )
    return found.all()


async def change(tx: Tx, actor: Actor, conversation_id: UUID, changes: Mapping[str, Any]) -> None:
    """`changes`: title, titled_by, pinned (bool), collection_ids, model, head_id; what is not named stays."""
    terms = {
        "title": "title = :title",
        "titled_by": "titled_by = :titled_by",
        "pinned": "pinned_at = case when :pinned then coalesce(pinned_at, clock_timestamp()) end",
        "collection_ids": "collection_ids = cast(:collection_ids as uuid[])",
        "model": "model = :model",
        "head_id": "head_id = cast(:head_id as uuid)",
    }
    sets = ", ".join(terms[name] for name in changes)
    await tx.execute(
        text(
            f"update chat.conversations c set {sets} where c.workspace_id = :workspace and c.id = :id and {mine(actor)}"
        ),
        {**owner(actor), "id": conversation_id, **changes},
    )


async def entitle(tx: Tx, actor: Actor, conversation_id: UUID, title: str, by: str, marks: str) -> bool:
    """Give a title, with the bits that it is found by, unless a person gave one; false when one did, or it is gone."""
    done = await tx.execute(
        text(
            "with named as (update chat.conversations c set title = :title, titled_by = :by "
            "where c.workspace_id = :workspace and c.id = :id and c.titled_by <> 'person' "
            f"and {mine(actor)} returning c.id) "
            "insert into chat.search_marks (workspace_id, account_id, key_id, id, conversation_id, marks) "
            "select :workspace, cast(:account as uuid), cast(:key as uuid), named.id, named.id, "
            "cast(:marks as bit(2048)) from named on conflict (workspace_id, id) do update set marks = excluded.marks"
        ),
        {**owner(actor), "id": conversation_id, "title": title, "by": by, "marks": marks},
    )
    return done.rowcount == 1


async def raise_sensitivity(tx: Tx, actor: Actor, conversation_id: UUID, label: str) -> str | None:
    """The label afterwards: this one or what it was, whichever is higher. None when the conversation is gone."""
    found = await tx.execute(
        text(
            f"update chat.conversations c set sensitivity = ({_RISING})[greatest(array_position({_RISING}, c.sensitivity), "
            f"array_position({_RISING}, :label))] where c.workspace_id = :workspace and c.id = :id and {mine(actor)} "
            "returning c.sensitivity"
        ),
        {**owner(actor), "id": conversation_id, "label": label},
    )
    return found.scalar()


async def move_head(tx: Tx, actor: Actor, conversation_id: UUID, message_id: UUID) -> None:
    """The branch in use ends here from now on, and the conversation was used just now."""
    await tx.execute(
        text(
            "update chat.conversations c set head_id = :head, updated_at = clock_timestamp() "
            f"where c.workspace_id = :workspace and c.id = :id and {mine(actor)}"
        ),
        {**owner(actor), "id": conversation_id, "head": message_id},
    )


async def delete(tx: Tx, actor: Actor, conversation_id: UUID) -> dict[str, int] | None:
    """What went with it, by name; None when it is not there. In a transaction that sees one state all along."""
    values = {**owner(actor), "id": conversation_id}
    if await find(tx, actor, conversation_id, hold=True) is None:
        return None
    counted = await tx.execute(text(_COUNTED), values)
    removed = dict(counted.one()._mapping)
    await tx.execute(
        text(f"delete from chat.conversations c where c.workspace_id = :workspace and c.id = :id and {mine(actor)}"),
        values,
    )
    return removed


_COUNTED = """
with said as (select id from chat.messages where workspace_id = :workspace and conversation_id = :id)
select (select count(*) from said) as messages,
    (select count(*) from chat.evidence e where e.workspace_id = :workspace and e.message_id in (select id from said)) as passages,
    (select count(*) from chat.feedback f where f.workspace_id = :workspace and f.message_id in (select id from said)) as feedback,
    (select count(*) from chat.shares s where s.workspace_id = :workspace and s.conversation_id = :id) as shares,
    (select count(*) from chat.search_marks k where k.workspace_id = :workspace and k.conversation_id = :id) as search_entries
"""


async def left_of(tx: Tx, workspace_id: UUID, conversation_id: UUID) -> bool:
    """Whether any table still holds a row of it."""
    found = await tx.execute(
        text(
            "select "
            + " or ".join(
                f"exists (select from chat.{table} t where t.workspace_id = :workspace and t.{column} = :id)"
                for table, column in (
                    ("conversations", "id"),
                    ("messages", "conversation_id"),
                    ("search_marks", "conversation_id"),
                    ("shares", "conversation_id"),
                )
            )
        ),
        {"workspace": workspace_id, "id": conversation_id},
    )
    return bool(found.scalar())
