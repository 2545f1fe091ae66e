"""Budgets and quotas as whoever asks meets them over HTTP: a warning at four fifths, then the stop, with what to do."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal

import httpx
from fastapi import FastAPI, Request
from sqlalchemy import text
from tests.chat.turning import COMPLETIONS, PASSAGES
from tests.identity.metered import quotas_of
from tests.knowledge.filled import Filled, WordsEmbedder, filled
from tests.llm.scripted_server import Reply, ScriptedServer
from tests.llm.spending.calling import budget, ledger_of, price

from nullus.chat import Answers, ChatSettings, error_answer, router
from nullus.knowledge import Retrieval
from nullus.llm import Gateway, LlmSettings
from nullus.llm.spending.budgets import notices
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.web import install_errors, mount

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
class Door:
    """The calls of chat, for one asker, with a ledger behind them."""

    db: Database
    place: Filled
    app: FastAPI

    @property
    def actor(self) -> Actor:
        return self.place.actor

    async def ask(self, path: str = "/api/v1/ask", language: str = "en") -> httpx.Response:
        body = {"question": QUESTION} if path.startswith("/api") else {"model": "nullus", "messages": _MESSAGES}
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://t", trust_env=False, timeout=60) as client:
            return await client.post(path, json=body, headers={"Accept-Language": language})

    async def warned(self) -> list[str]:
        async with self.db.system_transaction() as tx:
            found = await tx.execute(
                text(
                    "select details->>'percent' from audit.entries where action = 'budget.warned' and workspace_id = :id"
                ),
                {"id": self.actor.workspace_id},
            )
            return list(found.scalars())


_MESSAGES = [{"role": "user", "content": QUESTION}]


@asynccontextmanager
async def door(db: Database, server: ScriptedServer) -> AsyncIterator[Door]:
    embedder = WordsEmbedder()
    place = await filled(db, embedder)
    await place.add(PASSAGES, "harbour.md")
    ledger = ledger_of(db)
    gateway = Gateway(LlmSettings(provider="openai", url=server.url, model="tiny", breaker_calls=0), db, ledger)
    gateway._embedder = embedder
    retrieval = Retrieval(db, gateway)
    app = FastAPI()
    mount(app, (router,))
    install_errors(app, error_answer)
    app.state.database = db

    async def authenticate(request: Request) -> Actor:
        return place.actor

    app.state.authenticate = authenticate
    app.state.answers = Answers(db, retrieval, gateway, ChatSettings(), quotas_of(db))
    try:
        yield Door(db, place, app)
    finally:
        await retrieval.close()
        await gateway.close()
        await ledger.close()


async def test_a_budget_warns_and_then_stops_with_what_to_do(database: Database) -> None:
    await price(database, "openai", "tiny", read=_PRICE, written=_PRICE)
    async with ScriptedServer() as server, door(database, server) as here:
        server.on(COMPLETIONS, using(2_500))
        await budget(database, 3_000, workspace_id=here.actor.workspace_id, meter="money")
        answered = await here.ask()
        assert answered.status_code == 200, answered.text
        assert Decimal(answered.json()["data"]["served"]["cost"]) == 2_500
        async with asyncio.timeout(30):
            while not await here.warned():
                await asyncio.sleep(0.05)
        assert await here.warned() == ["83"]
        async with here.db.system_transaction() as tx:
            (standing,) = await notices(tx, here.actor)
        assert (standing.state, standing.percent) == ("warned", 83)
        for path, language, said in (
            ("/api/v1/ask", "en", "This workspace's budget for models (3,000 USD a day) leaves too little"),
            ("/api/v1/ask", "ko", "이 작업 공간의 모델 예산(하루 3,000 USD)"),
            ("/v1/chat/completions", "en", "nullus budgets set"),
        ):
            stopped = await here.ask(path, language)
            assert (stopped.status_code, said in stopped.text) == (429, True), stopped.text
            assert int(stopped.headers["retry-after"]) > 0
        assert len(server.requests) == 1


async def test_of_many_askers_at_once_for_the_last_money_exactly_one_is_answered(database: Database) -> None:
    await price(database, "openai", "tiny", read=_PRICE, written=_PRICE)
    async with ScriptedServer() as server, door(database, server) as here:
        server.on(COMPLETIONS, using(2_500))
        await budget(database, 2_000, workspace_id=here.actor.workspace_id, meter="money")
        told = await asyncio.gather(*(here.ask() for _ in range(8)))
        assert sorted(each.status_code for each in told) == [200] + [429] * 7
        assert len(server.requests) == 1
