"""The contract of every chat provider, against a server that speaks its protocol and breaks it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass

import pytest
from tests.llm.scripted_server import CUT, HANG, Reply, ScriptedServer, json_reply, ollama_stream, openai_stream

from nullus.llm import Delta, Finished, LlmSettings, Message, Patience, Usage
from nullus.llm.errors import (
    ModelBusy,
    ModelCut,
    ModelKeyRefused,
    ModelProtocol,
    ModelRejected,
    ModelSilent,
    ModelUnknown,
    ModelUnreachable,
)
from nullus.llm.ports import ChatProvider
from nullus.llm.providers import PROVIDERS, open_provider
from nullus.platform.outbound import Outbound

PATIENT = Patience(first=5, between=5, total=10)


@dataclass
class Protocol:
    kind: str
    chat: str
    stream: Callable[..., Reply]
    listing: str
    models: object
    base: str
    media: str


PROTOCOLS = {
    "ollama": Protocol(
        "ollama",
        "/api/chat",
        ollama_stream,
        "/api/tags",
        {"models": [{"name": "tiny"}, {"name": "nomic-embed-text", "details": {"family": "nomic-bert"}}]},
        "",
        "application/x-ndjson",
    ),
    "openai": Protocol(
        "openai",
        "/v1/chat/completions",
        openai_stream,
        "/v1/models",
        {"data": [{"id": "tiny"}, {"id": "text-embedding-3"}]},
        "/v1",
        "text/event-stream",
    ),
}


@pytest.fixture(params=sorted(PROVIDERS))
def protocol(request: pytest.FixtureRequest) -> Protocol:
    return PROTOCOLS[request.param]


@pytest.fixture
async def provider(protocol: Protocol, server: ScriptedServer) -> AsyncIterator[ChatProvider]:
    url = server.url + protocol.base
    outbound = Outbound([url])
    yield open_provider(protocol.kind, LlmSettings(provider=protocol.kind, url=url, key="sesame"), outbound)
    await outbound.close()


async def collect(provider: ChatProvider, patience: Patience = PATIENT) -> tuple[str, Finished | None]:
    text, end = "", None
    source = provider.stream([Message("user", "안녕")], model="tiny", max_tokens=9, temperature=0.5, patience=patience)
    async with aclosing(source) as parts:
        async for part in parts:
            if isinstance(part, Delta):
                text += part.text
            else:
                end = part
    return text, end


async def test_an_answer_streams_to_its_end(protocol: Protocol, provider: ChatProvider, server: ScriptedServer) -> None:
    server.on(protocol.chat, protocol.stream("안녕", "하", "세요"))
    assert await collect(provider) == ("안녕하세요", Finished("stop", Usage(7, 3)))
    seen = server.requests[0]
    assert seen.body["model"] == "tiny"
    assert seen.body["messages"] == [{"role": "user", "content": "안녕"}]
    assert seen.headers["authorization"] == "Bearer sesame"
    assert seen.headers["accept-encoding"] == "identity"


async def test_a_character_split_over_frames_is_whole(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    whole = b"".join(frame for frame in protocol.stream("한국어 답변").frames if isinstance(frame, bytes))
    whole = whole.replace(json.dumps("한국어 답변").encode(), '"한국어 답변"'.encode())
    server.on(protocol.chat, Reply([whole[i : i + 1] for i in range(len(whole))], media=protocol.media))
    assert (await collect(provider))[0] == "한국어 답변"


async def test_the_models_that_chat_are_listed(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    server.on(protocol.listing, json_reply(protocol.models))
    assert await provider.models() == ["tiny"]


async def test_a_server_gone_mid_answer_is_told_apart(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    server.on(protocol.chat, protocol.stream("half an", CUT))
    with pytest.raises(ModelCut):
        await collect(provider)


async def test_an_answer_without_its_end_is_cut(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    server.on(protocol.chat, protocol.stream("half an", done=False))
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
    protocol: Protocol,
    provider: ChatProvider,
    server: ScriptedServer,
    pieces: list[object],
    patience: Patience,
    setting: str,
) -> None:
    server.on(protocol.chat, protocol.stream(*pieces))
    started = time.monotonic()
    with pytest.raises(ModelSilent) as caught:
        await collect(provider, patience)
    assert caught.value.fields["setting"] == setting
    assert time.monotonic() - started < 3
    await asyncio.wait_for(server.hung_up.wait(), 2)


async def test_comments_are_no_sign_of_life(protocol: Protocol, provider: ChatProvider, server: ScriptedServer) -> None:
    frame = b": still here\n\n" if protocol.kind == "openai" else b"\n"
    server.on(protocol.chat, Reply([frame, 0.1] * 20, media=protocol.media))
    with pytest.raises(ModelSilent):
        await collect(provider, Patience(0.4, 5, 5))


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (json_reply({"error": "no"}, status=401), ModelKeyRefused),
        (json_reply({"error": {"message": "no"}}, status=403), ModelKeyRefused),
        (json_reply({"error": "model 'tiny' not found"}, status=404), ModelUnknown),
        (json_reply({"error": {"message": "The model tiny does not exist"}}, status=400), ModelUnknown),
        (json_reply({"error": "too long"}, status=400), ModelRejected),
        (json_reply({}, status=429, Retry_After="7"), ModelBusy),
        (json_reply({"detail": "loading"}, status=503), ModelUnreachable),
        (json_reply({}, status=302, Location="http://127.0.0.1:1/"), ModelProtocol),
        (Reply([b"<html>"], media="text/html"), ModelProtocol),
    ],
)
async def test_refusals_have_their_own_errors(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer, reply: Reply, error: type[Exception]
) -> None:
    server.on(protocol.chat, reply)
    with pytest.raises(error) as caught:
        await collect(provider)
    assert "sesame" not in str(caught.value)
    if isinstance(caught.value, ModelBusy):
        assert caught.value.retry_after_seconds == 7


@pytest.mark.parametrize(
    "frames",
    [
        [b"data: {nonsense\n\n"],
        [b"data: [1]\n\n"],
        [b"data: " + b"[" * 100_000 + b"\n\n"],
        [b"data: " + b"x" * 500_000] * 21,
        [b"\xff\xfe\x00data: \xff\n", b"data: {\n\n"],
    ],
    ids=["not-json", "not-an-object", "deeply-nested", "ten-megabyte-line", "half-utf8"],
)
async def test_broken_streams_are_violations_of_the_protocol(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer, frames: list[bytes]
) -> None:
    if protocol.kind == "ollama":
        frames = [frame.replace(b"data: ", b"") for frame in frames]
    server.on(protocol.chat, Reply(frames, media=protocol.media))
    with pytest.raises(ModelProtocol):
        await collect(provider)


async def test_a_compressed_answer_is_refused_unread(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    server.on(protocol.chat, Reply([b"\x1f\x8b"], media=protocol.media, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(ModelProtocol):
        await collect(provider)


async def test_an_error_inside_a_stream_is_told(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    line = b'{"error": "out of memory"}\n'
    frame = line if protocol.kind == "ollama" else b"data: " + line + b"\n"
    server.on(protocol.chat, Reply([frame], media=protocol.media))
    with pytest.raises(ModelRejected, match="out of memory"):
        await collect(provider)


async def test_a_duplicate_end_and_nul_do_no_harm(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    once = protocol.stream("a\x00b").frames
    server.on(protocol.chat, Reply([*once, *once], media=protocol.media))
    text, end = await collect(provider)
    assert text == "ab"
    assert end is not None


async def test_nobody_listening_is_unreachable(protocol: Protocol) -> None:
    url = "http://127.0.0.1:1" + protocol.base
    outbound = Outbound([url])
    provider = open_provider(protocol.kind, LlmSettings(provider=protocol.kind, url=url), outbound)
    with pytest.raises(ModelUnreachable):
        await collect(provider)
    await outbound.close()


async def test_closing_the_stream_hangs_up_on_the_server(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    server.on(protocol.chat, protocol.stream("first", HANG))
    source = provider.stream([Message("user", "?")], model="tiny", max_tokens=9, temperature=0, patience=PATIENT)
    async with aclosing(source) as parts:
        await anext(parts)
    await asyncio.wait_for(server.hung_up.wait(), 2)


async def test_cancelling_the_caller_hangs_up_on_the_server(
    protocol: Protocol, provider: ChatProvider, server: ScriptedServer
) -> None:
    server.on(protocol.chat, protocol.stream("first", HANG))
    task = asyncio.create_task(collect(provider))
    while not server.requests:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(server.hung_up.wait(), 2)


async def test_an_openai_server_is_asked_again_without_what_it_refuses(server: ScriptedServer) -> None:
    server.on(
        "/v1/chat/completions",
        json_reply({"error": {"message": "Unsupported parameter: 'max_tokens'"}}, status=400),
        json_reply({"error": {"message": "Unsupported value: 'temperature'"}}, status=400),
        openai_stream("ok"),
    )
    outbound = Outbound([server.url])
    provider = open_provider("openai", LlmSettings(provider="openai", url=server.url), outbound)
    assert (await collect(provider))[0] == "ok"
    assert (await collect(provider))[0] == "ok"
    assert [sorted(seen.body) for seen in server.requests[2:]] == [
        ["max_completion_tokens", "messages", "model", "stream", "stream_options"]
    ] * 2
    await outbound.close()


async def test_thinking_keeps_a_stream_alive_and_is_not_shown(server: ScriptedServer) -> None:
    thought = b'data: {"choices": [{"delta": {"reasoning_content": "hm"}}]}\n\n'
    frames = [thought, 0.2, thought, 0.2, thought, *openai_stream("4").frames]
    server.on("/v1/chat/completions", Reply(frames, media="text/event-stream"))
    outbound = Outbound([server.url])
    provider = open_provider("openai", LlmSettings(provider="openai", url=server.url), outbound)
    assert (await collect(provider, Patience(0.35, 0.35, 5)))[0] == "4"
    await outbound.close()
