"""Conversations that another room leads for visitors: asked in chosen collections, told without the ids and costs of the inside.

Nothing of a visitor's conversation is addressed by an id: there is one for each visit, and its answers are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

from fastapi import Request, Response

from nullus.chat.answering import events
from nullus.chat.conversations import conversations, feedback_store, messages
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.errors import NotAnAnswer, NotBeingWritten
from nullus.chat.schemas.answers import ProblemOut, SourceOut
from nullus.chat.showing import presenting, showing
from nullus.chat.turns import frames as turn_frames
from nullus.chat.turns.beginning import Asked
from nullus.chat.turns.live import LiveAnswer, News, Place, Stopped
from nullus.chat.turns.telling import AnswerStream
from nullus.chat.turns.turns import Turns
from nullus.identity import StandingOut, until_refused
from nullus.platform import web
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import Language
from nullus.platform.web import db_of

_SHOWN = frozenset({"number", "document_name", "text", "heading_path", "page"})


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a visit. `answer` counts the answers, from 1; None for a question."""

    answer: int | None
    state: str
    text: str
    sources: Sequence[SourceOut]
    cited: Sequence[int]
    rating: Literal[1, -1] | None
    failure: ProblemOut | None


async def begin(tx: Tx, actor: Actor, collection_ids: Sequence[UUID]) -> UUID:
    """A new conversation of the visitor's own."""
    return (await conversations.create(tx, actor, "", collection_ids)).id


async def ask(
    request: Request, actor: Actor, conversation_id: UUID, text: str, collection_ids: Sequence[UUID]
) -> Response:
    """Ask, and stream the answer: `sources`, then `delta` and `citation`, then `done` or `error`.

    Raises what asking raises: QuotaExceeded, TooManyAnswers, ConversationNotFound.
    """
    db = db_of(request)
    turns = cast("Turns", request.app.state.turns)
    async with db.transaction(actor) as tx:
        conversation = await conversations.get(tx, actor, conversation_id)
        before = _answers(await messages.branch(tx, actor, conversation_id))
    live = await turns.ask(actor, conversation, Asked(text, collection_ids))
    number, language = len(before) + 1, web.language_of(request)
    return AnswerStream(
        live,
        Place(),
        lambda answer, news, place: _news(answer, news, place, number, language),
        lambda error: turn_frames.broken(error, language),
        lambda: until_refused(request, "chat"),
    )


async def said(request: Request, actor: Actor, conversation_id: UUID) -> list[Said]:
    """The whole conversation, oldest first. Raises ConversationNotFound."""
    async with db_of(request).transaction(actor) as tx:
        found = await messages.branch(tx, actor, conversation_id)
        shown = await showing.shown(tx, actor, conversation_id, found, "", web.language_of(request))
    numbers = {each.id: number for number, each in enumerate(_answers(found), 1)}
    return [
        Said(
            answer=numbers.get(each.id),
            state=each.state,
            text=each.text,
            sources=each.sources,
            cited=sorted({citation.number for citation in each.citations}),
            rating=each.feedback.rating if each.feedback else None,
            failure=each.failure,
        )
        for each in shown
    ]


async def rate(tx: Tx, actor: Actor, conversation_id: UUID, answer: int, rating: int, reason: str) -> None:
    """Say what an answer was worth. Raises NotAnAnswer for one that there is not."""
    answers = _answers(await messages.branch(tx, actor, conversation_id))
    if not 1 <= answer <= len(answers):
        raise NotAnAnswer
    if await feedback_store.put(tx, actor, answers[answer - 1].id, rating, reason) is None:
        raise NotAnAnswer


async def stop(request: Request, actor: Actor, conversation_id: UUID) -> None:
    """Stop the answer that is being written. Raises NotBeingWritten."""
    async with db_of(request).transaction(actor) as tx:
        answers = _answers(await messages.branch(tx, actor, conversation_id))
    if not answers or answers[-1].state != "writing":
        raise NotBeingWritten
    await cast("Turns", request.app.state.turns).stop(actor, answers[-1])


def source_shown(source: SourceOut) -> dict[str, Any]:
    """What a visitor sees of a passage: where it stands and its words, no ids and no address."""
    return source.model_dump(by_alias=True, mode="json", include=set(_SHOWN))


def _answers(found: Sequence[ChatMessage]) -> list[ChatMessage]:
    return [each for each in found if each.role == "assistant"]


def _news(answer: LiveAnswer, found: News, before: Place, number: int, language: Language) -> bytes:
    sources = None
    if found.passages is not None:
        listed = [each if isinstance(each, SourceOut) else presenting.source_out(each, "") for each in found.passages]
        sources = {"answer": number, "sources": [source_shown(each) for each in listed]}
    citations = [{"number": each.number} for each in found.citations]
    ending: tuple[str, turn_frames.Wire] | None = None
    match found.ending:
        case events.Done() as done:
            told = presenting.done_out(done, language)
            left = _questions(told.quota)
            ending = "done", {"answer": number, "state": "complete", "found": told.found, "left": left}
        case Stopped():
            ending = "done", {"answer": number, "state": "stopped"}
        case events.Failed() as failed:
            problem = presenting.problem_out(failed.error, language).model_dump(by_alias=True, mode="json")
            ending = "error", {"answer": number, "state": "partial" if answer.text else "failed", **problem}
        case _:
            pass
    return turn_frames.frames(turn_frames.Told(sources, found.text, citations, ending), before, found.place)


def _questions(quota: Sequence[StandingOut]) -> Any:
    """Of the limits on questions the one that leaves least; None without limits."""
    limited = [each for each in quota if each.meter == "questions" and each.left is not None]
    least = min(limited, key=lambda each: each.left or 0, default=None)
    return None if least is None else least.model_dump(by_alias=True, mode="json")
