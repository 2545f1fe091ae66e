"""The route of one answer: /api/v1/ask, the stateless sibling of conversations."""

import json
from typing import Any, cast

from fastapi import Request, Response
from pydantic import BaseModel

from nullus.chat.answering import events
from nullus.chat.answering.answers import Answers
from nullus.chat.answering.questions import Question
from nullus.chat.openai import http as compatible
from nullus.chat.schemas.answers import AnswerOut, AskIn
from nullus.chat.showing import presenting
from nullus.chat.streaming import EventStream, while_heard
from nullus.identity import until_refused
from nullus.knowledge import ids_of
from nullus.platform import web
from nullus.platform.errors import Language
from nullus.platform.web import CurrentActor, Envelope, Router, success

router = Router()


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
