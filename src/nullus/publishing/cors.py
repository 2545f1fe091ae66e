"""Which origins hear the answers of a chatbot: answered app by app, for errors as well, and never with cookies.

An ASGI layer, because a browser asks before it sends (a preflight names no credential), and because a page has to be able to
read why it was refused by the limits.
"""

import time
from urllib.parse import parse_qs

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nullus.platform.database import Database
from nullus.platform.errors import NullusError
from nullus.publishing import visits
from nullus.publishing.opening import Openings
from nullus.publishing.publications import Publication

PATH = "/embed/v1/"
COUNTED_SECONDS = 5.0
"""A refused origin is counted once in so long: whoever knocks a thousand times a second causes no thousand writes."""
_MOST_COUNTED = 5_000
_PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"authorization, content-type, accept-language"),
    (b"access-control-max-age", b"600"),
]


class EmbedCors:
    """Inside the request frame, so that its headers stand on preflights too."""

    def __init__(self, app: ASGIApp, db: Database, openings: Openings) -> None:
        self.app = app
        self._db = db
        self._openings = openings
        self._counted: dict[tuple[str, str], float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PATH):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        origin = request.headers.get("origin", "")
        publication = await self._asked_for(request) if origin else None
        allowed = publication is not None and visits.may_show(publication, origin, request)
        headers: list[tuple[bytes, bytes]] = [(b"vary", b"Origin")]
        if allowed:
            headers += [
                (b"access-control-allow-origin", origin.encode("latin-1", "replace")),
                (b"access-control-expose-headers", b"retry-after, x-request-id"),
            ]
        if scope["method"] == "OPTIONS" and "access-control-request-method" in request.headers:
            if publication is not None and not allowed:
                await self._count(publication, origin[:300])
            status = 204 if allowed else 403
            preflight = [*headers, *(_PREFLIGHT if allowed else [])]
            await send({"type": "http.response.start", "status": status, "headers": preflight})
            await send({"type": "http.response.body", "body": b""})
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        await self.app(scope, receive, told)

    async def _asked_for(self, request: Request) -> Publication | None:
        named = parse_qs(request.url.query).get("app", [])
        if len(named) != 1 or len(named[0]) > 64:
            return None
        try:
            return await self._openings.by_app(named[0])
        except NullusError:
            return None

    async def _count(self, publication: Publication, origin: str) -> None:
        """A browser that is refused beforehand sends nothing else: this is where the owner's statistics hear of it."""
        key, now = (publication.app, origin), time.monotonic()
        if self._counted.get(key, 0.0) > now:
            return
        if len(self._counted) >= _MOST_COUNTED:
            self._counted.clear()
        self._counted[key] = now + COUNTED_SECONDS
        await visits.count_refusal(self._db, publication, origin)
