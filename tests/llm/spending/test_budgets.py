"""Budgets: who may set them, when they warn, and that their periods begin anew."""

import psycopg
import pytest
from tests.llm.spending.calling import OPERATOR, Ask, Model, books, budget, ledger_of, moment, owner, person
from tests.postgres_server import SharedServer

from nullus.llm.ports import Usage
from nullus.llm.spending import budgets
from nullus.llm.spending.errors import BudgetNotFound
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted
from nullus.platform.postgres import Access


def warned(server: SharedServer, access: Access, budget_id: object) -> list[tuple[str, int]]:
    """What the audit trail says of a budget's warnings."""
    statement = "select action, (details ->> 'percent')::int from audit.entries where object_id = %s and action = 'budget.warned'"
    with psycopg.connect(server.superuser_url(access)) as connection:
        return [(str(row[0]), int(row[1])) for row in connection.execute(statement, [str(budget_id)])]


async def test_a_warning_is_written_once_a_period_at_four_fifths(
    database: Database, postgres_server: SharedServer, access: Access
) -> None:
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 100, account_id=actor.person_id)
    for used in (70, 9):
        await (await ledger.reserve(Ask(actor), Model(), used)).settle(Usage(used, 0), 0.1)
    assert warned(postgres_server, access, held.budget.id) == []
    for _ in range(3):
        await (await ledger.reserve(Ask(actor), Model(), 1)).settle(Usage(1, 0), 0.1)
    assert warned(postgres_server, access, held.budget.id) == [("budget.warned", 80)]
    async with database.system_transaction() as tx:
        (notice,) = await budgets.notices(tx, actor)
        assert [notice.state, notice.percent] == ["warned", 82]
        assert await budgets.notices(tx, person()) == []


async def test_a_budget_that_is_changed_or_removed_acts_at_once(database: Database) -> None:
    actor, ledger = person(), ledger_of(database)
    held = await budget(database, 1, account_id=actor.person_id)
    await (await ledger.reserve(Ask(actor), Model(), 1)).settle(Usage(1, 0), 0.1)
    again = await budget(database, 50, account_id=actor.person_id)  # the ledger knows nothing of it yet
    assert again.budget.id == held.budget.id
    assert again.used == 1
    entry = await ledger.reserve(Ask(actor), Model(), 40)
    async with database.system_transaction() as tx:
        await budgets.remove(tx, OPERATOR, again.budget)
    await entry.settle(Usage(40, 0), 0.1)
    await (await ledger.reserve(Ask(actor), Model(), 10**6)).settle(Usage(1, 0), 0.1)
    assert (await books(database, held.budget.id)).holds == 0


async def test_a_workspace_sets_its_own_and_not_the_operators(database: Database) -> None:
    mine = owner()
    own = await budget(database, 5, by=mine, workspace_id=mine.workspace_id)
    given = await budget(database, 7, workspace_id=mine.workspace_id)
    assert [own.budget.set_by, given.budget.set_by] == ["workspace", "operator"]
    async with database.system_transaction() as tx:
        listed = await budgets.list_budgets(tx, mine, everywhere=False)
        assert sorted(each.budget.amount for each in listed) == [5, 7]
        with pytest.raises(NotPermitted):
            await budgets.list_budgets(tx, mine, everywhere=True)
        with pytest.raises(NotPermitted):
            await budgets.remove(tx, mine, given.budget)
        with pytest.raises(BudgetNotFound):
            await budgets.get(tx, owner(), own.budget.id)
        await budgets.remove(tx, mine, own.budget)
    with pytest.raises(NotPermitted):
        await budget(database, 5, by=mine)
    with pytest.raises(NotPermitted):
        await budget(database, 5, by=person(mine.workspace_id), workspace_id=mine.workspace_id)


async def test_a_period_is_a_day_or_a_month_where_the_budget_is(database: Database) -> None:
    held = (await budget(database, 5, app="x", time_zone="Asia/Seoul")).budget
    assert held.span(moment("2026-11-21T14:59:00+00:00")) == (
        moment("2026-11-21T00:00:00+09:00"),
        moment("2026-11-22T00:00:00+09:00"),
    )
    monthly = (await budget(database, 5, app="x", period="month")).budget
    assert monthly.span(moment("2028-02-29T23:59:59+00:00"))[1] == moment("2028-03-01T00:00:00+00:00")
