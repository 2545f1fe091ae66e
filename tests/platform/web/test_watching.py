"""What lasts ends with the right to it; what ends by itself is not cut off in the middle of saying so."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Message

from nullus.platform.errors import AccessEnded, NullusError
from nullus.platform.web.policy import Policy
from nullus.platform.web.watching import StreamCut, Watch

BODY: Message = {"type": "http.response.body", "body": b"words"}


class Sending:
    """A request whose asker loses the right to it while the first message of its answer is on the way."""

    def __init__(self) -> None:
        self.watched, self.losing, self.lost = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.sent: list[Message] = []
        state = SimpleNamespace(lost=self._lost)
        scope: dict[str, Any] = {"type": "http", "method": "POST", "headers": [], "path": "/", "query_string": b""}
        scope |= {"app": SimpleNamespace(state=state), "state": {"actor": object()}}
        self.watch = Watch(scope, self._receive, self._send, Policy("documents:write"))

    async def _receive(self) -> Message:
        return {"type": "http.disconnect"}

    async def _lost(self, *_: Any) -> NullusError:
        self.watched.set()
        await self.losing.wait()
        asyncio.get_running_loop().call_soon(self.lost.set)
        return AccessEnded()

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.losing.set()
            await self.lost.wait()
            await asyncio.sleep(0)
        self.sent.append(message)

    async def answer(self, status: int) -> list[Message]:
        await self.watched.wait()
        try:
            await self.watch.send({"type": "http.response.start", "status": status, "headers": []})
            await self.watch.send(BODY)
        finally:
            self.watch.close()
        return self.sent


async def test_a_refusal_that_is_being_said_is_said_to_its_end() -> None:
    sent = await Sending().answer(403)
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]


async def test_an_answer_is_cut() -> None:
    sending = Sending()
    with pytest.raises(StreamCut):
        await sending.answer(200)
    assert BODY not in sending.sent
