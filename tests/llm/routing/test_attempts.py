"""A call goes from model to model until one has begun to speak; then it is that one's."""

import asyncio
import time
from dataclasses import replace

import pytest
from tests.llm.calling import asked
from tests.llm.routing.course import CHAT, RUNNING, course_of, tried
from tests.llm.scripted_server import CUT, HANG, Reply, ScriptedServer, Seen, json_reply, openai_stream

from nullus.llm import Delta, Patience, Tool
from nullus.llm.egress import EgressRefused
from nullus.llm.errors import ModelBusy, ModelCut, ModelSilent, ModelUnreachable
from nullus.llm.routing.attempts import answered
from nullus.llm.routing.breaker import FEWEST
from nullus.llm.routing.errors import ModelResting, ModelTooSmall, NoModelAnswered
from nullus.llm.routing.retries import RetryBudget
from nullus.platform.errors import NullusError

BROKEN = {
    "model_unreachable": json_reply({}, 500),
    "model_overloaded": json_reply({"error": {"message": "overloaded"}}, 529),
    "model_busy": json_reply({}, 429, Retry_After="30"),
    "model_key_refused": json_reply({}, 401),
    "model_unknown": json_reply({"error": {"message": "no"}}, 404),
    "model_protocol": Reply([b"<html>"], media="text/html"),
    "model_cut": openai_stream(CUT),
    "model_rejected": json_reply({"error": {"message": "no such parameter"}}, 400),
}


@pytest.mark.parametrize("code", BROKEN)
async def test_every_failure_before_the_first_word_goes_to_the_next_model(
    servers: list[ScriptedServer], code: str
) -> None:
    first, second, _ = servers
    first.on(CHAT, BROKEN[code])
    second.on(CHAT, openai_stream("he", "re"))
    async with course_of(first, second) as course:
        text, end = await course.told(asked("?"))
    assert text == "here"
    assert (end.served.provider, end.served.model) == ("b", "tiny")
    assert tried(end.served.attempts) == [("a", "failed", code), ("b", "served", "")]
    assert (len(first.requests), len(second.requests)) == (1, 1)


async def test_a_silent_model_is_left_after_its_patience_and_hung_up_on(servers: list[ScriptedServer]) -> None:
    first, second, _ = servers
    first.on(CHAT, Reply([HANG]))
    second.on(CHAT, openai_stream("here"))
    async with course_of(first, second, patience=Patience(0.2, 5, 20)) as course:
        text, end = await course.told(asked("?"))
        assert text == "here"
        assert tried(end.served.attempts) == [("a", "failed", "model_silent"), ("b", "served", "")]
        assert end.served.attempts[0].seconds >= 0.2
        async with asyncio.timeout(2):
            await first.hung_up.wait()


@pytest.mark.parametrize(("ending", "error"), [(CUT, ModelCut), (HANG, ModelSilent)])
async def test_nobody_takes_over_after_the_first_word(
    servers: list[ScriptedServer], ending: object, error: type[NullusError]
) -> None:
    first, second, _ = servers
    first.on(CHAT, openai_stream("half", ending, done=False))  # type: ignore[arg-type]
    second.on(CHAT, openai_stream("other"))
    said: list[object] = []
    async with course_of(first, second, patience=Patience(5, 0.3, 20)) as course:
        parts = answered(asked("?"), course.candidates, course.patience, course.machine, RUNNING)
        said.append(await anext(parts))
        with pytest.raises(error):
            await anext(parts)
    assert said == [Delta("half")]
    assert second.requests == []


async def test_a_call_that_is_left_is_cancelled_at_the_model_within_two_seconds(servers: list[ScriptedServer]) -> None:
    first = servers[0]
    first.on(CHAT, openai_stream("a", HANG, done=False))
    async with course_of(first) as course:
        parts = answered(asked("?"), course.candidates, course.patience, course.machine, RUNNING)
        assert await anext(parts) == Delta("a")
        began = time.monotonic()
        await parts.aclose()
        async with asyncio.timeout(2):
            await first.hung_up.wait()
        assert time.monotonic() - began < 2


async def test_a_call_that_is_cancelled_before_the_first_word_is_cancelled_at_the_model(
    servers: list[ScriptedServer],
) -> None:
    first = servers[0]
    first.on(CHAT, Reply([HANG]))
    async with course_of(first) as course:
        waiting = asyncio.create_task(course.told(asked("?")))
        while not first.requests:
            await asyncio.sleep(0)
        waiting.cancel()
        async with asyncio.timeout(2):
            await first.hung_up.wait()
        with pytest.raises(asyncio.CancelledError):
            await waiting


async def test_a_model_that_stands_alone_is_asked_again(servers: list[ScriptedServer]) -> None:
    first = servers[0]
    first.on(CHAT, json_reply({}, 503), json_reply({}, 429, Retry_After="0.1"), openai_stream("here"))
    async with course_of(first) as course:
        text, end = await course.told(asked("?"))
    assert text == "here"
    assert [each.why for each in end.served.attempts] == ["model_unreachable", "model_busy", ""]


async def test_a_model_that_asks_for_more_time_than_there_is_is_not_waited_for(servers: list[ScriptedServer]) -> None:
    first = servers[0]
    first.on(CHAT, json_reply({}, 429, Retry_After="600"))
    async with course_of(first) as course:
        with pytest.raises(ModelBusy) as refused:
            await course.told(asked("?"))
    assert refused.value.retry_after_seconds == 600
    assert len(first.requests) == 1


async def test_a_storm_of_failures_is_not_amplified_by_more_than_a_tenth(servers: list[ScriptedServer]) -> None:
    """F20: 200 calls to a server that answers nothing but 500; without the breaker, which would stop them sooner."""
    first = servers[0]
    first.on(CHAT, json_reply({}, 429, Retry_After="0"))
    async with course_of(first) as course:
        course.machine.breakers._fewest = 10_000
        course.machine.budget = RetryBudget()
        for _ in range(200):
            with pytest.raises(ModelBusy):
                await course.told(asked("?"))
    assert len(first.requests) <= 200 * 1.1 + 2


async def test_a_model_that_keeps_failing_is_left_alone_and_then_tried_once(servers: list[ScriptedServer]) -> None:
    """F17: how many calls reach a broken server before its breaker opens."""
    first, second, _ = servers
    first.on(CHAT, json_reply({}, 500))
    second.on(CHAT, openai_stream("here"))
    async with course_of(first, second) as course:
        ends = [(await course.told(asked("?")))[1] for _ in range(40)]
        assert len(first.requests) == FEWEST
        assert tried(ends[-1].served.attempts) == [("a", "skipped", "breaker"), ("b", "served", "")]
    async with course_of(first) as course:
        course.machine.budget = RetryBudget(0.0)
        for _ in range(FEWEST):
            with pytest.raises(ModelUnreachable):
                await course.told(asked("?"))
        with pytest.raises(ModelResting) as resting:
            await course.told(asked("?"))
        assert resting.value.retry_after_seconds is not None


async def test_when_all_fail_it_is_said_which_and_why(servers: list[ScriptedServer]) -> None:
    for server in servers:
        server.on(CHAT, json_reply({}, 401))
    async with course_of(*servers) as course:
        with pytest.raises(NoModelAnswered) as failed:
            await course.told(asked("?"))
    assert "a/tiny (model_key_refused), b/tiny (model_key_refused)" in str(failed.value)


async def test_what_does_not_fit_is_not_sent(servers: list[ScriptedServer]) -> None:
    first, second, _ = servers
    second.on(CHAT, openai_stream("here"))
    async with course_of(first, second, context_tokens=400) as course:
        small, large = course.candidates[0], replace(course.candidates[1], context_tokens=8000)
        course.candidates = [small, large]
        _, end = await course.told(asked("x" * 3500))
        assert tried(end.served.attempts) == [("a", "skipped", "context"), ("b", "served", "")]
        course.candidates = [small]
        with pytest.raises(ModelTooSmall):
            await course.told(asked("x" * 3500))
        course.candidates = [replace(small, tools=False), large]
        _, end = await course.told(asked("?", tools=[Tool("look")]))
        assert tried(end.served.attempts) == [("a", "skipped", "tools"), ("b", "served", "")]
    assert first.requests == []


async def test_a_fallback_never_crosses_the_policy(servers: list[ScriptedServer]) -> None:
    """F23: the local model is down, the one outside is up, the data is personal."""
    here, outside, _ = servers
    here.on(CHAT, json_reply({}, 503))
    outside.on(CHAT, openai_stream("leaked"))
    async with course_of(here, outside, clearances=["personal", "public"]) as course:
        with pytest.raises(EgressRefused) as refused:
            await course.told(asked("CANARY", "personal"))
        assert tried(refused.value.attempts)[:2] == [
            ("a", "failed", "model_unreachable"),
            ("b", "refused", "egress_refused"),
        ]
        text, _ = await course.told(asked("the weather", "public"))
    assert text == "leaked"
    assert [request.body["messages"][-1]["content"] for request in outside.requests] == ["the weather"]


async def test_private_values_stay_here_and_come_back_in_the_answer(servers: list[ScriptedServer]) -> None:
    outside = servers[0]

    def repeated(seen: Seen) -> Reply:
        return openai_stream(*seen.body["messages"][-1]["content"])  # letter by letter

    outside.on(CHAT, repeated)
    text = "Call 010-1234-5678 or write to kim@example.org, please"
    async with course_of(outside, clearances=["public"]) as course:
        said, end = await course.told(asked(text, "public"))
    sent = outside.requests[0].body["messages"][0]["content"]
    assert "010-1234-5678" not in sent
    assert "kim@example.org" not in sent
    assert said == text
    assert end.served.redacted == 2


async def test_nothing_is_hidden_from_a_model_that_may_see_everything(servers: list[ScriptedServer]) -> None:
    here = servers[0]
    here.on(CHAT, openai_stream("ok"))
    async with course_of(here, clearances=["personal"]) as course:
        _, end = await course.told(asked("Call 010-1234-5678"))
    assert here.requests[0].body["messages"][0]["content"] == "Call 010-1234-5678"
    assert end.served.redacted == 0
