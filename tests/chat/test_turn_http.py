"""Turns over HTTP: events with places, coming back, stopping, editing, a killed process, and open questions for the owner."""

import asyncio
import json
import time
from typing import Any

import httpx
from tests.chat.conftest import Asked
from tests.llm.scripted_server import HANG, ScriptedServer, json_reply, openai_stream

COMPLETIONS = "/v1/chat/completions"
SSE = {"Accept": "text/event-stream"}
QUESTION = "What does a berth cost for one night in the harbour?"
Heard = list[tuple[str, str, Any]]


async def begun(client: httpx.AsyncClient, **more: Any) -> str:
    answer = await client.post("/api/v1/conversations", json=more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["id"])


async def asked(client: httpx.AsyncClient, conversation: str, text: str = QUESTION) -> Any:
    answer = await client.post(f"/api/v1/conversations/{conversation}/messages", json={"text": text})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def hear(answer: httpx.Response, until: str = "") -> Heard:
    """Events as (id, name, data), to the end or the first of a name."""
    found: Heard = []
    place = name = ""
    async for line in answer.aiter_lines():
        if line.startswith("id: "):
            place = line[4:]
        elif line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            found.append((place, name, json.loads(line[6:])))
            if name == until:
                break
    return found


async def events_of(client: httpx.AsyncClient, message: str, place: str = "") -> Heard:
    headers = {"Last-Event-ID": place} if place else {}
    async with client.stream("GET", f"/api/v1/messages/{message}/events", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        return await hear(answer)


def words(found: Heard) -> str:
    return "".join(data["text"] for _, name, data in found if name == "delta")


async def test_a_turn_as_json_is_the_message_that_is_kept(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("A berth costs 42 euros [1]."))
    async with written.client() as client:
        conversation = await begun(client)
        data = await asked(client, conversation)
        assert (data["role"], data["state"], data["text"]) == ("assistant", "complete", "A berth costs 42 euros [1].")
        assert [each["number"] for each in data["citations"]] == [1]
        assert data["checks"]["claims"] == [{"start": 0, "end": 27, "numbers": [1]}]
        ranks = [each["ranks"] for each in data["sources"]]
        assert (ranks[0]["lexical"], ranks[0]["fused"], ranks[0]["reranked"]) == (1, 1, None)
        kept = (await client.get(f"/api/v1/messages/{data['id']}")).json()["data"]
        assert kept == data
        shown = (await client.get(f"/api/v1/conversations/{conversation}")).json()["data"]
        assert shown["title"]


async def test_events_have_places_and_are_told_again_from_any_of_them(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, openai_stream("A berth costs 42 euros [1]. ", 0.3, "Boats longer pay 65 euros [1]."))
    async with written.client() as client:
        conversation = await begun(client)
        path = f"/api/v1/conversations/{conversation}/messages"
        async with client.stream("POST", path, json={"text": QUESTION}, headers=SSE) as answer:
            whole = await hear(answer)
        names = [name for _, name, _ in whole]
        assert names[0] == "sources"
        assert whole[0][2]["sources"][0]["ranks"]["lexical"] == 1
        assert names[-1] == "done"
        assert set(names[1:-1]) == {"delta", "citation"}
        assert len({place for place, _, _ in whole[:-1]}) == len(whole) - 1
        message = whole[0][2]["messageId"]
        done = whole[-1][2]
        assert (done["messageId"], done["state"], done["finish"]) == (message, "complete", "stop")
        again = await events_of(client, message)
        assert words(again) == words(whole)
        assert [each["chunkId"] for each in again[0][2]["sources"]] == [
            each["chunkId"] for each in whole[0][2]["sources"]
        ]
        for at, (place, _, _) in enumerate(whole[:-1]):
            rest = await events_of(client, message, place)
            assert words(whole[: at + 1]) + words(rest) == words(whole)
            cited = [data["number"] for _, name, data in (*whole[: at + 1], *rest) if name == "citation"]
            assert cited == [1, 1]
            assert rest[-1][1] == "done"
            assert rest[-1][2]["checks"] == done["checks"]
        assert (await events_of(client, message, "nonsense"))[0][1] == "sources"


async def test_a_broken_stream_is_taken_up_again_while_the_model_writes(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, openai_stream("A berth costs 42 euros [1]. ", 1.2, "Boats longer pay 65 euros [1]."))
    async with written.client() as client:
        conversation = await begun(client)
        path = f"/api/v1/conversations/{conversation}/messages"
        async with client.stream("POST", path, json={"text": QUESTION}, headers=SSE) as answer:
            first = await hear(answer, until="delta")
        rest = await events_of(client, first[0][2]["messageId"], first[-1][0])
    assert words(first) + words(rest) == "A berth costs 42 euros [1]. Boats longer pay 65 euros [1]."
    assert rest[-1][1] == "done"
    assert len(model_server.requests) >= 1


async def test_hanging_up_stops_the_model_within_two_seconds_and_leaves_a_marked_part(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, openai_stream("A berth costs 42 euros [1]. ", HANG))
    async with written.client() as client:
        conversation = await begun(client)
        path = f"/api/v1/conversations/{conversation}/messages"
        async with client.stream("POST", path, json={"text": QUESTION}, headers=SSE) as answer:
            first = await hear(answer, until="delta")
        began = time.monotonic()
        message = first[0][2]["messageId"]
        async with asyncio.timeout(5):
            while (await client.get(f"/api/v1/messages/{message}")).json()["data"]["state"] == "writing":
                await asyncio.sleep(0.05)
        assert time.monotonic() - began < 2.5  # two seconds, and a slow machine
        rest = await events_of(client, message, first[-1][0])
        assert rest[-1][1] == "error"
        assert (rest[-1][2]["state"], rest[-1][2]["code"]) == ("partial", "ANSWER_ABANDONED")


async def test_stopping_ends_the_stream_as_stopped(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("A berth costs 42 euros [1]. ", HANG))
    async with written.client() as client:
        conversation = await begun(client)
        path = f"/api/v1/conversations/{conversation}/messages"
        async with client.stream("POST", path, json={"text": QUESTION}, headers=SSE) as answer:
            lines = aiter_events(answer)
            message = ""
            async for name, data in lines:
                message = data.get("messageId", message)
                if name == "delta":
                    break
            stopped = await client.post(f"/api/v1/messages/{message}/stop")
            assert stopped.json()["data"]["state"] == "stopped"
            rest = [(name, data) async for name, data in lines]
        assert (rest[-1][0], rest[-1][1]["finish"]) == ("done", "stopped")
        again = await client.post(f"/api/v1/messages/{message}/stop")
        assert (again.status_code, again.json()["resultCode"]) == (409, "NOT_BEING_WRITTEN")


async def aiter_events(answer: httpx.Response) -> Any:
    name = ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            yield name, json.loads(line[6:])


async def test_questions_are_edited_and_answers_repeated(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("A berth costs 42 euros [1]."))
    async with written.client() as client:
        conversation = await begun(client)
        first = await asked(client, conversation)
        again = (await client.post(f"/api/v1/messages/{first['id']}/retry")).json()["data"]
        assert again["siblings"] == [first["id"], again["id"]]
        edited = await client.post(
            f"/api/v1/messages/{first['parentId']}/edit", json={"text": "When does the harbour office open?"}
        )
        assert edited.status_code == 200
        wrong = await client.post(f"/api/v1/messages/{first['id']}/edit", json={"text": "x"})
        assert (wrong.status_code, wrong.json()["resultCode"]) == (409, "NOT_A_QUESTION")
        wrong = await client.post(f"/api/v1/messages/{first['parentId']}/retry", json={})
        assert (wrong.status_code, wrong.json()["resultCode"]) == (409, "NOT_AN_ANSWER")
        assert (await client.get(f"/api/v1/messages/{first['parentId']}/events")).status_code == 409


async def test_a_model_that_fails_is_an_error_and_a_failed_message(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, json_reply({"error": {"message": "bad key"}}, 401))
    async with written.client() as client:
        conversation = await begun(client)
        path = f"/api/v1/conversations/{conversation}/messages"
        answer = await client.post(path, json={"text": QUESTION})
        assert answer.status_code == 503
        assert answer.json()["resultCode"] == "MODEL_KEY_REFUSED"
        async with client.stream("POST", path, json={"text": QUESTION}, headers=SSE) as streamed:
            found = await hear(streamed)
        assert [name for _, name, _ in found] == ["sources", "error"]
        assert (found[-1][2]["code"], found[-1][2]["state"]) == ("MODEL_KEY_REFUSED", "failed")


async def test_questions_without_an_answer_are_listed_and_crossed_off(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, openai_stream("NOT_FOUND"))
    question = "What does the harbour charge for diesel and gas?"
    token = (written.process.home / "secrets" / "operator-token").read_text().strip()
    async with Asked(written.process, token).client() as client:
        conversation = await begun(client)
        for text in (question, f"  {question.upper()} "):
            assert (await asked(client, conversation, text))["finish"] == "not_found"
        items = (await client.get("/api/v1/gaps")).json()["data"]["items"]
        gap = next(each for each in items if each["question"].strip().lower() == question.lower())
        assert (gap["times"], gap["resolvedAt"]) == (2, None)
        assert "account" not in json.dumps(gap).lower()
        done = await client.post(f"/api/v1/gaps/{gap['id']}/resolve")
        assert done.json()["data"]["times"] == 2
        assert not [
            each
            for each in (await client.get("/api/v1/gaps")).json()["data"]["items"]
            if each["question"].strip().lower() == question.lower()
        ]
        crossed = (await client.get("/api/v1/gaps", params={"resolved": "true"})).json()["data"]["items"]
        assert (crossed[0]["times"], crossed[0]["note"], crossed[0]["resolvedBy"]) == (2, None, None)
        assert (await client.post(f"/api/v1/gaps/{gap['id']}/resolve")).json()["data"]["times"] == 0
        again = await client.post(f"/api/v1/gaps/{gap['id']}/reopen")
        assert again.json()["data"] == {"id": gap["id"], "times": 2}
        assert (await client.post(f"/api/v1/gaps/{gap['id']}/reopen")).json()["data"]["times"] == 0
        path = f"/api/v1/gaps/{gap['id']}/resolve"
        for wrong in ({"note": "n" * 501}, {"note": "a\0b"}, {"note": 5}):
            assert (await client.post(path, json=wrong)).status_code == 422
        await client.post(path, json={"note": " Asked the office.\nPrices follow. "})
        crossed = (await client.get("/api/v1/gaps", params={"resolved": "true"})).json()["data"]["items"]
        assert crossed[0]["note"] == "Asked the office.\nPrices follow."
        trail = (await client.get("/api/v1/audit/entries", params={"limit": 20})).json()["data"]["items"]
        acts = [each["action"] for each in trail if each["action"].startswith("gap.")]
        assert acts == ["gap.resolved", "gap.reopened", "gap.resolved"]
        assert "office" not in json.dumps(trail)
        never = await client.post("/api/v1/gaps/01890000-0000-7000-8000-000000000000/resolve")
        assert (never.status_code, never.json()["resultCode"]) == (404, "GAP_NOT_FOUND")


async def test_a_killed_process_leaves_a_marked_part(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("A berth costs 42 euros [1]. ", HANG))
    async with written.client() as client:
        conversation = await begun(client)
        path = f"/api/v1/conversations/{conversation}/messages"
        async with client.stream("POST", path, json={"text": QUESTION}, headers=SSE) as answer:
            first = await hear(answer, until="delta")
            message = first[0][2]["messageId"]
            async with asyncio.timeout(10):
                while not (await client.get(f"/api/v1/messages/{message}")).json()["data"]["text"]:
                    await asyncio.sleep(0.05)
            await asyncio.to_thread(written.process.kill, "api")
    await asyncio.to_thread(written.process.wait_ready)
    async with written.client() as client:
        async with asyncio.timeout(40):
            rest = await events_of(client, message, first[-1][0])  # follows until the sweep has found it
    assert (rest[-1][1], rest[-1][2]["state"], rest[-1][2]["code"]) == ("error", "partial", "ANSWER_LOST")
