"""Messages: what was asked and answered, as a tree whose branches are all kept.

A question stands below the answer that it follows, an answer below its question. What is edited or asked again becomes a
sibling; the conversation's head names the end of the branch in use. An answer is `writing` until it is finished once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from nullus import identity
from nullus.chat.conversations import conversation_store, conversations, finding_store, message_store
from nullus.chat.conversations.marks import marks_of
from nullus.chat.errors import MessageNotFound, NotAnAnswer, NotAQuestion
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

Role = Literal["user", "assistant"]
State = Literal["writing", "complete", "partial", "stopped", "failed"]
"""`partial`: broken off by a fault; `stopped`: by its reader; `failed`: nothing was written."""
LONGEST_BRANCH = 10_000


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message as it is kept. The JSON fields hold what the wire shows of an answer (`chat.schemas`)."""

    id: UUID
    conversation_id: UUID
    parent_id: UUID | None
    role: Role
    state: State
    text: str
    rewritten: str | None
    language: str | None
    mode: str | None
    finish: str | None
    citations: list[dict[str, Any]]
    checks: dict[str, Any]
    model: str | None
    provider: str | None
    prompt: str | None
    attempts: list[dict[str, Any]]
    usage: dict[str, Any]
    cost: Decimal | None
    currency: str | None
    took: dict[str, float]
    failure: dict[str, Any] | None
    degraded: dict[str, Any] | None
    away: dict[str, Any] | None
    collection_ids: list[UUID] | None
    top_k: int | None
    reranked: bool | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Manner:
    """Of what and how a question is asked, beside its words. None: as its conversation or the settings say."""

    collection_ids: Sequence[UUID] | None = None
    top_k: int | None = None
    reranked: bool | None = None


AS_SET = Manner()


@dataclass(frozen=True, slots=True)
class EvidencePassage:
    """A passage that an answer was made from; `number` is what `[n]` in the answer points to, `ranks` why it was found."""

    number: int
    document_id: UUID
    document_name: str
    collection_id: UUID
    chunk_id: int
    text: str
    heading_path: Sequence[str]
    page: int | None
    start_offset: int
    end_offset: int
    score: float
    ranks: Mapping[str, Any] | None = None
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """How an answer ended; everything that `finish_answer` keeps with it."""

    state: State
    text: str
    language: str | None = None
    mode: str | None = None
    finish: str | None = None
    rewritten: str | None = None
    citations: Sequence[dict[str, Any]] = ()
    checks: dict[str, Any] = field(default_factory=dict)
    model: str | None = None
    provider: str | None = None
    prompt: str | None = None
    attempts: Sequence[dict[str, Any]] = ()
    usage: dict[str, Any] = field(default_factory=dict)
    cost: Decimal | None = None
    currency: str | None = None
    took: dict[str, float] = field(default_factory=dict)
    failure: dict[str, Any] | None = None
    degraded: dict[str, Any] | None = None
    away: dict[str, Any] | None = None


async def add_question(
    tx: Tx,
    actor: Actor,
    conversation_id: UUID,
    text: str,
    parent_id: UUID | None = None,
    *,
    branch: bool = False,
    manner: Manner = AS_SET,
) -> ChatMessage:
    """Keep a question, at the end of the branch in use, and make it the new end.

    `branch`: below `parent_id` instead (None: as another beginning), beside what stands there. Of two at once the second
    waits and stands beside or below the first. A question that was never answered gets the new one as its sibling.
    Raises ConversationNotFound, MessageNotFound, NotAnAnswer (`parent_id` is a question), NotAuthenticated.
    """
    above = await _above(tx, actor, conversation_id, parent_id, branch=branch)
    return await _add(tx, actor, conversation_id, above, "user", "complete", text, manner)


async def add_turn(
    tx: Tx, actor: Actor, conversation_id: UUID, text: str, writer: UUID, manner: Manner = AS_SET
) -> tuple[ChatMessage, ChatMessage]:
    """A question at the end of the branch in use, as `add_question`, with its empty answer, which `writer` writes."""
    values = {
        "question": new_id(),
        "answer": new_id(),
        "conversation": conversation_id,
        "parent": await _above(tx, actor, conversation_id),
        "text": text,
        "marks": marks_of(text),
        "writer": writer,
        **asdict(manner),
    }
    question, answer = await message_store.begin(tx, actor, values)
    return shown(question), shown(answer)


async def begin_answer(tx: Tx, actor: Actor, conversation_id: UUID, question_id: UUID) -> ChatMessage:
    """An empty answer below a question, `writing`, as the new end of the branch in use.

    Raises ConversationNotFound, MessageNotFound, NotAQuestion.
    """
    await identity.hold(tx, actor)
    await conversations.hold(tx, actor, conversation_id)
    question = await get_in(tx, actor, conversation_id, question_id)
    if question.role != "user":
        raise NotAQuestion
    return await _add(tx, actor, conversation_id, question.id, "assistant", "writing", "")


async def answer_below(tx: Tx, actor: Actor, question: ChatMessage) -> ChatMessage:
    """The same below a question that was added in this transaction, which holds the conversation still."""
    return await _add(tx, actor, question.conversation_id, question.id, "assistant", "writing", "")


async def keep_evidence(
    tx: Tx, actor: Actor, message_id: UUID, passages: Sequence[EvidencePassage], *, again: bool = True
) -> None:
    """Keep the passages that an answer is made from. Those of documents that were deleted meanwhile are left out.

    `again`: in place of those that may have been kept before.
    """
    await message_store.put_evidence(tx, actor, message_id, [asdict(each) for each in passages], again=again)


async def finish_answer(tx: Tx, actor: Actor, message_id: UUID, ending: Ending) -> bool:
    """End an answer that is being written: exactly one of several callers succeeds, the others get false."""
    values = {name: getattr(ending, name) for name in Ending.__slots__}
    values["citations"], values["attempts"] = list(ending.citations), list(ending.attempts)
    cited = [each["number"] for each in ending.citations if "number" in each]
    return await message_store.finish(tx, actor, message_id, values, cited, marks_of(ending.text))


async def get(tx: Tx, actor: Actor, message_id: UUID) -> ChatMessage:
    """One message of the actor's conversations. Raises MessageNotFound, also for everybody else's."""
    row = await message_store.find(tx, actor, message_id)
    if row is None:
        raise MessageNotFound(chat_message=message_id)
    return shown(row)


async def get_in(tx: Tx, actor: Actor, conversation_id: UUID, message_id: UUID) -> ChatMessage:
    """The same, of this conversation only. Raises MessageNotFound."""
    found = await get(tx, actor, message_id)
    if found.conversation_id != conversation_id:
        raise MessageNotFound(chat_message=message_id)
    return found


async def branch(
    tx: Tx, actor: Actor, conversation_id: UUID, end: UUID | None = None, most: int = LONGEST_BRANCH
) -> list[ChatMessage]:
    """The messages up to `end` (None: the end of the branch in use), oldest first: the last `most` of them.

    Raises ConversationNotFound; empty when there is no message yet, or `end` is none of this conversation.
    """
    conversation = await conversations.get(tx, actor, conversation_id)
    last = end or conversation.head_id
    if last is None:
        return []
    return [shown(row) for row in await message_store.branch(tx, actor.workspace_id, conversation_id, last, most)]


async def siblings(
    tx: Tx, actor: Actor, conversation_id: UUID, found: Sequence[ChatMessage]
) -> dict[UUID | None, list[UUID]]:
    """For each parent of these messages all that stand below it, oldest first: the other branches."""
    parents = list({each.parent_id for each in found})
    below: dict[UUID | None, list[UUID]] = {}
    for row in await message_store.children(tx, actor.workspace_id, conversation_id, parents):
        below.setdefault(row.parent_id, []).append(row.id)
    return below


async def end_of(tx: Tx, actor: Actor, conversation_id: UUID, message_id: UUID) -> UUID:
    """The end of the newest branch through this message. Raises MessageNotFound."""
    await get_in(tx, actor, conversation_id, message_id)
    return await message_store.leaf_below(tx, actor.workspace_id, conversation_id, message_id)


async def use_branch(tx: Tx, actor: Actor, conversation_id: UUID, message_id: UUID) -> UUID:
    """Go on with the newest branch through this message; returns its end. Raises ConversationNotFound, MessageNotFound."""
    await conversations.hold(tx, actor, conversation_id)
    end = await end_of(tx, actor, conversation_id, message_id)
    await conversation_store.change(tx, actor, conversation_id, {"head_id": end})
    return end


def shown(row: Row[Any]) -> ChatMessage:
    return ChatMessage(**{name: getattr(row, name) for name in ChatMessage.__slots__})


async def _above(
    tx: Tx, actor: Actor, conversation_id: UUID, parent_id: UUID | None = None, *, branch: bool = False
) -> UUID | None:
    """Below which answer a new question stands, see `add_question`; the conversation is held from now on."""
    await identity.hold(tx, actor)
    conversation = await conversations.hold(tx, actor, conversation_id)
    if branch:
        above = None if parent_id is None else await get_in(tx, actor, conversation_id, parent_id)
    else:
        above = None if conversation.head_id is None else await get(tx, actor, conversation.head_id)
        if above is not None and above.role == "user":  # never answered: the new question stands beside it
            above = None if above.parent_id is None else await get(tx, actor, above.parent_id)
    if above is not None and above.role == "user":
        raise NotAnAnswer
    return above.id if above else None


async def _add(
    tx: Tx,
    actor: Actor,
    conversation_id: UUID,
    parent_id: UUID | None,
    role: Role,
    state: State,
    text: str,
    manner: Manner = AS_SET,
) -> ChatMessage:
    message_id = new_id()
    values = {"id": message_id, "conversation_id": conversation_id, "parent_id": parent_id, **asdict(manner)}
    row = await message_store.add(tx, actor, {**values, "role": role, "state": state, "text": text})
    await conversation_store.move_head(tx, actor, conversation_id, message_id)
    if text:
        await finding_store.put(tx, actor, message_id, conversation_id, marks_of(text))
    return shown(row)
