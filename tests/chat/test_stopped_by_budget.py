"""Budgets as whoever asks meets them over HTTP: a warning at four fifths, then the stop, with what to do."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from tests.chat.conftest import Asked
from tests.llm.scripted_server import Reply, ScriptedServer

COMPLETIONS = "/v1/chat/completions"
QUESTION = "When does the harbour office open every morning?"
_PRICE = 1_000_000
"""Of a million tokens: a token costs 1."""


def using(tokens: int) -> Reply:
    """A model that says what it has taken."""
    said = {"choices": [{"index": 0, "delta": {"content": "It opens at 7:30 [1]."}, "finish_reason": "stop"}]}
    took = {"choices": [], "usage": {"prompt_tokens": tokens, "completion_tokens": 0}}
    frames = [f"data: {json.dumps(each)}\n\n".encode() for each in (said, took)]
    return Reply([*frames, b"data: [DONE]\n\n"], media="text/event-stream")


@dataclass
class Asker:
    """Somebody who asks a collection of one short document, so that what a question may cost is known: 1,024 and a little."""

    client: httpx.AsyncClient
    collection: str
    name: str

    async def ask(self, path: str = "/api/v1/ask", language: str = "en") -> httpx.Response:
        body: dict[str, object] = {"question": QUESTION, "collectionIds": [self.collection]}
        if not path.startswith("/api"):
            body = {"model": f"nullus/{self.name}", "messages": [{"role": "user", "content": QUESTION}]}
        return await self.client.post(path, json=body, headers={"Accept-Language": language})


async def asker(client: httpx.AsyncClient) -> Asker:
    name = f"budgeted {uuid.uuid4().hex[:8]}"
    made = (await client.post("/api/v1/collections", json={"name": name})).json()["data"]["id"]
    path = f"/api/v1/collections/{made}/documents"
    await client.post(path, files={"file": ("harbour.md", b"The harbour office opens at 7:30 every morning.")})
    async with asyncio.timeout(60):
        while (await client.get(path)).json()["data"]["items"][0]["status"] != "ready":
            await asyncio.sleep(0.1)
    return Asker(client, made, name)


@asynccontextmanager
async def budgeted(here: Asked, amount: int) -> AsyncIterator[Asker]:
    """Somebody in a workspace that may spend so much a day; afterwards models cost nothing again."""
    operator = (here.process.home / "secrets" / "operator-token").read_text(encoding="utf-8").strip()
    headers = {"Authorization": f"Bearer {operator}"}
    price = {"provider": "openai", "model": "tiny"}
    async with (
        here.client() as client,
        httpx.AsyncClient(base_url=here.process.address, headers=headers, timeout=30, trust_env=False) as house,
    ):
        priced = {**price, "perMillionRead": _PRICE, "perMillionWritten": _PRICE}
        assert (await house.put("/api/v1/prices", json=priced)).status_code == 200
        made = await house.put("/api/v1/budgets", json={"meter": "money", "period": "day", "amount": amount})
        assert made.status_code == 200, made.text
        try:
            yield await asker(client)
        finally:
            await house.delete(f"/api/v1/budgets/{made.json()['data']['id']}")
            await house.put("/api/v1/prices", json={**price, "perMillionRead": 0, "perMillionWritten": 0})


async def test_a_budget_warns_and_then_stops_with_what_to_do(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, using(2_500))
    async with budgeted(written, 3_000) as asking:
        answered = await asking.ask()
        assert answered.status_code == 200, answered.text
        assert float(answered.json()["data"]["served"]["cost"]) == 2_500
        async with asyncio.timeout(30):
            while not (notices := (await asking.client.get("/api/v1/me/usage")).json()["data"]["budgets"]):
                await asyncio.sleep(0.05)
        assert [(each["state"], each["percent"]) for each in notices] == [("warned", 83)]
        asked = len(model_server.requests)
        for path, language, said in (
            ("/api/v1/ask", "en", "This workspace's budget for models (3,000 USD a day) leaves too little"),
            ("/api/v1/ask", "ko", "모델 예산(하루 3,000 USD)"),
            ("/v1/chat/completions", "en", "nullus budgets set"),
        ):
            stopped = await asking.ask(path, language)
            assert (stopped.status_code, said in stopped.text) == (429, True), stopped.text
            assert int(stopped.headers["retry-after"]) > 0
        assert len(model_server.requests) == asked


async def test_of_many_askers_at_once_for_the_last_money_exactly_one_is_answered(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, using(2_500))
    async with budgeted(written, 2_000) as asking:
        asked = len(model_server.requests)
        told = await asyncio.gather(*(asking.ask() for _ in range(8)))
        assert sorted(each.status_code for each in told) == [200] + [429] * 7, [each.text for each in told]
        assert len(model_server.requests) == asked + 1
