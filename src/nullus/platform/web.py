"""Web plumbing: routes with a policy, the envelope, errors in the asker's language, request ids.

A route cannot be mounted without a policy: `Router` asks for one, and `ungoverned_routes` finds any that came another way.
"""

import math
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nullus.kit import new_id
from nullus.platform.actor import SCOPES, Actor
from nullus.platform.errors import (
    HTTP_STATUS,
    BodyTooLarge,
    InternalError,
    InvalidInput,
    Language,
    MethodNotAllowed,
    NotAuthenticated,
    NullusError,
    RequestStalled,
    RouteNotFound,
)
from nullus.platform.web_body import JSON_BODY_LIMIT, SILENCE_SECONDS, RequestBody
from nullus.platform.web_problems import NOT_JSON, describe_problems

Authenticate = Callable[[Request], Awaitable[Actor]]
Admit = Callable[[Request, Actor | None, str], Awaitable[None]]
T = TypeVar("T")
Rate = Literal["", "login", "reset", "signup", "search"]

PUBLIC = "public"
"""The policy of a route that anybody may call: health, the claim page, static files."""


class Schema(BaseModel):
    """A shape on the wire: camelCase, and no field that is not declared."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Envelope(BaseModel, Generic[T]):
    """Every JSON answer: `resultCode` is SUCCESS or a stable code, `message` is for people."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    result_code: str = "SUCCESS"
    data: T
    message: str = "OK"


class ErrorEnvelope(BaseModel):
    """Every JSON error."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    result_code: str
    data: None = None
    message: str
    hint: str | None = None
    request_id: str


class Page(Schema, Generic[T]):
    """A list: `nextCursor` asks for what follows, null at the end."""

    items: list[T]
    next_cursor: str | None = None


def success(data: T, message: str = "OK") -> Envelope[T]:
    return Envelope(data=data, message=message)


async def current_actor(request: Request) -> Actor:
    """The asking actor; authenticates once a request. Raises NotAuthenticated."""
    found: Actor | None = getattr(request.state, "actor", None)
    if found is None:
        authenticate: Authenticate = request.app.state.authenticate
        found = await authenticate(request)
        request.state.actor = found
    return found


CurrentActor = Annotated[Actor, Depends(current_actor)]


def bearer_of(request: Request) -> str:
    """The bearer credential of a request. Raises NotAuthenticated."""
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not credential.strip():
        raise NotAuthenticated
    return credential.strip()


class Router(APIRouter):
    """An APIRouter whose every route names its policy: a scope of `actor.SCOPES`, or PUBLIC."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        policy = (options.get("openapi_extra") or {}).get("x-policy")
        if policy is None:
            raise TypeError(f"{path}: a route needs a policy; use Router.call(…, policy=…)")
        super().add_api_route(path, endpoint, **options)

    def call(
        self,
        method: str,
        path: str,
        *,
        policy: str,
        rate: Rate = "",
        answers: Any = None,
        status: int = 200,
        **options: Any,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Mount a handler. `answers` is the type of `data`; leave it out for streams and downloads. `rate`: the limit
        that such calls have of their own."""
        if policy != PUBLIC and policy not in SCOPES:
            raise TypeError(f"{path}: {policy} is no scope")
        dependencies = [] if policy == PUBLIC else [Depends(_requires(policy))]
        dependencies.append(Depends(_admitted(rate)))
        model = Envelope[answers] if answers is not None else None

        def mount(handler: Callable[..., Any]) -> Callable[..., Any]:
            self.add_api_route(
                path,
                handler,
                methods=[method],
                response_model=model,
                status_code=status,
                dependencies=dependencies,
                openapi_extra={"x-policy": policy, **options.pop("openapi_extra", {})},
                responses=_documented_errors(policy) | options.pop("responses", {}),
                **options,
            )
            return handler

        return mount


def ungoverned_routes(app: FastAPI) -> list[str]:
    """The documented routes of an app that carry no policy: must be empty."""
    paths = app.openapi().get("paths", {})
    return [
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        for method, operation in methods.items()
        if "x-policy" not in operation
    ]


def language_of(request: Request) -> Language:
    """The asker's language: the first of Korean and English in Accept-Language, else English."""
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("ko"):
            return "ko"
        if tag.startswith("en"):
            return "en"
    return "en"


def error_answer(error: NullusError, request: Request) -> Response:
    """The one mapping of errors to HTTP."""
    language = language_of(request)
    body = ErrorEnvelope(
        result_code=error.result_code,
        message=error.message_in(language),
        hint=error.hint_in(language),
        request_id=request.scope.get("request_id", "-"),
    )
    headers = {"Cache-Control": "no-store"}
    if error.retry_after_seconds is not None:
        headers["Retry-After"] = str(max(1, math.ceil(error.retry_after_seconds)))
    if isinstance(error, NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body.model_dump(by_alias=True), HTTP_STATUS[error.kind], headers)


def install_errors(app: FastAPI, answer: Callable[[NullusError, Request], Response] = error_answer) -> None:
    """Map every exception of a handler to an answer; anything unforeseen becomes INTERNAL_ERROR and is logged."""

    async def on_nullus(request: Request, error: Exception) -> Response:
        assert isinstance(error, NullusError)
        return answer(error, request)

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer(InvalidInput(problem=describe_problems(error.errors(), language_of(request))), request)

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return answer(RouteNotFound(), request)
        if error.status_code == 405:
            return answer(MethodNotAllowed(method=request.method), request)
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


class RequestFrame:
    """The outermost ASGI layer: a request id, security headers, the limits on bodies, the last resort for defects."""

    def __init__(
        self, app: ASGIApp, on_defect: Callable[[Scope, Exception], None], silence_seconds: float = SILENCE_SECONDS
    ) -> None:
        self.app = app
        self.on_defect = on_defect
        self.silence_seconds = silence_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["request_id"] = request_id = new_id().hex
        body = RequestBody(scope, receive, self.silence_seconds)
        started = complete = False

        async def framed_send(message: Message) -> None:
            nonlocal started, complete
            complete = message["type"] == "http.response.body" and not message.get("more_body", False)
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", request_id.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"x-frame-options", b"DENY"),
                    (b"referrer-policy", b"no-referrer"),
                    (b"x-robots-tag", b"noindex, noai, noimageai"),
                    *([(b"connection", b"close")] if body.stalled else []),
                ]
            await send(message)

        try:
            await self.app(scope, body.receive, framed_send)
        except Exception as error:  # the HTTP edge: whatever reaches it is a defect, logged and answered
            self.on_defect(scope, error)
            if complete:
                return
            if started:
                raise
            await error_answer(InternalError(), Request(scope))(scope, receive, framed_send)


def _requires(scope: str) -> Callable[[Actor], Awaitable[None]]:
    async def check(actor: CurrentActor) -> None:
        actor.require(scope)

    return check


def _admitted(rate: Rate) -> Callable[[Request], Awaitable[None]]:
    """Counts the call against the limits of its asker: after the policy, so that the actor is known where there is one."""

    async def check(request: Request) -> None:
        admit: Admit | None = getattr(request.app.state, "admit", None)
        if admit is not None:
            await admit(request, getattr(request.state, "actor", None), rate)

    return check


def _documented_errors(policy: str) -> dict[int | str, dict[str, Any]]:
    statuses = {400, 413, 422, 429, 500, 503} | (set() if policy == PUBLIC else {401, 403}) | {404, 409}
    return {status: {"model": ErrorEnvelope} for status in sorted(statuses)}
