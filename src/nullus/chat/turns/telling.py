"""A live answer on the wire: server-sent events as raw ASGI frames, the first word at once and then about five frames a second."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Response
from starlette.types import Receive, Scope, Send

from nullus.chat.streaming import KEEP_ALIVE_SECONDS, SEND_SECONDS, SILENT_START_SECONDS
from nullus.chat.turns.live import LiveAnswer, News, Place, Reader
from nullus.platform.errors import NullusError

WINDOW_SECONDS = 0.18
"""Text is gathered so long after a frame with text: about five frames a second."""
_ALIVE = b": \n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class AnswerStream(Response):
    """Reads an answer from a place to its end. The answer goes on without this reader for a moment when it leaves."""

    media_type = "text/event-stream"

    def __init__(
        self,
        answer: LiveAnswer,
        place: Place,
        render: Callable[[LiveAnswer, News, Place], bytes],
        broken: Callable[[NullusError], bytes],
        refused: Callable[[], Coroutine[Any, Any, NullusError]],
    ) -> None:
        """`render`: news that come after a place, as frames; `refused` ends when the reader may hear no more."""
        super().__init__()
        self._answer = answer
        self._place = place
        self._render = render
        self._broken = broken
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reader = self._answer.open(self._place)
        tasks = [asyncio.create_task(_listen(receive, reader)), asyncio.create_task(_refuse(reader, self._refused))]
        try:
            await self._send(reader, send)
        except TimeoutError:
            return  # nobody takes the frames
        finally:
            reader.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _send(self, reader: Reader, send: Send) -> None:
        begun, silence = False, SILENT_START_SECONDS
        while True:
            await reader.wait(silence)
            if reader.gone:
                return
            if reader.refusal is not None:
                body, last, text = self._broken(reader.refusal), True, False
            else:
                before = reader.place
                more = reader.answer.goes_beyond(before)
                news = reader.news()
                body = self._render(reader.answer, news, before) if more else _ALIVE
                last, text = news.ending is not None, bool(news.text)
            async with asyncio.timeout(SEND_SECONDS):
                if not begun:
                    begun, silence = True, KEEP_ALIVE_SECONDS
                    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
                await send({"type": "http.response.body", "body": body, "more_body": not last})
            if last:
                return
            if text:
                await asyncio.sleep(WINDOW_SECONDS)


async def read_out(
    answer: LiveAnswer, receive: Receive, refused: Callable[[], Coroutine[Any, Any, NullusError]]
) -> bool:
    """Wait for the end of an answer for somebody who wants it in one piece; false when they hung up. Raises why they may not
    hear it any more."""
    reader = answer.open(Place())
    tasks = [asyncio.create_task(_listen(receive, reader)), asyncio.create_task(_refuse(reader, refused))]
    try:
        while answer.ending is None:
            reader.news()
            await reader.wait(KEEP_ALIVE_SECONDS)
            if reader.refusal is not None:
                raise reader.refusal
            if reader.gone:
                return False
        return True
    finally:
        reader.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _refuse(reader: Reader, refused: Callable[[], Coroutine[Any, Any, NullusError]]) -> None:
    reader.leave(await refused())


async def _listen(receive: Receive, reader: Reader) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.leave()
