"""Tiers are data: listed, made, changed at once, deleted when nobody has them; and what cannot be a limit is refused."""

from typing import Any

import httpx
import psycopg
import pytest
from fastapi import FastAPI, Request
from tests.identity.metered import quotas_of, somebody_with
from tests.postgres_server import SharedServer

from nullus.identity.errors import QuotaExceeded
from nullus.identity.http import tiers, usage
from nullus.identity.limits.meters import LIMITS
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotAuthenticated
from nullus.platform.postgres import Access
from nullus.platform.web import bearer_of, install_errors, mount


class Desk:
    """The calls of tiers and of use, for actors that bearer credentials stand for."""

    def __init__(self, database: Database) -> None:
        self.actors: dict[str, Actor] = {"operator": Actor("operator", new_id(), scopes=frozenset({"*"}))}
        app = FastAPI()
        mount(app, (tiers.router, usage.router))
        install_errors(app)
        app.state.database = database
        app.state.authenticate = self._authenticate
        app.state.quotas = quotas_of(database)
        self._transport = httpx.ASGITransport(app)

    async def _authenticate(self, request: Request) -> Actor:
        try:
            return self.actors[bearer_of(request)]
        except KeyError:
            raise NotAuthenticated from None

    async def call(self, method: str, path: str, body: Any = None, bearer: str = "operator") -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url="http://t", trust_env=False) as client:
            headers = {"Authorization": f"Bearer {bearer}"}
            return await client.request(method, f"/api/v1{path}", json=body, headers=headers)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def new_name() -> str:
    return f"t{new_id().hex[-20:]}"


async def made(desk: Desk, **limits: Any) -> str:
    name = new_name()
    body = {"name": name, "titleEn": "Red dwarf", "titleKo": "적색왜성", "limits": limits}
    answer = await desk.call("POST", "/tiers", body)
    assert answer.status_code == 201, answer.text
    return name


async def test_the_tiers_that_every_service_begins_with(desk: Desk) -> None:
    listed = (await desk.call("GET", "/tiers")).json()["data"]["items"]
    first = {each["name"]: each["limits"] for each in listed if each["name"] in {"guest", "stargazer", "protostar"}}
    assert first == {
        "guest": {"questions": 3, "address_questions_day": 3, "workspaces": 0, "service_accounts": 0},
        "stargazer": {
            "questions_day": 10,
            "workspaces": 1,
            "service_accounts": 0,
            "storage": 100 << 20,
            "uploads_day": 100,
        },
        "protostar": {},
    }


async def test_a_tier_is_made_changed_and_deleted(desk: Desk) -> None:
    name = await made(desk, questions_day=7, money_month=2.5)
    body = {"limits": {"questions_day": None, "storage": 10**9}, "titleKo": "백색왜성", "features": {"agents": True}}
    changed = (await desk.call("PATCH", f"/tiers/{name}", body)).json()["data"]
    assert changed["limits"] == {"money_month": 2.5, "storage": 10**9}
    assert (changed["titleKo"], changed["titleEn"]) == ("백색왜성", "Red dwarf")
    assert changed["features"] == {"agents": True}
    assert (await desk.call("GET", f"/tiers/{name}")).json()["data"] == changed
    assert (await desk.call("DELETE", f"/tiers/{name}")).json()["data"]["deleted"] is True
    assert (await desk.call("GET", f"/tiers/{name}")).status_code == 404


async def test_two_tiers_cannot_have_one_name(desk: Desk) -> None:
    name = await made(desk)
    again = await desk.call("POST", "/tiers", {"name": name, "titleEn": "A", "titleKo": "가"})
    assert (again.status_code, again.json()["resultCode"]) == (409, "TIER_EXISTS")
    assert f"nullus tiers set {name}" in again.json()["hint"]


async def test_a_tier_that_somebody_has_stays_and_says_what_to_do(desk: Desk, database: Database) -> None:
    name = await made(desk)
    await somebody_with(database, {}, tier=name)
    for each in (name, "guest", "stargazer"):
        refused = await desk.call("DELETE", f"/tiers/{each}")
        assert (refused.status_code, refused.json()["resultCode"]) == (409, "TIER_IN_USE")
    assert "nullus users set" in refused.json()["hint"]
    assert "1 accounts" in (await desk.call("DELETE", f"/tiers/{name}")).json()["message"]


@pytest.mark.parametrize(
    "limits",
    [
        {"questions": -1},
        {"questions": 1.5},
        {"questions": "10"},
        {"questions": True},
        {"questions": 10**16},
        {"questions": []},
        {"question": 1},
        {"questions_year": 1},
        {"money_month": -0.01},
        {"": 1},
        [],
        "questions",
    ],
)
async def test_what_cannot_be_a_limit_is_refused_and_nothing_changes(desk: Desk, limits: Any) -> None:
    name = await made(desk, questions=5)
    refused = await desk.call("PATCH", f"/tiers/{name}", {"limits": limits})
    assert refused.status_code == 422, refused.text
    new = {"name": new_name(), "titleEn": "A", "titleKo": "가", "limits": limits}
    assert (await desk.call("POST", "/tiers", new)).status_code == 422
    assert (await desk.call("GET", f"/tiers/{name}")).json()["data"]["limits"] == {"questions": 5}


@pytest.mark.parametrize(
    "raw", ['{"limits":{"questions":NaN}}', '{"limits":{"questions":1e999}}', '{"limits":{"questions":Infinity}}']
)
async def test_numbers_that_json_does_not_know_are_refused(desk: Desk, raw: str) -> None:
    name = await made(desk, questions=5)
    async with httpx.AsyncClient(transport=desk._transport, base_url="http://t", trust_env=False) as client:
        headers = {"Authorization": "Bearer operator", "Content-Type": "application/json"}
        refused = await client.patch(f"/api/v1/tiers/{name}", content=raw, headers=headers)
    assert refused.status_code in {400, 422}
    assert (await desk.call("GET", f"/tiers/{name}")).json()["data"]["limits"] == {"questions": 5}


@pytest.mark.parametrize("name", ["", "A", "with space", "../x", "x" * 41, "별", "-a", "a\n"])
async def test_a_name_that_could_mislead_is_refused(desk: Desk, name: str) -> None:
    assert (await desk.call("POST", "/tiers", {"name": name, "titleEn": "A", "titleKo": "가"})).status_code == 422


async def test_only_who_may_change_tiers_sees_them(desk: Desk) -> None:
    desk.actors["person"] = Actor("person", new_id(), new_id(), scopes=frozenset({"chat", "workspace", "members"}))
    for method, path in (("GET", "/tiers"), ("POST", "/tiers"), ("PATCH", "/tiers/guest"), ("DELETE", "/tiers/guest")):
        body: Any = None if method in {"GET", "DELETE"} else {}
        assert (await desk.call(method, path, body, "person")).status_code == 403
        assert (await desk.call(method, path, body, "nobody")).status_code == 401


async def test_a_change_acts_on_the_next_request(desk: Desk, database: Database) -> None:
    name = await made(desk, questions=0)
    actor = await somebody_with(database, {}, tier=name)
    with pytest.raises(QuotaExceeded):
        await quotas_of(database).reserve(actor, {"questions": 1})
    await desk.call("PATCH", f"/tiers/{name}", {"limits": {"questions": 1}})
    await quotas_of(database).reserve(actor, {"questions": 1})


async def test_changes_of_tiers_and_limits_are_recorded(desk: Desk, server: SharedServer, access: Access) -> None:
    name = await made(desk, questions=5)
    await desk.call("PATCH", f"/tiers/{name}", {"limits": {"questions": 9, "uploads_day": 2}, "titleEn": "Pulsar"})
    await desk.call("PATCH", f"/tiers/{name}", {"titleEn": "Pulsar"})
    await desk.call("DELETE", f"/tiers/{name}")
    with psycopg.connect(server.superuser_url(access)) as rows:
        statement = "select action, details from audit.entries where object_id = %s order by at, id"
        found = rows.execute(statement, (name,)).fetchall()
    assert [action for action, _ in found] == [
        "tier.created",
        "quota.changed",
        "tier.changed",
        "quota.changed",
        "quota.changed",
        "tier.deleted",
    ]
    assert found[3][1] == {"tier": name, "field": "questions", "limit": 9, "former_limit": 5}


async def test_people_see_what_they_used_what_is_left_and_when_it_comes_back(desk: Desk, database: Database) -> None:
    actor = await somebody_with(database, {"questions_day": 10, "storage": 1000}, time_zone="Asia/Seoul")
    desk.actors["person"] = actor
    async with await quotas_of(database).reserve(actor, {"questions": 2}) as held:
        await held.settle()
    await quotas_of(database).reserve(actor, {"questions": 1})
    data = (await desk.call("GET", "/me/usage", bearer="person")).json()["data"]
    assert (data["metered"], data["timeZone"]) == (True, "Asia/Seoul")
    by_name = {(each["meter"], each["period"]): each for each in data["meters"]}
    day = by_name["questions", "day"]
    assert {name: day[name] for name in ("limit", "used", "reserved", "left", "of")} == {
        "limit": 10,
        "used": 2,
        "reserved": 1,
        "left": 7,
        "of": "account",
    }
    assert day["resetsAt"].endswith("15:00:00Z")
    assert by_name["questions", "all"]["limit"] is None
    assert by_name["storage", "all"]["left"] == 1000
    assert by_name["storage", "all"]["resetsAt"] is None


async def test_the_operator_is_not_metered(desk: Desk) -> None:
    data = (await desk.call("GET", "/me/usage")).json()["data"]
    assert data == {"metered": False, "tier": None, "timeZone": "UTC", "meters": [], "budgets": []}


def test_every_limit_is_named_and_explained() -> None:
    assert {"questions", "questions_day", "questions_month", "tokens_day", "tokens_month", "money_month"} <= set(LIMITS)
    assert {"storage", "uploads_day", "rate_minute", "address_questions_day", "workspaces"} <= set(LIMITS)
