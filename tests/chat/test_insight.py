"""Insight: what a workspace's conversations come to, for those who own it; never who asked what."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from tests.chat.people import Talking, member, workspace
from tests.knowledge.filled import Filled, WordsEmbedder, filled
from tests.llm.spending.calling import Ask, Model, ledger_of, price

from nullus.chat.conversations import conversations
from nullus.chat.conversations.messages import EvidencePassage
from nullus.chat.http import insight as insight_http
from nullus.chat.insight import insight
from nullus.chat.insight.insight import Insight
from nullus.chat.turns import turn_store
from nullus.kit import new_id
from nullus.llm import Usage
from nullus.platform.actor import ROLE_SCOPES, service_in
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted
from nullus.platform.web import install_errors, mount


def today() -> date:
    """Asked for when it is needed: a run of all tests can begin before midnight and come here after it."""
    return datetime.now(UTC).date()


async def look(database: Database, who: Talking) -> Insight:
    return await insight.look(database, who.actor, today() - timedelta(days=6), today(), "UTC")


async def conversation(who: Talking) -> UUID:
    async with who.db.transaction(who.actor) as tx:
        return (await conversations.create(tx, who.actor)).id


async def answer(who: Talking, place: UUID, took: float = 1000.0, **more: object) -> UUID:
    asked = await who.asks(place, "Where is the harbour?")
    values: dict[str, object] = {"mode": "model", "finish": "stop", "took": {"total": took}, **more}
    return (await who.answered(place, asked.id, "There [1].", **values)).id  # type: ignore[arg-type]


async def test_questions_answers_times_tiers_and_costs_of_the_workspace_and_of_no_other(database: Database) -> None:
    here, there = await workspace(database), await workspace(database)
    owner, one, two, stranger = (
        await member(database, here, "owner"),
        await member(database, here),
        await member(database, here),
        await member(database, there),
    )
    async with database.system_transaction() as tx:
        await tx.execute(
            text("update identity.accounts set tier = 'stargazer' where id = :id"), {"id": two.actor.person_id}
        )
    for who, times in ((one, (100.0, 200.0, 300.0)), (two, (400.0,)), (stranger, (9000.0,))):
        place = await conversation(who)
        for took in times:
            await answer(who, place, took)
    await answer(two, await conversation(two), 5.0, finish="not_found", mode="extractive")
    await price(database, "outside", "insight", read=10)
    entry = await ledger_of(database).reserve(Ask(one.actor), Model("outside", "insight"), 10**6)
    await entry.settle(Usage(10**6, 0), 1.0)
    found = await look(database, owner)
    assert found.whole is not None
    whole = found.whole
    assert [whole.questions, whole.answers, whole.unanswered, whole.failed, whole.quotations, whole.askers] == [
        5,
        5,
        1,
        0,
        1,
        2,
    ]
    assert [whole.median_ms, round(whole.p95_ms)] == [200.0, 380]
    assert [(row.day, row.questions) for row in found.days] == [(today(), 5)]
    assert [(each.tier, each.questions, each.unanswered, each.askers) for each in found.tiers] == [
        ("protostar", 3, 0, 1),
        ("stargazer", 2, 1, 1),
    ]
    assert [(calls, money) for _, _, calls, money in found.costs] == [(1, Decimal(10))]
    assert (await look(database, replace(owner, actor=replace(owner.actor, workspace_id=there)))).whole.answers == 1  # type: ignore[union-attr]


async def test_a_question_asked_again_is_one_question_with_two_answers(database: Database) -> None:
    here = await workspace(database)
    owner, one = await member(database, here, "owner"), await member(database, here)
    place = await conversation(one)
    asked = await one.asks(place, "Where?")
    for _ in range(2):
        await one.answered(place, asked.id, "There.", mode="model", finish="stop", took={"total": 10.0})
    found = await look(database, owner)
    assert found.whole is not None
    assert [found.whole.questions, found.whole.answers] == [1, 2]


async def test_cited_documents_are_named_only_to_who_may_see_them(database: Database) -> None:
    place = await filled(database, WordsEmbedder())
    here = place.actor.workspace_id
    owner, one = await member(database, here, "owner"), await member(database, here)
    seen = await place.add(["The harbour."], "open.txt")
    hidden = await place.add(["The vault."], "hidden.txt")
    own = new_id()
    async with database.transaction(service_in(here)) as tx:
        await tx.execute(
            text(
                "insert into knowledge.collections (workspace_id, id, name, access, owner_id) "
                "values (:workspace, :id, 'mine', 'private', :owner)"
            ),
            {"workspace": here, "id": own, "owner": one.actor.person_id},
        )
        await tx.execute(
            text("update knowledge.documents set collection_id = :c where id = :d"), {"c": own, "d": hidden}
        )
    for document, times in ((seen, 2), (hidden, 1)):
        for _ in range(times):
            await _cited(one, place, document)
    found = await look(database, owner)
    assert [(each.id, each.name, each.answers) for each in found.documents] == [
        (seen, "open.txt", 2),
        (hidden, None, 1),
    ]


async def _cited(who: Talking, place: Filled, document: UUID) -> None:
    talk = await conversation(who)
    asked = await who.asks(talk, "Where?")
    passage = EvidencePassage(1, document, "x", place.collection, 1, "text", [], None, 0, 4, 1.0, cited=True)
    uncited = replace(passage, number=2, cited=False)
    await who.answered(
        talk, asked.id, "There [1].", [passage, uncited], mode="model", finish="stop", citations=[{"number": 1}]
    )


async def test_feedback_is_counted_by_model_and_prompt_and_gaps_are_listed_without_names(database: Database) -> None:
    here = await workspace(database)
    owner, one = await member(database, here, "owner"), await member(database, here)
    place = await conversation(one)
    for rating in (1, 1, -1):
        made = await answer(one, place, model="large", provider="p", prompt="answer.v1")
        async with database.transaction(one.actor) as tx:
            await tx.execute(
                text(
                    "insert into chat.feedback (workspace_id, message_id, account_id, rating, question, provider, model, prompt) "
                    "values (:workspace, :id, :account, :rating, 'secret words', 'p', 'large', 'answer.v1')"
                ),
                {"workspace": here, "id": made, "account": one.actor.person_id, "rating": rating},
            )
    missed = await answer(one, place, finish="not_found")
    async with database.transaction(one.actor) as tx:
        values = {"id": new_id(), "message_id": missed, "question": "Who built it?", "same": "whobuiltit"}
        await turn_store.add_gap(tx, one.actor, {**values, "language": "en", "collection_ids": None})
    found = await look(database, owner)
    assert [(row.model, row.prompt, row.good, row.bad) for row in found.feedback] == [("large", "answer.v1", 2, 1)]
    assert [(each.question, each.times) for each in found.gaps] == [("Who built it?", 1)]
    assert str(one.actor.person_id) not in str(found)


async def test_only_who_owns_or_runs_the_workspace_looks(database: Database) -> None:
    here = await workspace(database)
    for role in ("editor", "viewer", "guest"):
        who = await member(database, here, role)
        assert "spending" not in ROLE_SCOPES[role]
        with pytest.raises(NotPermitted):
            await look(database, who)
    admin = await member(database, here, "admin")
    found = await look(database, admin)
    assert (found.whole, found.days, found.documents, found.feedback, found.gaps) == (None, [], [], [], [])


async def test_the_call_answers_in_numbers_that_a_page_can_draw(database: Database) -> None:
    here = await workspace(database)
    owner, one = await member(database, here, "owner"), await member(database, here)
    await answer(one, await conversation(one), 40.0)
    app = FastAPI()
    mount(app, (insight_http.router,))
    install_errors(app)
    app.state.database, app.state.ledger = database, ledger_of(database)
    app.state.authenticate = lambda request: asyncio.sleep(0, owner.actor)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t", trust_env=False) as client:
        found = (await client.get("/api/v1/insight", headers={"Authorization": "Bearer x"})).json()["data"]
        assert (found["whole"]["questions"], found["whole"]["medianMs"]) == (1, 40.0)
        assert [(each["day"], each["answers"]) for each in found["days"]] == [(today().isoformat(), 1)]
        assert found["tiers"] == [{"tier": "protostar", "questions": 1, "unanswered": 0, "askers": 1}]
        assert [found[each] for each in ("documents", "feedback", "gaps", "costs")] == [[], [], [], []]
        wrong = await client.get("/api/v1/insight?from=2026-02-01&to=2026-01-01", headers={"Authorization": "Bearer x"})
        assert (wrong.status_code, wrong.json()["resultCode"]) == (422, "REPORT_TOO_LONG")
