"""How a service gets its owner: once, however many try."""

import asyncio
import hashlib

import pytest
from tests.identity.entrance import PASSWORD, Entrance, data, refused

from nullus.identity.entrance import first_start


async def test_a_first_start_makes_one_workspace_and_one_link_however_often(entrance: Entrance) -> None:
    again = await asyncio.gather(*(first_start.prepare(entrance.database, "operator-token") for _ in range(8)))
    assert {each.workspace_id for each in again} == {entrance.workspace}
    assert {each.owner_link_token for each in again} == {None}
    assert data(await entrance.call("GET", "/me", bearer="operator-token"))["kind"] == "operator"


async def test_only_the_operators_present_token_is_valid(entrance: Entrance) -> None:
    await first_start.prepare(entrance.database, "another-token")
    entrance.cache.forget(credential_id=None)
    other = Entrance(entrance.database, entrance.home, entrance.workspace)
    refused(await other.call("GET", "/me", bearer="operator-token"), 401)
    await first_start.prepare(entrance.database, "operator-token-3")
    refused(await other.call("GET", "/me", bearer="another-token"), 401)


async def test_fifty_uses_of_a_link_at_once_make_one_owner(entrance: Entrance) -> None:
    link = await entrance.owner_link()
    answers = await asyncio.gather(
        *(
            entrance.call("POST", "/auth/claim", {"token": link, "email": f"o{n}@example.org", "password": PASSWORD})
            for n in range(50)
        )
    )
    won = [each for each in answers if each.status_code == 200]
    assert len(won) == 1
    assert {each.status_code for each in answers} == {200, 401}
    owners = await entrance.sql("select account_id from identity.memberships where role = 'owner'")
    assert [str(owner.account_id) for owner in owners] == [data(won[0])["account"]["id"]]
    me = data(await entrance.call("GET", "/me", bearer=data(won[0])["accessToken"]))
    assert me["role"] == "owner"
    assert {"operate", "accounts", "workspace", "documents:write"} <= set(me["scopes"])
    assert me["account"]["platformRoles"] == ["operator"]
    email = data(won[0])["account"]["email"]
    assert data(await entrance.login(email))["accessToken"]


async def test_without_email_and_password_a_link_lets_one_browser_in(entrance: Entrance) -> None:
    link = await entrance.owner_link()
    async with entrance.client() as browser:
        assert data(await browser.post("/api/v1/auth/claim", json={"token": link}))["account"] is None
        assert data(await browser.get("/api/v1/me"))["scopes"] == ["*"]
    refused(await entrance.call("POST", "/auth/claim", {"token": link}), 401, "LINK_NOT_VALID")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"email": "o@example.org"}, "EMAIL_AND_PASSWORD_NEEDED"),
        ({"password": PASSWORD}, "EMAIL_AND_PASSWORD_NEEDED"),
        ({"email": "no address", "password": PASSWORD}, "EMAIL_REFUSED"),
        ({"email": "o@example.org", "password": "too short"}, "PASSWORD_REFUSED"),
        ({"email": "o@example.org", "password": PASSWORD, "role": "owner"}, "INVALID_INPUT"),
        ({"email": "o@example.org", "password": PASSWORD, "name": "a\r\nBcc: b"}, "INVALID_INPUT"),
    ],
)
async def test_what_cannot_be_an_account_does_not_use_the_link_up(
    entrance: Entrance, more: dict[str, str], code: str
) -> None:
    link = await entrance.owner_link()
    refused(await entrance.call("POST", "/auth/claim", {"token": link, **more}), 422, code)
    assert data(await entrance.call("POST", "/auth/claim", {"token": link}))["claimed"]


async def test_somebody_with_an_account_becomes_the_owner_with_it_and_a_new_password(entrance: Entrance) -> None:
    person = await entrance.person()
    before = data(await entrance.login(person.email))["accessToken"]
    body = {"token": await entrance.owner_link(), "email": person.email.upper(), "password": PASSWORD + " again"}
    claimed = data(await entrance.call("POST", "/auth/claim", body))
    assert claimed["account"]["id"] == str(person.id)
    refused(await entrance.call("GET", "/me", bearer=before), 401)
    refused(await entrance.login(person.email), 401, "WRONG_SIGN_IN")
    assert data(await entrance.login(person.email, PASSWORD + " again"))["account"]["platformRoles"] == ["operator"]


@pytest.mark.parametrize("token", ["x", "nlo_", "nlo_" + "x" * 43, "\0", "' or true --"])
async def test_links_of_nothing_answer_like_used_ones(entrance: Entrance, token: str) -> None:
    refused(await entrance.call("POST", "/auth/claim", {"token": token}), 401, "LINK_NOT_VALID")


async def test_an_old_link_is_not_valid(entrance: Entrance) -> None:
    link = await entrance.owner_link()
    await entrance.sql("update identity.credentials set expires_at = now() where kind = 'owner_link'")
    refused(await entrance.call("POST", "/auth/claim", {"token": link}), 401, "LINK_NOT_VALID")


async def test_only_digests_are_kept(entrance: Entrance) -> None:
    link = await entrance.owner_link()
    claimed = data(
        await entrance.call("POST", "/auth/claim", {"token": link, "email": "kept@example.org", "password": PASSWORD})
    )
    rows = await entrance.sql("select c::text as whole, hash from identity.credentials c")
    accounts = await entrance.sql("select a::text as whole from identity.accounts a")
    assert hashlib.sha256(claimed["refreshToken"].encode()).digest() in {bytes(row.hash) for row in rows}
    for secret in (link, claimed["refreshToken"], claimed["accessToken"], PASSWORD):
        assert not [row for row in (*rows, *accounts) if secret in row.whole or secret[4:] in row.whole]
