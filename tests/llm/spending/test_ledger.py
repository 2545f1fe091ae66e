"""The ledger: every call one row, budgets taken before it and settled after it, nothing held when nothing runs."""

import asyncio
import contextlib
import sys
from decimal import Decimal

import pytest
from sqlalchemy import text
from tests.llm.spending.calling import Ask, Model, books, budget, ledger_of, person, price

from nullus.llm.ports import Usage
from nullus.llm.spending.errors import BudgetExceeded, ModelUnpriced
from nullus.llm.spending.ledger import Ledger
from nullus.llm.spending.prices import Price
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres import Access


async def fits(ledger: Ledger, actor: Actor, tokens: int) -> bool:
    try:
        await ledger.reserve(Ask(actor), Model(), tokens)
    except BudgetExceeded:
        return False
    return True


async def test_a_call_is_one_row_with_all_that_it_took(database: Database) -> None:
    await price(database, "outside", "priced-*", read=2, written=10)
    actor, ledger = person(), ledger_of(database)
    entry = await ledger.reserve(Ask(actor, task="rewrite"), Model("outside", "priced-1"), 4000)
    assert (await books(database, workspace=actor.workspace_id)).rows == []
    cost = await entry.settle(Usage(1000, 200), 1.25, redacted=3)
    (row,) = (await books(database, workspace=actor.workspace_id)).rows
    assert cost == row.money == Decimal("0.004")
    assert [row.task, row.provider, row.model, row.prompt, row.app] == [
        "rewrite",
        "outside",
        "priced-1",
        "answer.v1",
        "chat",
    ]
    assert [row.tokens_read, row.tokens_written, row.counted, row.priced] == [1000, 200, True, True]
    assert [row.outcome, row.cached, row.redacted, row.currency] == ["ok", False, 3, "USD"]
    assert row.account_id == actor.person_id
    assert abs(row.seconds - 1.25) < 1e-6


async def test_only_the_first_settlement_counts(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 1000, account_id=actor.person_id)
    entry = await ledger.reserve(Ask(actor), Model(), 500)
    await asyncio.gather(*(entry.settle(Usage(100, 50), 1.0) for _ in range(10)))
    found = await books(database, held.budget.id, actor.workspace_id)
    assert [*found.standing, len(found.rows)] == [150, 0, 0, 1]


async def test_exactly_one_of_fifty_at_once_gets_the_last_unit(database: Database, access: Access) -> None:
    actor = person()
    held = await budget(database, 10, account_id=actor.person_id)
    second = Database(access.app_url, pool_size=8)  # another process
    both = (ledger_of(database), ledger_of(second))
    await (await both[0].reserve(Ask(actor), Model(), 9)).settle(Usage(4, 5), 0.1)
    won = await asyncio.gather(*(fits(both[turn % 2], actor, 1) for turn in range(50)))
    found = await books(database, held.budget.id)
    await second.close()
    assert sum(won) == 1
    assert found.standing == [9, 1, 1]


async def test_what_several_budgets_stop_takes_from_none(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    wide = await budget(database, 1000, workspace_id=actor.workspace_id)
    narrow = await budget(database, 100, account_id=actor.person_id, period="month")
    assert not await fits(ledger, actor, 101)
    assert (await books(database, wide.budget.id)).reserved == 0
    assert await fits(ledger, actor, 100)
    assert (await books(database, wide.budget.id)).reserved == 100
    assert (await books(database, narrow.budget.id)).reserved == 100


async def test_a_budget_of_others_stops_nobody(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    await budget(database, 0, workspace_id=person().workspace_id)
    await budget(database, 0, account_id=person().person_id)
    await budget(database, 0, app="another app")
    await budget(database, 0, app="chat", workspace_id=person().workspace_id)
    assert await fits(ledger, actor, 10**6)


async def test_a_refusal_says_whose_budget_and_when_it_comes_back(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    await budget(database, 5, account_id=actor.person_id, time_zone="Asia/Seoul")
    with pytest.raises(BudgetExceeded) as refused:
        await ledger.reserve(Ask(actor), Model(), 6)
    error = refused.value
    assert error.resets_at is not None
    assert error.retry_after_seconds is not None
    assert 0 < error.retry_after_seconds <= 86400
    assert "Your budget for models (5 tokens a day)" in error.message_in("en")
    assert "00:00 (Asia/Seoul)" in error.message_in("en")
    assert "내 모델 예산(하루 5 토큰)이" in error.message_in("ko")


async def test_money_stops_what_costs_and_lets_pass_what_is_free(database: Database) -> None:
    await price(database, "outside", "dear", read=1_000_000, written=1_000_000)
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, "2.5", account_id=actor.person_id, meter="money")
    entry = await ledger.reserve(Ask(actor), Model("outside", "dear"), 2)
    await entry.settle(Usage(2, 1), 0.1)  # a model may take more than it was allowed: it was spent
    assert (await books(database, held.budget.id)).used == 3
    with pytest.raises(BudgetExceeded):
        await ledger.reserve(Ask(actor), Model("outside", "dear"), 1)
    free = await ledger.reserve(Ask(actor), Model("ollama", "small", local=True), 10**6)
    await free.settle(Usage(10**6, 1), 9.0)
    assert (await books(database, held.budget.id)).used == 3


async def test_under_a_budget_of_money_a_model_elsewhere_that_nobody_priced_is_not_asked(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 5, account_id=actor.person_id, meter="money")
    with pytest.raises(ModelUnpriced) as caught:
        await ledger.reserve(Ask(actor), Model("outside", "brand-new"), 10)
    assert "nullus prices set outside 'brand-new' --read" in str(caught.value.hint_in("en"))
    here = await ledger.reserve(Ask(actor), Model("ollama", "brand-new", local=True), 10)
    await here.settle(Usage(5, 5), 0.1)
    await price(database, "outside", "brand-new", read=0)
    ledger.prices.forget()
    free = await ledger.reserve(Ask(actor), Model("outside", "brand-new"), 10)
    await free.settle(Usage(5, 5), 0.1)
    found = await books(database, held.budget.id, actor.workspace_id)
    assert (found.used, found.holds, len(found.rows)) == (Decimal(0), 0, 2)


async def test_local_models_cost_by_time(database: Database) -> None:
    await price(database, "gpu", "*", hour=36)
    actor, ledger = person(), ledger_of(database)
    entry = await ledger.reserve(Ask(actor), Model("gpu", "small", local=True), 100, 10.0)
    assert await entry.settle(Usage(50, 50), 2.0) == Decimal("0.02")


@pytest.mark.parametrize("how", ["cancelled", "failed"])
async def test_a_call_that_does_not_end_well_is_settled_with_what_it_took(database: Database, how: str) -> None:
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 100, account_id=actor.person_id)
    began = asyncio.Event()

    async def call() -> None:
        entry = await ledger.reserve(Ask(actor), Model(), 100)
        outcome = "failed"
        try:
            began.set()
            if how == "failed":
                raise ZeroDivisionError
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            outcome = "cancelled"
            raise
        finally:
            await entry.settle(Usage(7, 3), 0.5, outcome)  # type: ignore[arg-type]

    task = asyncio.create_task(call())
    await began.wait()
    if how == "cancelled":
        task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    found = await books(database, held.budget.id, actor.workspace_id)
    assert found.standing == [10, 0, 0]
    assert found.rows[0].outcome == how


@pytest.mark.parametrize("turns", range(0, 24, 3))
async def test_whoever_leaves_while_it_is_taken_holds_nothing(database: Database, turns: int) -> None:
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 100, account_id=actor.person_id)
    task = asyncio.create_task(ledger.reserve(Ask(actor), Model(), 100))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await (await task).settle(Usage(), 0.0, "cancelled")
    async with asyncio.timeout(10):
        while (await books(database, held.budget.id)).reserved:
            await asyncio.sleep(0.01)
    assert (await books(database, held.budget.id)).holds == 0


async def test_what_a_dead_process_held_comes_back_and_the_call_is_written_as_lost(database: Database) -> None:
    actor, ledger = person(), ledger_of(database, lease_seconds=0.01)
    held = await budget(database, 100, account_id=actor.person_id)
    dead = await ledger.reserve(Ask(actor), Model(), 100)
    await ledger.close()  # it renews nothing any more
    await asyncio.sleep(0.05)
    assert await fits(ledger_of(database), actor, 100), "whoever would be refused first gets back what a dead one held"
    found = await books(database, held.budget.id, actor.workspace_id)
    assert [row.outcome for row in found.rows] == ["lost"]
    assert found.reserved == 100
    await dead.settle(Usage(20, 10), 3.0)  # it was only slow
    found = await books(database, held.budget.id, actor.workspace_id)
    assert [(row.outcome, row.tokens_read) for row in found.rows] == [("ok", 20)]
    assert found.standing[:2] == [30, 100]


async def test_a_process_that_is_killed_holds_nothing_once_its_lease_is_over(
    database: Database, access: Access
) -> None:
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 100, account_id=actor.person_id)
    arguments = (access.app_url, str(actor.workspace_id), str(actor.person_id))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.llm.spending.reserving_process", *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"held\n"
    assert not await fits(ledger, actor, 1), "it lives"
    process.kill()
    await process.wait()
    async with asyncio.timeout(20):
        while not await ledger.sweep():
            await asyncio.sleep(0.1)
    found = await books(database, held.budget.id, actor.workspace_id)
    assert found.standing == [0, 0, 0]
    assert [row.outcome for row in found.rows] == ["lost"]
    assert await fits(ledger, actor, 100)


async def test_a_call_that_takes_long_keeps_what_it_holds(database: Database) -> None:
    actor, ledger = person(), ledger_of(database, lease_seconds=0.3)
    held = await budget(database, 100, account_id=actor.person_id)
    entry = await ledger.reserve(Ask(actor), Model(), 100)
    until = asyncio.get_running_loop().time() + 1.0
    while asyncio.get_running_loop().time() < until:
        assert await ledger.sweep() == 0
        await asyncio.sleep(0.05)
    await entry.settle(Usage(60, 40), 1.0)
    found = await books(database, held.budget.id)
    assert found.standing == [100, 0, 0]


async def test_calls_that_end_together_are_all_written(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 10**9, account_id=actor.person_id)
    others = [person(actor.workspace_id) for _ in range(150)]
    entries = await asyncio.gather(*(ledger.reserve(Ask(each), Model(), 10) for each in [actor] * 150 + others))
    await asyncio.gather(*(entry.settle(Usage(3, 4), 0.1) for entry in entries))
    found = await books(database, held.budget.id, actor.workspace_id)
    assert len(found.rows) == 300
    assert found.standing == [150 * 7, 0, 0]


async def test_one_row_that_no_table_takes_keeps_no_other_back(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    entries = [await ledger.reserve(Ask(actor), Model("p", model), 10) for model in ("good", "bad\0", "fine")]
    await asyncio.gather(*(entry.settle(Usage(1, 1), 0.1) for entry in entries))
    found = await books(database, workspace=actor.workspace_id)
    assert {row.model for row in found.rows} == {"good", "fine"}


async def test_without_a_database_the_answer_is_not_taken_back_and_the_row_is_written_later(
    database: Database, access: Access
) -> None:
    own = Database(access.app_url, pool_size=1)
    actor, ledger = person(), ledger_of(own)
    entry = await ledger.reserve(Ask(actor), Model(), 10)
    async with own.system_reading():  # nobody else gets a connection
        settling = asyncio.create_task(entry.settle(Usage(1, 2), 0.1))
        await settling
        assert (await books(database, workspace=actor.workspace_id)).rows == []
    async with asyncio.timeout(15):
        while not (await books(database, workspace=actor.workspace_id)).rows:
            await asyncio.sleep(0.05)
    await ledger.close()
    await own.close()


async def test_a_day_is_the_day_where_the_account_is(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.accounts (id, kind, state, tier, time_zone) values (:id, 'person', 'active', "
                "'stargazer', 'Pacific/Kiritimati')"
            ),
            {"id": actor.person_id},
        )
    await (await ledger.reserve(Ask(actor), Model(), 10)).settle(Usage(1, 1), 0.1)
    (row,) = (await books(database, workspace=actor.workspace_id)).rows
    async with database.system_transaction() as tx:
        there = await tx.execute(text("select (clock_timestamp() at time zone 'Pacific/Kiritimati')::date"))
        assert row.day == there.scalar_one()


async def test_what_nobody_has_priced_is_said_and_costs_nothing(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    entry = await ledger.reserve(Ask(actor), Model("outside", "unheard of"), 10)
    assert not entry.price.known
    assert await entry.settle(Usage(10, 10), 1.0) == 0
    assert not (await books(database, workspace=actor.workspace_id)).rows[0].priced
    old = ledger_of(database, fallback=Price(Decimal(2), Decimal(4)))
    entry = await old.reserve(Ask(actor), Model("outside", "unheard of"), 10)
    assert await entry.settle(Usage(500_000, 250_000), 1.0) == 2


async def test_a_cached_answer_costs_nothing(database: Database) -> None:
    await price(database, "outside", "priced-*", read=2, written=10)
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 100, account_id=actor.person_id)
    entry = await ledger.reserve(Ask(actor), Model("outside", "priced-1"), 0)
    assert await entry.settle(Usage(40, 40), 0.01, cached=True) == 0
    assert (await books(database, held.budget.id)).used == 0
