"""A request that lasts is asked again whether it still may: uploads, downloads and streams end with the right to them.

Every route with a policy is watched, so no new one can forget it. A route that says itself how it ends (an answer with a last
event) takes the watch over.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from starlette.types import Message, Receive, Scope, Send

from nullus.platform.actor import SCOPES
from nullus.platform.errors import AccessEnded, NullusError
from nullus.platform.web.policy import Policy

BEGINS_SECONDS = 1.0
"""Most requests are over by then and cost a timer. What the watch itself takes comes on top; the sum stays below five."""
Lost = Callable[..., Coroutine[Any, Any, NullusError]]
"""Given the request and permissions: waits until the asker may no more, and says why."""
_TAKEN = "nullus.watched"


class StreamCut(Exception):
    """The asker lost the right to an answer of which a part is sent: the connection closes without its end."""


def take_over(request: Request) -> None:
    """From here on the route watches itself."""
    request.scope[_TAKEN] = True


class Watch:
    """The receiving and the sending side of one request, either of which ends when its asker may no more."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, policy: Policy) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._scopes = (policy.name,) if policy.name in SCOPES else ()
        self._refusal: NullusError | None = None
        self._inside: set[asyncio.Task[Any]] = set()
        self._started = False
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(BEGINS_SECONDS, self._begin)

    def close(self) -> None:
        """The request is over."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    async def receive(self) -> Message:
        """The next piece of the request. Raises AccessEnded; an answer that began hears that nobody listens any more."""
        if not self._cut:
            message: Message = await self._unless_cut(self._receive()) or {}
            if message:
                return message
        if self._started:
            return {"type": "http.disconnect"}
        raise AccessEnded

    async def send(self, message: Message) -> None:
        """Send a piece of the answer. Raises StreamCut in the middle of one, and why before the first of what is only read."""
        if self._cut and self._refusal is not None:
            if self._started:
                raise StreamCut
            refusal, self._refusal = self._refusal, None
            if self._scope["method"] == "GET":
                raise refusal
        if message["type"] == "http.response.start":
            self._started = True
            if message["status"] >= 400:  # a refusal is written down before it is said: nothing may cut that off
                take_over(Request(self._scope))
        await self._unless_cut(self._send(message))

    @property
    def _cut(self) -> bool:
        return self._refusal is not None and not self._scope.get(_TAKEN)

    async def _unless_cut(self, work: Any) -> Any:
        """Do a piece of work; None when the right was lost meanwhile."""
        task = asyncio.current_task()
        assert task is not None
        self._inside.add(task)
        try:
            return await work
        except asyncio.CancelledError:
            if task in self._inside or task.uncancel():  # somebody else wants it to end
                raise
            return None
        finally:
            self._inside.discard(task)

    def _begin(self) -> None:
        request = Request(self._scope)
        lost: Lost | None = getattr(request.app.state, "lost", None)
        if lost is not None and getattr(request.state, "actor", None) is not None:
            self._task = asyncio.create_task(self._watch(lost(request, *self._scopes)))

    async def _watch(self, lost: Coroutine[Any, Any, NullusError]) -> None:
        self._refusal = await lost
        if not self._cut:
            return
        inside, self._inside = self._inside, set()
        for task in inside:
            task.cancel()
