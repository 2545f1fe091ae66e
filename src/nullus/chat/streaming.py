"""Answers on the wire as they are written: raw ASGI frames, few and soon, ended at once when nobody listens any more."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import aclosing
from typing import Any, Generic, TypeVar

from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from nullus.chat.answering.events import Citation, Delta
from nullus.platform.errors import NullusError

WINDOW_SECONDS = 0.12
"""Text is gathered so long before it is sent: about eight frames a second. The first goes at once."""
KEEP_ALIVE_SECONDS = 10.0
SILENT_START_SECONDS = 2.0
"""After so long without a first event the answer begins, so that proxies and people see that it is alive."""
SEND_SECONDS = 30.0
"""A listener that takes nothing for so long is gone."""
_QUEUE = 256

T = TypeVar("T")
E = TypeVar("E")
"""What an answer consists of: events of chat, or what a model itself says."""
ErrorAnswer = Callable[[NullusError, Request], Response]
Refused = Callable[[], Coroutine[Any, Any, NullusError]]
"""Waits until the asker may not hear the answer any more, and says why."""


class EventStream(Response, Generic[E]):
    """Server-sent events of one answer. An error before the first event is an ordinary HTTP error."""

    media_type = "text/event-stream"

    def __init__(
        self,
        steps: AsyncGenerator[E, None],
        render: Callable[[E], bytes],
        broken: Callable[[NullusError], bytes],
        error_answer: ErrorAnswer,
        opening: bytes = b"",
        refused: Refused | None = None,
    ) -> None:
        super().__init__()
        self._steps = steps
        self._render = render
        self._broken = broken
        self._error_answer = error_answer
        self._opening = opening
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await while_heard(receive, self._send(scope, receive, send))

    async def _send(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def frame(body: bytes, *, more: bool = True) -> None:
            nonlocal started
            async with asyncio.timeout(SEND_SECONDS):
                if not started:
                    started = True
                    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
                    body = self._opening + body
                await send({"type": "http.response.body", "body": body, "more_body": more})

        try:
            async with aclosing(gathered(self._steps, self._refused)) as batches:
                async for batch in batches:
                    await frame(b"".join(self._render(event) for event in batch) if batch else b": \n\n")
        except NullusError as error:
            if not started:
                answer = self._error_answer(error, Request(scope))
                await answer(scope, receive, send)
                return
            await frame(self._broken(error))
        except TimeoutError:
            return  # nobody takes the frames
        await frame(b"", more=False)


async def while_heard(receive: Receive, work: Coroutine[Any, Any, T], refused: Refused | None = None) -> T | None:
    """Do the work, but stop it when the client hangs up (None then), or may not hear it any more (raises why)."""
    working = asyncio.create_task(work)
    listening = asyncio.create_task(_gone(receive))
    watching = asyncio.create_task(refused()) if refused else None
    tasks = [each for each in (working, listening, watching) if each is not None]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        if watching is not None and watching.done():
            raise watching.result()
        return None
    finally:
        for task in tasks:
            if not task.done():
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _gone(receive: Callable[[], Awaitable[Any]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def gathered(steps: AsyncGenerator[E, None], refused: Refused | None = None) -> AsyncGenerator[list[E], None]:
    """Events in batches: the first at once, text gathered for a moment after that. An empty batch: nothing yet, still alive."""
    queue: asyncio.Queue[E | BaseException | None] = asyncio.Queue(_QUEUE)
    tasks = [asyncio.create_task(_produce(steps, queue))]
    if refused is not None:
        tasks.append(asyncio.create_task(_end_when(refused, tasks[0], queue)))
    loop = asyncio.get_running_loop()
    wait, sent = SILENT_START_SECONDS, -WINDOW_SECONDS
    try:
        while True:
            try:
                async with asyncio.timeout(wait):
                    item = await queue.get()
            except TimeoutError:
                yield []
                wait = KEEP_ALIVE_SECONDS
                continue
            wait = KEEP_ALIVE_SECONDS
            batch, ending = await _window(queue, item, sent + WINDOW_SECONDS)
            if batch:
                yield merged(batch)
                sent = loop.time()
            if isinstance(ending, BaseException):
                raise ending
            if ending is _END:
                return
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _End:
    pass


_END = _End()


async def _window(
    queue: "asyncio.Queue[E | BaseException | None]", item: E | BaseException | None, until: float
) -> tuple[list[E], "BaseException | _End | None"]:
    """What has come until that time, and the end if it has come."""
    batch: list[E] = []
    while True:
        if item is None:
            return batch, _END
        if isinstance(item, BaseException):
            return batch, item
        batch.append(item)
        try:
            if not queue.empty():
                item = queue.get_nowait()
                continue
            if not isinstance(batch[-1], Delta | Citation):
                return batch, None
            async with asyncio.timeout_at(until):
                item = await queue.get()
        except TimeoutError:
            return batch, None


async def _produce(steps: AsyncGenerator[E, None], queue: "asyncio.Queue[E | BaseException | None]") -> None:
    try:
        async with aclosing(steps) as source:
            async for step in source:
                await queue.put(step)
    except Exception as error:  # noqa: BLE001  handed to the reader of the queue, who raises it
        await queue.put(error)
        return
    await queue.put(None)


async def _end_when(
    refused: Refused, producing: asyncio.Task[None], queue: "asyncio.Queue[E | BaseException | None]"
) -> None:
    """Let nothing more be heard, not even what waits to be sent."""
    error = await refused()
    producing.cancel()
    await asyncio.gather(producing, return_exceptions=True)
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(error)


def merged(batch: list[E]) -> list[E]:
    """One Delta for neighbouring texts; the citations between them follow it."""
    found: list[Any] = []
    text: list[str] = []
    cited: list[E] = []

    def settle() -> None:
        if text:
            found.append(Delta("".join(text)))
        found.extend(cited)
        text.clear()
        cited.clear()

    for event in batch:
        if isinstance(event, Delta):
            text.append(event.text)
        elif isinstance(event, Citation):
            cited.append(event)
        else:
            settle()
            found.append(event)
    settle()
    return found


_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
