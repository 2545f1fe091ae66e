"""An answer that this process does not write: told from what is stored, and followed while another process writes on."""

import asyncio
from uuid import UUID

from nullus.chat.answering import events
from nullus.chat.conversations import messages
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.schemas.answers import CitationOut
from nullus.chat.schemas.conversations import MessageOut
from nullus.chat.showing import presenting, showing
from nullus.chat.turns import turn_store
from nullus.chat.turns.live import LiveAnswer, Recalled
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import Language, NullusError

LOOK_SECONDS = 0.5
_following: "set[asyncio.Task[None]]" = set()


def follow(db: Database, actor: Actor, message: ChatMessage, base: str, language: Language) -> LiveAnswer:
    """The answer as it is stored, growing until it has ended. Looking ends when nobody reads any more."""

    def alone(_: UUID) -> None:
        task.cancel()

    live = LiveAnswer(message.conversation_id, message.parent_id or message.id, message.id, alone)
    task = asyncio.create_task(_tell(db, actor, live, base, language))
    _following.add(task)
    task.add_done_callback(_following.discard)
    return live


async def _tell(db: Database, actor: Actor, live: LiveAnswer, base: str, language: Language) -> None:
    try:
        while True:
            found = await _look(db, actor, live.message_id, base, language)
            live.recall(found.sources, found.text, [_citation(each) for each in found.citations])
            if found.state != "writing":
                live.end(_ending(live, found))
                return
            await asyncio.sleep(LOOK_SECONDS)
    except NullusError as error:  # it was deleted meanwhile, or the database is away
        problem = presenting.problem_out(error, language).model_dump(by_alias=True, mode="json")
        live.end(Recalled("error", problem))


async def _look(db: Database, actor: Actor, message_id: UUID, base: str, language: Language) -> MessageOut:
    async with db.transaction(actor) as tx:
        message = await messages.get(tx, actor, message_id)
        if message.state == "writing":
            await turn_store.follow(tx, actor, message_id)
        (shown,) = await showing.shown(tx, actor, message.conversation_id, [message], base, language)
    return shown


def _citation(shown: CitationOut) -> events.Citation:
    return events.Citation(
        shown.number,
        shown.document_id,
        shown.chunk_id,
        shown.start_offset,
        shown.end_offset,
        shown.passage_start,
        shown.passage_end,
    )


def _ending(live: LiveAnswer, found: MessageOut) -> Recalled:
    """The last event, as its first readers heard it, but for how their limits stood."""
    whole = found.model_dump(by_alias=True, mode="json")
    ids = {
        "conversationId": str(live.conversation_id),
        "questionId": str(live.question_id),
        "messageId": str(live.message_id),
        "state": found.state,
    }
    if found.failure is not None:
        return Recalled("error", {**ids, "finish": "cut", **whole["failure"], "checks": whole["checks"]})
    kept = (
        "mode",
        "finish",
        "language",
        "model",
        "provider",
        "prompt",
        "usage",
        "checks",
        "degraded",
        "modelAway",
        "took",
    )
    return Recalled(
        "done", {**ids, "found": found.finish != "not_found", **{name: whole[name] for name in kept}, "quota": []}
    )
