"""Search in one's own conversations: titles and texts, the newest first, by parts of words."""

from dataclasses import dataclass
from uuid import UUID

from nullus.chat.conversations import conversation_store, conversations, finding_store
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.marks import folded, holds, marks_wanted, words_of
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

_AT_ONCE = 200
_MOST_READ = 5_000
"""Texts that one call reads at most: then it answers with what it found and a cursor to go on from."""
_AROUND = 80


@dataclass(frozen=True, slots=True)
class Found:
    """A conversation and the newest place in it that holds every word; `message_id` None: its title."""

    conversation: Conversation
    message_id: UUID | None
    text: str


@dataclass(slots=True)
class _Place:
    entry_id: UUID
    conversation_id: UUID
    text: str


async def find(tx: Tx, actor: Actor, query: str, after: UUID | None, limit: int) -> tuple[list[Found], UUID | None]:
    """Conversations of the actor in which one message, or the title, holds every word of the query; and where to go on.

    Each is found at its newest place, so once in all pages together.
    """
    words = words_of(query)
    wanted = marks_wanted(words)
    places: dict[UUID, _Place] = {}
    before, read, onward = after, 0, None
    while True:
        rows = await finding_store.candidates(tx, actor, wanted, _AT_ONCE, before=before)
        for row in rows:
            if row.conversation_id in places or not holds(row.text, words):
                continue
            if after is not None and await _stands_later(tx, actor, words, wanted, row.conversation_id, after):
                continue
            if len(places) == limit:
                onward = list(places.values())[-1].entry_id
                break
            places[row.conversation_id] = _Place(row.id, row.conversation_id, row.text)
        read += len(rows)
        if onward is not None or len(rows) < _AT_ONCE:
            break
        before = rows[-1].id
        if read >= _MOST_READ:
            onward = before
            break
    shown = {row.id: row for row in await conversation_store.find_all(tx, actor, list(places))}
    return [
        Found(
            conversations.shown(shown[each.conversation_id]),
            None if each.entry_id == each.conversation_id else each.entry_id,
            _around(each.text, words),
        )
        for each in places.values()
        if each.conversation_id in shown
    ], onward


async def _stands_later(
    tx: Tx, actor: Actor, words: list[str], wanted: str, conversation_id: UUID, after: UUID
) -> bool:
    """Whether an earlier page has shown the conversation already, at a newer place."""
    rows = await finding_store.candidates(tx, actor, wanted, _MOST_READ, newer=after, within=conversation_id)
    return any(holds(row.text, words) for row in rows)


def _around(text: str, words: list[str]) -> str:
    """A piece of the text with the first of the words in it, as near as folding lets one say."""
    place = 0
    for start in range(0, len(text), _AROUND):
        if words and words[0] in folded(text[start : start + 2 * _AROUND]):
            place = start
            break
    piece = " ".join(text[place : place + 2 * _AROUND].split())
    return ("…" if place else "") + piece + ("…" if place + 2 * _AROUND < len(text) else "")
