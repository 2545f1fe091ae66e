"""Conversations: made, listed, found, renamed, pinned and deleted by the one whose they are, and by nobody else.

A conversation belongs to an account. One begun with an API key that stands for no account belongs to that key, and to the
operator of the machine, who made the key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, identity
from nullus.chat.conversations import conversation_store, finding_store, share_store
from nullus.chat.conversations.marks import marks_of
from nullus.chat.errors import ConversationNotFound
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx

TitledBy = Literal["words", "model", "person"]
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Conversation:
    """`collection_ids` None: every collection that its owner sees. `head_id`: the last message of the branch in use.

    `sensitivity` is the highest label of anything that was ever part of it.
    """

    id: UUID
    title: str
    titled_by: TitledBy
    pinned_at: datetime | None
    collection_ids: list[UUID] | None
    model: str | None
    sensitivity: str
    head_id: UUID | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ConversationReceipt:
    """What a deletion removed, by kind. `verified`: a look afterwards found nothing left."""

    id: UUID
    removed: dict[str, int]
    verified: bool


async def create(
    tx: Tx, actor: Actor, title: str = "", collection_ids: Sequence[UUID] | None = None, model: str | None = None
) -> Conversation:
    """Begin a conversation. Without a title it is named by its first words, or by a model, once it has some."""
    await identity.hold(tx, actor)
    conversation_id = new_id()
    values = {
        "id": conversation_id,
        "title": title,
        "titled_by": "person" if title else "words",
        "collection_ids": None if collection_ids is None else list(collection_ids),
        "model": model,
    }
    await conversation_store.add(tx, actor, values)
    await finding_store.put(tx, actor, conversation_id, conversation_id, marks_of(title))
    return await get(tx, actor, conversation_id)


async def get(tx: Tx, actor: Actor, conversation_id: UUID) -> Conversation:
    """One conversation of the actor. Raises ConversationNotFound, also for everybody else's."""
    row = await conversation_store.find(tx, actor, conversation_id)
    if row is None:
        raise ConversationNotFound(conversation=conversation_id)
    return shown(row)


async def hold(tx: Tx, actor: Actor, conversation_id: UUID) -> Conversation:
    """The same, and nobody changes or deletes it until the transaction ends. Raises ConversationNotFound."""
    row = await conversation_store.find(tx, actor, conversation_id, hold=True)
    if row is None:
        raise ConversationNotFound(conversation=conversation_id)
    return shown(row)


async def newest(
    tx: Tx, actor: Actor, after: tuple[datetime, UUID] | None, limit: int, *, pinned: bool | None = None
) -> list[Conversation]:
    """The actor's conversations by last use, the newest first."""
    return [shown(row) for row in await conversation_store.newest(tx, actor, after, limit, pinned=pinned)]


async def change(tx: Tx, actor: Actor, conversation_id: UUID, changes: dict[str, Any]) -> Conversation:
    """Change title, pinned, collection_ids, model or head_id. Raises ConversationNotFound."""
    await hold(tx, actor, conversation_id)
    if "title" in changes:
        changes = {**changes, "titled_by": "person"}
        await finding_store.put(tx, actor, conversation_id, conversation_id, marks_of(changes["title"]))
    if changes:
        await conversation_store.change(tx, actor, conversation_id, changes)
    return await get(tx, actor, conversation_id)


async def entitle(tx: Tx, actor: Actor, conversation_id: UUID, title: str, by: Literal["words", "model"]) -> bool:
    """Give a title unless its owner gave one; false when nothing was changed."""
    title = " ".join(title.split())[:LONGEST_TITLE]
    return await conversation_store.entitle(tx, actor, conversation_id, title, by, marks_of(title))


async def raise_sensitivity(tx: Tx, actor: Actor, conversation_id: UUID, label: str) -> str:
    """Something of this label becomes part of the conversation; returns the label of the whole, which never falls.

    Raises ConversationNotFound.
    """
    found = await conversation_store.raise_sensitivity(tx, actor, conversation_id, label)
    if found is None:
        raise ConversationNotFound(conversation=conversation_id)
    return found


async def delete(db: Database, actor: Actor, conversation_id: UUID) -> ConversationReceipt:
    """Delete a conversation with its messages, evidence, feedback, links and search entries. Raises ConversationNotFound."""
    async with db.transaction(actor) as tx:
        links = [row.id for row in await share_store.list_of(tx, actor, conversation_id)]
        removed = await conversation_store.delete(tx, actor, conversation_id)
        if removed is None:
            raise ConversationNotFound(conversation=conversation_id)
        await audit.record(
            tx,
            actor,
            "conversation.deleted",
            object_kind="conversation",
            object_id=conversation_id,
            details={"count": removed["messages"]},
        )
        await identity.revoke_share_links(tx, links)
    async with db.transaction(actor) as tx:
        left = await conversation_store.left_of(tx, actor.workspace_id, conversation_id)
    return ConversationReceipt(conversation_id, removed, not left)


def shown(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        title=row.title,
        titled_by=row.titled_by,
        pinned_at=row.pinned_at,
        collection_ids=row.collection_ids,
        model=row.model,
        sensitivity=row.sensitivity,
        head_id=row.head_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
