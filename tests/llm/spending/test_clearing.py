"""What the ledger keeps of people: handed out, and without a name once they have left. The sums stay."""

import json
from uuid import UUID

from tests.llm.spending.calling import Ask, Model, books, budget, ledger_of, person, price

from nullus.identity import Leaving, Membership, Person
from nullus.kit import new_id
from nullus.llm.ports import Usage
from nullus.llm.spending.clearing import Books
from nullus.platform.actor import Actor, service_in
from nullus.platform.database import Database


async def call(database: Database, actor: Actor) -> None:
    entry = await ledger_of(database).reserve(Ask(actor), Model("outside", "priced"), 100)
    await entry.settle(Usage(50, 50), 1.0)


async def test_a_person_is_handed_every_call_and_leaves_only_sums(database: Database) -> None:
    await price(database, "outside", "priced", read=10, written=10)
    actor, other = person(), person()
    held = await budget(database, 10**6, account_id=actor.person_id)
    await call(database, actor)
    await call(database, other)
    parts = Books(database)
    assert actor.person_id is not None
    who = Person(actor.person_id, "en", (Membership(actor.workspace_id, "Team", "editor"),))
    lines = [
        json.loads(line)
        async for file in parts.export(who)
        for line in (b"".join([p async for p in file.content])).splitlines()
    ]
    assert [(line["model"], line["tokens_read"], line["money"]) for line in lines] == [("priced", 50, "0.001000000000")]
    leaving = Leaving(new_id(), actor.person_id, "keep", ())
    assert "llm.calls.account_id" in await parts.remains(leaving, {})
    assert await parts.erase(leaving) == {"model_calls_unnamed": 1, "budgets": 1}
    assert await parts.erase(leaving) == {"model_calls_unnamed": 0, "budgets": 0}
    assert await parts.remains(leaving, {}) == []
    (row,) = (await books(database, workspace=actor.workspace_id)).rows
    assert (row.account_id, row.tokens_read, float(row.money)) == (None, 50, 0.001)
    assert (await books(database, workspace=other.workspace_id)).rows[0].account_id == other.person_id
    assert (await books(database, held.budget.id)).standing == [0, 0, 0]


async def test_who_leaves_while_a_call_is_under_way_is_not_named_by_it(database: Database) -> None:
    actor = person()
    await budget(database, 10**6, workspace_id=actor.workspace_id)
    ledger = ledger_of(database)
    entry = await ledger.reserve(Ask(actor), Model(), 100)
    parts = Books(database)
    assert actor.person_id is not None
    leaving = Leaving(new_id(), actor.person_id, "keep", ())
    assert await parts.remains(leaving, {}) == ["llm.holds.call"]
    await parts.erase(leaving)
    assert await parts.remains(leaving, {}) == []
    await entry.settle(Usage(1, 1), 0.1)


async def test_a_workspace_takes_its_rows_and_budgets_with_it(database: Database) -> None:
    actor, other = person(), person()
    held = await budget(database, 10**6, workspace_id=actor.workspace_id)
    await call(database, actor)
    await call(database, other)
    cleared = await Books(database).clear(service_in(actor.workspace_id))
    assert cleared.verified
    assert dict(cleared.removed) == {"model_calls": 1, "budgets": 1}
    assert not (await books(database, workspace=actor.workspace_id)).rows
    assert (await books(database, held.budget.id)).standing == [0, 0, 0]
    assert len((await books(database, workspace=other.workspace_id)).rows) == 1
    assert isinstance(held.budget.id, UUID)
