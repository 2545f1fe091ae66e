"""The operator's list as the processes see it: opened, fresh, bound to its keys, and the only way to an origin."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest
from sqlalchemy import text
from tests.llm.directory.conftest import SETTINGS
from tests.llm.scripted_server import ScriptedServer, json_reply, ollama_stream, openai_stream
from tests.llm.speakers import SPEAKERS

from nullus.llm import Delta, Message, Patience
from nullus.llm.directory import Directory, Offered, changes, listing
from nullus.llm.directory.changes import Wish
from nullus.llm.directory.errors import ProviderChanged, ProviderUnusable
from nullus.llm.errors import ModelKeyRefused, ModelUnreachable
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.outbound import AddressRefused
from nullus.platform.sealing import Sealer

MODEL = [Offered("tiny", context_tokens=4096)]
PATIENT = Patience(5, 5, 10)


async def keep(directory: Directory, actor: Actor, name: str, url: str, **more: object) -> None:
    wish = replace(Wish(url=url, models=MODEL), **more)  # type: ignore[arg-type]
    await changes.add(directory, actor, name, "openai", wish, unchecked=True)


async def names(directory: Directory) -> list[str]:
    return [each.known.name for each in await directory.candidates()]


async def reached(directory: Directory, url: str) -> bool:
    """Whether the directory's client goes there."""
    try:
        async with directory.outbound.open("GET", url):
            return True
    except AddressRefused:
        return False


@pytest.mark.parametrize("kind", sorted(SPEAKERS))
async def test_a_provider_of_every_kind_is_tried_kept_and_answers(
    directory: Directory, operator: Actor, server: ScriptedServer, kind: str
) -> None:
    speaker = SPEAKERS[kind]
    server.on(speaker.listing, json_reply(speaker.models))
    server.on(speaker.chat, speaker.stream("OK"))
    known, trial = await changes.add(directory, operator, "house", kind, Wish(url=server.url, key="sesame"))
    reads = {"anthropic": 200_000, "gemini": 128_000}.get(kind, 8192)
    assert known.models == (Offered("tiny", context_tokens=reads),)
    assert known.checked_at is not None
    assert trial is not None
    assert (trial.models, list(trial.took_ms)) == (("tiny",), ["tiny"])
    (opened,) = await directory.candidates()
    source = opened.chat.stream([Message("user", "?")], model="tiny", max_tokens=9, temperature=0, patience=PATIENT)
    async with aclosing(source) as parts:
        assert await anext(parts) == Delta("OK")
    header, value = speaker.key
    assert {seen.headers[header] for seen in server.requests} == {value}


async def test_embeddings_and_reranking_of_a_provider_are_tried_and_opened(
    directory: Directory, operator: Actor, server: ScriptedServer
) -> None:
    server.on("/v1/models", json_reply({"data": []}))
    server.on("/v1/embeddings", json_reply({"data": [{"index": 0, "embedding": [3, 4]}]}))
    scores = [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": -0.1}]
    server.on("/v1/rerank", json_reply({"results": scores}))
    models = [Offered("bge-m3", "embed"), Offered("bge-reranker", "rerank")]
    await changes.add(directory, operator, "house", "openai", Wish(url=server.url, models=models))
    (opened,) = await directory.candidates()
    embedder = await opened.embedder("bge-m3")
    assert (embedder.dimension, embedder.name) == (2, "openai")
    assert await opened.reranker("bge-reranker").rerank("q", ["a", "b"]) == [-0.1, 0.9]
    assert await opened.reranker("bge-reranker").rerank("q", []) == []
    assert server.requests[-1].body["documents"] == ["a", "b"]


@pytest.mark.parametrize(("kind", "purpose"), [("anthropic", "embed"), ("ollama", "rerank"), ("gemini", "rerank")])
async def test_a_protocol_is_not_asked_for_what_it_does_not_have(
    directory: Directory, operator: Actor, kind: str, purpose: str
) -> None:
    wish = Wish(models=[Offered("m", purpose)])  # type: ignore[arg-type]
    with pytest.raises(ProviderUnusable, match=purpose):
        await changes.add(directory, operator, "house", kind, wish, unchecked=True)


async def test_other_processes_see_a_change_within_seconds_and_this_one_at_once(
    directory: Directory, operator: Actor, database: Database, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert listing.FRESH_SECONDS <= 5
    monkeypatch.setattr(listing, "FRESH_SECONDS", 0.2)
    other = Directory(database, sealer, SETTINGS)
    assert await names(other) == []
    await keep(directory, operator, "house", "http://127.0.0.1:1")
    assert await names(directory) == ["house"]
    async with asyncio.timeout(5):
        while await names(other) != ["house"]:
            await asyncio.sleep(0.02)
    await changes.change(directory, operator, "house", Wish(enabled=False))
    assert await names(directory) == []
    async with asyncio.timeout(5):
        while await names(other):
            await asyncio.sleep(0.02)
    await other.close()


async def test_only_the_list_adds_an_origin_and_removing_takes_it_away(
    directory: Directory, operator: Actor, server: ScriptedServer
) -> None:
    server.on("/", json_reply({}))
    await directory.candidates()
    assert not await reached(directory, server.url + "/")
    await keep(directory, operator, "house", server.url)
    await directory.candidates()
    assert await reached(directory, server.url + "/")
    assert not await reached(directory, "http://127.0.0.1:1/")
    await changes.remove(directory, operator, "house")
    await directory.candidates()
    assert not await reached(directory, server.url + "/")


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/v1",
        "http://[fd00:ec2::254]/v1",
        "http://[::ffff:169.254.169.254]/v1",
        "http://100.100.100.200",
        "http://0.0.0.0:8000",
        "http://user:pass@host/v1",
        "ftp://host/v1",
        "http://host/v1?x=1",
        "http://host/v1#x",
        "http://a b/",
        "file:///etc/passwd",
    ],
)
async def test_addresses_of_nobody_or_of_the_cloud_are_refused(directory: Directory, operator: Actor, url: str) -> None:
    with pytest.raises(ProviderUnusable):
        await keep(directory, operator, "house", url)


async def test_a_redirect_of_a_provider_is_not_followed(
    directory: Directory, operator: Actor, server: ScriptedServer
) -> None:
    async with ScriptedServer() as elsewhere:
        elsewhere.on("/v1/models", json_reply(SPEAKERS["openai"].models))
        server.on("/v1/models", json_reply({}, 307, Location=f"{elsewhere.url}/v1/models"))
        server.on("/v1/chat/completions", json_reply({}, 307, Location=f"{elsewhere.url}/v1/chat/completions"))
        with pytest.raises(Exception, match="HTTP 307"):
            await changes.add(directory, operator, "house", "openai", Wish(url=server.url, models=MODEL))
        assert elsewhere.requests == []


async def test_a_key_is_sealed_and_goes_to_no_other_address(
    directory: Directory, operator: Actor, database: Database
) -> None:
    await keep(directory, operator, "house", "http://127.0.0.1:1", key="sk-very-secret")
    async with database.system_transaction() as tx:
        row = (await tx.execute(text("select * from llm.providers"))).one()
        assert b"sk-very-secret" not in bytes(row.key)
        assert "sk-very-secret" not in str(row)
    assert "sk-very-secret" not in repr(await directory.candidates())
    assert "sk-very-secret" not in repr([each.known for each in await directory.candidates()])
    async with database.system_transaction() as tx:
        await tx.execute(text("update llm.providers set address = 'http://127.0.0.1:2/v1', changed_at = now()"))
    directory.forget()
    assert await names(directory) == []
    (shown,) = await directory.known()
    assert (shown.name, shown.has_key, shown.key, shown.problem) == ("house", True, "", "seal_broken")


async def test_the_key_of_a_server_is_not_handed_to_the_next_one(directory: Directory, operator: Actor) -> None:
    await keep(directory, operator, "house", "http://127.0.0.1:1", key="sesame")
    with pytest.raises(ProviderUnusable, match="key"):
        await changes.change(directory, operator, "house", Wish(url="http://127.0.0.1:2"), unchecked=True)
    moved, _ = await changes.change(
        directory, operator, "house", Wish(url="http://127.0.0.1:2", key=""), unchecked=True
    )
    assert (moved.address, moved.has_key) == ("http://127.0.0.1:2/v1", False)


async def test_a_server_that_does_not_answer_is_not_kept(
    directory: Directory, operator: Actor, server: ScriptedServer
) -> None:
    with pytest.raises(ModelUnreachable):
        await changes.add(directory, operator, "house", "openai", Wish(url="http://127.0.0.1:1"))
    server.on("/v1/models", json_reply({}, 401))
    with pytest.raises(ModelKeyRefused, match="401"):
        await changes.add(directory, operator, "house", "openai", Wish(url=server.url, key="sesame"))
    assert await directory.known() == []


async def test_a_server_without_a_list_is_kept_with_the_model_that_is_named(
    directory: Directory, operator: Actor, server: ScriptedServer
) -> None:
    server.on("/v1/chat/completions", openai_stream("OK"))
    known, trial = await changes.add(directory, operator, "house", "openai", Wish(url=server.url, models=MODEL))
    assert trial is not None
    assert trial.models == ()
    assert known.models == tuple(MODEL)


async def test_the_context_of_a_model_reaches_its_server(
    directory: Directory, operator: Actor, server: ScriptedServer
) -> None:
    server.on("/api/tags", json_reply(SPEAKERS["ollama"].models))
    server.on("/api/chat", ollama_stream("OK"))
    await changes.add(directory, operator, "house", "ollama", Wish(url=server.url, models=MODEL))
    assert server.requests[-1].body["options"]["num_ctx"] == 4096


async def test_what_is_open_stays_open_while_nothing_changes(directory: Directory, operator: Actor) -> None:
    await keep(directory, operator, "house", "http://127.0.0.1:1")
    await keep(directory, operator, "other", "http://127.0.0.1:2")
    house, other = await directory.candidates()
    directory.forget()
    assert list(await directory.candidates()) == [house, other]
    await changes.change(directory, operator, "other", Wish(clearance="internal"))
    again, changed = await directory.candidates()
    assert again is house
    assert changed is not other
    assert changed.known.clearance == "internal"


async def test_two_who_change_it_at_once_are_told(
    directory: Directory, operator: Actor, server: ScriptedServer
) -> None:
    await keep(directory, operator, "house", server.url)
    server.on("/v1/models", json_reply(SPEAKERS["openai"].models))
    server.on("/v1/chat/completions", openai_stream(0.3, "OK"))
    slow = asyncio.create_task(changes.change(directory, operator, "house", Wish(models=[Offered("big")])))
    while not server.requests:
        await asyncio.sleep(0.01)
    await changes.change(directory, operator, "house", Wish(clearance="internal"))
    with pytest.raises(ProviderChanged):
        await slow


async def test_what_a_trial_gave_is_kept_with_the_provider(
    directory: Directory, operator: Actor, server: ScriptedServer
) -> None:
    await keep(directory, operator, "house", server.url)
    server.on("/v1/chat/completions", json_reply({}, 503))
    _, outcome = await changes.try_again(directory, "house")
    assert isinstance(outcome, ModelUnreachable)
    (known,) = await directory.known()
    assert (known.problem, known.checked_at is not None) == ("model_unreachable", True)
    server.on("/v1/chat/completions", openai_stream("OK"))
    await changes.try_again(directory, "house")
    (known,) = await directory.known()
    assert known.problem is None
