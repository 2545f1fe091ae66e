"""Budgets where the models are asked: what is spent stops the call before anything is sent, and the next model is tried."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.llm.routing.course import CHAT, Course, course_of, tried
from tests.llm.scripted_server import ScriptedServer, openai_stream
from tests.llm.spending.calling import books, budget, ledger_of, person, price

from nullus.llm import Completed, Message, ModelCall
from nullus.llm.routing.attempts import answered
from nullus.llm.routing.one import Running
from nullus.llm.spending.errors import BudgetExceeded, ModelUnpriced
from nullus.llm.spending.ledger import Ledger
from nullus.platform.actor import Actor
from nullus.platform.database import Database


@pytest.fixture
async def outside() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        running.on(CHAT, openai_stream("from outside"))
        yield running


@pytest.fixture
async def inside() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        running.on(CHAT, openai_stream("from here"))
        yield running


def call_of(actor: Actor) -> ModelCall:
    return ModelCall("answer", actor, [Message("user", "hello")], "public", "test.v1")


async def told(course: Course, ledger: Ledger, actor: Actor) -> Completed:
    running = Running(answer_tokens=100, temperature=0.0, ledger=ledger)
    end = None
    async with aclosing(answered(call_of(actor), course.candidates, course.patience, course.machine, running)) as parts:
        async for part in parts:
            end = part if isinstance(part, Completed) else end
    assert end is not None
    return end


async def test_a_model_elsewhere_without_a_price_is_passed_over_under_a_budget_of_money(
    database: Database, outside: ScriptedServer, inside: ScriptedServer
) -> None:
    actor, ledger = person(), ledger_of(database)
    await budget(database, 5, account_id=actor.person_id, meter="money")
    async with course_of(outside, inside) as course:
        far, near = course.candidates
        course.candidates = [replace(far, local=False), near]
        end = await told(course, ledger, actor)
        assert tried(end.served.attempts) == [("a", "failed", "model_unpriced"), ("b", "served", "")]
        course.candidates = course.candidates[:1]
        with pytest.raises(ModelUnpriced):
            await told(course, ledger, actor)
    assert outside.requests == []


async def test_of_many_calls_at_once_for_the_last_money_exactly_one_is_sent(
    database: Database, outside: ScriptedServer
) -> None:
    await price(database, "a", "tiny", read=1_000_000, written=1_000_000)
    actor, ledger = person(), ledger_of(database)
    async with course_of(outside) as course:
        course.candidates = [replace(course.candidates[0], local=False)]
        held = await budget(database, "105", account_id=actor.person_id, meter="money")
        ends = await asyncio.gather(*(told(course, ledger, actor) for _ in range(12)), return_exceptions=True)
        refused = [each for each in ends if isinstance(each, BudgetExceeded)]
        (served,) = [each for each in ends if isinstance(each, Completed)]
    assert (len(refused), len(outside.requests)) == (11, 1)
    found = await books(database, held.budget.id)
    assert (found.used, found.reserved, found.holds) == (served.served.cost, Decimal(0), 0)
