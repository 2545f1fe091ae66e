"""Routes of turns: ask in a conversation, ask again or in other words, stop, and come back to a broken stream."""

from collections.abc import Callable, Coroutine
from typing import Any, cast

from fastapi import Request, Response

from nullus.chat.answering import events
from nullus.chat.conversations import messages
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.errors import NotAnAnswer
from nullus.chat.loading import TheConversation, TheMessage
from nullus.chat.openai.http import STREAMS
from nullus.chat.schemas.conversations import MessageOut
from nullus.chat.schemas.turns import MessageIn, RetryIn, SuggestionsOut
from nullus.chat.showing import showing
from nullus.chat.turns import following, suggesting
from nullus.chat.turns import frames as turn_frames
from nullus.chat.turns.beginning import Asked
from nullus.chat.turns.live import LiveAnswer, News, Place
from nullus.chat.turns.telling import AnswerStream, read_out
from nullus.chat.turns.turns import Turns
from nullus.identity import standing_out, until_refused
from nullus.knowledge import ids_of
from nullus.platform import web
from nullus.platform.actor import Actor
from nullus.platform.errors import NullusError
from nullus.platform.web import CurrentActor, Envelope, Router, db_of, success

router = Router(prefix="/api/v1", tags=["conversations"])


@router.call("POST", "/conversations/{conversation_id}/messages", policy="chat", answers=MessageOut, responses=STREAMS)
async def ask_in_conversation(
    conversation: TheConversation, body: MessageIn, request: Request, actor: CurrentActor
) -> Envelope[Any] | Response:
    """Ask a question; the answer is checked against the passages that it cites, sentence by sentence.

    As JSON, the answer when it is whole. With `Accept: text/event-stream` as events: `sources` (with the ids of question and
    answer), then `delta` and `citation`, then `done` or `error`; the `id` of each is the place to come back to.
    """
    live = await _turns(request).ask(actor, conversation, await _asked(body, request, actor))
    return await _told(live, request, actor)


@router.call("POST", "/messages/{message_id}/edit", policy="chat", answers=MessageOut, responses=STREAMS)
async def edit_question(
    message: TheMessage, body: MessageIn, request: Request, actor: CurrentActor
) -> Envelope[Any] | Response:
    """Ask a question in other words: a branch beside the old one, which stays. Answers as asking does."""
    live = await _turns(request).edit(actor, message, await _asked(body, request, actor))
    return await _told(live, request, actor)


@router.call("POST", "/messages/{message_id}/retry", policy="chat", answers=MessageOut, responses=STREAMS)
async def retry_answer(
    message: TheMessage, request: Request, actor: CurrentActor, body: RetryIn | None = None
) -> Envelope[Any] | Response:
    """Answer a question once more, perhaps with another model: beside the old answer, which stays. Answers as asking does."""
    live = await _turns(request).retry(actor, message, body.model if body else None)
    return await _told(live, request, actor)


@router.call("POST", "/messages/{message_id}/stop", policy="chat", answers=MessageOut)
async def stop_answer(message: TheMessage, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Stop an answer that is being written; what there is of it stays. Takes effect within two seconds."""
    turns = _turns(request)
    await turns.stop(actor, message)
    if (live := turns.live(message.id)) is not None:
        await live.ended()
    return success(await _stored(request, actor, message))


@router.call("POST", "/messages/{message_id}/suggestions", policy="chat", answers=SuggestionsOut)
async def suggest_questions(message: TheMessage, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Up to three questions that could follow an answer: from a model that may see the conversation, else from the headings
    beside what the answer cites. Empty where nothing is beside it, or the answer has not come to its end."""
    answers = _turns(request).answers
    found = await suggesting.suggest(db_of(request), answers.gateway, answers.retrieval, actor, message)
    return success(SuggestionsOut(items=found.questions, by=found.by))


@router.call(
    "GET",
    "/messages/{message_id}/events",
    policy="chat",
    responses=STREAMS,
    refuses=(409,),
)
async def follow_answer(message: TheMessage, request: Request, actor: CurrentActor) -> Response:
    """The events of an answer from the place that `Last-Event-ID` names, live while it is being written.

    Come back within a second and a half after a stream broke and the answer goes on; later it ends as what there was of it.
    """
    if message.role != "assistant":
        raise NotAnAnswer
    place = Place.read(request.headers.get("last-event-id"))
    live = _turns(request).live(message.id)
    if live is None:
        live = following.follow(db_of(request), actor, message, str(request.base_url), web.language_of(request))
    return _stream(live, request, place)


async def _asked(body: MessageIn, request: Request, actor: Actor) -> Asked:
    collection_ids = await ids_of(db_of(request), actor, body.collection_ids)
    return Asked(body.text, collection_ids, body.model, body.top_k, body.rerank)


async def _told(live: LiveAnswer, request: Request, actor: Actor) -> Envelope[Any] | Response:
    """The answer as the asker wants to hear it."""
    if "text/event-stream" in request.headers.get("accept", ""):
        return _stream(live, request, Place())
    if not await read_out(live, request.receive, _refused(request)):
        return Response(status_code=499)
    if isinstance(live.ending, events.Failed) and not live.text:
        raise live.ending.error
    async with db_of(request).transaction(actor) as tx:
        message = await messages.get(tx, actor, live.message_id)
    shown = await _stored(request, actor, message)
    if isinstance(live.ending, events.Done):
        shown.quota = [standing_out(each) for each in live.ending.quota]
    return success(shown)


def _stream(live: LiveAnswer, request: Request, place: Place) -> AnswerStream:
    base, language = str(request.base_url), web.language_of(request)

    def render(answer: LiveAnswer, news: News, before: Place) -> bytes:
        return turn_frames.news(answer, news, before, base, language)

    return AnswerStream(live, place, render, lambda error: turn_frames.broken(error, language), _refused(request))


async def _stored(request: Request, actor: Actor, message: ChatMessage) -> MessageOut:
    async with db_of(request).transaction(actor) as tx:
        now = await messages.get(tx, actor, message.id)
        (shown,) = await showing.shown(
            tx, actor, now.conversation_id, [now], str(request.base_url), web.language_of(request)
        )
    return shown


def _refused(request: Request) -> Callable[[], Coroutine[Any, Any, NullusError]]:
    return lambda: until_refused(request, "chat")


def _turns(request: Request) -> Turns:
    return cast("Turns", request.app.state.turns)
