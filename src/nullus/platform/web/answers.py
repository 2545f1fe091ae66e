"""The one mapping of errors to HTTP: status, sentence in the asker's language, headers that go with it."""

import math
from collections.abc import Callable

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from nullus.platform.errors import (
    HTTP_STATUS,
    BodyTooLarge,
    ErrorKind,
    InternalError,
    InvalidInput,
    Language,
    MethodNotAllowed,
    NotAuthenticated,
    NullusError,
    RequestStalled,
    RouteNotFound,
)
from nullus.platform.web.shapes import ErrorEnvelope
from nullus.platform.web_body import JSON_BODY_LIMIT
from nullus.platform.web_problems import NOT_JSON, describe_problems

log = structlog.get_logger()


def language_of(request: Request) -> Language:
    """The asker's language: the first of Korean and English in Accept-Language, else English."""
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("ko"):
            return "ko"
        if tag.startswith("en"):
            return "en"
    return "en"


def headers_of(error: NullusError) -> dict[str, str]:
    """The headers that an error's answer carries, whatever the shape of its body."""
    headers = {"Cache-Control": "no-store"}
    if error.retry_after_seconds is not None:
        headers["Retry-After"] = str(max(1, math.ceil(error.retry_after_seconds)))
    if isinstance(error, NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.allowed)
    return headers


def error_answer(error: NullusError, request: Request) -> Response:
    """An error in the envelope."""
    language = language_of(request)
    body = ErrorEnvelope(
        result_code=error.result_code,
        message=error.message_in(language),
        hint=error.hint_in(language),
        request_id=request.scope.get("request_id", "-"),
        resets_at=error.resets_at,
    )
    without = {"resets_at"} if error.resets_at is None else None
    content = body.model_dump(by_alias=True, mode="json", exclude=without)
    return JSONResponse(content, HTTP_STATUS[error.kind], headers_of(error))


def install_errors(app: FastAPI, answer: Callable[[NullusError, Request], Response] = error_answer) -> None:
    """Map every exception of a handler to an answer; anything unforeseen becomes INTERNAL_ERROR and is logged."""

    async def on_nullus(request: Request, error: Exception) -> Response:
        assert isinstance(error, NullusError)
        cause = error.__cause__
        if error.kind is ErrorKind.UNAVAILABLE and cause is not None:  # whoever runs the service wants to know why
            state = getattr(getattr(cause, "orig", cause), "sqlstate", None)
            log.warning("unavailable", code=error.code, cause=type(cause).__name__, sqlstate=state)
        return answer(error, request)

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer(InvalidInput(problem=describe_problems(error.errors(), language_of(request))), request)

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return answer(RouteNotFound(), request)
        if error.status_code == 405:
            return answer(MethodNotAllowed(request.method, _methods_of(request)), request)
        if error.status_code == 413:
            return answer(BodyTooLarge(limit=JSON_BODY_LIMIT), request)
        if error.status_code == 408:
            return answer(RequestStalled(), request)
        return answer(
            InvalidInput(problem=NOT_JSON), request
        )  # the framework's only other: a body that it cannot parse

    async def on_gone(request: Request, error: Exception) -> Response:
        return Response(status_code=499)  # nobody hears it; the log shows that the client left

    async def on_defect(request: Request, error: Exception) -> Response:
        return answer(InternalError(), request)  # the frame logs it: the framework raises it again after the answer

    app.add_exception_handler(Exception, on_defect)
    app.add_exception_handler(NullusError, on_nullus)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(ClientDisconnect, on_gone)


def _methods_of(request: Request) -> list[str]:
    """What the address of a request takes."""
    fitting = [
        route
        for route in request.app.routes
        if isinstance(route, APIRoute) and route.matches(request.scope)[0] is not Match.NONE
    ]
    return sorted({method for route in fitting for method in route.methods or ()})
