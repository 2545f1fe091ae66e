"""B12: an answer that is being written ends within five seconds of its asker's loss of the right to it, and says why."""

import asyncio
from typing import Any

import httpx
import psycopg
import pytest
from tests import losing
from tests.chat.conftest import Asked
from tests.llm.scripted_server import ScriptedServer, openai_stream
from tests.losing import DEMOTED, LOSSES, OTHER_TIER, SECONDS, Loss

from nullus.platform import postgres

WORDS: list[str | float] = [part for number in range(100) for part in (f"The harbour {number}. ", 0.5)]
ENDS = {"NOT_AUTHENTICATED", "NOT_PERMITTED", "WORKSPACE_NOT_FOUND"}


def rows(asked: Asked) -> psycopg.Connection[Any]:
    return psycopg.connect(postgres.superuser_url(asked.process.home, postgres.DATABASE), autocommit=True)


async def cut(asked: Asked, *losses: Loss) -> tuple[str, dict[str, Any], float]:
    """Ask, suffer the losses one after the other, and wait for the end: its event, what it says, seconds since the last."""

    def lose() -> None:
        with rows(asked) as connection:
            for loss in losses:
                loss.befall(connection, who)

    with rows(asked) as connection:
        who = losing.member(connection)
    way = losses[-1].way if losses else "session"
    opened = asyncio.Event()
    async with httpx.AsyncClient(base_url=asked.process.address, timeout=60, trust_env=False, **who.by(way)) as client:
        working = asyncio.create_task(losing.answer(client, opened))
        took = await losing.seconds_until_the_end(working, opened, lose)
    return *working.result(), took


@pytest.mark.parametrize("loss", LOSSES)
async def test_a_stream_ends_within_five_seconds(written: Asked, model_server: ScriptedServer, loss: str) -> None:
    model_server.on("/v1/chat/completions", openai_stream(*WORDS))
    name, told, took = await cut(written, LOSSES[loss])
    assert name == "error", told
    assert told["code"] in ENDS, told
    assert took < SECONDS
    await asyncio.wait_for(model_server.hung_up.wait(), 5)  # and nobody goes on paying for it


async def test_whoever_becomes_a_viewer_hears_the_answer_out(written: Asked, model_server: ScriptedServer) -> None:
    """Else the ends above would prove nothing. Another tier takes nothing back either that was reserved."""
    model_server.on("/v1/chat/completions", openai_stream(*WORDS[:20]))
    name, told, _ = await cut(written, OTHER_TIER, DEMOTED)
    assert name == "done", told


async def test_a_viewer_who_is_removed_then_does_not(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on("/v1/chat/completions", openai_stream(*WORDS))
    name, told, took = await cut(written, DEMOTED, LOSSES["taken out of the workspace"])
    assert (name, told["code"]) == ("error", "WORKSPACE_NOT_FOUND")
    assert took < SECONDS
