"""The policy table at every call site, with retries, fallback, the asker's choice and kept answers: what may not leave does not.

Each label has words of its own. A server outside writes down what reaches it: forbidden bytes there are none, what is allowed
arrives (else the test would show nothing), and each refusal stands in the audit trail.
"""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from tests.llm.egress.outside import CHAT, House, Site, arrived, house, talking
from tests.llm.scripted_server import CUT, ScriptedServer, json_reply, openai_stream

from nullus.knowledge.collections import collections
from nullus.llm import EgressRefused, Reuse, Task, Tool
from nullus.llm.directory import changes
from nullus.llm.directory.changes import Wish
from nullus.llm.errors import ModelCut
from nullus.llm.routing.routes import ROUTED, set_route
from nullus.platform.database import Database
from nullus.platform.sensitivity import LABELS, Sensitivity, covers

SECRET: tuple[Sensitivity, ...] = LABELS[1:]


def canary(label: str, site: str) -> str:
    return f"canary-of-{label}-for-{site}"


def sites(here: House) -> dict[str, tuple[Task, Site]]:
    """Every way in which words come to a model, each with its task."""

    async def chat(task: Task, words: str, label: Sensitivity) -> object:
        return await here.told(here.call(words, label, task=task))

    async def direct(words: str, label: Sensitivity) -> object:
        more = {"app": "direct", "wanted": "outside/tiny", "tools": [Tool("look", words)]}
        return await here.told(here.call(words, label, **more))

    async def again(words: str, label: Sensitivity) -> object:
        reuse = Reuse(words, "mine", frozenset(), frozenset())
        return [await here.told(here.call(words, label, reuse=reuse)) for _ in range(2)]

    async def documents(words: str, label: Sensitivity) -> object:
        return await here.gateway.embed_documents(here.people.owner, ["first", words], label)

    async def query(words: str, label: Sensitivity) -> object:
        return await here.gateway.embed_query(here.people.owner, words, label)

    async def rerank(words: str, label: Sensitivity) -> object:
        found = await here.gateway.rerank(here.people.owner, words, [words, "other"], label)
        if found is None:
            raise LookupError
        return found

    return {
        **{task: (task, partial(chat, task)) for task in ROUTED},
        "direct": ("answer", direct),
        "kept": ("answer", again),
        "documents": ("embed", documents),
        "query": ("embed", query),
        "rerank": ("rerank", rerank),
    }


@pytest.fixture
async def outside() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield talking(running)


@pytest.fixture
async def inside() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield talking(running)


@pytest.fixture
async def here(
    database: Database, tmp_path: Path, outside: ScriptedServer, inside: ScriptedServer
) -> AsyncIterator[House]:
    """A server outside, which may see what is public, and one of the house, which may see everything and is tried first."""
    async with house(database, tmp_path, outside, "public") as made:
        await made.add("inside", inside, "personal")
        await made.add("outside", outside, "public")
        async with database.system_transaction() as tx:
            for task in ROUTED:
                await set_route(tx, made.operator, task, ["inside", "outside"])
        yield made


async def test_every_task_has_its_site(here: House) -> None:
    assert {task for task, _ in sites(here).values()} == set(get_args(Task))


@pytest.mark.parametrize("clearance", LABELS)
async def test_nothing_that_is_forbidden_arrives_from_any_call_site(
    database: Database, tmp_path: Path, outside: ScriptedServer, clearance: Sensitivity
) -> None:
    async with house(database, tmp_path, outside, clearance) as here:
        await here.add("outside", outside, clearance)
        expected = []
        for name, (task, send) in sites(here).items():
            for label in LABELS:
                words = canary(label, name)
                if covers(clearance, label):
                    await send(words, label)
                    assert words in arrived(outside), f"{name} does not reach the server at all"
                    continue
                with pytest.raises((EgressRefused, LookupError)):
                    await send(words, label)
                expected.append((task, label, "openai" if task == "embed" else "outside", clearance))
        leaked = [
            words
            for name in sites(here)
            for label in LABELS
            if not covers(clearance, label) and (words := canary(label, name)) in arrived(outside)
        ]
        assert leaked == []
        assert sorted(await here.refusals()) == sorted(expected)  # what a file's parts ask comes in any order


@pytest.mark.parametrize("task", ROUTED)
async def test_what_the_house_cannot_answer_is_not_asked_outside_however_often_it_is_tried(
    here: House, inside: ScriptedServer, outside: ScriptedServer, task: Task
) -> None:
    inside.on(CHAT, json_reply({"error": {"message": "full"}}, 503, Retry_After="0"))
    for label in SECRET:
        with pytest.raises(EgressRefused) as refused:
            await here.told(here.call(canary(label, task), label, task=task))
        tried = [(each.provider, each.outcome) for each in refused.value.attempts]
        assert tried[:2] == [("inside", "failed"), ("outside", "refused")]
        assert {provider for provider, _ in tried[2:]} <= {"inside"}
    assert len(inside.requests) > len(SECRET), "it was asked again"
    assert outside.requests == []
    assert await here.refusals() == [(task, label, "outside", "public") for label in SECRET]
    said, end = await here.told(here.call(canary("public", task), "public", task=task))
    assert (said, end.served.provider) == ("fine", "outside")


async def test_a_model_of_the_house_that_breaks_off_or_rests_has_no_stand_in_outside(
    here: House, inside: ScriptedServer, outside: ScriptedServer
) -> None:
    inside.on(CHAT, openai_stream("It is ", CUT, done=False))
    with pytest.raises(ModelCut):
        await here.told(here.call(canary("internal", "cut"), "internal"))
    inside.on(CHAT, openai_stream(CUT, done=False))
    with pytest.raises(EgressRefused):
        await here.told(here.call(canary("personal", "cut"), "personal"))
    await here.gateway._machine.breakers._shared.open(("inside", "tiny"), 60.0, 1)
    asked = len(inside.requests)
    try:
        with pytest.raises(EgressRefused) as refused:
            await here.told(here.call(canary("confidential", "rest"), "confidential"))
    finally:
        await here.gateway._machine.breakers._shared.close(("inside", "tiny"))
    assert [each.why for each in refused.value.attempts] == ["breaker", "egress_refused"]
    assert len(inside.requests) == asked
    assert outside.requests == []


@pytest.mark.parametrize("wanted", ["outside", "outside/tiny"])
async def test_who_chooses_a_model_outside_is_refused_like_everybody(
    here: House, inside: ScriptedServer, outside: ScriptedServer, wanted: str
) -> None:
    for label in SECRET:
        with pytest.raises(EgressRefused):
            await here.told(here.call(canary(label, "wanted"), label, wanted=wanted))
    assert (outside.requests, inside.requests) == ([], [])
    assert len(await here.refusals()) == len(SECRET)


async def test_an_answer_that_the_house_gave_is_not_given_again_where_only_models_outside_are_left(
    here: House, inside: ScriptedServer, outside: ScriptedServer
) -> None:
    async with here.db.transaction(here.people.owner) as tx:
        made = await collections.create(tx, here.people.owner, "papers")
    reuse = Reuse("the same", "mine", frozenset({made.id}), frozenset())
    kept = here.call(canary("internal", "kept"), "internal", reuse=reuse)
    assert not (await here.told(kept))[1].served.cached
    assert (await here.told(kept))[1].served.cached
    assert len(inside.requests) == 1
    async with here.db.system_transaction() as tx:
        await set_route(tx, here.operator, "answer", ["outside"])
    here.gateway.routes.forget()
    with pytest.raises(EgressRefused):
        await here.told(kept)
    assert outside.requests == []
    assert await here.refusals() == [("answer", "internal", "outside", "public")]


async def test_a_clearance_that_is_taken_back_counts_at_the_next_call(here: House, outside: ScriptedServer) -> None:
    await changes.change(here.directory, here.operator, "outside", Wish(clearance="internal"))
    await here.told(here.call(canary("internal", "raised"), "internal", wanted="outside"))
    assert canary("internal", "raised") in arrived(outside)
    await changes.change(here.directory, here.operator, "outside", Wish(clearance="public"))
    with pytest.raises(EgressRefused):
        await here.told(here.call(canary("internal", "lowered"), "internal", wanted="outside"))
    assert canary("internal", "lowered") not in arrived(outside)
