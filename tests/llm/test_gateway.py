"""Which models a process uses: by the settings, or a local Ollama that happens to run."""

import pytest
from tests.llm.calling import asked
from tests.llm.scripted_server import HANG, Reply, ScriptedServer, json_reply, ollama_stream

from nullus.llm import Delta, Gateway, LlmSettings, addresses, fingerprint_of, installed
from nullus.llm.errors import ModelUnknown, ModelUnreachable
from nullus.platform.outbound import AddressRefused
from nullus.platform.settings import InvalidSetting

TAGS = {"models": [{"name": "tiny:1b"}, {"name": "other"}]}


@pytest.fixture
def local(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> ScriptedServer:
    """The scripted server at the place where Ollama listens by default."""
    monkeypatch.setattr(addresses, "OLLAMA", server.url)
    monkeypatch.setattr(installed, "_GLANCE_SECONDS", 3.0)  # a busy machine may need more than a free one
    return server


async def test_a_running_ollama_is_found_and_used(local: ScriptedServer) -> None:
    local.on("/api/tags", json_reply(TAGS))
    local.on("/api/chat", ollama_stream("hi"))
    opened = Gateway(LlmSettings())
    found = await opened.installed()
    assert found is not None
    assert (found.name, found.origin, found.clearance) == ("ollama/tiny:1b", "detected", "personal")
    parts = [part async for part in opened.chat(asked("?"))]
    assert parts[0] == Delta("hi")
    assert await opened.installed() == found
    assert [seen.path for seen in local.requests] == ["/api/tags", "/api/chat"]
    assert local.requests[1].body["options"]["num_ctx"] == 8192
    opened.forget_detected()
    await opened.installed()
    assert len(local.requests) == 3
    await opened.close()


@pytest.mark.parametrize(
    "reply", [json_reply({"models": []}), json_reply({}, 500), Reply([b"<html>"]), Reply([HANG]), json_reply([])]
)
async def test_what_is_no_ollama_is_not_used(local: ScriptedServer, reply: Reply) -> None:
    local.on("/api/tags", reply)
    opened = Gateway(LlmSettings())
    assert await opened.installed() is None
    assert await opened.installed() is None
    assert len(local.requests) == 1
    await opened.close()


async def test_who_asks_for_it_or_had_it_before_waits_longer_than_a_passing_question(
    local: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "_GLANCE_SECONDS", 0.0)
    monkeypatch.setattr(installed, "_LOOK_SECONDS", 20.0)
    monkeypatch.setattr(installed, "_NAME_AGAIN_SECONDS", 0.0)  # what was found is looked for again at once
    local.on("/api/tags", json_reply(TAGS))
    opened = Gateway(LlmSettings())
    assert await opened.installed() is None  # a glance, over before the server could answer
    assert await opened.installed() is None
    opened.forget_detected()
    found = await opened.installed()
    assert found is not None
    again = await opened.installed()
    assert again is not None
    assert again.name == found.name
    await opened.close()


async def test_detection_can_be_switched_off(local: ScriptedServer) -> None:
    opened = Gateway(LlmSettings(provider="none"))
    assert await opened.installed() is None
    assert local.requests == []
    with pytest.raises(AddressRefused):
        async with opened.outbound.open("GET", f"{local.url}/api/tags"):
            pass
    await opened.close()


async def test_ollama_is_looked_for_where_the_settings_say(local: ScriptedServer) -> None:
    local.on("/api/tags", json_reply(TAGS))
    async with ScriptedServer() as elsewhere:
        elsewhere.on("/api/tags", json_reply({"models": [{"name": "moved:2b"}]}))
        opened = Gateway(LlmSettings(url=elsewhere.url))
        found = await opened.installed()
        assert found is not None
        assert (found.model, found.origin) == ("moved:2b", "detected")
        await opened.close()
    assert local.requests == []


async def test_a_detected_model_must_be_the_wanted_one(local: ScriptedServer) -> None:
    local.on("/api/tags", json_reply(TAGS))
    for wanted, name in (("other", "other"), ("absent", None)):
        opened = Gateway(LlmSettings(model=wanted))
        found = await opened.installed()
        assert (found.model if found else None) == name
        await opened.close()


async def test_a_configured_server_without_a_named_model_gives_its_first(server: ScriptedServer) -> None:
    server.on("/v1/models", json_reply({"data": [{"id": "text-embedding-x"}, {"id": "talker"}]}))
    opened = Gateway(LlmSettings(provider="openai", url=server.url))
    found = await opened.installed()
    assert found is not None
    assert (found.model, found.origin) == ("talker", "settings")
    await opened.close()
    server.on("/v1/models", json_reply({"data": []}))
    opened = Gateway(LlmSettings(provider="openai", url=server.url))
    with pytest.raises(ModelUnknown):
        await opened.installed()
    await opened.close()


async def test_an_embedding_server_that_is_down_is_tried_again(server: ScriptedServer) -> None:
    opened = Gateway(LlmSettings(embedder="ollama:m", embedder_url=server.url, retries=0))
    server.on("/api/embed", json_reply({}, 503), json_reply({"embeddings": [[3, 4]]}))
    with pytest.raises(ModelUnreachable):
        await opened.embedder()
    assert fingerprint_of(await opened.embedder()) == "ollama:m:2"
    await opened.close()


def test_wrong_settings_are_refused_at_once() -> None:
    for settings in (
        LlmSettings(embedder="magic"),
        LlmSettings(provider="azure"),
        LlmSettings(provider="openai"),
        LlmSettings(embedder="openai:m"),
    ):
        with pytest.raises(InvalidSetting):
            Gateway(settings)


def test_detection_is_quick_and_only_local() -> None:
    assert installed._GLANCE_SECONDS <= 0.5
    assert addresses.OLLAMA == "http://127.0.0.1:11434"
