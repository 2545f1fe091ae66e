"""What every provider keeps, whatever its protocol. A new one inherits the class and names how its server speaks."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import ClassVar

import pytest
from tests.llm.scripted_server import CUT, HANG, Reply, ScriptedServer, json_reply
from tests.llm.speakers import Speaker

from nullus.llm import Delta, Finished, LlmSettings, Message, Patience, Tool, ToolCall, ToolCalls, Usage
from nullus.llm.addresses import open_provider
from nullus.llm.errors import (
    ModelBusy,
    ModelContextExceeded,
    ModelCut,
    ModelFiltered,
    ModelKeyRefused,
    ModelOverloaded,
    ModelProtocol,
    ModelRejected,
    ModelSilent,
    ModelUnknown,
    ModelUnreachable,
)
from nullus.llm.ports import ChatProvider, Part, ToolChoice
from nullus.platform.outbound import Outbound

PATIENT = Patience(first=5, between=5, total=10)
WEATHER = Tool("weather", "The weather of a place.", {"type": "object", "properties": {"place": {"type": "string"}}})
ASKED = (Message("user", "안녕"),)


async def parts_of(
    provider: ChatProvider,
    messages: Sequence[Message] = ASKED,
    patience: Patience = PATIENT,
    tools: Sequence[Tool] = (),
    tool_choice: ToolChoice = "auto",
) -> list[Part]:
    """All that a stream gives, to its end."""
    source = provider.stream(
        messages,
        model="tiny",
        max_tokens=9,
        temperature=0.5,
        patience=patience,
        tools=tools,
        tool_choice=tool_choice,
    )
    async with aclosing(source) as parts:
        return [part async for part in parts]


async def collect(provider: ChatProvider, patience: Patience = PATIENT) -> tuple[str, Finished | None]:
    """The text of an answer, and its end."""
    parts = await parts_of(provider, patience=patience)
    ends = [part for part in parts if isinstance(part, Finished)]
    return "".join(part.text for part in parts if isinstance(part, Delta)), ends[-1] if ends else None


class ProviderContract:
    """The contract."""

    speaker: ClassVar[Speaker]

    @pytest.fixture
    async def provider(self, server: ScriptedServer) -> AsyncIterator[ChatProvider]:
        url = server.url + self.speaker.base
        outbound = Outbound([url])
        yield open_provider(self.speaker.kind, LlmSettings(provider=self.speaker.kind, url=url, key="sesame"), outbound)
        await outbound.close()

    async def test_an_answer_streams_to_its_end(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.chat, self.speaker.stream("안녕", "하", "세요"))
        assert await collect(provider) == ("안녕하세요", Finished("stop", Usage(7, 3)))
        seen = server.requests[0]
        header, value = self.speaker.key
        assert seen.headers[header] == value
        assert seen.headers["accept-encoding"] == "identity"
        assert "sesame" not in seen.path
        assert "안녕" in json.dumps(seen.body, ensure_ascii=False)

    async def test_a_character_split_over_frames_is_whole(self, provider: ChatProvider, server: ScriptedServer) -> None:
        reply = self.speaker.stream("한국어 답변")
        whole = b"".join(frame for frame in reply.frames if isinstance(frame, bytes))
        whole = whole.replace(json.dumps("한국어 답변").encode(), '"한국어 답변"'.encode())
        server.on(self.speaker.chat, Reply([whole[i : i + 1] for i in range(len(whole))], media=self.speaker.media))
        assert (await collect(provider))[0] == "한국어 답변"

    async def test_an_answer_that_became_too_long_says_so(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.chat, self.speaker.calls(reason=self.speaker.cut_off))
        assert (await collect(provider))[1] == Finished("length", Usage(7, 3))

    async def test_the_models_that_chat_are_listed(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.listing, json_reply(self.speaker.models))
        assert await provider.models() == ["tiny"]

    @pytest.mark.parametrize("answer", [[], {}, {"models": 3, "data": 3}, {"models": [3], "data": [3]}])
    async def test_a_list_of_models_that_is_none_is_a_violation(
        self, provider: ChatProvider, server: ScriptedServer, answer: object
    ) -> None:
        server.on(self.speaker.listing, json_reply(answer))
        with pytest.raises(ModelProtocol):
            await provider.models()

    async def test_tools_are_offered_and_their_calls_come_whole(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        calls = (("weather", '{"place": "서울"}'), ("weather", "{}"))
        server.on(self.speaker.chat, self.speaker.calls(*calls))
        parts = await parts_of(provider, tools=[WEATHER])
        asked = next(part for part in parts if isinstance(part, ToolCalls))
        assert [(call.name, dict(call.arguments)) for call in asked.calls] == [
            ("weather", {"place": "서울"}),
            ("weather", {}),
        ]
        assert len({call.id for call in asked.calls}) == 2
        assert parts[-1] == Finished("tools", Usage(7, 3))
        assert "The weather of a place." in json.dumps(server.requests[0].body)

    async def test_the_result_of_a_tool_is_sent_back(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.chat, self.speaker.stream("맑음"))
        call = ToolCall("call_7", "weather", {"place": "서울"})
        messages = [*ASKED, Message("assistant", "", calls=(call,)), Message("tool", "sunny", call_id="call_7")]
        parts = await parts_of(provider, messages, tools=[WEATHER])
        assert parts[0] == Delta("맑음")
        sent = json.dumps(server.requests[0].body, ensure_ascii=False)
        assert "sunny" in sent
        assert "서울" in sent

    async def test_no_tool_is_called_that_was_not_offered(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.chat, self.speaker.calls(("delete_everything", "{}")))
        with pytest.raises(ModelProtocol, match="delete_everything"):
            await parts_of(provider, tools=[WEATHER])
        with pytest.raises(ModelProtocol):
            await parts_of(provider)

    @pytest.mark.parametrize("arguments", ["[1]", '"place"', "nonsense", '{"place": '])
    async def test_arguments_that_are_no_object_are_a_violation(
        self, provider: ChatProvider, server: ScriptedServer, arguments: str
    ) -> None:
        server.on(self.speaker.chat, self.speaker.calls(("weather", arguments)))
        with pytest.raises(ModelProtocol):
            await parts_of(provider, tools=[WEATHER])

    async def test_a_server_gone_mid_answer_is_told_apart(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.chat, self.speaker.stream("half an", CUT))
        with pytest.raises(ModelCut):
            await collect(provider)

    async def test_an_answer_without_its_end_is_cut(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.chat, self.speaker.stream("half an", done=False))
        with pytest.raises(ModelCut):
            await collect(provider)

    @pytest.mark.parametrize(
        ("pieces", "patience", "setting"),
        [
            ([HANG], Patience(0.2, 5, 5), "NULLUS_LLM_FIRST_TOKEN_SECONDS"),
            (["a", HANG], Patience(5, 0.2, 5), "NULLUS_LLM_BETWEEN_TOKENS_SECONDS"),
            (["a", 0.1, "b", 0.1, "c", 0.1, "d", HANG], Patience(5, 5, 0.25), "NULLUS_LLM_TOTAL_SECONDS"),
        ],
    )
    async def test_silence_ends_and_names_the_setting(
        self,
        provider: ChatProvider,
        server: ScriptedServer,
        pieces: list[object],
        patience: Patience,
        setting: str,
    ) -> None:
        server.on(self.speaker.chat, self.speaker.stream(*pieces))
        started = time.monotonic()
        with pytest.raises(ModelSilent) as caught:
            await collect(provider, patience)
        assert caught.value.fields["setting"] == setting
        assert time.monotonic() - started < 3
        await asyncio.wait_for(server.hung_up.wait(), 2)

    async def test_comments_are_no_sign_of_life(self, provider: ChatProvider, server: ScriptedServer) -> None:
        server.on(self.speaker.chat, Reply([self.speaker.comment, 0.1] * 20, media=self.speaker.media))
        with pytest.raises(ModelSilent):
            await collect(provider, Patience(0.4, 5, 5))

    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (json_reply({"error": "no"}, status=401), ModelKeyRefused),
            (json_reply({"error": {"message": "no"}}, status=403), ModelKeyRefused),
            (json_reply({"error": "model 'tiny' not found"}, status=404), ModelUnknown),
            (json_reply({"error": {"message": "The model tiny does not exist"}}, status=400), ModelUnknown),
            (json_reply({"error": {"code": "context_length_exceeded"}}, status=400), ModelContextExceeded),
            (json_reply({"error": {"message": "prompt is too long: 9 tokens > 8"}}, status=400), ModelContextExceeded),
            (json_reply({"error": {"type": "request_too_large"}}, status=413), ModelContextExceeded),
            (json_reply({"error": {"code": "content_filter"}}, status=400), ModelFiltered),
            (json_reply({"error": "what is this?"}, status=400), ModelRejected),
            (json_reply({}, status=429, Retry_After="7"), ModelBusy),
            (json_reply({}, status=429, retry_after_ms="7000"), ModelBusy),
            (json_reply({"error": {"type": "overloaded_error"}}, status=529, Retry_After="7"), ModelOverloaded),
            (json_reply({"detail": "loading"}, status=503), ModelUnreachable),
            (json_reply({}, status=500), ModelUnreachable),
            (json_reply({}, status=302, Location="http://127.0.0.1:1/"), ModelProtocol),
            (Reply([b"<html>"], media="text/html"), ModelProtocol),
        ],
    )
    async def test_refusals_have_their_own_errors(
        self, provider: ChatProvider, server: ScriptedServer, reply: Reply, error: type[Exception]
    ) -> None:
        server.on(self.speaker.chat, reply)
        with pytest.raises(error) as caught:
            await collect(provider)
        assert "sesame" not in str(caught.value)
        if isinstance(caught.value, ModelBusy | ModelOverloaded):
            assert caught.value.retry_after_seconds == 7

    @pytest.mark.parametrize(
        ("told", "error"),
        [
            ({"message": "out of memory"}, ModelRejected),
            ({"type": "overloaded_error", "message": "Overloaded"}, ModelOverloaded),
            ({"type": "rate_limit_error", "message": "slower, please"}, ModelBusy),
            ({"message": "no", "code": "context_length_exceeded"}, ModelContextExceeded),
        ],
    )
    async def test_an_error_inside_a_stream_is_told(
        self, provider: ChatProvider, server: ScriptedServer, told: dict[str, str], error: type[Exception]
    ) -> None:
        frame = self.speaker.frame(json.dumps({"type": "error", "error": told}).encode())
        server.on(self.speaker.chat, Reply([frame], media=self.speaker.media))
        with pytest.raises(error):
            await collect(provider)

    async def test_nobody_listening_is_unreachable(self) -> None:
        url = "http://127.0.0.1:1" + self.speaker.base
        outbound = Outbound([url])
        with pytest.raises(ModelUnreachable):
            await collect(open_provider(self.speaker.kind, LlmSettings(provider=self.speaker.kind, url=url), outbound))
        await outbound.close()

    async def test_closing_the_stream_hangs_up_on_the_server(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        server.on(self.speaker.chat, self.speaker.stream("first", HANG))
        source = provider.stream(ASKED, model="tiny", max_tokens=9, temperature=0, patience=PATIENT)
        async with aclosing(source) as parts:
            await anext(parts)
        await asyncio.wait_for(server.hung_up.wait(), 2)

    async def test_cancelling_the_caller_hangs_up_on_the_server(
        self, provider: ChatProvider, server: ScriptedServer
    ) -> None:
        server.on(self.speaker.chat, self.speaker.stream("first", HANG))
        task = asyncio.create_task(collect(provider))
        while not server.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.hung_up.wait(), 2)
