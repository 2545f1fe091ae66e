"""The audit at the HTTP edge: every request says where it comes from; every refusal is recorded before it is answered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nullus.audit.origin import Origin, coming_from
from nullus.audit.refusals import record_refusal
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import HTTP_STATUS, ErrorKind, NullusError, RouteNotFound

_REFUSED = "nullus.refused"
_ACCESS = frozenset({ErrorKind.UNAUTHENTICATED, ErrorKind.FORBIDDEN, ErrorKind.NOT_FOUND})
_METHODS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"})

Answer = Callable[[NullusError, Request], Response]


def noting(answer: Answer) -> Answer:
    """The mapping of errors to answers, which also leaves the error where the edge finds it."""

    def noted(error: NullusError, request: Request) -> Response:
        request.scope[_REFUSED] = error
        return answer(error, request)

    return noted


class AuditEdge:
    """ASGI layer inside the request frame."""

    def __init__(self, app: ASGIApp, db: Database) -> None:
        self.app = app
        self._db = db

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        client = scope.get("client")

        async def watched_send(message: Message) -> None:
            error = scope.get(_REFUSED)
            if message["type"] == "http.response.start" and error is not None and 400 <= message["status"] < 500:
                await self._record(scope, error)
            await send(message)

        address = str(client[0]) if client else ""
        with coming_from(Origin(address, scope.get("request_id", "-"), lambda: _actor_of(scope))):
            await self.app(scope, receive, watched_send)

    async def _record(self, scope: Scope, error: NullusError) -> None:
        kind, object_id = _object_of(scope.get("path_params") or {})
        await record_refusal(
            self._db,
            _actor_of(scope),
            _action_of(error),
            object_kind=kind,
            object_id=object_id,
            details={
                "code": error.code,
                "status": HTTP_STATUS[error.kind],
                "method": scope["method"] if scope["method"] in _METHODS else None,
                "route": getattr(scope.get("route"), "path", None),
            },
        )


def _actor_of(scope: Scope) -> Actor | None:
    found: Actor | None = scope.get("state", {}).get("actor")
    return found


def _action_of(error: NullusError) -> str:
    if error.kind == ErrorKind.EXHAUSTED:
        return "request.limited"
    return "access.refused" if error.kind in _ACCESS and not isinstance(error, RouteNotFound) else "request.refused"


def _object_of(parameters: dict[str, Any]) -> tuple[str | None, str | None]:
    """What the address names: the last id in it, when it looks like one."""
    for name, value in reversed(parameters.items()):
        if not name.endswith("_id"):
            continue
        try:
            return name.removesuffix("_id"), str(value if isinstance(value, UUID) else UUID(str(value)))
        except ValueError:
            return name.removesuffix("_id"), str(value) if str(value).isdecimal() and len(str(value)) < 20 else None
    return None, None
