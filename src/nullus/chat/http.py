"""Routes of answers: /api/v1/ask, the stateless sibling of conversations, and the errors of /v1 in OpenAI's shape."""

import json
from typing import Any, cast

from fastapi import Request, Response
from pydantic import BaseModel

from nullus.chat import (
    choosing_http,
    compatible,
    conversation_http,
    events,
    insight_http,
    presenting,
    sharing_http,
    translation_http,
    turn_http,
)
from nullus.chat.answers import Answers, Question
from nullus.chat.schemas import AnswerOut, AskIn
from nullus.chat.streaming import EventStream, while_heard
from nullus.identity import until_refused
from nullus.knowledge import ids_of
from nullus.platform import web
from nullus.platform.errors import Language, NullusError
from nullus.platform.web import CurrentActor, Envelope, Router, success

router = Router()
router.include_router(compatible.router)
router.include_router(conversation_http.router)
router.include_router(turn_http.router)
router.include_router(choosing_http.router)
router.include_router(sharing_http.router)
router.include_router(insight_http.router)
router.include_router(translation_http.router)


@router.call("POST", "/api/v1/ask", policy="chat", answers=AnswerOut, tags=["chat"], responses=compatible.STREAMS)
async def ask(body: AskIn, request: Request, actor: CurrentActor) -> Envelope[Any] | Response:
    """An answer from the documents, with checked citations.

    As JSON, or with `Accept: text/event-stream` as events: `sources`, then `delta` and `citation`, then `done` or `error`.
    """
    answers = cast("Answers", request.app.state.answers)
    question = Question(
        text=body.question,
        collection_ids=await ids_of(request.app.state.database, actor, body.collection_ids),
        top_k=body.top_k or answers.settings.passages,
        filters=dict(body.filters),
        reranked=body.rerank,
    )
    steps = answers.ask(actor, question)
    base, language = str(request.base_url), web.language_of(request)
    if "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(
            steps,
            render=lambda event: _frame(event, base, language),
            broken=lambda error: _event("error", presenting.problem_out(error, language)),
            error_answer=web.error_answer,
            refused=lambda: until_refused(request, "chat"),
        )
    whole = await while_heard(request.receive, presenting.collect(steps), lambda: until_refused(request, "chat"))
    if whole is None:
        return Response(status_code=499)
    if whole.failed is not None and not whole.text:
        raise whole.failed.error
    return success(presenting.answer_out(whole, base, language))


def error_answer(error: NullusError, request: Request) -> Response:
    """Errors of the whole app: OpenAI's shape below /v1, the envelope elsewhere."""
    if request.url.path.startswith("/v1/"):
        return compatible.error_answer(error, request)
    return web.error_answer(error, request)


def _frame(event: events.Event, base: str, language: Language) -> bytes:
    match event:
        case events.Sources():
            sources = [
                presenting.source_out(each, base).model_dump(by_alias=True, mode="json") for each in event.passages
            ]
            return _raw("sources", {"sources": sources})
        case events.Delta():
            return _raw("delta", {"text": event.text})
        case events.Citation():
            return _event("citation", presenting.citation_out(event))
        case events.Done():
            return _event("done", presenting.done_out(event, language))
        case events.Failed():
            problem = presenting.problem_out(event.error, language).model_dump(by_alias=True, mode="json")
            checks = presenting.checks_out(event.counts).model_dump(by_alias=True, mode="json")
            return _raw("error", problem | {"finish": "cut", "checks": checks})


def _event(name: str, value: BaseModel) -> bytes:
    return _raw(name, value.model_dump(by_alias=True, mode="json"))


def _raw(name: str, value: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n".encode("utf-8", "replace")
