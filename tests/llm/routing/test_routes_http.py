"""Routes over HTTP: for the operator only, of models that there are, in use at once, in the trail and gone again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import text
from tests.llm.egress.outside import House, arrived, house, talking
from tests.llm.scripted_server import ScriptedServer
from tests.postgres_server import SharedServer

from nullus.llm.routing.routes import ROUTED
from nullus.llm.routing_http import router
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres import Access
from nullus.platform.web import install_errors


@pytest.fixture
async def here(database: Database, tmp_path: Path, servers: list[ScriptedServer]) -> AsyncIterator[House]:
    """Two providers with a model each: `east` may see everything, `west` what is public."""
    async with house(database, tmp_path, servers[2], "public") as made:
        await made.add("east", talking(servers[0]), "personal")
        await made.add("west", talking(servers[1]), "public")
        yield made


async def call(here: House, method: str, body: Any = None, **headers: str) -> httpx.Response:
    async def authenticate(request: Request) -> Actor:
        return here.people.owner if "x-owner" in request.headers else here.operator

    app = FastAPI(openapi_url=None)
    app.include_router(router)
    app.state.database = here.db
    app.state.authenticate = authenticate
    app.state.gateway = here.gateway
    install_errors(app)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://nullus.test") as client:
        return await client.request(method, "/api/v1/routes", json=body, headers=headers)


def order(route: dict[str, Any]) -> list[str]:
    return [f"{each['provider']}/{each['model']}" for each in route["order"]]


async def test_every_task_shows_its_models_and_what_each_may_see(here: House) -> None:
    items = (await call(here, "GET")).json()["data"]["items"]
    assert [each["task"] for each in items] == list(ROUTED)
    for each in items:
        assert each["models"] == []
        assert {one["provider"]: one["clearance"] for one in each["order"]} == {"east": "personal", "west": "public"}


async def test_a_route_that_was_set_is_gone_by_at_once_and_recorded(
    here: House, servers: list[ScriptedServer], postgres_server: SharedServer, access: Access
) -> None:
    changed = await call(here, "PUT", {"task": "title", "models": ["west/tiny", "east"]})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["data"]["models"], order(changed.json()["data"])) == (
        ["west/tiny", "east"],
        ["west/tiny", "east/tiny"],
    )
    _, end = await here.told(here.call("a public title", "public", task="title"))
    assert end.served.provider == "west"
    _, end = await here.told(here.call("an internal title", "internal", task="title"))
    assert [(each.provider, each.outcome) for each in end.served.attempts] == [("west", "refused"), ("east", "served")]
    assert "an internal title" not in arrived(servers[1])
    others = [each for each in (await call(here, "GET")).json()["data"]["items"] if each["task"] != "title"]
    assert all(each["models"] == [] for each in others)
    statement = "select details->>'count' from audit.entries where action = 'route.changed' and object_id = 'title'"
    with psycopg.connect(postgres_server.superuser_url(access)) as connection:
        assert connection.execute(statement).fetchall() == [("2",)]
    back = (await call(here, "PUT", {"task": "title", "models": []})).json()["data"]
    assert (back["models"], len(back["order"])) == ([], 2)
    async with here.db.system_transaction() as tx:
        assert (await tx.execute(text("select count(*) from llm.routes"))).scalar_one() == 0


@pytest.mark.parametrize(
    "body",
    [
        {"task": "embed", "models": []},
        {"task": "sing", "models": []},
        {"task": "title"},
        {"task": "title", "models": "west"},
        {"task": "title", "models": ["x" * 5000]},
        {"task": "title", "models": ["west"] * 101},
        {"task": "title", "models": ["west"], "url": "http://elsewhere"},
        [],
        None,
    ],
)
async def test_what_is_no_route_is_refused(here: House, body: Any) -> None:
    answer = await call(here, "PUT", body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["message"]


@pytest.mark.parametrize(("language", "said"), [("en", "is not a model"), ("ko", "모델이 아닙니다")])
async def test_a_model_that_is_not_there_is_named(here: House, language: str, said: str) -> None:
    answer = await call(
        here, "PUT", {"task": "title", "models": ["west", "north/pole"]}, **{"Accept-Language": language}
    )
    assert answer.status_code in (400, 422)
    assert "north/pole" in answer.json()["message"]
    assert said in answer.json()["message"]
    assert (await here.gateway.routes.of("title")) == ()


async def test_routes_are_the_operators(here: House) -> None:
    for method, body in (("GET", None), ("PUT", {"task": "title", "models": ["west"]})):
        assert (await call(here, method, body, **{"x-owner": "yes"})).status_code == 403
