"""The contract of every embedder, and what each adds."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from tests.llm.scripted_server import HANG, Reply, ScriptedServer, json_reply

from nullus.llm import Embedder, LlmSettings, fingerprint_of, reads, wire
from nullus.llm.embedders import EMBEDDERS, open_embedder
from nullus.llm.embedders.known import known
from nullus.llm.errors import (
    EmbedderMissing,
    EmbeddingDamaged,
    ModelBusy,
    ModelKeyRefused,
    ModelProtocol,
    ModelSilent,
    ModelUnknown,
)
from nullus.platform.outbound import Outbound
from nullus.platform.settings import InvalidSetting

PATHS = {
    "ollama": "/api/embed",
    "openai": "/v1/embeddings",
    "gemini": "/v1beta/models/m:batchEmbedContents",
}


def vectors_reply(kind: str, rows: list[list[float]]) -> Reply:
    if kind == "ollama":
        return json_reply({"embeddings": rows})
    if kind == "gemini":
        return json_reply({"embeddings": [{"values": row} for row in rows]})
    data = [{"index": index, "embedding": row} for index, row in enumerate(rows)]
    return json_reply({"data": list(reversed(data))})


def settings_for(kind: str, server: ScriptedServer, **more: object) -> LlmSettings:
    values: dict[str, object] = {"embedder": f"{kind}:m", "embedder_url": server.url, "embedder_dimension": 3} | more
    return LlmSettings(**values)  # type: ignore[arg-type]


@pytest.fixture(params=sorted(PATHS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def outbound(server: ScriptedServer) -> AsyncIterator[Outbound]:
    client = Outbound([server.url])
    yield client
    await client.close()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LONGEST_PAUSE", 0.05)


def test_every_embedder_is_tried_here() -> None:
    assert set(EMBEDDERS) == {"static", "onnx", *PATHS}


async def keeps_the_contract(embedder: Embedder, texts: list[str]) -> None:
    rows = await embedder.embed_documents(texts)
    assert rows.dtype == np.float32
    assert rows.shape == (len(texts), embedder.dimension)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    one = await embedder.embed_query(texts[0])
    assert one.dtype == np.float32
    assert one.shape == (embedder.dimension,)
    assert np.isclose(np.linalg.norm(one), 1, atol=1e-5)
    assert (await embedder.embed_documents([])).shape == (0, embedder.dimension)
    assert fingerprint_of(embedder) == f"{embedder.name}:{embedder.model}:{embedder.dimension}"


async def test_the_bundled_embedder_keeps_the_contract() -> None:
    embedder = await open_embedder(LlmSettings(), Outbound([]))
    odd = ["", " ", "\x00", "\ud800", "?!", "한국어", "é" * 30_000, "a" * 100_000]
    await keeps_the_contract(embedder, [f"text {n}" for n in range(150)] + odd)
    for text in odd:
        assert np.isfinite(await embedder.embed_query(text)).all()
    assert reads(embedder, "en")
    assert not reads(embedder, "ko")
    assert embedder.dimension == 256


async def test_the_bundled_embedder_knows_what_is_near() -> None:
    embedder = await open_embedder(LlmSettings(), Outbound([]))
    query = await embedder.embed_query("How do I declare the type of a path parameter?")
    near, far = await embedder.embed_documents(
        ["Path parameters with types are declared", "The cat sat on a warm stove"]
    )
    assert query @ near > query @ far + 0.2


def test_the_bundled_vectors_are_those_of_wordllama() -> None:
    script = """
import asyncio, numpy as np
from pathlib import Path
from safetensors.numpy import load_file
from tokenizers import Tokenizer
import wordllama
from wordllama.inference import WordLlamaInference
from nullus.llm import open_static
folder = Path(wordllama.__file__).parent
weights = load_file(folder / "weights/l2_supercat_256.safetensors")["embedding.weight"]
theirs = WordLlamaInference(weights, Tokenizer.from_file(str(folder / "tokenizers/l2_supercat_tokenizer_config.json")))
texts = ["What is the capital of France?", "경로 매개변수의 타입", "a b\\nc", "x " * 500]
ours = asyncio.run(open_static().embed_documents(texts))
one = asyncio.run(open_static().embed_query(texts[0]))
expected = theirs.embed(texts, norm=True)
assert np.abs(ours - expected).max() < 1e-6 and np.abs(one - expected[0]).max() < 1e-6
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True, capture_output=True, timeout=60)


async def test_the_bundled_embedder_opens_no_socket() -> None:
    script = """
import sys, asyncio, socket
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise SystemExit(f"network: {event} {args}")
sys.addaudithook(watch)
from nullus.llm import open_static
asyncio.run(open_static().embed_query("offline?"))
assert "wordllama" not in sys.modules and "requests" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


async def test_the_bundled_embedder_stays_off_the_event_loop() -> None:
    embedder = await open_embedder(LlmSettings(), Outbound([]))
    longest, running = 0.0, True

    async def heartbeat() -> None:
        nonlocal longest
        while running:
            before = time.monotonic()
            await asyncio.sleep(0.005)
            longest = max(longest, time.monotonic() - before)

    beating = asyncio.create_task(heartbeat())
    await embedder.embed_documents(["some words that stand in a document about nothing " * 20] * 1_000)
    running = False
    await beating
    assert longest < 0.15


async def test_remote_embedders_keep_the_contract(kind: str, server: ScriptedServer, outbound: Outbound) -> None:
    server.on(PATHS[kind], vectors_reply(kind, [[1.0, 2, 2], [0, 3, 4]]))
    embedder = await open_embedder(settings_for(kind, server), outbound)
    rows = await embedder.embed_documents(["a", "b\ud800"])
    assert np.allclose(rows, [[1 / 3, 2 / 3, 2 / 3], [0, 0.6, 0.8]])
    server.on(PATHS[kind], vectors_reply(kind, [[0, 0, 5]]))
    assert np.allclose(await embedder.embed_query("a"), [0, 0, 1])
    assert (await embedder.embed_documents([])).shape == (0, 3)


async def test_the_dimension_is_asked_once_where_it_is_not_set(
    kind: str, server: ScriptedServer, outbound: Outbound
) -> None:
    server.on(PATHS[kind], vectors_reply(kind, [[1, 0, 0, 0]]))
    embedder = await open_embedder(settings_for(kind, server, embedder_dimension=0), outbound)
    assert fingerprint_of(embedder) == f"{kind}:m:4"
    assert len(server.requests) == 1


async def test_long_lists_are_cut_into_batches(kind: str, server: ScriptedServer, outbound: Outbound) -> None:
    server.on(PATHS[kind], vectors_reply(kind, [[1, 0, 0]] * 64), vectors_reply(kind, [[0, 1, 0]] * 6))
    embedder = await open_embedder(settings_for(kind, server), outbound)
    rows = await embedder.embed_documents([str(n) for n in range(70)])
    assert [len(seen.body.get("input") or seen.body["requests"]) for seen in server.requests] == [64, 6]
    assert rows[63].tolist() == [1, 0, 0]
    assert rows[64].tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 2]],
        [[0, 0, 0]],
        [[float("nan"), 0, 0]],
        [[1e39, 0, 0]],
        [["x", "y", "z"]],
        [[1, 2, 3], [1]],
        [],
        [[None] * 3],
    ],
)
async def test_unusable_vectors_are_refused(
    kind: str, server: ScriptedServer, outbound: Outbound, rows: list[list[float]]
) -> None:
    server.on(PATHS[kind], vectors_reply(kind, rows))
    embedder = await open_embedder(settings_for(kind, server), outbound)
    with pytest.raises((EmbeddingDamaged, ModelProtocol)):
        await embedder.embed_documents(["a"])


async def test_busy_and_failing_servers_are_asked_again(kind: str, server: ScriptedServer, outbound: Outbound) -> None:
    good = vectors_reply(kind, [[1, 0, 0]])
    server.on(PATHS[kind], json_reply({}, 429, Retry_After="1"), json_reply({}, 503), Reply(frames=[b"{"]), good)
    embedder = await open_embedder(settings_for(kind, server), outbound)
    with pytest.raises(ModelProtocol):  # half a JSON is not worth another try
        await embedder.embed_documents(["a"])
    assert (await embedder.embed_documents(["a"])).shape == (1, 3)
    assert len(server.requests) == 4


async def test_retries_come_to_an_end(kind: str, server: ScriptedServer, outbound: Outbound) -> None:
    server.on(PATHS[kind], json_reply({}, 429))
    embedder = await open_embedder(settings_for(kind, server, retries=2), outbound)
    with pytest.raises(ModelBusy):
        await embedder.embed_documents(["a"])
    assert len(server.requests) == 3


async def test_a_silent_server_is_given_up(kind: str, server: ScriptedServer, outbound: Outbound) -> None:
    server.on(PATHS[kind], Reply([HANG]))
    embedder = await open_embedder(settings_for(kind, server, embed_seconds=0.2, retries=0), outbound)
    with pytest.raises(ModelSilent):
        await embedder.embed_documents(["a"])
    await asyncio.wait_for(server.hung_up.wait(), 2)


async def test_a_dripping_server_is_given_up(kind: str, server: ScriptedServer, outbound: Outbound) -> None:
    server.on(PATHS[kind], Reply([b" ", 0.05] * 100))
    embedder = await open_embedder(settings_for(kind, server, embed_seconds=0.4, retries=0), outbound)
    with pytest.raises(ModelSilent):
        await embedder.embed_documents(["a"])


@pytest.mark.parametrize(("status", "error"), [(401, ModelKeyRefused), (404, ModelUnknown)])
async def test_what_no_retry_mends_is_not_retried(
    kind: str, server: ScriptedServer, outbound: Outbound, status: int, error: type[Exception]
) -> None:
    server.on(PATHS[kind], json_reply({"error": "m not found"}, status))
    embedder = await open_embedder(settings_for(kind, server), outbound)
    with pytest.raises(error):
        await embedder.embed_documents(["a"])
    assert len(server.requests) == 1


async def test_the_chat_servers_key_goes_only_to_the_chat_server(server: ScriptedServer, outbound: Outbound) -> None:
    server.on("/api/embed", vectors_reply("ollama", [[1, 0, 0]]))
    settings = settings_for("ollama", server, provider="openai", url="http://127.0.0.1:9", key="sesame")
    await (await open_embedder(settings, outbound)).embed_documents(["a"])
    assert "authorization" not in server.requests[0].headers


async def test_prefixes_of_known_models_are_used(server: ScriptedServer, outbound: Outbound) -> None:
    server.on("/api/embed", vectors_reply("ollama", [[1, 0, 0]]))
    settings = settings_for("ollama", server, embedder="ollama:nomic-embed-text")
    embedder = await open_embedder(settings, outbound)
    await embedder.embed_documents(["a"])
    await embedder.embed_query("a")
    assert [seen.body["input"] for seen in server.requests] == [["search_document: a"], ["search_query: a"]]
    assert embedder.languages == frozenset({"en"})


def test_what_is_known_of_a_model_can_be_overruled() -> None:
    assert known("some-new-model").languages is None
    assert known("some-new-model", ("EN", "ko")).languages == frozenset({"en", "ko"})
    assert known("intfloat/multilingual-e5-small").query == "query: "


@pytest.mark.parametrize("value", ["", "magic", "onnx", "ollama:", "openai"])
async def test_a_wrong_setting_is_refused(value: str) -> None:
    with pytest.raises(InvalidSetting):
        await open_embedder(LlmSettings(embedder=value), Outbound([]))


async def test_onnx_says_how_to_mend_what_is_missing() -> None:
    with pytest.raises(EmbedderMissing) as caught:
        await open_embedder(LlmSettings(embedder="onnx:/nowhere/such-model"), Outbound([]))
    assert "NULLUS_LLM_EMBEDDER" in str(caught.value.hint_in("en"))


@pytest.mark.skipif(
    find_spec("onnxruntime") is None or find_spec("onnx") is None,
    reason="needs the extra nullus[onnx] and the package onnx",
)
@pytest.mark.parametrize("first_token", [False, True])
async def test_a_model_of_a_folder_embeds_in_this_process(tmp_path: Path, first_token: bool) -> None:
    write = import_module("tests.llm.tiny_onnx").write_encoder
    folder = write(tmp_path / "tiny", ["harbour", "gulls"], first_token)
    embedder = await open_embedder(LlmSettings(embedder=f"onnx:{folder}"), Outbound([]))
    vectors = await embedder.embed_documents(["harbour", "gulls gulls", "harbour gulls"] * 20)
    assert vectors.shape == (60, embedder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    near = vectors[:3] @ await embedder.embed_query("harbour")
    assert np.allclose(near, 1) if first_token else near[0] > near[2] > near[1]
