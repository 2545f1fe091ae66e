"""How a turn begins: the question and its empty answer kept in one transaction, with everything that the answer needs to know."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import cast
from uuid import UUID

from nullus import knowledge
from nullus.chat.conversations import conversations, messages
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.messages import ChatMessage, Manner
from nullus.chat.errors import NotAnAnswer, NotAQuestion
from nullus.chat.turns import follow_ups, titles, turn_store
from nullus.llm import Message
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.sensitivity import Sensitivity

_MARKER = re.compile(r"\s?\[\d{1,3}\]")
_MOST_HISTORY = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks in a conversation. `collection_ids` None: those of the conversation; `model`: the one they chose;
    `reranked` None: as the settings say."""

    text: str
    collection_ids: Sequence[UUID] | None = None
    model: str | None = None
    top_k: int | None = None
    reranked: bool | None = None

    @property
    def manner(self) -> Manner:
        """What is kept of it beside its words."""
        return Manner(self.collection_ids, self.top_k, self.reranked)


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn that is kept and may be written. `earlier`: what was asked before as it was searched, oldest first."""

    conversation: Conversation
    question: ChatMessage
    answer: ChatMessage
    asked: Asked
    history: tuple[Message, ...]
    earlier: tuple[str, ...]
    first: bool
    sensitivity: Sensitivity
    afresh: bool = False


async def ask(tx: Tx, actor: Actor, conversation: Conversation, asked: Asked, writer: UUID) -> Begun:
    """Keep a new question at the end of the branch in use. Raises ConversationNotFound."""
    question, answer = await messages.add_turn(tx, actor, conversation.id, asked.text, writer, asked.manner)
    return await _begun(tx, actor, conversation, question, answer, asked)


async def edit(tx: Tx, actor: Actor, edited: ChatMessage, asked: Asked, writer: UUID) -> Begun:
    """Ask a question in other words, beside the one that was asked, which stays. Raises NotAQuestion."""
    if edited.role != "user":
        raise NotAQuestion
    conversation = await conversations.get(tx, actor, edited.conversation_id)
    question = await messages.add_question(
        tx, actor, conversation.id, asked.text, edited.parent_id, branch=True, manner=asked.manner
    )
    answer = await messages.answer_below(tx, actor, question)
    await turn_store.begin(tx, actor, answer.id, writer)
    return await _begun(tx, actor, conversation, question, answer, asked)


async def retry(tx: Tx, actor: Actor, answered: ChatMessage, model: str | None, writer: UUID) -> Begun:
    """Answer a question once more, as it was asked, beside the answer that there is, which stays. Raises NotAnAnswer."""
    if answered.role != "assistant" or answered.parent_id is None:
        raise NotAnAnswer
    question = await messages.get(tx, actor, answered.parent_id)
    conversation = await conversations.get(tx, actor, answered.conversation_id)
    answer = await messages.begin_answer(tx, actor, conversation.id, question.id)
    await turn_store.begin(tx, actor, answer.id, writer)
    asked = Asked(question.text, question.collection_ids, model, question.top_k, question.reranked)
    begun = await _begun(tx, actor, conversation, question, answer, asked)
    return replace(begun, afresh=True)


async def _begun(
    tx: Tx,
    actor: Actor,
    conversation: Conversation,
    question: ChatMessage,
    answer: ChatMessage,
    asked: Asked,
) -> Begun:
    if asked.collection_ids is None:
        asked = replace(asked, collection_ids=conversation.collection_ids)
    if asked.model is None:
        asked = replace(asked, model=conversation.model)
    before: list[ChatMessage] = []
    if question.parent_id is not None:
        before = await messages.branch(tx, actor, conversation.id, question.parent_id, _MOST_HISTORY)
    elif not conversation.title:
        await conversations.entitle(tx, actor, conversation.id, titles.first_words(asked.text), "words")
    label = await knowledge.highest_label(tx, actor, asked.collection_ids)
    if label != conversation.sensitivity:
        label = cast("Sensitivity", await conversations.raise_sensitivity(tx, actor, conversation.id, label))
    return Begun(
        conversation, question, answer, asked, _history(before), _earlier(before), question.parent_id is None, label
    )


def _history(before: Sequence[ChatMessage]) -> tuple[Message, ...]:
    """What was said, without markers: their numbers mean nothing in another answer."""
    return tuple(
        Message(each.role, _MARKER.sub("", each.text)) for each in before if each.text and each.state != "failed"
    )


def _earlier(before: Sequence[ChatMessage]) -> tuple[str, ...]:
    """The questions before, each as it was understood, which its answer knows."""
    found = []
    for question, answer in zip_longest(before, before[1:]):
        if question.role == "user":
            found.append((answer.rewritten if answer is not None else None) or question.text)
    return tuple(found[-follow_ups.MOST_HISTORY :])
