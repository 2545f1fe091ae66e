"""OpenAI's own client against /v1."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import openai
import pytest
from tests.chat.conftest import Asked
from tests.llm.scripted_server import CUT, ScriptedServer, openai_stream

COMPLETIONS = "/v1/chat/completions"
QUESTION: Any = [{"role": "user", "content": "라인강의 길이는 얼마인가요?"}]


def client(asked: Asked, key: str = "") -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(base_url=f"{asked.process.address}/v1", api_key=key or asked.token, max_retries=0)


@pytest.fixture
async def api(plain: Asked) -> AsyncIterator[openai.AsyncOpenAI]:
    """A client of the service without a model."""
    async with client(plain) as opened:
        yield opened


@pytest.fixture
async def writing(written: Asked) -> AsyncIterator[openai.AsyncOpenAI]:
    """A client of the service with a model."""
    async with client(written) as opened:
        yield opened


async def test_models_are_collections(api: openai.AsyncOpenAI) -> None:
    names = [model.id async for model in api.models.list()]
    assert {"nullus", "nullus/강", "nullus/harbour"} <= set(names)
    assert (await api.models.retrieve("nullus/강")).id == "nullus/강"
    with pytest.raises(openai.NotFoundError):
        await api.models.retrieve("nullus/없음")


async def test_a_completion_quotes_and_lists_its_sources(plain: Asked, api: openai.AsyncOpenAI) -> None:
    found = await api.chat.completions.create(model="nullus", messages=QUESTION)
    content = found.choices[0].message.content or ""
    assert "1,230 km이다. [1]" in content
    assert f"\n[1]: {plain.process.address}/documents/" in content
    assert '"강.md › 유럽의 강' in content
    assert found.choices[0].finish_reason == "stop"
    assert found.usage is not None
    assert found.usage.total_tokens == found.usage.prompt_tokens + found.usage.completion_tokens > 0
    extra = found.model_extra["nullus"] if found.model_extra else {}
    assert extra["sources"][0]["documentName"] == "강.md"
    assert extra["mode"] == "extractive"


async def test_a_collection_is_a_model(api: openai.AsyncOpenAI) -> None:
    found = await api.chat.completions.create(model="nullus/harbour", messages=QUESTION)
    assert "찾지 못했습니다" in (found.choices[0].message.content or "")


async def test_a_stream_says_the_same(api: openai.AsyncOpenAI) -> None:
    whole = await api.chat.completions.create(model="nullus", messages=QUESTION)
    text, last, usage = "", None, None
    async for chunk in await api.chat.completions.create(
        model="nullus", messages=QUESTION, stream=True, stream_options={"include_usage": True}
    ):
        usage = chunk.usage or usage
        for choice in chunk.choices:
            text += choice.delta.content or ""
            last = chunk if choice.finish_reason else last
    assert text == whole.choices[0].message.content
    assert usage is not None
    assert last is not None
    assert last.choices[0].finish_reason == "stop"
    assert (last.model_extra or {})["nullus"]["sources"]


async def test_a_stream_ends_with_done(plain: Asked) -> None:
    async with plain.client() as raw:
        body = {"model": "nullus", "messages": QUESTION, "stream": True}
        answer = await raw.post(COMPLETIONS, json=body)
    assert answer.text.endswith("data: [DONE]\n\n")
    assert '"usage"' not in answer.text.split("[DONE]")[0].split("\n\n")[-2].replace('"usage": {"promptTokens"', "")


async def test_a_model_gets_the_conversation(writing: openai.AsyncOpenAI, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("라인강의 길이는 1,230 km입니다 [1]."))
    found = await writing.chat.completions.create(
        model="nullus/강",
        messages=[
            {"role": "system", "content": "Answer like a sailor."},
            {"role": "user", "content": "안녕"},
            {"role": "assistant", "content": "안녕하세요"},
            {"role": "user", "content": [{"type": "text", "text": "라인강의 길이는 얼마인가요?"}]},
        ],
        max_tokens=50,
        temperature=0.7,
    )
    assert (found.choices[0].message.content or "").startswith("라인강의 길이는 1,230 km입니다 [1].\n\n[1]: http")
    assert found.usage is not None
    assert (found.usage.prompt_tokens, found.usage.completion_tokens) == (7, 3)
    sent = model_server.requests[-1].body
    assert (sent["max_tokens"], sent["temperature"]) == (50, 0.7)
    assert [each["role"] for each in sent["messages"]] == ["system", "user", "assistant", "user"]
    assert "sailor" in sent["messages"][0]["content"]


async def test_errors_have_openais_shape(plain: Asked, api: openai.AsyncOpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as missing:
        await api.chat.completions.create(model="gpt-9", messages=QUESTION)
    assert missing.value.code == "model_not_found"
    async with client(plain, "wrong") as stranger:
        with pytest.raises(openai.AuthenticationError):
            await stranger.models.list()
    with pytest.raises(openai.UnprocessableEntityError):
        await api.chat.completions.create(model="nullus", messages=[])
    for field in ("api_base", "base_url", "api_key"):
        with pytest.raises(openai.UnprocessableEntityError):
            await api.chat.completions.create(
                model="nullus", messages=QUESTION, extra_body={field: "http://127.0.0.1:1"}
            )
    for model in ("openai/http://127.0.0.1:1", "nullus/", "nullus/../강", "NULLUS"):
        with pytest.raises(openai.NotFoundError):
            await api.chat.completions.create(model=model, messages=QUESTION)


async def test_a_model_that_breaks_off_is_an_error_in_both_ways(
    writing: openai.AsyncOpenAI, model_server: ScriptedServer
) -> None:
    model_server.on(COMPLETIONS, openai_stream("라인강의 길이는", CUT))
    with pytest.raises(openai.APIStatusError) as whole:
        await writing.chat.completions.create(model="nullus", messages=QUESTION)
    assert whole.value.code == "model_cut"
    with pytest.raises(openai.APIError) as streamed:
        async for _ in await writing.chat.completions.create(model="nullus", messages=QUESTION, stream=True):
            pass
    assert streamed.value.code == "model_cut"


async def test_embeddings(plain: Asked, api: openai.AsyncOpenAI) -> None:
    one = await api.embeddings.create(model="nullus-embedding", input="hello world")
    two = await api.embeddings.create(model="nullus", input=["hello world", "a boat"], encoding_format="float")
    assert len(one.data[0].embedding) == 256
    assert np.allclose(one.data[0].embedding, two.data[0].embedding, atol=1e-6)
    assert [each.index for each in two.data] == [0, 1]
    async with plain.client() as raw:
        body = {"model": "nullus", "input": "hello world", "encoding_format": "base64"}
        coded = (await raw.post("/v1/embeddings", json=body)).json()["data"][0]["embedding"]
    assert np.allclose(np.frombuffer(base64.b64decode(coded), "<f4"), two.data[0].embedding, atol=1e-6)
    with pytest.raises(openai.NotFoundError):
        await api.embeddings.create(model="text-embedding-3-small", input="x")
    with pytest.raises(openai.UnprocessableEntityError):
        await api.embeddings.create(model="nullus", input=[])


async def test_unknown_fields_of_other_clients_are_ignored(plain: Asked) -> None:
    async with plain.client() as raw:
        body = {"model": "nullus", "messages": QUESTION, "tools": [], "user": "x", "top_p": 0.9, "new_field": {"a": 1}}
        answer = await raw.post(COMPLETIONS, json=body)
    assert answer.status_code == 200, answer.text
    assert json.loads(answer.text)["object"] == "chat.completion"
