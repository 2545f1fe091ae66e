"""The one place where calls are counted: by where they come from, who asks, and what a route says of itself."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import text

from nullus.identity.limits.admission import Admission
from nullus.identity.limits.rates import Rates
from nullus.identity.settings import RateSettings
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotAuthenticated
from nullus.platform.web import PUBLIC, Envelope, Router, bearer_of, install_errors, success

router = Router()


@router.call("POST", "/login", policy=PUBLIC, rate="login", answers=bool)
async def login() -> Envelope[Any]:
    return success(True)


@router.call("GET", "/page", policy=PUBLIC, answers=bool)
async def page() -> Envelope[Any]:
    return success(True)


@router.call("POST", "/search", policy="search", rate="search", answers=bool)
async def search() -> Envelope[Any]:
    return success(True)


@router.call("GET", "/list", policy="documents:read", answers=bool)
async def listed() -> Envelope[Any]:
    return success(True)


class Door:
    """An app with these limits, and actors that its bearer credentials stand for."""

    def __init__(self, database: Database) -> None:
        self.actors: dict[str, Actor] = {}
        self.app = FastAPI()
        self.app.include_router(router)
        self.app.state.authenticate = self._authenticate
        settings = RateSettings(login=3, search=4, key=2, address=6)
        self.app.state.admit = Admission(database, settings, Rates(database))
        install_errors(self.app)

    async def _authenticate(self, request: Request) -> Actor:
        try:
            return self.actors[bearer_of(request)]
        except KeyError:
            raise NotAuthenticated from None

    async def call(self, method: str, path: str, *, address: str = "192.0.2.1", bearer: str = "") -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://t", trust_env=False) as client:
            return await client.request(method, path, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})

    async def statuses(self, times: int, method: str, path: str, **more: str) -> list[int]:
        return [(await self.call(method, path, **more)).status_code for _ in range(times)]

    def enter(self, kind: str, account: UUID | None = None) -> str:
        bearer = new_id().hex
        self.actors[bearer] = Actor(kind, new_id(), account, new_id(), frozenset({"*"}))  # type: ignore[arg-type]
        return bearer


@pytest.fixture
async def door(database: Database) -> Door:
    async with database.system_transaction() as tx:
        await tx.execute(text("delete from identity.rates"))
    return Door(database)


async def account(database: Database, rate_minute: int | None) -> UUID:
    tier, made = f"t{new_id().hex}", new_id()
    limits = "{}" if rate_minute is None else f'{{"rate_minute": {rate_minute}}}'
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.tiers (name, title_en, title_ko, limits) values (:t, 'T', 'T', cast(:l as jsonb))"
            ),
            {"t": tier, "l": limits},
        )
        await tx.execute(
            text("insert into identity.accounts (id, kind, state, tier) values (:id, 'person', 'active', :t)"),
            {"id": made, "t": tier},
        )
    return made


async def test_signing_in_has_a_limit_of_its_own_for_each_network(door: Door) -> None:
    assert await door.statuses(4, "POST", "/login") == [200, 200, 200, 429]
    assert await door.statuses(1, "GET", "/page") == [200]
    assert await door.statuses(1, "POST", "/login", address="192.0.2.2") == [200]


async def test_an_ipv6_customer_is_one_network_however_many_addresses_they_have(door: Door) -> None:
    tried = [(await door.call("POST", "/login", address=f"2001:db8:0:1::{n}")).status_code for n in range(1, 5)]
    assert tried == [200, 200, 200, 429]
    assert await door.statuses(1, "POST", "/login", address="2001:db8:0:2::1") == [200]


async def test_a_refusal_says_when_to_come_back_in_the_header_and_in_words(door: Door) -> None:
    await door.statuses(3, "POST", "/login")
    refused = await door.call("POST", "/login")
    assert refused.status_code == 429
    body = refused.json()
    assert body["resultCode"] == "TOO_MANY_REQUESTS"
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert f"{refused.headers['Retry-After']} s" in body["message"]
    assert body["data"] is None


async def test_calls_without_a_credential_are_limited_by_network(door: Door) -> None:
    assert await door.statuses(7, "GET", "/page") == [200] * 6 + [429]


async def test_searching_has_a_limit_of_its_own_for_each_account(door: Door, database: Database) -> None:
    one, other = await account(database, None), await account(database, None)
    assert await door.statuses(5, "POST", "/search", bearer=door.enter("person", one)) == [200] * 4 + [429]
    assert await door.statuses(1, "POST", "/search", bearer=door.enter("person", one)) == [429], "another session"
    assert await door.statuses(1, "POST", "/search", bearer=door.enter("person", other)) == [200]


async def test_the_tier_says_how_often_an_account_may_call(door: Door, database: Database) -> None:
    bearer = door.enter("person", await account(database, 5))
    assert await door.statuses(6, "GET", "/list", bearer=bearer) == [200] * 5 + [429]


async def test_a_key_of_no_account_has_the_limit_of_keys(door: Door) -> None:
    assert await door.statuses(3, "GET", "/list", bearer=door.enter("key")) == [200, 200, 429]


async def test_the_operator_of_the_machine_is_not_limited(door: Door) -> None:
    bearer = door.enter("operator")
    assert await door.statuses(10, "POST", "/search", bearer=bearer) == [200] * 10
