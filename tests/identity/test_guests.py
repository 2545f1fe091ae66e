"""Guests: let in where a workspace opened itself, bound to one browser, held by their network, promoted to people."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.identity.entrance import Entrance, data, refused
from tests.identity.metered import quotas_of

from nullus.identity.credentials.minting import digest
from nullus.identity.entrance import guests
from nullus.identity.entrance.sessions import Place
from nullus.identity.errors import GuestsNotLetIn, QuotaExceeded
from nullus.kit import new_id
from nullus.platform.actor import Actor


async def set_open(entrance: Entrance, wanted: bool) -> None:
    async with entrance.database.system_transaction() as tx:
        await guests.set_open(tx, entrance.operator, wanted=wanted)


@pytest.fixture
async def opened(entrance: Entrance) -> Entrance:
    await set_open(entrance, True)
    return entrance


async def let_in(entrance: Entrance, **more: Any) -> Any:
    return data(await entrance.call("POST", "/auth/guest", **more), 201)


def as_guest(entrance: Entrance, account: str, address: str = "192.0.2.7") -> Actor:
    return Actor("guest", entrance.workspace, UUID(account), role="guest", address=address)


async def test_a_service_takes_no_guests_until_a_workspace_opens_itself(entrance: Entrance) -> None:
    await set_open(entrance, False)
    body = refused(await entrance.call("POST", "/auth/guest"), 403, "GUESTS_NOT_LET_IN")
    assert "nullus guests open" in body["hint"]
    assert not await entrance.sql("select from identity.accounts where kind = 'guest' and created_at > now()")


async def test_only_the_owner_opens_a_workspace(entrance: Entrance) -> None:
    await entrance.sql("update identity.workspaces set settings = '{}'")
    for role, status in (("viewer", 403), ("editor", 403), ("admin", 403), ("owner", 200)):
        person = await entrance.person(role)
        token = data(await entrance.login(person.email))["accessToken"]
        answer = await entrance.call("PATCH", "/guests", {"open": True}, bearer=token)
        assert answer.status_code == status, role
    assert data(await entrance.call("GET", "/guests", bearer=token))["open"] is True
    assert data(await entrance.call("PATCH", "/guests", {"open": False}, bearer=token))["open"] is False


async def test_a_guest_is_an_account_that_may_ask_and_nothing_else(opened: Entrance) -> None:
    guest = await let_in(opened)
    assert guest["token"].startswith("nlg_")
    assert (guest["account"]["kind"], guest["account"]["tier"]) == ("guest", "guest")
    me = data(await opened.call("GET", "/me", bearer=guest["token"]))
    assert (me["kind"], me["role"], me["scopes"]) == ("guest", "guest", ["account", "chat"])
    for method, path in (("GET", "/tokens"), ("GET", "/tiers"), ("GET", "/guests")):
        refused(await opened.call(method, path, bearer=guest["token"]), 403, "NOT_PERMITTED")


async def test_a_browser_has_the_credential_as_a_cookie_that_scripts_cannot_read(opened: Entrance) -> None:
    async with opened.client() as browser:
        answer = await browser.post("/api/v1/auth/guest")
        cookie = answer.headers["set-cookie"].lower()
        assert all(each in cookie for each in ("nullus_guest=nlg_", "httponly", "samesite=strict", "path=/"))
        me = data(await browser.get("/api/v1/me"))
        assert me["account"]["id"] == data(answer, 201)["account"]["id"]
        cross = await browser.get("/api/v1/me", headers={"Sec-Fetch-Site": "cross-site"})
        assert cross.status_code == 403
        assert (await browser.post("/api/v1/auth/guest", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403


async def test_a_browser_that_comes_again_stays_the_same_guest(opened: Entrance) -> None:
    async with opened.client() as browser:
        first = data(await browser.post("/api/v1/auth/guest"), 201)
        second = data(await browser.post("/api/v1/auth/guest"), 201)
    assert first["account"]["id"] == second["account"]["id"]
    assert first["token"] != second["token"]
    refused(await opened.call("GET", "/me", bearer=first["token"]), 401)
    assert data(await opened.call("GET", "/me", bearer=second["token"]))["kind"] == "guest"


@pytest.mark.parametrize("cookie", ["", "x", "nlg_", "nlg_" + "x" * 43, "nls_" + "x" * 43, "a" * 5000])
async def test_a_made_up_cookie_makes_a_new_guest_and_nothing_else(opened: Entrance, cookie: str) -> None:
    async with opened.client() as browser:
        answer = await browser.post("/api/v1/auth/guest", headers={"Cookie": f"nullus_guest={cookie}"})
    assert data(answer, 201)["account"]["kind"] == "guest"


async def test_a_new_cookie_from_the_same_network_brings_no_more_questions(opened: Entrance) -> None:
    quotas, asked, network = quotas_of(opened.database), 0, f"2001:db8:{new_id().hex[-4:]}:7::"
    for visit in range(4):
        guest = await let_in(opened)
        actor = as_guest(opened, guest["account"]["id"], f"{network}{visit + 1}")
        for _ in range(4):
            try:
                held = await quotas.reserve(actor, {"questions": 1})
            except QuotaExceeded:
                continue
            await held.settle()
            asked += 1
    assert asked == 3


async def test_signing_up_keeps_the_account_and_what_it_used(opened: Entrance) -> None:
    guest = await let_in(opened)
    actor = as_guest(opened, guest["account"]["id"], "198.51.100.3")
    quotas = quotas_of(opened.database)
    for _ in range(2):
        await (await quotas.reserve(actor, {"questions": 1})).settle()
    async with opened.database.system_transaction() as tx:
        account_id = await guests.find(tx, guest["token"])
        assert str(account_id) == guest["account"]["id"]
        assert account_id is not None
        assert await guests.promote(tx, account_id)
        assert not await guests.promote(tx, account_id), "only once"
    (row,) = await opened.sql("select kind, tier from identity.accounts where id = :id", id=account_id)
    assert (row.kind, row.tier) == ("person", "stargazer")
    opened.cache.forget(account_id=account_id)
    refused(await opened.call("GET", "/me", bearer=guest["token"]), 401)
    person = Actor("person", opened.workspace, account_id)
    (day,) = [each for each in await quotas.standing(person) if (each.meter, each.period) == ("questions", "day")]
    assert [day.limit, day.used, day.left] == [10, 2, 8]


async def test_one_of_fifty_at_once_promotes_a_guest(opened: Entrance) -> None:
    guest = await let_in(opened)

    async def promote() -> bool:
        async with opened.database.system_transaction() as tx:
            account_id = await guests.find(tx, guest["token"])
            return account_id is not None and await guests.promote(tx, account_id)

    assert sum(await asyncio.gather(*(promote() for _ in range(50)))) == 1


async def test_closing_the_workspace_ends_every_guest(opened: Entrance) -> None:
    guest = await let_in(opened)
    await set_open(opened, False)
    refused(await opened.call("GET", "/me", bearer=guest["token"]), 401)
    async with opened.database.system_transaction() as tx:
        with pytest.raises(GuestsNotLetIn):
            await guests.enter(tx, Place("192.0.2.1", ""), timedelta(days=1), guest["token"])


async def test_guests_who_were_not_seen_for_long_are_forgotten_with_what_they_used(opened: Entrance) -> None:
    old, new = await let_in(opened), await let_in(opened)
    for guest in (old, new):
        actor = as_guest(opened, guest["account"]["id"], new_id().hex)
        await (await quotas_of(opened.database).reserve(actor, {"questions": 1})).settle()
    await opened.sql(
        "update identity.accounts set created_at = now() - interval '31 days', last_seen_at = null where id = :id",
        id=old["account"]["id"],
    )
    async with opened.database.system_transaction() as tx:
        assert await guests.remove_idle(tx, 30) == 1
    found = await opened.sql("select id from identity.accounts where kind = 'guest'")
    assert str(new["account"]["id"]) in {str(row.id) for row in found}
    assert str(old["account"]["id"]) not in {str(row.id) for row in found}
    assert not await opened.sql("select from identity.usage where subject = :s", s=f"account:{old['account']['id']}")
    assert not await opened.sql("select from identity.credentials where hash = :h", h=digest(old["token"]))


async def test_a_guest_takes_their_data_away_and_leaves(opened: Entrance) -> None:
    opened.app.state.workspace_parts = ()
    guest = await let_in(opened)
    assert (await opened.call("GET", "/me/export", bearer=guest["token"])).status_code == 200
    left = data(await opened.call("DELETE", "/me", {}, bearer=guest["token"]), 202)
    assert left["state"] == "accepted"
    refused(await opened.call("GET", "/me", bearer=guest["token"]), 401)
    assert not await opened.sql("select 1 from identity.credentials where account_id = :id", id=guest["account"]["id"])
