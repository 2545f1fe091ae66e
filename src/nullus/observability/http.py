"""`/healthz`, `/readyz`, `/metrics`, and the layer that counts and logs every request.

Labels and log fields hold route templates, never raw paths: a path can carry content, and every new one would be a new series.
"""

import ipaddress
import time
from functools import cache
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nullus.observability import logs, metrics
from nullus.observability.checks import Checks, are_ready
from nullus.platform.web import PUBLIC, Router, current_actor, language_of

router = Router(tags=["health"])
_log = logs.get("nullus.http")
_REQUESTS = metrics.counter("http_requests", "Answered HTTP requests.", ("method", "route", "status"))
_DURATION = metrics.histogram("http_request_seconds", "From request to last byte.", ("method", "route"))
_METHODS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"})
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


@router.call("GET", "/healthz", policy=PUBLIC, include_in_schema=False)
async def healthz() -> Response:
    """Alive: this process answers. Says nothing else."""
    return Response("ok\n", media_type="text/plain", headers={"Cache-Control": "no-store"})


@router.call("GET", "/readyz", policy=PUBLIC, include_in_schema=False)
async def readyz(request: Request) -> Response:
    """Ready or not, and the state of each part with its reason; 503 when not."""
    checks: Checks = request.app.state.checks
    findings = await checks.run()
    language = language_of(request)
    ready = are_ready(findings)
    parts = [
        {
            "name": name,
            "state": finding.state,
            "reason": finding.reason.render(language, {}) if finding.reason else None,
            "mend": finding.mend.render(language, {}) if finding.mend else None,
        }
        for name, finding in findings.items()
    ]
    body: dict[str, Any] = {"ready": ready, "parts": parts}
    return JSONResponse(body, 200 if ready else 503, {"Cache-Control": "no-store"})


@router.call("GET", "/metrics", policy=PUBLIC, include_in_schema=False)
async def show_metrics(request: Request) -> Response:
    """Prometheus's text format: for this machine itself, and for holders of the scope `operate`."""
    if not is_local(request):
        (await current_actor(request)).require("operate")
    return Response(metrics.render(), media_type=metrics.CONTENT_TYPE)


def is_local(request: Request) -> bool:
    """Whether the caller is this machine itself and not a proxy on it that speaks for another."""
    if any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip")):
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


class RequestLog:
    """ASGI layer inside the request frame: one log line and one count for each request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def watched_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with logs.fields(request_id=scope.get("request_id", "-")):
            try:
                await self.app(scope, receive, watched_send)
            finally:
                self._note(scope, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "-")
        method = scope["method"] if scope["method"] in _METHODS else "-"
        counted, timed = _series(method, route, status)
        counted.inc()
        timed.observe(seconds)
        if route not in _QUIET or status >= 500:
            _log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


@cache
def _series(method: str, route: str, status: int) -> tuple[Any, Any]:
    """The counter and the histogram of one kind of request: looking them up costs more than counting."""
    return _REQUESTS.labels(method, route, str(status)), _DURATION.labels(method, route)
