"""Conversations read by whoever has a link: what was said up to the moment of sharing, and of documents only what the reader sees.

A link shows the branch that was in use when it was made; what is said, edited or asked again afterwards never shows.
The passages behind an answer are looked up for each reader anew: nobody who is not signed in sees more than public
collections. Where an answer repeats the words of a passage that is withheld, those are left out too.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import identity
from nullus.chat.conversations import conversation_store, conversations, messages, share_store, shares
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.conversations.shares import Share
from nullus.chat.errors import ShareNotFound
from nullus.chat.showing import showing
from nullus.chat.showing.withholding import Withheld
from nullus.platform.actor import Actor, service_in
from nullus.platform.database import Database, Tx


@dataclass(frozen=True, slots=True)
class SharedMessage:
    """A message as a reader may see it: `text` without the words of what is withheld."""

    message: ChatMessage
    text: str
    cut: bool
    sources: showing.Sources


@dataclass(frozen=True, slots=True)
class Reading:
    """One page of a shared conversation, its end first. `above`: the message to go on from."""

    share: Share
    title: str
    messages: list[SharedMessage]
    above: UUID | None


async def read(db: Database, reader: Actor | None, token: str, above: UUID | None, limit: int) -> Reading:
    """What a link shows to this reader (None: nobody is signed in).

    Raises ShareNotFound, the same for a link that never was, has expired, was revoked, or leads nowhere any more.
    """
    async with db.system_transaction() as tx:
        link = await identity.find_share_link(tx, token)
        if link is None:
            raise ShareNotFound
        visitor = await _visitor(tx, reader, link.workspace_id)
    owner = _owner(link)
    async with db.transaction(owner, unchanging=True) as tx:
        row = await share_store.find(tx, owner, link.id)
        found = None if row is None else await conversation_store.find(tx, owner, row.conversation_id)
        if row is None or found is None or shares.shown(row).state != "active":
            raise ShareNotFound
        way = await messages.branch(tx, owner, found.id, row.head_id)
        kept = await showing.kept_evidence(tx, owner.workspace_id, way)
    async with db.transaction(visitor) as tx:
        visible = await showing.seen_by(tx, owner.workspace_id, kept)
    page, onward = _page(way, above, limit)
    shown = await asyncio.to_thread(_as_seen, conversations.shown(found), page, kept, visible)
    return Reading(shares.shown(row), shown[0], shown[1], onward)


def _page(way: Sequence[ChatMessage], above: UUID | None, limit: int) -> tuple[Sequence[ChatMessage], UUID | None]:
    """The last messages of the way up to `above`, and where to go on. Raises ShareNotFound for what is not on the way."""
    end = len(way)
    if above is not None:
        end = next((at + 1 for at, each in enumerate(way) if each.id == above), 0)
        if not end:
            raise ShareNotFound
    start = max(0, end - limit)
    return way[start:end], way[start - 1].id if start else None


def _as_seen(
    conversation: Conversation,
    page: Sequence[ChatMessage],
    kept: Mapping[UUID, Sequence[Row[Any]]],
    visible: set[UUID],
) -> tuple[str, list[SharedMessage]]:
    withheld = Withheld(row.text for rows in kept.values() for row in rows if row.document_id not in visible)
    shown = []
    for each in page:
        text, cut = withheld.out_of(each.text)
        shown.append(SharedMessage(each, text, cut, showing.sources_for(each, kept.get(each.id, ()), visible)))
    return withheld.out_of(conversation.title)[0], shown


async def _visitor(tx: Tx, reader: Actor | None, workspace_id: UUID) -> Actor:
    """The reader inside the workspace of the link, if it is one of theirs; else somebody who sees what is public."""
    if reader is not None:
        try:
            return await identity.enter(tx, reader, workspace_id)
        except identity.WorkspaceNotFound:
            pass
    return Actor("guest", workspace_id, role="guest")


def _owner(link: identity.ShareLink) -> Actor:
    """Whose the conversation is, reading it for the visitor, with no other right."""
    if link.account_id is None:
        return service_in(link.workspace_id)
    return Actor("person", link.workspace_id, link.account_id)
