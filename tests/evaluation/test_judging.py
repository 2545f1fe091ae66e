"""A model as the judge of answers: its verdicts count, what is no verdict is shown, and the egress policy holds for it."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from tests.evaluation.conftest import QUESTIONS, Place
from tests.llm.scripted_server import Reply, ScriptedServer, Seen, json_reply, ollama_stream

from nullus import chat, identity
from nullus.evaluation import judging, run_store, runs
from nullus.evaluation.errors import ConfigurationImpossible
from nullus.evaluation.formats import Imported
from nullus.llm import Gateway, LlmSettings

Judge = Callable[[str], Reply]


class Models(ScriptedServer):
    """The scripted server, and the gateways that were opened to it."""

    def __init__(self) -> None:
        super().__init__()
        self.gateways: list[Gateway] = []


@pytest.fixture
async def server() -> AsyncIterator[Models]:
    made = Models()
    async with made:
        yield made
        for gateway in made.gateways:
            await gateway.close()


def asking(place: Place, server: Models, judge: Judge, clearance: str = "") -> Place:
    """The place with a model that answers in the words of the first passage, and judges as it is told."""

    def speak(seen: Seen) -> Reply:
        rules, said = seen.body["messages"][0]["content"], seen.body["messages"][-1]["content"]
        if "RIGHT" in rules:
            return judge(said)
        found = re.search(r"<passage[^>]*>\n(.+?)\n", said)
        assert found is not None
        return ollama_stream(f"{found[1]} [1]")

    server.on("/api/chat", speak)
    gateway = Gateway(
        LlmSettings(provider="ollama", url=server.url, model="judge:1b", clearance=clearance, breaker_calls=0)
    )
    server.gateways.append(gateway)
    gateway._embedder = place.passages.embedder
    quotas = identity.Quotas(place.db, identity.QuotaSettings())
    return replace(place, answers=chat.Answers(place.db, place.retrieval, gateway, chat.ChatSettings(), quotas))


async def test_the_verdicts_of_the_judge_are_measured_and_can_have_a_bar(place: Place, server: Models) -> None:
    await place.add()
    asked: list[str] = []

    def judge(said: str) -> Reply:
        asked.append(said)
        return ollama_stream("WRONG" if "도나우강" in said.split("</question", maxsplit=1)[0] else " right.\n")

    found = await asking(place, server, judge).evaluate(
        {"judged_right": 0.9, "unjudged": 0.0}, answers=True, judge=True
    )
    assert found.metrics["judged_right"] == {"value": 0.75, "questions": 4}
    assert found.metrics["unjudged"] == {"value": 0.0, "questions": 4}
    assert (found.missed, found.unjudged, found.failures) == (["judged_right"], {}, {})
    assert found.configuration["judge_prompt"] == "judge.v1"
    assert [each.partition("/")[2] for each in found.configuration["judges"]] == ["judge:1b"]
    (fee,) = [each for each in asked if "What does a berth cost" in each]
    assert "- 42 euros | 42 EUR" in fee
    assert "Boats longer than 12 metres pay 65 euros." in fee
    temperatures = {
        each.body["options"]["temperature"]
        for each in server.requests
        if each.path == "/api/chat" and "RIGHT" in each.body["messages"][0]["content"]
    }
    assert temperatures == {0.0}


async def test_what_is_no_verdict_is_shown_and_counts_as_neither(place: Place, server: Models) -> None:
    await place.add()

    def judge(said: str) -> Reply:
        if "라인강" in said.split("</question", maxsplit=1)[0]:
            return ollama_stream("RIGHT, I would say, or else WRONG")
        return ollama_stream("x" * 150, "y" * 150) if "harbour office" in said else ollama_stream("RIGHT")

    asked = asking(place, server, judge)
    found = await asked.evaluate({"unjudged": 0.1}, answers=True, judge=True)
    assert found.unjudged == {"UNREADABLE_VERDICT": 2}
    assert found.metrics["judged_right"] == {"value": 1.0, "questions": 2}
    assert found.metrics["unjudged"] == {"value": 0.5, "questions": 4}
    assert (found.missed, found.failures) == (["unjudged"], {})
    async with place.db.transaction(place.actor) as tx:
        rows = await run_store.results(tx, place.actor.workspace_id, found.id, None, 10)
    assert sorted(row.failure for row in rows if row.failure) == ["judge:UNREADABLE_VERDICT"] * 2


async def test_a_judge_that_may_not_see_the_collection_is_not_asked(place: Place, server: Models) -> None:
    await place.add()
    asked = asking(place, server, lambda _: ollama_stream("RIGHT"), clearance="public")
    found = await asked.evaluate({"judged_right": 0.0}, answers=True, judge=True)
    assert (found.state, found.unjudged) == ("done", {"EGRESS_REFUSED": 4})
    assert found.missed == ["judged_right"]
    assert found.metrics["unjudged"] == {"value": 1.0, "questions": 4}
    assert [each.body for each in server.requests if each.method == "POST" and each.path == "/api/chat"] == []


async def test_a_judge_that_goes_away_midway_leaves_its_verdicts_and_the_rest_unjudged(
    place: Place, server: Models
) -> None:
    await place.add()
    asked: list[str] = []

    def judge(said: str) -> Reply:
        asked.append(said)
        return ollama_stream("RIGHT") if len(asked) == 1 else json_reply({"error": "unauthorized"}, status=401)

    found = await asking(place, server, judge).evaluate(answers=True, judge=True)
    assert found.state == "done"
    assert found.unjudged == {"MODEL_KEY_REFUSED": 3}
    assert found.metrics["judged_right"] == {"value": 1.0, "questions": 1}
    assert found.metrics["facts"]["questions"] == 4


async def test_without_a_model_every_answer_is_unjudged_and_said_to_be(place: Place) -> None:
    await place.add()
    found = await place.evaluate(answers=True, judge=True)
    assert found.unjudged == {"NO_MODEL": 4}
    assert "judged_right" not in found.metrics


async def test_two_judged_runs_are_compared(place: Place, server: Models) -> None:
    await place.add(*QUESTIONS[2:4])
    first = await asking(place, server, lambda _: ollama_stream("WRONG")).evaluate(answers=True, judge=True)
    second = await asking(place, server, lambda _: ollama_stream("RIGHT")).evaluate(answers=True, judge=True)
    async with place.db.transaction(place.actor) as tx:
        both = await runs.measured_by_both(tx, place.actor, first, second)
    found = {each.measure: each for each in runs.differences(*both)}
    assert (found["judged_right"].difference, found["judged_right"].verdict) == (1.0, "better")
    assert found["unjudged"].verdict == "same"


async def test_a_judge_needs_answers_and_a_bar_on_it_needs_a_judge(place: Place) -> None:
    await place.add(Imported("What?", facts=(("that",),)))
    with pytest.raises(ConfigurationImpossible):
        await place.request(judge=True)
    with pytest.raises(ConfigurationImpossible):
        await place.request({"judged_right": 0.5}, answers=True)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("RIGHT", True),
        ("wrong.\n", False),
        ("", None),
        ("RIGHT WRONG", None),
        ("not RIGHT", None),
        ("**RIGHT**", None),
        ("RIGHTEOUS", None),
        ("맞음", None),
    ],
)
def test_a_verdict_is_one_word(said: str, verdict: bool | None) -> None:
    assert judging.read(said) is verdict
