"""What an answer costs: settled once, whichever way the answer ends."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from decimal import Decimal
from typing import Any

import pytest
from tests.chat.passages import passage
from tests.identity.metered import book, quotas_of, somebody_with

from nullus.chat.answering import events
from nullus.chat.answering.citations import Counts
from nullus.chat.answering.metering import Meter, Paid, metered
from nullus.chat.errors import TooManyAnswers
from nullus.identity.errors import QuotaExceeded
from nullus.llm import Price, Usage
from nullus.platform.actor import Actor
from nullus.platform.database import Database

SOURCES = events.Sources([passage(1, "The harbour opens at 7:30 every morning.")])
WORDS = [events.Delta("The harbour "), events.Delta("opens at 7:30.")]


def done(mode: events.Mode = "model", usage: Usage | None = None, cost: Decimal | None = None) -> events.Done:
    return events.Done(mode, "stop", True, "en", None, None, usage or Usage(), Counts(), None, cost=cost)


async def told(*steps: events.Event | Exception) -> AsyncGenerator[events.Event, None]:
    for step in steps:
        if isinstance(step, Exception):
            raise step
        await asyncio.sleep(0)
        yield step


def meter(most_tokens: int = 1000, read: int = 0, written: int = 0) -> Meter:
    return Meter(Price(Decimal(read), Decimal(written)), "When does the harbour open?", most_tokens)


@asynccontextmanager
async def paying(database: Database, actor: Actor, pay: Meter) -> AsyncIterator[Paid]:
    async with await quotas_of(database).reserve(actor, pay.most()) as held:
        yield Paid(held, pay)


async def heard(database: Database, actor: Actor, *steps: Any, pay: Meter | None = None) -> list[events.Event]:
    async with paying(database, actor, pay or meter()) as paid:
        return [step async for step in metered(paid, told(*steps))]


async def used(database: Database, actor: Actor) -> tuple[int, int]:
    """Questions and tokens; nothing may be reserved."""
    rows = await book(database, actor)
    assert not any(reserved for _, reserved in rows.values())
    return rows.get(("questions", "all"), (0, 0))[0], rows.get(("tokens", "all"), (0, 0))[0]


async def test_an_answer_costs_a_question_and_the_tokens_that_the_model_counted(database: Database) -> None:
    actor = await somebody_with(database, {"questions_day": 5})
    found = await heard(database, actor, SOURCES, *WORDS, done(usage=Usage(120, 30)))
    assert await used(database, actor) == (1, 150)
    end = found[-1]
    assert isinstance(end, events.Done)
    assert [f"{each.meter} {each.left}" for each in end.quota] == ["questions 4"]


async def test_where_the_model_does_not_count_its_tokens_are_estimated(database: Database) -> None:
    actor = await somebody_with(database, {})
    await heard(database, actor, SOURCES, *WORDS, done())
    questions, tokens = await used(database, actor)
    assert questions == 1
    assert 10 < tokens < 60


async def test_quotations_cost_a_question_and_no_tokens(database: Database) -> None:
    actor = await somebody_with(database, {"tokens_day": 2000})
    await heard(database, actor, SOURCES, *WORDS, done("extractive"))
    assert await used(database, actor) == (1, 0)


async def test_money_is_what_the_tokens_cost(database: Database) -> None:
    actor = await somebody_with(database, {"money_month": 10})
    pay = meter(most_tokens=1_000_000, read=3, written=6)
    found = await heard(database, actor, SOURCES, *WORDS, done(usage=Usage(500_000, 250_000)), pay=pay)
    end = found[-1]
    assert isinstance(end, events.Done)
    assert [(each.meter, float(each.used)) for each in end.quota] == [("money", 3.0)]
    with pytest.raises(QuotaExceeded):
        await heard(database, actor, done(), pay=meter(most_tokens=2_000_000, read=4))


async def test_money_is_the_ledgers_where_another_model_answered_than_was_expected(database: Database) -> None:
    actor = await somebody_with(database, {"money_month": 10})
    paid = done(usage=Usage(500_000, 250_000), cost=Decimal("0.75"))
    end = (await heard(database, actor, SOURCES, *WORDS, paid, pay=meter(1_000_000, read=3, written=6)))[-1]
    assert isinstance(end, events.Done)
    assert [(each.meter, float(each.used)) for each in end.quota] == [("money", 0.75)]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
async def test_a_model_that_breaks_off_costs_no_question(database: Database, place: int) -> None:
    actor = await somebody_with(database, {"questions": 1})
    failed = events.Failed(TooManyAnswers(), Counts())
    await heard(database, actor, *[SOURCES, *WORDS][:place], failed)
    questions, tokens = await used(database, actor)
    assert questions == 0
    assert tokens > 0 or place == 0


async def test_a_failure_before_the_first_word_costs_nothing(database: Database) -> None:
    actor = await somebody_with(database, {"questions": 1})
    with pytest.raises(TooManyAnswers):
        await heard(database, actor, TooManyAnswers())
    with pytest.raises(ZeroDivisionError):
        await heard(database, actor, SOURCES, ZeroDivisionError())
    assert await used(database, actor) == (0, 0)


@pytest.mark.parametrize(("place", "questions"), [(1, 0), (2, 1), (3, 1)])
async def test_who_leaves_after_the_first_words_has_asked(database: Database, place: int, questions: int) -> None:
    actor = await somebody_with(database, {"questions": 3})
    heard_so_far = 0
    async with (
        paying(database, actor, meter()) as paid,
        aclosing(metered(paid, told(SOURCES, *WORDS, done()))) as steps,
    ):
        async for _ in steps:
            heard_so_far += 1
            if heard_so_far == place:
                break
    assert (await used(database, actor))[0] == questions


@pytest.mark.parametrize("turns", range(0, 30, 2))
async def test_who_is_cut_off_at_any_moment_leaves_nothing_reserved(database: Database, turns: int) -> None:
    actor = await somebody_with(database, {"questions": 3})

    async def listen() -> None:
        async with (
            paying(database, actor, meter()) as paid,
            aclosing(metered(paid, told(SOURCES, *WORDS, done()))) as steps,
        ):
            async for _ in steps:
                await asyncio.sleep(0)

    task = asyncio.create_task(listen())
    for _ in range(turns * 10):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(10):
        while any(reserved for _, reserved in (await book(database, actor)).values()):
            await asyncio.sleep(0.01)
    assert (await used(database, actor))[0] <= 1


async def test_exactly_one_of_a_hundred_questions_at_once_is_the_last(database: Database) -> None:
    actor = await somebody_with(database, {"questions_day": 1})
    ended = await asyncio.gather(
        *(heard(database, actor, SOURCES, *WORDS, done()) for _ in range(100)), return_exceptions=True
    )
    assert sum(isinstance(each, list) for each in ended) == 1
    assert sum(isinstance(each, QuotaExceeded) for each in ended) == 99
    assert (await used(database, actor))[0] == 1
