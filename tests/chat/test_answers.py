"""Answers through /api/v1/ask and the command, with and without a model."""

import asyncio
import json
import time
from typing import Any

import httpx
import pytest
from tests.chat.conftest import Asked
from tests.llm.scripted_server import CUT, HANG, Reply, ScriptedServer, json_reply, openai_stream

COMPLETIONS = "/v1/chat/completions"
SSE = {"Accept": "text/event-stream"}


async def ask(asked: Asked, question: str, **more: Any) -> Any:
    async with asked.client() as client:
        answer = await client.post("/api/v1/ask", json={"question": question, **more})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["resultCode"] == "SUCCESS"
    return body["data"]


async def events(answer: httpx.Response) -> list[tuple[str, Any]]:
    found = []
    name = ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            found.append((name, json.loads(line[6:])))
    return found


async def stream(asked: Asked, question: str) -> list[tuple[str, Any]]:
    async with (
        asked.client() as client,
        client.stream("POST", "/api/v1/ask", json={"question": question}, headers=SSE) as answer,
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        return await events(answer)


async def test_without_a_model_sentences_are_quoted_with_their_places(plain: Asked) -> None:
    data = await ask(plain, "라인강의 길이는 얼마인가요?")
    assert data["mode"] == "extractive"
    assert data["found"] is True
    assert "라인강의 길이는 1,230 km이다. [1]" in data["answer"]
    assert "nullus providers add" in data["answer"]
    first = data["citations"][0]
    source = next(each for each in data["sources"] if each["number"] == first["number"])
    place = slice(first["startOffset"] - source["startOffset"], first["endOffset"] - source["startOffset"])
    assert source["text"][place] in data["answer"]
    assert source["documentName"] == "강.md"
    assert source["headingPath"][0] == "유럽의 강"
    assert source["address"].endswith(f"/documents/{source['documentId']}?chunk={source['chunkId']}")
    assert source["cited"] is True


async def test_what_the_documents_do_not_hold_is_not_answered(plain: Asked) -> None:
    for question, words in (
        ("화성의 위성은 몇 개인가요?", "찾지 못했습니다"),
        ("Who painted the ceiling of the chapel?", "did not find"),
        ("?!", "did not find"),
        ("🦦", "did not find"),
    ):
        data = await ask(plain, question)
        assert (data["found"], data["finish"], data["citations"]) == (False, "not_found", [])
        assert words in data["answer"]


async def test_only_the_named_collections_are_asked(plain: Asked) -> None:
    async with plain.client() as client:
        listed = (await client.get("/api/v1/collections")).json()["data"]["items"]
    harbour = next(each["id"] for each in listed if each["name"] == "harbour")
    data = await ask(plain, "라인강의 길이는 얼마인가요?", collectionIds=[harbour])
    assert data["found"] is False
    assert {each["documentName"] for each in data["sources"]} <= {"harbour.md"}


async def test_streamed_events_come_in_order(plain: Asked) -> None:
    found = await stream(plain, "라인강의 길이는 얼마인가요?")
    names = [name for name, _ in found]
    assert names[0] == "sources"
    assert names[-1] == "done"
    assert set(names[1:-1]) == {"delta", "citation"}
    text = "".join(data["text"] for name, data in found if name == "delta")
    assert text == (await ask(plain, "라인강의 길이는 얼마인가요?"))["answer"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"question": ""}',
        b'{"question": 5}',
        b'{"question": "x", "apiBase": "http://127.0.0.1:1"}',
        b'{"question": "x", "topK": 0}',
        b'{"question": "\\ud800"}',
        b'{"question": "x", "collectionIds": ["nonsense"]}',
    ],
)
async def test_wrong_requests_are_refused(plain: Asked, body: bytes) -> None:
    async with plain.client() as client:
        answer = await client.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["resultCode"] == "INVALID_INPUT"


async def test_unknown_collections_and_strangers_are_refused(plain: Asked) -> None:
    async with plain.client() as client:
        body = {"question": "x", "collectionIds": ["01890000-0000-7000-8000-000000000000"]}
        answer = await client.post("/api/v1/ask", json=body)
        assert (answer.status_code, answer.json()["resultCode"]) == (404, "COLLECTION_NOT_FOUND")
        streamed = await client.post("/api/v1/ask", json=body, headers=SSE)
        assert (streamed.status_code, streamed.json()["resultCode"]) == (404, "COLLECTION_NOT_FOUND")
        stranger = await client.post("/api/v1/ask", json={"question": "x"}, headers={"Authorization": "Bearer x"})
        assert stranger.status_code == 401


async def test_a_long_question_is_answered_in_bounded_time(plain: Asked) -> None:
    began = time.monotonic()
    await ask(plain, "라인강의 길이 " * 1_200)
    assert time.monotonic() - began < 3


def test_the_command_streams_an_answer_and_its_sources(plain: Asked) -> None:
    done = plain.process.run("ask", "라인강의 길이는 얼마인가요?")
    assert done.returncode == 0, done.stderr
    assert "1,230 km이다. [1]" in done.stdout
    assert "[1] 강.md  유럽의 강" in done.stdout
    assert f"{plain.process.address}/documents/" in done.stdout
    as_json = plain.process.run("ask", "라인강의 길이는 얼마인가요?", "--collection", "강", "--json")
    assert json.loads(as_json.stdout)["citations"][0]["number"] == 1
    unknown = plain.process.run("ask", "x", "--collection", "없음")
    assert unknown.returncode == 4


async def test_a_model_writes_from_the_passages(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("라인강의 길이는 ", "1,230 km", "입니다 [", "1]."))
    data = await ask(written, "라인강의 길이는 얼마인가요?")
    assert data["answer"] == "라인강의 길이는 1,230 km입니다 [1]."
    assert (data["mode"], data["finish"], data["model"]) == ("model", "stop", "tiny")
    assert data["usage"] == {"promptTokens": 7, "completionTokens": 3}
    assert data["checks"]["citationsKept"] == 1
    sent = model_server.requests[-1]
    assert sent.headers["authorization"] == "Bearer sesame"
    system, user = sent.body["messages"]
    assert "발췌문" in system["content"]
    assert "1,230 km" in user["content"]


async def test_invented_citations_and_quotations_are_dropped_and_counted(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(
        COMPLETIONS,
        openai_stream(
            "A berth costs 42 euros [1]. It costs 99 euros [1]. See [17]. ",
            "The master calls it “the loudest harbour of the whole world”. ",
            "She calls it “the quietest harbour of the northern coast” [1].",
        ),
    )
    data = await ask(written, "What does a berth cost for one night in the harbour?")
    assert data["answer"] == (
        "A berth costs 42 euros [1]. It costs 99 euros. See. The master calls it […]. "
        "She calls it “the quietest harbour of the northern coast” [1]."
    )
    checks = data["checks"]
    assert (checks["citationsKept"], checks["citationsDropped"], checks["quotesDropped"]) == (2, 2, 1)
    assert checks["sentencesUnsupported"] >= 2


async def test_the_model_may_say_that_it_is_not_there(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("NOT", "_FOUND"))
    data = await ask(written, "라인강의 평균 수온은 얼마인가요?")
    assert (data["found"], data["finish"]) == (False, "not_found")
    assert data["answer"] == "질문에 대한 내용을 문서에서 찾지 못했습니다."


async def test_a_question_without_any_evidence_never_reaches_the_model(
    written: Asked, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, openai_stream("화성의 위성은 2개입니다."))
    data = await ask(written, "화성 탐사선은 무엇을 발견했나요?")
    assert (data["found"], model_server.requests) == (False, [])


@pytest.mark.parametrize(
    ("reply", "status", "code"),
    [
        (json_reply({"error": {"message": "bad key"}}, 401), 503, "MODEL_KEY_REFUSED"),
        (json_reply({"error": {"message": "no such model"}}, 404), 503, "MODEL_UNKNOWN"),
        (json_reply({}, 429, Retry_After="3"), 429, "MODEL_BUSY"),
        (json_reply({}, 500), 503, "MODEL_UNREACHABLE"),
        (Reply([b"<html>"], media="text/html"), 503, "MODEL_PROTOCOL"),
        (openai_stream(CUT), 503, "MODEL_CUT"),
    ],
)
async def test_a_model_that_fails_at_once_is_a_typed_error(
    written: Asked, model_server: ScriptedServer, reply: Reply, status: int, code: str
) -> None:
    model_server.on(COMPLETIONS, reply)
    async with written.client() as client:
        for headers in ({}, SSE):
            answer = await client.post("/api/v1/ask", json={"question": "라인강의 길이는?"}, headers=headers)
            assert (answer.status_code, answer.json()["resultCode"]) == (status, code), answer.text
            assert "sesame" not in answer.text


async def test_a_part_of_an_answer_is_kept_and_marked(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("라인강의 길이는 1,230 km입니다 [1]. 그리고 “절반", CUT))
    data = await ask(written, "라인강의 길이는 얼마인가요?")
    assert data["answer"].startswith("라인강의 길이는 1,230 km입니다 [1].")
    assert (data["finish"], data["problem"]["code"]) == ("cut", "MODEL_CUT")
    found = await stream(written, "라인강의 길이는 얼마인가요?")
    assert found[-1][0] == "error"
    assert found[-1][1]["code"] == "MODEL_CUT"
    done = await asyncio.to_thread(written.process.run, "ask", "라인강의 길이는 얼마인가요?")
    assert done.returncode == 7
    assert "1,230 km입니다 [1]" in done.stdout


async def test_silence_is_told_after_the_stream_has_begun(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream(HANG))
    found = await stream(written, "라인강의 길이는 얼마인가요?")
    assert [name for name, _ in found] == ["error"]
    assert found[0][1]["code"] == "MODEL_SILENT"


@pytest.mark.parametrize("pieces", [("첫 토큰", HANG), (HANG,)], ids=["mid-answer", "before-the-first-token"])
@pytest.mark.parametrize("headers", [{}, SSE], ids=["json", "sse"])
async def test_hanging_up_stops_the_model(
    written: Asked, model_server: ScriptedServer, pieces: tuple[Any, ...], headers: dict[str, str]
) -> None:
    model_server.on(COMPLETIONS, openai_stream(*pieces))
    async with written.client() as client:
        asking = asyncio.create_task(
            client.post("/api/v1/ask", json={"question": "라인강의 길이는 얼마인가요?"}, headers=headers)
        )
        while not model_server.requests:
            await asyncio.sleep(0.01)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    await asyncio.wait_for(model_server.hung_up.wait(), 2)


async def test_tokens_are_gathered_into_few_frames(written: Asked, model_server: ScriptedServer) -> None:
    pieces: list[str | float] = []
    for number in range(100):
        pieces += [f"단어{number} ", 0.01]
    model_server.on(COMPLETIONS, openai_stream(*pieces))
    began = time.monotonic()
    found = await stream(written, "라인강의 길이는 얼마인가요?")
    frames = [data["text"] for name, data in found if name == "delta"]
    assert "".join(frames).split() == [f"단어{number}" for number in range(100)]
    assert len(frames) <= 4 + (time.monotonic() - began) / 0.1


async def test_the_models_in_use_are_shown_and_tried(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on("/v1/models", json_reply({"data": [{"id": "tiny"}, {"id": "large"}]}))
    model_server.on(COMPLETIONS, openai_stream("OK"))
    listed = await asyncio.to_thread(written.process.run, "providers", "list")
    assert "wordllama" in listed.stdout
    assert "tiny" in listed.stdout
    tried = await asyncio.to_thread(written.process.run, "providers", "test", "--json")
    assert tried.returncode == 0, tried.stderr
    items = json.loads(tried.stdout)["items"]
    assert [each["problem"] for each in items] == [None, None]
    assert items[1]["models"] == ["tiny", "large"]
    model_server.on(COMPLETIONS, json_reply({}, 401))
    failed = await asyncio.to_thread(written.process.run, "providers", "test")
    assert failed.returncode == 1
    assert "NULLUS_LLM_KEY" in failed.stdout


async def test_the_model_reads_what_stands_beside_the_best_passages(
    written: Asked, model_server: ScriptedServer
) -> None:
    sections = [f"## Mooring rule {n}\n\n{f'Rule {n} speaks of lantern number {n}. ' * 30}\n" for n in range(1, 6)]
    async with written.client() as client:
        made = await client.post("/api/v1/collections", json={"name": "rules"})
        collection = made.json()["data"]["id"]
        text = "# Rules\n\n" + "\n".join(sections)
        await client.post(
            f"/api/v1/collections/{collection}/documents", files={"file": ("rules.md", text.encode(), "text/markdown")}
        )
        while not (await client.get(f"/api/v1/collections/{collection}/documents?status=ready")).json()["data"][
            "items"
        ]:
            await asyncio.sleep(0.05)
    model_server.on(COMPLETIONS, openai_stream("Rule 3 speaks of lantern number 3 [1]."))
    data = await ask(written, "What does mooring rule 3 say of the lantern?", collectionIds=[collection], topK=1)
    (source,) = data["sources"]
    assert all(f"lantern number {n}" in source["text"] for n in (2, 3, 4))
    assert text[source["startOffset"] : source["endOffset"]].split() == source["text"].split()
    (citation,) = data["citations"]
    assert text[citation["startOffset"] : citation["endOffset"]] == "Rule 3 speaks of lantern number 3."
    assert (citation["passageStart"], citation["passageEnd"]) == (source["startOffset"], source["endOffset"])
    assert "lantern number 4" in model_server.requests[-1].body["messages"][-1]["content"]
