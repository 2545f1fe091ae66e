"""Bodies of requests: bounded in size, and in how long a client may hold a connection while it sends little or nothing."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

JSON_BODY_LIMIT = 1 << 20
SILENCE_SECONDS = 30.0
SLOWEST_BYTES_PER_SECOND = 1024  # on average, beyond the time of one silence


class RequestBody:
    """The receiving side of one request. Only waiting for the client counts, not what the service does in between."""

    def __init__(self, scope: Scope, receive: Receive, silence_seconds: float) -> None:
        scope["request_body"] = self
        self.limit: int | None = JSON_BODY_LIMIT
        self.stalled = False
        self._receive = receive
        self._silence = silence_seconds
        self._received = 0
        self._waited = 0.0
        self._complete = False

    async def receive(self) -> Message:
        """The next piece. Raises HTTPException 413 and 408: the framework lets no other error through its own parsing."""
        if self._complete:
            return await self._receive()
        message = await self._next()
        if message["type"] != "http.request":
            self._complete = True
            return message
        self._received += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self.limit is not None and self._received > self.limit:
            raise HTTPException(413)
        return message

    async def _next(self) -> Message:
        loop = asyncio.get_running_loop()
        began = loop.time()
        allowed = 2 * self._silence + self._received / SLOWEST_BYTES_PER_SECOND - self._waited
        try:
            async with asyncio.timeout(max(0.0, min(self._silence, allowed))):
                return await self._receive()
        except TimeoutError:
            self.stalled = True
            raise HTTPException(408) from None
        finally:
            self._waited += loop.time() - began


def lift_limit(scope: Scope) -> None:
    """Let the body of this request be of any size: for routes that read it as a stream."""
    body: RequestBody = scope["request_body"]
    body.limit = None
