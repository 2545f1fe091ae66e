"""Faults F17 to F22 against every provider: whatever a model server does, a typed error comes in bounded time and memory."""

import asyncio
import json
import random
import time
import tracemalloc
from collections.abc import AsyncIterator, Sequence

import pytest
from tests.llm.provider_contract import WEATHER, collect, parts_of
from tests.llm.scripted_server import CUT, Frame, Reply, ScriptedServer, json_reply
from tests.llm.speakers import SPEAKERS, Speaker

from nullus.llm import Delta, Finished, LlmSettings, Patience
from nullus.llm.addresses import open_provider
from nullus.llm.directory import Known, Offered, Opened
from nullus.llm.errors import ModelCut, ModelProtocol, ModelSilent, ModelUnreachable
from nullus.llm.ports import ChatProvider
from nullus.platform.errors import NullusError
from nullus.platform.outbound import Outbound

MEBIBYTE = 2**20
SHORT = Patience(first=0.4, between=0.4, total=0.8)


@pytest.fixture(params=sorted(SPEAKERS))
def speaker(request: pytest.FixtureRequest) -> Speaker:
    return SPEAKERS[request.param]


@pytest.fixture
async def provider(speaker: Speaker, server: ScriptedServer) -> AsyncIterator[ChatProvider]:
    url = server.url + speaker.base
    outbound = Outbound([url])
    yield open_provider(speaker.kind, LlmSettings(provider=speaker.kind, url=url), outbound)
    await outbound.close()


def bytes_of(frames: Sequence[Frame]) -> bytes:
    return b"".join(frame for frame in frames if isinstance(frame, bytes))


async def test_a_name_that_does_not_exist_is_unreachable(speaker: Speaker) -> None:
    url = "http://models.invalid" + speaker.base
    outbound = Outbound([url])
    with pytest.raises(ModelUnreachable, match=r"models\.invalid"):
        await collect(open_provider(speaker.kind, LlmSettings(provider=speaker.kind, url=url), outbound))
    await outbound.close()


async def test_a_stream_that_breaks_after_any_frame_is_cut_and_what_came_is_whole(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer
) -> None:
    frames = [frame for frame in speaker.stream("한국", "어 ", "답변").frames if isinstance(frame, bytes)]
    ends = 0
    for kept in range(len(frames) + 1):
        server.on(speaker.chat, Reply([*frames[:kept], CUT], media=speaker.media))
        try:
            text, end = await collect(provider)
        except ModelCut:
            continue
        assert (text, end is not None) == ("한국어 답변", True)
        ends += 1
    assert 0 < ends <= 3


async def test_a_stream_that_breaks_after_any_byte_is_a_typed_error(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer
) -> None:
    whole = bytes_of(speaker.stream("한국", "어 ", "답변").frames)
    for kept in range(0, len(whole), 29):
        for ending in ([CUT], []):
            server.on(speaker.chat, Reply([whole[:kept], *ending] if kept else ending, media=speaker.media))
            try:
                assert (await collect(provider))[0] == "한국어 답변"
            except (ModelCut, ModelProtocol):
                pass


async def test_a_drip_of_bytes_ends_with_the_patience(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer
) -> None:
    whole = bytes_of(speaker.stream("never quite there").frames)
    frames = [frame for byte in whole for frame in (bytes([byte]), 0.05)]
    server.on(speaker.chat, Reply(frames, media=speaker.media))
    began = time.monotonic()
    with pytest.raises(ModelSilent):
        await collect(provider, SHORT)
    assert time.monotonic() - began < 3
    await asyncio.wait_for(server.hung_up.wait(), 2)


@pytest.mark.parametrize(
    "data",
    [
        b"{nonsense",
        b"[1]",
        b"3",
        b'"text"',
        b"[" * 100_000,
        b"x" * 10 * MEBIBYTE,
        b"\xff\xfe\x00{",
        b'{"a": 1e',
        b"{}{}",
    ],
    ids=["not-json", "list", "number", "text", "nested", "ten-megabytes", "half-utf8", "cut-number", "two"],
)
async def test_pieces_that_are_none_are_violations_of_the_protocol(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer, data: bytes
) -> None:
    frame = speaker.frame(data)
    server.on(speaker.chat, Reply([frame[i : i + 500_000] for i in range(0, len(frame), 500_000)], media=speaker.media))
    with pytest.raises(ModelProtocol):
        await collect(provider)


async def test_bytes_that_are_no_text_become_text_that_can_be_stored(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer
) -> None:
    frames = speaker.stream("a\x00b", "\ud800c", "MARK").frames
    whole = bytes_of(frames).replace(b"MARK", b"\xed\xa0\x80\xc3(\xff")
    server.on(speaker.chat, Reply([whole], media=speaker.media))
    text, end = await collect(provider)
    assert text.startswith("ab")
    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text
    assert end is not None


@pytest.mark.parametrize("media", ["text/html", "text/plain", "application/octet-stream", ""])
async def test_another_kind_of_content_is_a_violation(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer, media: str
) -> None:
    server.on(speaker.chat, Reply(speaker.stream("hi").frames, media=media))
    with pytest.raises(ModelProtocol):
        await collect(provider)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
async def test_what_is_compressed_although_nobody_asked_is_refused_unread(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer, encoding: str
) -> None:
    bomb = Reply([b"\x1f\x8b\x08" + bytes(1000)], media=speaker.media, headers={"Content-Encoding": encoding})
    server.on(speaker.chat, bomb)
    with pytest.raises(ModelProtocol, match="compressed"):
        await collect(provider)
    server.on(speaker.listing, Reply([b"\x1f\x8b\x08" + bytes(1000)], headers={"Content-Encoding": encoding}))
    with pytest.raises(ModelProtocol, match="compressed"):
        await provider.models()


async def test_a_second_end_does_no_harm(speaker: Speaker, provider: ChatProvider, server: ScriptedServer) -> None:
    once = speaker.stream("once").frames
    server.on(speaker.chat, Reply([*once, *once], media=speaker.media))
    parts = await parts_of(provider)
    assert parts[0] == Delta("once")
    assert [part for part in parts if isinstance(part, Finished)] == parts[-1:]


async def test_a_tool_that_was_not_offered_is_refused(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer
) -> None:
    server.on(speaker.chat, speaker.calls(("delete_everything", "{}")))
    with pytest.raises(ModelProtocol, match="delete_everything"):
        await parts_of(provider, tools=[WEATHER])


@pytest.mark.parametrize("what", ["words", "thoughts of nothing", "errors"])
async def test_a_stream_without_end_ends_in_bounded_time_and_memory(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer, what: str
) -> None:
    one = {
        "words": bytes_of(speaker.stream("word " * 1_000, done=False).frames),
        "thoughts of nothing": speaker.comment * (20_000 // len(speaker.comment)),
        "errors": b"no" * 4_000,
    }[what]
    status = 500 if what == "errors" else 200
    server.on(speaker.chat, Reply([one] * 1_000, status=status, media=speaker.media))
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises((ModelProtocol, ModelUnreachable, ModelSilent)):
        await collect(provider)
    spent = time.process_time() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spent < 5
    assert peak < 16 * MEBIBYTE
    await asyncio.wait_for(server.hung_up.wait(), 2)


async def test_streams_with_random_faults_never_crash(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer
) -> None:
    """Bytes flipped, cut out, doubled and swapped: an answer or a typed error, never anything else."""
    chance = random.Random(20)
    valid = bytes_of(speaker.stream("한국", "어 ", "답변").frames), bytes_of(speaker.calls(("weather", "{}")).frames)
    outcomes = 0
    for round_number in range(60):
        whole = bytearray(valid[round_number % 2])
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(whole))
            end = min(len(whole), start + chance.randint(1, 40))
            match chance.randrange(4):
                case 0:
                    whole[start] ^= 1 << chance.randrange(8)
                case 1:
                    del whole[start:end]
                case 2:
                    whole[start:start] = whole[start:end]
                case _:
                    whole[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            whole = whole or bytearray(b"\n")
        server.on(speaker.chat, Reply([bytes(whole)], media=speaker.media))
        try:
            await parts_of(provider, tools=[WEATHER])
        except NullusError:
            pass
        outcomes += 1
    assert outcomes == 60


@pytest.mark.parametrize("value", [None, 3, [3], {"0": 1}])
async def test_values_of_another_type_never_crash(
    speaker: Speaker, provider: ChatProvider, server: ScriptedServer, value: object
) -> None:
    """Every field of every piece of an answer replaced by something else."""
    for reply in (speaker.stream("hi"), speaker.calls(("weather", "{}"))):
        frames = [frame for frame in reply.frames if isinstance(frame, bytes)]
        for number, frame in enumerate(frames):
            start = frame.find(b"{")
            if start < 0:
                continue
            for changed in _replaced(json.loads(frame[start:]), value):
                altered = frame[:start] + json.dumps(changed).encode() + b"\n\n"
                server.on(speaker.chat, Reply([*frames[:number], altered, *frames[number + 1 :]], media=speaker.media))
                try:
                    await parts_of(provider, tools=[WEATHER])
                except NullusError:
                    pass


def _replaced(whole: object, value: object) -> list[object]:
    """Copies of a JSON value in each of which one inner value is another."""
    if isinstance(whole, dict):
        return [
            {**whole, key: changed} for key, inner in whole.items() for changed in [value, *_replaced(inner, value)]
        ]
    if isinstance(whole, list):
        return [
            [*whole[:at], changed, *whole[at + 1 :]]
            for at, inner in enumerate(whole)
            for changed in [value, *_replaced(inner, value)]
        ]
    return []


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"results": 3},
        {"results": []},
        {"results": [{"index": 0}]},
        {"results": [{"index": 0, "relevance_score": "high"}, {"index": 1, "relevance_score": 1}]},
        {"results": [{"index": 0, "relevance_score": 1}, {"index": 7, "relevance_score": 1}]},
        {"results": [{"index": 0, "relevance_score": 1}, {"index": 1, "relevance_score": float("nan")}]},
    ],
)
async def test_scores_that_are_none_are_violations(server: ScriptedServer, answer: object) -> None:
    outbound = Outbound([server.url])
    known = Known("house", "openai", f"{server.url}/v1", "personal", (Offered("m", "rerank"),))
    server.on("/v1/rerank", json_reply(answer))
    with pytest.raises(ModelProtocol):
        await Opened(known, outbound, LlmSettings(retries=0)).reranker("m").rerank("q", ["a", "b"])
    await outbound.close()
