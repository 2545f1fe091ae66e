"""The outermost ASGI layer: a request id, security headers, the limits on bodies, the last resort for defects."""

import re
from collections.abc import Callable, Iterable

from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nullus.kit import new_id
from nullus.platform.errors import BadHost, InternalError, NullusError, RouteNotFound
from nullus.platform.web.answers import error_answer
from nullus.platform.web_body import SILENCE_SECONDS, RequestBody

_HOST = re.compile(rb"([A-Za-z0-9_.-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")

_FRAMED = re.compile(rb"frame-ancestors (?!'none')")
"""A page that says by its own policy whose pages may show it; the older header has no word for that."""


class RequestFrame:
    """The outermost ASGI layer: a request id, security headers, the limits on bodies, the last resort for defects."""

    def __init__(
        self,
        app: ASGIApp,
        on_defect: Callable[[Scope, Exception], None],
        silence_seconds: float = SILENCE_SECONDS,
        answer: Callable[[NullusError, Request], Response] = error_answer,
    ) -> None:
        self.app = app
        self.on_defect = on_defect
        self.silence_seconds = silence_seconds
        self.answer = answer

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
                said = {name.lower(): value for name, value in message["headers"]}
                framed = _FRAMED.search(said.get(b"content-security-policy", b"")) is not None
                message["headers"] = [
                    *message["headers"],
                    *(
                        [] if b"cache-control" in said else [(b"cache-control", b"no-store")]
                    ),  # what is somebody's is nobody's to keep
                    (b"x-request-id", request_id.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    *([] if framed else [(b"x-frame-options", b"DENY")]),
                    (b"referrer-policy", b"no-referrer"),
                    *([] if b"x-robots-tag" in said else [(b"x-robots-tag", b"noindex, noai, noimageai")]),
                    *([(b"connection", b"close")] if body.stalled else []),
                ]
            await send(message)

        try:
            if "\0" in scope["path"]:  # no name holds one, and no database takes one
                await self.answer(RouteNotFound(), Request(scope))(scope, receive, framed_send)
                return
            if not _names_a_host(scope["headers"]):
                await self.answer(BadHost(), Request({**scope, "headers": []}))(scope, receive, framed_send)
                return
            await self.app(scope, body.receive, framed_send)
        except Exception as error:  # the HTTP edge: whatever reaches it is a defect, logged and answered
            self.on_defect(scope, error)
            if complete:
                return
            if started:
                raise
            await self.answer(InternalError(), Request(scope))(scope, receive, framed_send)


def _names_a_host(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the request names no host (HTTP/1.0) or one that is well formed: addresses are built from it."""
    named = [value for name, value in headers if name == b"host"]
    return not named or (len(named) == 1 and _HOST.fullmatch(named[0]) is not None)
