"""Prices, budgets and the report as a client meets them: who may do what, what is refused, what comes back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import text
from tests.llm.spending.calling import OPERATOR, Ask, Model, ledger_of, owner, person

from nullus.identity.http import usage
from nullus.llm.ports import Usage
from nullus.llm.spending import http
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotAuthenticated
from nullus.platform.web import bearer_of, install_errors, mount


class Desk:
    """The calls of spending, for actors that bearer credentials stand for."""

    def __init__(self, database: Database) -> None:
        self.actors: dict[str, Actor] = {"operator": OPERATOR}
        self.database = database
        self.ledger = ledger_of(database)
        app = FastAPI()
        mount(app, (http.router, usage.router))
        install_errors(app)
        app.state.database = database
        app.state.ledger = self.ledger
        app.state.budget_notices = http.notices_of
        app.state.quotas = _Nothing()
        app.state.authenticate = self._authenticate
        self._transport = httpx.ASGITransport(app)

    async def _authenticate(self, request: Request) -> Actor:
        try:
            return self.actors[bearer_of(request)]
        except KeyError:
            raise NotAuthenticated from None

    async def call(
        self, method: str, path: str, body: Any = None, by: Actor = OPERATOR, language: str = "en"
    ) -> httpx.Response:
        self.actors["asker"] = by
        async with httpx.AsyncClient(transport=self._transport, base_url="http://t", trust_env=False) as client:
            headers = {"Authorization": "Bearer asker", "Accept-Language": language}
            return await client.request(method, f"/api/v1{path}", json=body, headers=headers)

    async def data(self, method: str, path: str, body: Any = None, by: Actor = OPERATOR) -> Any:
        answer = await self.call(method, path, body, by)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    async def spend(self, actor: Actor, read: int, written: int, model: str = "m", **more: Any) -> None:
        entry = await self.ledger.reserve(Ask(actor, **more), Model("p", model), read + written)
        await entry.settle(Usage(read, written), 0.5)


class _Nothing:
    """Nobody here has a tier."""

    async def standing(self, actor: Actor) -> list[Any]:
        return []


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def account(database: Database, actor: Actor, name: str, zone: str = "UTC") -> None:
    """An account that is a member of its workspace."""
    async with database.system_transaction() as tx:
        await tx.execute(
            text("insert into identity.workspaces (id, name) values (:id, 'Team') on conflict do nothing"),
            {"id": actor.workspace_id},
        )
        await tx.execute(
            text(
                "insert into identity.accounts (id, kind, state, tier, name, time_zone) "
                "values (:id, 'person', 'active', 'stargazer', :name, :zone)"
            ),
            {"id": actor.person_id, "name": name, "zone": zone},
        )
        await tx.execute(
            text("insert into identity.memberships values (:workspace, :id, 'editor')"),
            {"workspace": actor.workspace_id, "id": actor.person_id},
        )


async def test_a_price_acts_on_the_next_call_and_never_on_the_last(desk: Desk) -> None:
    mine = owner()
    await desk.spend(mine, 10**6, 0, "fresh")
    found = await desk.data("GET", "/prices")
    assert {"provider": "p", "model": "fresh", "calls": 1} in found["unknown"]
    made = await desk.data("PUT", "/prices", {"provider": "p", "model": "fr*", "perMillionRead": 0.15})
    assert (made["perMillionRead"], made["perMillionWritten"], made["inForce"]) == (0.15, None, True)
    await desk.spend(mine, 2 * 10**6, 10**6, "fresh")
    report = await desk.data("GET", "/usage?by=model", by=mine)
    (item,) = report["items"]
    assert (item["key"], item["calls"], item["money"], item["unpriced"]) == ("p/fresh", 2, 0.3, 1)


async def test_the_pattern_that_names_more_speaks_and_no_price_at_all_is_unknown_again(desk: Desk) -> None:
    for provider, model, read in (("*", "*", 1), ("q", "*", 2), ("q", "gpt-*", 3), ("q", "gpt-[x]", 4)):
        await desk.data("PUT", "/prices", {"provider": provider, "model": model, "perMillionRead": read})
    prices = desk.ledger.prices
    found = [
        (await prices.of(*each, local=False)).per_million_read
        for each in (("z", "a"), ("q", "a"), ("q", "gpt-4"), ("q", "gpt-[x]"), ("q", "gpt-x"))
    ]
    assert found == [1, 2, 3, 4, 3]
    await desk.data("PUT", "/prices", {"provider": "q", "model": "gpt-*"})
    assert not (await prices.of("q", "gpt-4", local=False)).known
    await desk.data("PUT", "/prices", {"provider": "*", "model": "*"})


async def test_a_price_that_is_to_come_does_not_act_yet(desk: Desk) -> None:
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    made = await desk.data("PUT", "/prices", {"provider": "r", "model": "m", "perHour": 1, "validFrom": later})
    assert not made["inForce"]
    assert not (await desk.ledger.prices.of("r", "m", local=False)).known


async def test_a_price_that_is_to_come_is_taken_back_and_one_that_holds_is_not(desk: Desk, database: Database) -> None:
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    now = await desk.data("PUT", "/prices", {"provider": "w", "model": "m", "perHour": 1})
    coming = await desk.data("PUT", "/prices", {"provider": "w", "model": "m", "perHour": 9, "validFrom": later})

    async def listed() -> list[Any]:
        found = await desk.data("GET", "/prices")
        return [each["perHour"] for each in found["items"] if each["provider"] == "w"]

    assert await listed() == [1, 9]
    assert (await desk.call("DELETE", f"/prices/{coming['id']}", by=owner())).status_code == 403
    assert await desk.data("DELETE", f"/prices/{coming['id']}") == coming
    assert await listed() == [1]
    assert (await desk.call("DELETE", f"/prices/{coming['id']}")).status_code == 404
    refused = await desk.call("DELETE", f"/prices/{now['id']}")
    assert (refused.status_code, refused.json()["resultCode"]) == (409, "PRICE_HOLDS")
    assert await listed() == [1]


@pytest.mark.parametrize(
    "body",
    [
        {"provider": "p", "model": "m", "perMillionRead": -1},
        {"provider": "p", "model": "m", "perMillionRead": "much"},
        {"provider": "", "model": "m"},
        {"provider": "p\n", "model": "m\0"},
        {"provider": "p", "model": "m", "perSecond": 1},
        {"provider": "p", "model": "m", "validFrom": 5},
    ],
)
async def test_what_is_no_price_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    assert (await desk.call("PUT", "/prices", body)).status_code == 422


async def test_only_operators_see_and_set_prices_and_what_all_spend(desk: Desk) -> None:
    for by in (owner(), person()):
        assert (await desk.call("GET", "/prices", by=by)).status_code == 403
        assert (await desk.call("PUT", "/prices", {"provider": "p", "model": "m"}, by=by)).status_code == 403
        assert (await desk.call("GET", "/usage?everywhere=true", by=by)).status_code == 403
        assert (await desk.call("GET", "/usage?by=workspace", by=by)).status_code == 403
        assert (await desk.call("GET", "/budgets?everywhere=true", by=by)).status_code == 403
    assert (await desk.call("GET", "/usage", by=person())).status_code == 403
    assert (await desk.call("GET", "/budgets", by=person())).status_code == 403


async def test_an_owner_sets_a_budget_of_a_member_that_warns_and_stops(desk: Desk, database: Database) -> None:
    mine = owner()
    member = person(mine.workspace_id)
    await account(database, member, "Jiwoo", "Asia/Seoul")
    body = {
        "meter": "tokens",
        "period": "month",
        "amount": 100,
        "accountId": str(member.person_id),
        "timeZone": "Asia/Seoul",
    }
    made = await desk.data("PUT", "/budgets", body, by=mine)
    assert (made["of"], made["setBy"], made["left"], made["state"]) == ("person", "workspace", 100, "open")
    assert made["accountId"] == str(member.person_id)
    await desk.spend(member, 50, 35)
    (listed,) = (await desk.data("GET", "/budgets", by=mine))["items"]
    assert (listed["used"], listed["left"], listed["state"]) == (85, 15, "warned")
    (notice,) = (await desk.data("GET", "/me/usage", by=member))["budgets"]
    assert (notice["of"], notice["state"], notice["percent"]) == ("person", "warned", 85)
    await desk.spend(member, 15, 0)
    (notice,) = (await desk.data("GET", "/me/usage", by=member))["budgets"]
    assert (notice["state"], notice["percent"]) == ("exceeded", 100)
    assert (await desk.data("GET", "/me/usage", by=mine))["budgets"] == []
    assert (await desk.data("DELETE", f"/budgets/{made['id']}", by=mine)) == {"id": made["id"], "removed": True}
    assert (await desk.call("DELETE", f"/budgets/{made['id']}", by=mine)).status_code == 404


async def test_a_member_of_elsewhere_cannot_be_named(desk: Desk, database: Database) -> None:
    stranger = person()
    await account(database, stranger, "Elsewhere")
    body = {"meter": "tokens", "period": "day", "amount": 1, "accountId": str(stranger.person_id)}
    assert (await desk.call("PUT", "/budgets", body, by=owner())).status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": -1},
        {"amount": 1e400},
        {"meter": "questions"},
        {"period": "year"},
        {"timeZone": "Mars/Olympus"},
        {"accountId": 5},
    ],
)
async def test_what_is_no_budget_is_refused(desk: Desk, changed: dict[str, Any]) -> None:
    body = {"meter": "money", "period": "day", "amount": 1} | changed
    if body["amount"] == 1e400:
        body["amount"] = 10**400
    answer = await desk.call("PUT", "/budgets", body, by=owner())
    assert answer.status_code == 422, answer.text


async def test_the_report_sums_by_every_side_and_names_what_it_counts(desk: Desk, database: Database) -> None:
    mine = owner()
    one, two = person(mine.workspace_id), person(mine.workspace_id)
    await account(database, one, "Ada")
    await account(database, two, "Bora")
    await desk.spend(one, 100, 10)
    await desk.spend(one, 100, 10, task="title")
    await desk.spend(two, 1, 1, "other", app="flows")
    await desk.spend(person(), 5, 5)  # of another workspace

    async def by(side: str) -> dict[str, int]:
        found = await desk.data("GET", f"/usage?by={side}", by=mine)
        assert found["totals"][0]["tokensRead"] == 201
        return {each["name"]: each["calls"] for each in found["items"]}

    assert await by("person") == {"Ada": 2, "Bora": 1}
    assert await by("app") == {"chat": 2, "flows": 1}
    assert await by("model") == {"p/m": 2, "p/other": 1}
    assert await by("task") == {"answer": 2, "title": 1}
    assert await by("day") == {datetime.now(UTC).date().isoformat(): 3}
    everywhere = await desk.data("GET", "/usage?by=workspace")
    assert everywhere["everywhere"]
    assert {"Team"} <= {each["name"] for each in everywhere["items"]}


@pytest.mark.parametrize("query", ["from=2026-01-02&to=2026-01-01", "from=2020-01-01&to=2026-01-01"])
async def test_a_report_of_no_days_or_too_many_is_refused_with_a_mend(desk: Desk, query: str) -> None:
    answer = await desk.call("GET", f"/usage?{query}", by=owner(), language="ko")
    assert answer.status_code == 422
    assert answer.json()["resultCode"] == "REPORT_TOO_LONG"
    assert "800일" in answer.json()["message"]
    assert (await desk.call("GET", "/usage?from=yesterday", by=owner())).status_code == 422
    assert (await desk.call("GET", "/usage?by=mood", by=owner())).status_code == 422
