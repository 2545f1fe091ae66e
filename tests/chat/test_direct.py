"""A model behind Nullus, spoken to through OpenAI's own client."""

from typing import Any

import openai
import pytest
from tests.chat.conftest import Asked
from tests.chat.test_compatible import COMPLETIONS, QUESTION, client
from tests.llm.scripted_server import CUT, ScriptedServer, openai_calls, openai_stream

MODEL = "openai/tiny"
TOOLS: Any = [
    {
        "type": "function",
        "function": {
            "name": "length_of",
            "description": "Length of a river",
            "parameters": {"type": "object", "properties": {"river": {"type": "string"}}},
        },
    },
    {"type": "function", "function": {"name": "mouth_of"}},
]


async def test_models_behind_nullus_are_listed_by_their_provider(written: Asked) -> None:
    async with client(written) as api:
        assert MODEL in [model.id async for model in api.models.list()]
        assert (await api.models.retrieve(MODEL)).id == MODEL


async def test_without_a_model_there_is_none(plain: Asked) -> None:
    async with client(plain) as api:
        assert not [model.id async for model in api.models.list() if not model.id.startswith("nullus")]
        with pytest.raises(openai.NotFoundError):
            await api.chat.completions.create(model=MODEL, messages=QUESTION)


async def test_the_model_gets_what_was_said_and_no_documents(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("ahoy ", "there"))
    said: Any = [{"role": "system", "content": "Answer like a sailor."}, *QUESTION]
    async with client(written) as api:
        found = await api.chat.completions.create(model=MODEL, messages=said)
    assert found.choices[0].message.content == "ahoy there"
    assert found.choices[0].finish_reason == "stop"
    assert found.usage is not None
    assert found.usage.total_tokens == 10
    sent = model_server.requests[-1].body["messages"]
    assert [(each["role"], each["content"]) for each in sent] == [(each["role"], each["content"]) for each in said]


async def test_a_stream_says_the_same(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("ahoy ", "there"))
    text, reasons, usage = "", [], None
    async with client(written) as api:
        stream = await api.chat.completions.create(
            model=MODEL, messages=QUESTION, stream=True, stream_options={"include_usage": True}
        )
        async for chunk in stream:
            usage = chunk.usage or usage
            for choice in chunk.choices:
                text += choice.delta.content or ""
                reasons += [choice.finish_reason] if choice.finish_reason else []
    assert (text, reasons) == ("ahoy there", ["stop"])
    assert usage is not None
    assert usage.total_tokens == 10


@pytest.mark.parametrize("stream", [False, True])
async def test_the_model_asks_for_a_tool_and_gets_its_result(
    written: Asked, model_server: ScriptedServer, stream: bool
) -> None:
    model_server.on(COMPLETIONS, openai_calls(("length_of", '{"river": "라인강"}')))
    async with client(written) as api:
        if stream:
            chunks = await api.chat.completions.create(model=MODEL, messages=QUESTION, tools=TOOLS, stream=True)
            choices = [choice async for chunk in chunks for choice in chunk.choices]
            calls: list[Any] = [each for choice in choices for each in choice.delta.tool_calls or ()]
            reason = choices[-1].finish_reason
        else:
            whole = await api.chat.completions.create(model=MODEL, messages=QUESTION, tools=TOOLS)
            choice = whole.choices[0]
            calls = list(choice.message.tool_calls or ())
            reason = choice.finish_reason
        assert reason == "tool_calls"
        (call,) = calls
        assert (call.function.name, call.function.arguments) == ("length_of", '{"river": "라인강"}')
        assert [each["function"]["name"] for each in model_server.requests[-1].body["tools"]] == [
            "length_of",
            "mouth_of",
        ]
        model_server.on(COMPLETIONS, openai_stream("1,230 km"))
        asked: Any = {"id": call.id, "type": "function", "function": call.function.model_dump()}
        after: Any = [
            *QUESTION,
            {"role": "assistant", "content": None, "tool_calls": [asked]},
            {"role": "tool", "tool_call_id": call.id, "content": "1,230 km"},
        ]
        found = await api.chat.completions.create(model=MODEL, messages=after, tools=TOOLS)
    assert found.choices[0].message.content == "1,230 km"
    sent = model_server.requests[-1].body["messages"]
    assert sent[1]["tool_calls"][0]["id"] == sent[2]["tool_call_id"] == call.id


async def test_one_tool_can_be_demanded(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_calls(("mouth_of", "{}")))
    chosen: Any = {"type": "function", "function": {"name": "mouth_of"}}
    async with client(written) as api:
        await api.chat.completions.create(model=MODEL, messages=QUESTION, tools=TOOLS, tool_choice=chosen)
        sent = model_server.requests[-1].body
        assert ([each["function"]["name"] for each in sent["tools"]], sent["tool_choice"]) == (["mouth_of"], "required")
        with pytest.raises(openai.UnprocessableEntityError):
            await api.chat.completions.create(
                model=MODEL, messages=QUESTION, tools=TOOLS, tool_choice=chosen | {"function": {"name": "other"}}
            )


@pytest.mark.parametrize("arguments", ["no JSON", "[1]", "[" * 100_000])
async def test_a_call_that_was_never_one_is_refused(written: Asked, arguments: str) -> None:
    asked: Any = {"id": "1", "type": "function", "function": {"name": "length_of", "arguments": arguments}}
    said: Any = [*QUESTION, {"role": "assistant", "tool_calls": [asked]}]
    async with client(written) as api:
        with pytest.raises(openai.UnprocessableEntityError):
            await api.chat.completions.create(model=MODEL, messages=said)


async def test_a_model_that_breaks_off_is_an_error(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, openai_stream("ahoy", CUT, done=False))
    async with client(written) as api:
        with pytest.raises(openai.InternalServerError):
            await api.chat.completions.create(model=MODEL, messages=QUESTION)
        with pytest.raises(openai.APIError):
            async for _ in await api.chat.completions.create(model=MODEL, messages=QUESTION, stream=True):
                pass
