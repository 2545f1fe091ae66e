"""B12: an answer that is being written ends within five seconds of its asker's loss of the right to it, and says why."""

import asyncio
import hashlib
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import psycopg
import pytest
from tests.chat.conftest import Asked
from tests.llm.scripted_server import ScriptedServer, openai_stream

from nullus.platform import postgres

SSE = {"Accept": "text/event-stream"}
SECONDS = 5.0
SLACK = 5.0  # a busy machine notices late; by then the model has still three quarters of a minute to go
WORDS: list[str | float] = [part for number in range(100) for part in (f"The harbour {number}. ", 0.5)]


@dataclass
class Member:
    """An editor of the first workspace, signed in a moment ago."""

    account: str
    session: str
    secret: str


def rows(asked: Asked) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(postgres.superuser_url(asked.process.home, postgres.DATABASE), autocommit=True)


def member(asked: Asked) -> Member:
    made = Member(str(uuid.uuid4()), str(uuid.uuid4()), f"nls_{uuid.uuid4().hex}{uuid.uuid4().hex}")
    email = f"{made.account}@example.org"
    with rows(asked) as connection:
        connection.execute(
            "insert into identity.accounts (id, kind, state, email, email_key, email_verified_at, name, tier) "
            "values (%s, 'person', 'active', %s, %s, now(), 'Asker', 'protostar')",
            (made.account, email, email),
        )
        connection.execute(
            "insert into identity.memberships select id, %s, 'editor' from identity.workspaces order by created_at, id limit 1",
            (made.account,),
        )
        connection.execute(
            "insert into identity.credentials (id, kind, name, hash, account_id, scopes, authenticated_at, seen_at, expires_at) "
            "values (%s, 'session', '', %s, %s, '{*}', now(), now(), now() + interval '1 day')",
            (made.session, hashlib.sha256(made.secret.encode()).digest(), made.account),
        )
    return made


LOSSES: dict[str, tuple[str, str]] = {
    "revoked": ("update identity.credentials set revoked_at = now() where id = %s", "session"),
    "suspended": ("update identity.accounts set state = 'suspended' where id = %s", "account"),
    "taken out of the workspace": ("delete from identity.memberships where account_id = %s", "account"),
}


@pytest.mark.parametrize("loss", LOSSES)
async def test_a_stream_ends_within_five_seconds(written: Asked, model_server: ScriptedServer, loss: str) -> None:
    who = await asyncio.to_thread(member, written)
    statement, which = LOSSES[loss]

    def lose() -> None:
        with rows(written) as connection:
            connection.execute(statement, (getattr(who, which),))

    cookies = {"nullus_session": who.secret}
    async with httpx.AsyncClient(
        base_url=written.process.address, cookies=cookies, timeout=60, trust_env=False
    ) as client:
        name, told, took = await cut(client, model_server, lose)
    assert name == "error", told
    assert told["code"] in {"NOT_AUTHENTICATED", "NOT_PERMITTED", "not_authenticated", "not_permitted"}, told
    assert took < SECONDS + SLACK
    await asyncio.wait_for(model_server.hung_up.wait(), 5)  # and nobody goes on paying for it


async def test_a_stream_of_nobody_who_loses_anything_goes_on(written: Asked, model_server: ScriptedServer) -> None:
    """Else the ends above would prove nothing."""
    who = await asyncio.to_thread(member, written)
    cookies = {"nullus_session": who.secret}
    async with httpx.AsyncClient(
        base_url=written.process.address, cookies=cookies, timeout=60, trust_env=False
    ) as client:
        model_server.on("/v1/chat/completions", openai_stream(*WORDS[:30]))
        name, _, _ = await cut(client, model_server, lambda: None, script=False)
    assert name == "done"


async def cut(
    client: httpx.AsyncClient, model_server: ScriptedServer, lose: Callable[[], None], *, script: bool = True
) -> tuple[str, dict[str, object], float]:
    """Ask, lose the right after the first words, and wait for the end: its event, what it says, seconds since the loss."""
    if script:
        model_server.on("/v1/chat/completions", openai_stream(*WORDS))
    name, began, told = "", 0.0, {}
    async with client.stream(
        "POST", "/api/v1/ask", json={"question": "When does the harbour open?"}, headers=SSE
    ) as answer:
        assert answer.status_code == 200, await answer.aread()
        async for line in answer.aiter_lines():
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                told = json.loads(line[6:])
            if name == "delta" and not began:
                await asyncio.to_thread(lose)
                began = time.monotonic()
    return name, told, time.monotonic() - began
