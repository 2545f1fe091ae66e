"""A server outside that writes down all that reaches it, and the gateway of a process that knows it."""

import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text
from tests.identity.spaces import Space, space
from tests.llm.scripted_server import Reply, ScriptedServer, Seen, json_reply, openai_stream

from nullus.audit import keeping_refusals
from nullus.llm import Completed, Delta, Gateway, LlmSettings, Message, ModelCall
from nullus.llm.directory import Directory, Offered, changes
from nullus.llm.directory.changes import Wish
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sealing import open_sealer
from nullus.platform.sensitivity import Sensitivity

CHAT, EMBED, RERANK = "/v1/chat/completions", "/v1/embeddings", "/v1/rerank"
MODELS = [Offered("tiny"), Offered("ranker", "rerank")]
OPERATOR_SCOPES = frozenset({"*"})
Site = Callable[[str, Sensitivity], Coroutine[Any, Any, object]]


def talking(server: ScriptedServer) -> ScriptedServer:
    """Let it do all that it is asked for."""
    server.on(CHAT, openai_stream("fine"))
    server.on(EMBED, _vectors)
    server.on(RERANK, _scores)
    return server


def _vectors(seen: Seen) -> Reply:
    return json_reply({"data": [{"index": at, "embedding": [3, 4]} for at in range(len(seen.body["input"]))]})


def _scores(seen: Seen) -> Reply:
    found = [{"index": at, "relevance_score": 0.5} for at in range(len(seen.body["documents"]))]
    return json_reply({"results": found})


def arrived(server: ScriptedServer) -> str:
    """Everything that reached a server: paths, headers and bodies."""
    return json.dumps([[each.path, each.headers, each.body] for each in server.requests], ensure_ascii=False)


@dataclass
class House:
    """A gateway, somebody who asks, and the operator's list."""

    db: Database
    people: Space
    directory: Directory
    operator: Actor
    settings: LlmSettings
    gateway: Gateway

    async def add(self, name: str, server: ScriptedServer, clearance: Sensitivity) -> None:
        wish = Wish(url=server.url, clearance=clearance, models=MODELS)
        await changes.add(self.directory, self.operator, name, "openai", wish, unchecked=True)

    def call(self, words: str, label: Sensitivity, **more: Any) -> ModelCall:
        values: dict[str, Any] = {"task": "answer", "prompt": "test.v1"} | more
        return ModelCall(actor=self.people.owner, messages=[Message("user", words)], sensitivity=label, **values)

    async def told(self, call: ModelCall) -> tuple[str, Completed]:
        """The whole answer and its end."""
        said, end = "", None
        async with aclosing(self.gateway.chat(call)) as parts:
            async for part in parts:
                said += part.text if isinstance(part, Delta) else ""
                end = part if isinstance(part, Completed) else end
        assert end is not None
        return said, end

    async def refusals(self) -> list[tuple[str, str, str, str]]:
        """What the trail says was kept back: task, label, provider, its clearance; oldest first."""
        inside = Actor("system", self.people.id, scopes=frozenset({"*"}))
        async with self.db.transaction(inside) as tx:
            rows = await tx.execute(
                text(
                    "select details->>'purpose', details->>'sensitivity', details->>'provider', details->>'clearance', "
                    "details::text from audit.entries where workspace_id = :id and action = 'egress.refused' "
                    "and outcome = 'refused' order by id"
                ),
                {"id": self.people.id},
            )
            found = rows.all()
        assert "canary" not in str(found), "the trail says never what it was"
        return [tuple(row[:4]) for row in found]


@asynccontextmanager
async def house(db: Database, home: Path, embedding: ScriptedServer, clearance: Sensitivity) -> AsyncIterator[House]:
    """A process whose embedder is on a server of this clearance, with an empty list of providers."""
    people = await space(db, "owner", "editor")
    settings = LlmSettings(
        provider="none",
        embedder="openai:vectors",
        embedder_url=embedding.url,
        embedder_clearance=clearance,
        embedder_dimension=2,
        first_token_seconds=10,
        retries=1,
        breaker_calls=0,
    )
    directory = Directory(db, open_sealer(home), settings)
    gateway = Gateway(settings, db, None, directory)
    operator = Actor("operator", people.owner.workspace_id, scopes=OPERATOR_SCOPES, credential="operator")
    try:
        async with keeping_refusals(db, home / "refusals", per_minute=1000):  # each by itself, not their number
            yield House(db, people, directory, operator, settings, gateway)
    finally:
        await gateway.close()
        await directory.close()
        async with db.system_transaction() as tx:
            await tx.execute(text("delete from llm.providers"))
            await tx.execute(text("delete from llm.routes"))
