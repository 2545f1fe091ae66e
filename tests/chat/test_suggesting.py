"""What could be asked next: by a model that may see it, else from headings; and which models an asker may choose."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from tests.chat.conftest import Asked
from tests.chat.test_turn_http import COMPLETIONS, asked, begun
from tests.llm.scripted_server import Reply, ScriptedServer, Seen, json_reply, openai_stream

from nullus.chat.turns.suggesting import _cleaned

ANSWER = "The office opens at 7:30 [1]."


def by_task(suggested: str | int) -> Any:
    """A model that answers, and proposes questions (a number: fails with this status)."""

    def reply(seen: Seen) -> Reply:
        if "propose what a reader could ask next" not in seen.body["messages"][0]["content"]:
            return openai_stream(ANSWER)
        return json_reply({}, suggested) if isinstance(suggested, int) else openai_stream(suggested)

    return reply


async def suggested(client: httpx.AsyncClient, message: str) -> Any:
    answer = await client.post(f"/api/v1/messages/{message}/suggestions")
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def calls_of_task(here: Asked, task: str) -> int:
    said = await asyncio.to_thread(here.process.run, "usage", "--by", "task", "--json")
    assert said.returncode == 0, said.stderr
    return sum(each["calls"] for each in json.loads(said.stdout)["items"] if each["key"] == task)


async def test_a_model_proposes_questions_which_are_in_the_ledger(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(
        COMPLETIONS, by_task("1. What does a berth cost?\n- Who is the harbour master?\nHere are some ideas.")
    )
    async with written.client() as client:
        data = await asked(client, await begun(client), "When does the harbour office open?")
        before = await calls_of_task(written, "suggest")
        found = await suggested(client, data["id"])
        assert found == {"items": ["What does a berth cost?", "Who is the harbour master?"], "by": "model"}
        assert await calls_of_task(written, "suggest") == before + 1
        question = await client.post(f"/api/v1/messages/{data['parentId']}/suggestions")
        assert (question.status_code, question.json()["resultCode"]) == (409, "NOT_AN_ANSWER")


async def test_where_the_model_fails_headings_beside_the_cited_passages_are_proposed(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, by_task(400))
    async with written.client() as client:
        data = await asked(client, await begun(client), "When does the harbour office open?")
        found = await suggested(client, data["id"])
    assert found["by"] == "headings"
    assert "What do the documents say about “Fees”?" in found["items"]


async def test_without_a_model_headings_are_proposed_in_the_language_of_the_question(plain: Asked) -> None:
    async with plain.client() as client:
        data = await asked(client, await begun(client), "라인강의 길이는 얼마인가요?")
        assert data["modelAway"]["code"] == "NO_MODEL"
        assert "providers add" in data["modelAway"]["hint"]
        assert (await client.get(f"/api/v1/messages/{data['id']}")).json()["data"]["modelAway"] == data["modelAway"]
        found = await suggested(client, data["id"])
    assert found["by"] == "headings"
    assert "‘도나우강’에 대해 문서에 어떤 내용이 있나요?" in found["items"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("What now?\nWhat now?\nWhy?", ["What now?", "Why?"]),
        ("When does it open", []),
        ("When does it open?", []),
        ("a?\nb?\nc?\nd?", ["a?", "b?", "c?"]),
        ("“얼마예요？”", ["얼마예요？"]),
        ("x" * 200 + "?", []),
        ("", []),
    ],
)
def test_only_short_new_questions_are_kept(said: str, kept: list[str]) -> None:
    assert _cleaned(said, "When does it open?") == kept


async def test_the_models_that_may_be_chosen_say_whether_they_may_see_it(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, openai_stream(ANSWER))
    async with written.client() as client:
        found = (await client.get("/api/v1/models")).json()["data"]
        (model,) = found["items"]
        assert (model["name"], model["local"], model["allowed"], model["state"]) == ("openai/tiny", True, True, "ready")
        assert (found["answering"], found["problem"], found["sensitivity"]) == ("model", None, "internal")
        data = await asked(client, await begun(client, model=model["name"]), "When does the harbour office open?")
        again = await client.post(f"/api/v1/messages/{data['id']}/retry", json={"model": model["name"]})
        assert again.json()["data"]["siblings"] == [data["id"], again.json()["data"]["id"]]
        unknown = await client.post(f"/api/v1/messages/{data['id']}/retry", json={"model": "house/none"})
        assert (unknown.status_code, unknown.json()["resultCode"]) == (422, "MODEL_NOT_OFFERED")


async def test_without_a_model_the_list_says_what_mends_it(plain: Asked) -> None:
    async with plain.client() as client:
        found = (await client.get("/api/v1/models", headers={"Accept-Language": "ko"})).json()["data"]
    assert (found["items"], found["answering"], found["problem"]["code"]) == ([], "quotations", "NO_MODEL")
    assert "nullus providers add" in found["problem"]["hint"]
