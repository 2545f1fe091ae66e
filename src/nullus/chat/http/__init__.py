"""The routes of this room: one file a subject. The errors of /v1 have OpenAI's shape."""

from fastapi import Request, Response

from nullus.chat.http import answers, choosing, conversations, gaps, insight, sharing, translations, turns
from nullus.chat.openai import http as openai
from nullus.platform import web
from nullus.platform.errors import NullusError
from nullus.platform.web import Router

router = Router()
for each in (
    answers.router,
    openai.router,
    conversations.router,
    turns.router,
    choosing.router,
    sharing.router,
    gaps.router,
    insight.router,
    translations.router,
):
    router.include_router(each)


def error_answer(error: NullusError, request: Request) -> Response:
    """Errors of the whole app: OpenAI's shape below /v1, the envelope elsewhere."""
    if request.url.path.startswith("/v1/"):
        return openai.error_answer(error, request)
    return web.error_answer(error, request)
