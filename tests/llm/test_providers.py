"""Each provider keeps the contract; below it, what only its protocol has."""

import pytest
from tests.llm.provider_contract import ASKED, WEATHER, ProviderContract, collect, parts_of
from tests.llm.scripted_server import CUT, HANG, Reply, ScriptedServer, gemini_stream, json_reply, openai_stream
from tests.llm.speakers import SPEAKERS

from nullus.llm import Finished, LlmSettings, Message, Patience, ToolCall, ToolCalls, Usage
from nullus.llm.addresses import open_provider
from nullus.llm.errors import ModelBusy, ModelFiltered, ModelKeyRefused, ModelProtocol, ModelUnknown
from nullus.llm.ports import ChatProvider
from nullus.llm.providers import PROVIDERS
from nullus.platform.outbound import Outbound

CALL = ToolCall("call_7", "weather", {"place": "서울"})
USED = [
    Message("system", "Be kind."),
    *ASKED,
    Message("assistant", "", (CALL,)),
    Message("tool", "sunny", (), "call_7"),
]


def test_every_provider_is_tried_here() -> None:
    assert set(PROVIDERS) == set(SPEAKERS)
    assert {each.speaker.kind for each in ProviderContract.__subclasses__()} == set(PROVIDERS)


class TestOllama(ProviderContract):
    speaker = SPEAKERS["ollama"]

    async def test_the_whole_conversation_is_spoken_in_its_words(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        server.on(self.speaker.chat, self.speaker.stream("ok"))
        await parts_of(provider, USED, tools=[WEATHER])
        assert server.requests[0].body["messages"] == [
            {"role": "system", "content": "Be kind."},
            {"role": "user", "content": "안녕"},
            {
                "role": "assistant",
                "content": "",
                "tool_calls": [{"function": {"name": "weather", "arguments": {"place": "서울"}}}],
            },
            {"role": "tool", "content": "sunny", "tool_name": "weather"},
        ]
        assert server.requests[0].body["options"] == {"num_ctx": 8192, "num_predict": 9, "temperature": 0.5}

    async def test_no_tools_are_offered_where_none_may_be_called(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        server.on(self.speaker.chat, self.speaker.stream("ok"))
        await parts_of(provider, tools=[WEATHER], tool_choice="none")
        assert "tools" not in server.requests[0].body


class TestOpenAi(ProviderContract):
    speaker = SPEAKERS["openai"]

    async def test_the_whole_conversation_is_spoken_in_its_words(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        server.on(self.speaker.chat, self.speaker.stream("ok"))
        await parts_of(provider, USED, tools=[WEATHER], tool_choice="required")
        body = server.requests[0].body
        function = {"name": "weather", "arguments": '{"place": "서울"}'}
        assert body["messages"][2:] == [
            {
                "role": "assistant",
                "content": "",
                "tool_calls": [{"id": "call_7", "type": "function", "function": function}],
            },
            {"role": "tool", "tool_call_id": "call_7", "content": "sunny"},
        ]
        assert body["tool_choice"] == "required"
        assert body["tools"][0]["function"]["name"] == "weather"

    async def test_a_server_is_asked_again_without_what_it_refuses(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        server.on(
            self.speaker.chat,
            json_reply({"error": {"message": "Unsupported parameter: 'max_tokens'"}}, status=400),
            json_reply({"error": {"message": "Unsupported value: 'temperature'"}}, status=400),
            openai_stream("ok"),
        )
        assert (await collect(provider))[0] == "ok"
        assert (await collect(provider))[0] == "ok"
        assert [sorted(seen.body) for seen in server.requests[2:]] == [
            ["max_completion_tokens", "messages", "model", "stream", "stream_options"]
        ] * 2

    async def test_an_answer_whose_bill_never_comes_is_whole(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        ended = b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n'
        frames = openai_stream("whole", done=False).frames
        for missing in (HANG, CUT):
            server.on(self.speaker.chat, Reply([*frames, ended, missing], media="text/event-stream"))
            assert await collect(provider, Patience(5, 0.3, 5)) == ("whole", Finished("stop", Usage()))

    async def test_arguments_that_come_as_a_value_are_taken(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        call = b'{"index": 0, "id": "c", "function": {"name": "weather", "arguments": {"place": "Seoul"}}}'
        piece = b'data: {"choices": [{"delta": {"tool_calls": [' + call + b']}, "finish_reason": "tool_calls"}]}\n\n'
        server.on(self.speaker.chat, Reply([piece], media="text/event-stream"))
        assert (await parts_of(provider, tools=[WEATHER]))[0] == ToolCalls(
            (ToolCall("c", "weather", {"place": "Seoul"}),)
        )

    async def test_thinking_keeps_a_stream_alive_and_is_not_shown(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        thought = b'data: {"choices": [{"delta": {"reasoning_content": "hm"}}]}\n\n'
        frames = [thought, 0.2, thought, 0.2, thought, *openai_stream("4").frames]
        server.on(self.speaker.chat, Reply(frames, media="text/event-stream"))
        assert (await collect(provider, Patience(0.35, 0.35, 5)))[0] == "4"


class TestAnthropic(ProviderContract):
    speaker = SPEAKERS["anthropic"]

    async def test_the_whole_conversation_is_spoken_in_its_words(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        server.on(self.speaker.chat, self.speaker.stream("ok"))
        await parts_of(provider, USED, tools=[WEATHER], tool_choice="required")
        seen = server.requests[0]
        assert seen.headers["anthropic-version"] == "2023-06-01"
        assert seen.body["system"] == "Be kind."
        assert seen.body["messages"] == [
            {"role": "user", "content": [{"type": "text", "text": "안녕"}]},
            {
                "role": "assistant",
                "content": [{"type": "tool_use", "id": "call_7", "name": "weather", "input": {"place": "서울"}}],
            },
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "call_7", "content": "sunny"}]},
        ]
        assert seen.body["tools"] == [
            {"name": "weather", "description": WEATHER.description, "input_schema": WEATHER.parameters}
        ]
        assert seen.body["tool_choice"] == {"type": "any"}

    async def test_a_model_that_takes_no_temperature_is_asked_without_one(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        told = {"type": "invalid_request_error", "message": "temperature is not supported by this model"}
        server.on(self.speaker.chat, json_reply({"type": "error", "error": told}, 400), self.speaker.stream("ok"))
        assert (await collect(provider))[0] == "ok"
        assert (await collect(provider))[0] == "ok"
        assert ["temperature" in seen.body for seen in server.requests] == [True, False, False]

    async def test_a_refusal_is_a_filtered_answer(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.chat, self.speaker.calls(reason="refusal"))
        end = (await collect(provider))[1]
        assert end is not None
        assert end.reason == "filtered"

    async def test_thinking_is_not_shown(self, provider: ChatProvider, server: ScriptedServer) -> None:
        delta = b'{"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "hm"}}'
        frames = [self.speaker.frame(delta), *self.speaker.stream("4").frames]
        server.on(self.speaker.chat, Reply(frames, media=self.speaker.media))
        assert (await collect(provider))[0] == "4"


class TestGemini(ProviderContract):
    speaker = SPEAKERS["gemini"]

    async def test_the_whole_conversation_is_spoken_in_its_words(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        server.on(self.speaker.chat, self.speaker.stream("ok"))
        await parts_of(provider, USED, tools=[WEATHER], tool_choice="required")
        body = server.requests[0].body
        called = {"functionCall": {"name": "weather", "args": {"place": "서울"}}}
        assert body["systemInstruction"] == {"parts": [{"text": "Be kind."}]}
        assert body["contents"] == [
            {"role": "user", "parts": [{"text": "안녕"}]},
            {"role": "model", "parts": [called | {"thoughtSignature": "skip_thought_signature_validator"}]},
            {"role": "user", "parts": [{"functionResponse": {"name": "weather", "response": {"result": "sunny"}}}]},
        ]
        assert body["toolConfig"] == {"functionCallingConfig": {"mode": "ANY"}}
        assert body["generationConfig"] == {"maxOutputTokens": 9, "temperature": 0.5}

    async def test_a_signature_goes_back_to_where_it_came_from(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        part = b'{"functionCall": {"name": "weather", "args": {}}, "thoughtSignature": "c2lnbg=="}'
        frame = b'{"candidates": [{"content": {"parts": [' + part + b']}, "finishReason": "STOP"}]}'
        server.on(self.speaker.chat, Reply([self.speaker.frame(frame)], media=self.speaker.media))
        asked = (await parts_of(provider, tools=[WEATHER]))[0]
        assert isinstance(asked, ToolCalls)
        await parts_of(provider, [*ASKED, Message("assistant", "", asked.calls)], tools=[WEATHER])
        assert server.requests[1].body["contents"][1]["parts"][0]["thoughtSignature"] == "c2lnbg=="

    async def test_a_blocked_question_is_filtered(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(
            self.speaker.chat,
            Reply([self.speaker.frame(b'{"promptFeedback": {"blockReason": "SAFETY"}}')], media=self.speaker.media),
        )
        with pytest.raises(ModelFiltered, match="SAFETY"):
            await collect(provider)

    @pytest.mark.parametrize("reason", ["SAFETY", "RECITATION", "PROHIBITED_CONTENT"])
    async def test_an_answer_that_was_stopped_is_filtered(
        self, provider: ChatProvider, server: ScriptedServer, reason: str
    ) -> None:
        server.on(self.speaker.chat, self.speaker.calls(reason=reason))
        assert isinstance(end := (await parts_of(provider))[-1], Finished)
        assert end.reason == "filtered"

    async def test_its_own_refusals_are_understood(self, provider: ChatProvider, server: ScriptedServer) -> None:
        key = {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT"}
        retry = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s"}]
        busy = {"code": 429, "message": "Quota", "status": "RESOURCE_EXHAUSTED", "details": retry}
        server.on(self.speaker.chat, json_reply({"error": key}, 400), json_reply([{"error": busy}], 429))
        with pytest.raises(ModelKeyRefused):
            await collect(provider)
        with pytest.raises(ModelBusy) as caught:
            await collect(provider)
        assert caught.value.retry_after_seconds == 17

    @pytest.mark.parametrize("model", ["../../v1/secrets", "models/..", "a//b", ".", "/"])
    async def test_a_name_of_a_model_leads_nowhere_else(
        self, provider: ChatProvider, server: ScriptedServer, model: str
    ) -> None:
        source = provider.stream(ASKED, model=model, max_tokens=9, temperature=0, patience=Patience(5, 5, 5))
        with pytest.raises(ModelUnknown):
            await anext(source)
        assert server.requests == []

    async def test_an_odd_name_of_a_model_stays_in_its_place(self, server: ScriptedServer) -> None:
        outbound = Outbound([server.url])
        provider = open_provider("gemini", LlmSettings(provider="gemini", url=server.url), outbound)
        path = "/v1beta/models/a%3Fb%23c%40d%3A1:streamGenerateContent?alt=sse"
        server.on(path, gemini_stream("ok"))
        source = provider.stream(ASKED, model="a?b#c@d:1", max_tokens=9, temperature=0, patience=Patience(5, 5, 5))
        assert [part async for part in source]
        await outbound.close()

    @pytest.mark.parametrize("reason", ["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL"])
    async def test_a_call_that_came_to_nothing_is_a_violation(
        self, provider: ChatProvider, server: ScriptedServer, reason: str
    ) -> None:
        server.on(self.speaker.chat, self.speaker.calls(reason=reason))
        with pytest.raises(ModelProtocol, match=reason):
            await collect(provider)
