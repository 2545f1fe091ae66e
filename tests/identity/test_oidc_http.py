"""Providers over HTTP: set up by the operator, left for and come back from by a browser, linked by an account's owner."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import httpx
import pyotp
import pytest
from tests.identity.entrance import HOST, PASSWORD, Entrance, data, refused
from tests.identity.issuer import Issuer, issuer
from tests.identity.people import entries_about
from tests.llm.scripted_server import json_reply
from tests.postgres_server import SharedServer

from nullus.identity.people import policies
from nullus.platform.postgres import Access


@pytest.fixture
async def idp(entrance: Entrance) -> AsyncIterator[Issuer]:
    """A provider that the operator has set up as `issuer`."""
    async with issuer() as made:
        body = {"name": "issuer", "issuer": made.url, "clientId": "nullus-here", "clientSecret": "sesame"}
        data(await entrance.call("POST", "/identity-providers", body, bearer="operator-token"), 201)
        yield made
        await entrance.call("DELETE", "/identity-providers/issuer", bearer="operator-token")


class Browser:
    """Follows the way to the provider and back."""

    def __init__(self, client: httpx.AsyncClient, idp: Issuer) -> None:
        self.client, self.idp = client, idp
        self.sent: dict[str, str] = {}

    async def leave(self, **query: str) -> httpx.Response:
        answer = await self.client.get("/api/v1/auth/oidc/issuer/start", params=query)
        if answer.status_code == 303:
            self.arrive(answer.headers["location"])
        return answer

    def arrive(self, address: str) -> None:
        self.sent = dict(parse_qsl(urlsplit(address).query))
        self.idp.answer(address)

    async def come_back(self, **changed: str) -> httpx.Response:
        query = {"state": self.sent["state"], "code": "a-code", **changed}
        return await self.client.get("/api/v1/auth/oidc/issuer/callback", params=query)

    async def me(self) -> httpx.Response:
        return await self.client.get("/api/v1/me/federated")


@asynccontextmanager
async def browser(entrance: Entrance, idp: Issuer, **headers: str) -> AsyncIterator[Browser]:
    async with entrance.client(**headers) as client:
        yield Browser(client, idp)


async def linked(entrance: Entrance, idp: Issuer, subject: str) -> UUID:
    """A person whose account is linked, by themselves, to `subject` at the provider."""
    person = await entrance.person()
    idp.claims = {"sub": subject}
    async with browser(entrance, idp) as theirs:
        data(await theirs.client.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD}))
        theirs.arrive(data(await theirs.client.post("/api/v1/me/federated/issuer/start"))["url"])
        answer = await theirs.come_back()
        assert (answer.status_code, answer.headers["location"]) == (303, "/"), answer.text
    return person.id


async def test_who_is_linked_signs_in(entrance: Entrance, idp: Issuer, server: SharedServer, access: Access) -> None:
    account = await linked(entrance, idp, "linda")
    async with browser(entrance, idp) as theirs:
        left = await theirs.leave(returnTo="/documents/7")
        cookie = left.headers["set-cookie"].lower()
        assert "nullus_sign_in=" in cookie
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert left.headers["location"].startswith(f"{idp.url}/authorize?")
        assert theirs.sent["redirect_uri"] == f"{HOST}/api/v1/auth/oidc/issuer/callback"
        back = await theirs.come_back()
        assert (back.status_code, back.headers["location"]) == (303, "/documents/7")
        listed = data(await theirs.me())["items"]
        assert [(each["provider"], each["issuer"]) for each in listed] == [("issuer", idp.url)]
        refused(await theirs.come_back(), 403, "PROVIDER_SIGN_IN_REFUSED")
    acts = [(action, outcome) for action, outcome, _ in entries_about(server, access, account)]
    assert ("identity.linked", "done") in acts


async def test_another_browser_cannot_come_back(entrance: Entrance, idp: Issuer) -> None:
    await linked(entrance, idp, "bound")
    async with browser(entrance, idp) as theirs, browser(entrance, idp) as stranger:
        await theirs.leave()
        stranger.sent = theirs.sent
        refused(await stranger.come_back(), 403, "PROVIDER_SIGN_IN_REFUSED")
        await stranger.leave()
        stranger.sent = theirs.sent
        refused(await stranger.come_back(), 403, "PROVIDER_SIGN_IN_REFUSED")
        assert not stranger.client.cookies.get("nullus_session")
        theirs.idp.answer(f"{idp.url}/authorize?nonce={theirs.sent['nonce']}&client_id=nullus-here")
        assert (await theirs.come_back()).status_code == 303


async def test_somebody_new_with_anothers_address_is_never_merged(entrance: Entrance, idp: Issuer) -> None:
    """C15: the account's owner signs in and links; an address proves nothing."""
    person = await entrance.person()
    async with browser(entrance, idp) as theirs:
        for claims, code in (
            ({"email": person.email, "email_verified": True}, "LINK_FIRST"),
            ({"email": person.email.upper(), "email_verified": True}, "LINK_FIRST"),
            ({"email": person.email, "email_verified": False}, "PROVIDER_EMAIL_NOT_VERIFIED"),
            ({"email": person.email, "email_verified": None}, "PROVIDER_EMAIL_NOT_VERIFIED"),
            ({"email": None}, "PROVIDER_EMAIL_NOT_VERIFIED"),
            ({"email": "no address", "email_verified": True}, "PROVIDER_EMAIL_NOT_VERIFIED"),
        ):
            idp.claims = {"sub": "a newcomer", **claims}
            await theirs.leave()
            idp.server.on("/userinfo", _told(claims))
            answer = refused(await theirs.come_back(), 409 if code == "LINK_FIRST" else 403, code)
            assert person.email not in answer["message"]
    assert await entrance.sql("select 1 from identity.federated where subject = 'a newcomer'") == []


def _told(claims: dict[str, Any]) -> Any:
    return json_reply({"sub": "a newcomer", **{name: value for name, value in claims.items() if value is not None}})


async def test_an_address_that_changes_or_repeats_at_the_provider_changes_nothing(
    entrance: Entrance, idp: Issuer
) -> None:
    account, other = await linked(entrance, idp, "one"), await entrance.person()
    idp.claims = {"sub": "one", "email": other.email}
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        assert (await theirs.come_back()).status_code == 303
        assert data(await theirs.me())["items"][0]["email"] == other.email
    rows = await entrance.sql("select email, id from identity.accounts where id = any(:ids)", ids=[account, other.id])
    assert len({row.email for row in rows}) == 2
    async with issuer("second") as second:
        body = {"name": "second", "issuer": second.url, "clientId": "nullus-here"}
        data(await entrance.call("POST", "/identity-providers", body, bearer="operator-token"), 201)
        second.claims = {"sub": "one", "email": "new@example.org"}
        async with entrance.client() as client:  # the same subject at another issuer is somebody else
            left = await client.get("/api/v1/auth/oidc/second/start")
            second.answer(left.headers["location"])
            state = dict(parse_qsl(urlsplit(left.headers["location"]).query))["state"]
            back = await client.get("/api/v1/auth/oidc/second/callback", params={"state": state, "code": "x"})
            refused(back, 403, "PROVIDER_SIGN_UP_CLOSED")
        await entrance.call("DELETE", "/identity-providers/second", bearer="operator-token")


async def test_an_identity_belongs_to_one_account_also_when_ten_want_it(entrance: Entrance, idp: Issuer) -> None:
    idp.claims = {"sub": "wanted"}
    people = [await entrance.person() for _ in range(10)]

    async def link(email: str) -> int:
        async with browser(entrance, idp) as theirs:
            data(await theirs.client.post("/api/v1/auth/login", json={"email": email, "password": PASSWORD}))
            url = data(await theirs.client.post("/api/v1/me/federated/issuer/start"))["url"]
            async with issuer_turn:
                theirs.arrive(url)
                return (await theirs.come_back()).status_code

    issuer_turn = asyncio.Semaphore(1)  # the provider of these tests answers one person at a time
    ended = await asyncio.gather(*(link(each.email) for each in people))
    assert sorted(ended) == [303] + [409] * 9
    assert len(await entrance.sql("select 1 from identity.federated where subject = 'wanted'")) == 1


async def test_a_second_factor_is_asked_for_here_too(entrance: Entrance, idp: Issuer) -> None:
    account = await linked(entrance, idp, "careful")
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        await theirs.come_back()
        made = data(await theirs.client.post("/api/v1/me/factors/totp", json={}), 201)
        code = pyotp.TOTP(made["secret"]).now()
        recovery = data(await theirs.client.post("/api/v1/me/factors/totp/confirm", json={"code": code}))
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        back = await theirs.come_back()
        page, _, token = back.headers["location"].partition("#pending=")
        assert (back.status_code, page) == (303, "/sign-in")
        assert not theirs.client.cookies.get("nullus_session")
        body = {"loginToken": token, "code": recovery["recoveryCodes"][0]}
        found = data(await theirs.client.post("/api/v1/auth/mfa/verify", json=body))
        assert found["account"]["id"] == str(account)


async def test_a_suspended_account_stays_outside(entrance: Entrance, idp: Issuer) -> None:
    account = await linked(entrance, idp, "suspended")
    await entrance.sql("update identity.accounts set state = 'suspended' where id = :id", id=account)
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        refused(await theirs.come_back(), 403, "PROVIDER_SIGN_IN_REFUSED")


async def test_linking_needs_the_session_that_asked_for_it(entrance: Entrance, idp: Issuer) -> None:
    person = await entrance.person()
    async with browser(entrance, idp) as theirs:
        data(await theirs.client.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD}))
        theirs.arrive(data(await theirs.client.post("/api/v1/me/federated/issuer/start"))["url"])
        data(await theirs.client.post("/api/v1/auth/logout", json={}))
        refused(await theirs.come_back(), 403, "PROVIDER_SIGN_IN_REFUSED")
    refused(await entrance.call("POST", "/me/federated/issuer/start"), 401)
    refused(await entrance.call("POST", "/me/federated/issuer/start", bearer="operator-token"), 403)


async def test_unlinking_leaves_a_way_in(entrance: Entrance, idp: Issuer) -> None:
    account = await linked(entrance, idp, "leaving")
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        await theirs.come_back()
        await entrance.sql("update identity.accounts set password_hash = null where id = :id", id=account)
        refused(await theirs.client.delete("/api/v1/me/federated/issuer"), 409, "LAST_WAY_IN")
        await entrance.sql("update identity.accounts set password_hash = 'x' where id = :id", id=account)
        assert data(await theirs.client.delete("/api/v1/me/federated/issuer"))["unlinked"]
        refused(await theirs.client.delete("/api/v1/me/federated/issuer"), 404, "IDENTITY_NOT_LINKED")
        await theirs.leave()
        refused(await theirs.come_back(), 403)


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "", "x", "/a?b=https://c", "/%2f"],
)
async def test_the_way_back_stays_here(entrance: Entrance, idp: Issuer, target: str) -> None:
    async with browser(entrance, idp) as theirs:
        refused(await theirs.leave(returnTo=target), 422)


@pytest.mark.parametrize(
    "query", [{}, {"state": ""}, {"code": "x"}, {"state": "x", "code": "y"}, {"state": "x" * 4001}, {"state": "\0"},
              {"error": "access_denied"}, {"state": "x", "error": "<script>"}]
)  # fmt: skip
async def test_a_way_back_that_nobody_left_by_is_refused(
    entrance: Entrance, idp: Issuer, query: dict[str, str]
) -> None:
    async with browser(entrance, idp) as theirs:
        for _ in range(2):
            answer = await theirs.client.get("/api/v1/auth/oidc/issuer/callback", params=query)
            assert answer.status_code in {403, 422}, answer.text
            await theirs.leave()  # the second time with a cookie


async def test_only_pages_of_this_site_begin_a_sign_in(entrance: Entrance, idp: Issuer) -> None:
    async with browser(entrance, idp, sec_fetch_site="cross-site") as theirs:
        refused(await theirs.leave(), 403, "CROSS_SITE_REQUEST")
    async with entrance.client(base="http://127.0.0.1:8080") as elsewhere:
        answer = refused(await elsewhere.get("/api/v1/auth/oidc/issuer/start"), 409, "OPENED_ELSEWHERE")
        assert HOST in answer["message"]
    async with entrance.client() as client:
        refused(await client.get("/api/v1/auth/oidc/unknown/start"), 404, "IDENTITY_PROVIDER_NOT_FOUND")
        refused(await client.get("/api/v1/auth/oidc/..%2f..%2fme/start"), 404)
        refused(await client.get("/api/v1/auth/oidc/ISSUER/start"), 422)


async def test_only_the_operator_sets_providers_up(entrance: Entrance, idp: Issuer) -> None:
    person = await entrance.person("owner")
    bearer = data(await entrance.login(person.email))["accessToken"]
    body = {"name": "evil", "issuer": "https://evil.example", "clientId": "x"}
    for method, path, sent in (
        ("GET", "/identity-providers", None),
        ("POST", "/identity-providers", body),
        ("DELETE", "/identity-providers/issuer", None),
    ):
        refused(await entrance.call(method, path, sent, bearer=bearer), 403)
        refused(await entrance.call(method, path, sent), 401)
    listed = data(await entrance.call("GET", "/identity-providers", bearer="operator-token"))["items"]
    assert [each["name"] for each in listed] == ["issuer"]
    assert listed[0]["callback"] == f"{HOST}/api/v1/auth/oidc/issuer/callback"
    assert "sesame" not in str(listed)
    rows = await entrance.sql("select o::text as whole from identity.oidc_providers o")
    assert not [row for row in rows if "sesame" in row.whole or b"sesame".hex() in row.whole]
    doors = data(await entrance.call("GET", "/auth/oidc"))["items"]
    assert doors == [{"name": "issuer", "start": "/api/v1/auth/oidc/issuer/start"}]


async def test_a_provider_that_does_not_fit_is_not_taken(entrance: Entrance, idp: Issuer) -> None:
    async def add(**body: Any) -> httpx.Response:
        return await entrance.call("POST", "/identity-providers", {"clientId": "x", **body}, bearer="operator-token")

    refused(await add(name="issuer", issuer=idp.url), 409, "IDENTITY_PROVIDER_KNOWN")
    refused(await add(name="again", issuer=idp.url), 409, "IDENTITY_PROVIDER_KNOWN")
    refused(await add(name="slash", issuer=idp.url + "/"), 422, "IDENTITY_PROVIDER_UNUSABLE")
    refused(await add(name="down", issuer="http://127.0.0.1:1"), 503, "IDENTITY_PROVIDER_UNREACHABLE")
    refused(await add(name="plain", issuer="http://idp.example.org"), 422, "IDENTITY_PROVIDER_UNUSABLE")
    refused(await add(name="metadata", issuer="https://169.254.169.254"), 503, "IDENTITY_PROVIDER_UNREACHABLE")
    refused(await add(name="none"), 422, "IDENTITY_PROVIDER_UNUSABLE")
    for body in (
        {"name": "Bad Name", "issuer": idp.url},
        {"name": "x", "issuer": "a\nb"},
        {"name": "x" * 41},
        {"name": 7},
    ):
        refused(await add(**body), 422, "INVALID_INPUT")


async def allow(entrance: Entrance, mode: str) -> None:
    async with entrance.database.system_transaction() as tx:
        await policies.set_sign_up(tx, entrance.operator, policies.SignUp(mode=mode))  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["closed", "invitation"])
async def test_nobody_new_comes_in_while_sign_up_is_not_open(entrance: Entrance, idp: Issuer, mode: str) -> None:
    await allow(entrance, mode)
    idp.claims = {"sub": f"new {mode}", "email": f"{mode}@example.org"}
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        refused(await theirs.come_back(), 403, "PROVIDER_SIGN_UP_CLOSED")
    assert await entrance.sql("select 1 from identity.accounts where email = :e", e=f"{mode}@example.org") == []


async def test_somebody_new_signs_up_where_that_is_open(entrance: Entrance, idp: Issuer) -> None:
    await allow(entrance, "open")
    idp.claims = {"sub": "newcomer", "email": "New.Comer@example.org", "name": "New Comer"}
    for _ in range(2):
        async with browser(entrance, idp) as theirs:
            await theirs.leave()
            assert (await theirs.come_back()).status_code == 303
            account = data(await theirs.client.get("/api/v1/me"))["account"]
            assert (account["name"], account["state"], account["emailVerified"]) == ("New Comer", "active", True)
            refused(await theirs.client.delete("/api/v1/me/federated/issuer"), 409, "LAST_WAY_IN")
    assert len(await entrance.sql("select 1 from identity.federated where subject = 'newcomer'")) == 1
    idp.claims = {"sub": "unproven", "email": "unproven@example.org", "email_verified": False}
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        refused(await theirs.come_back(), 403, "PROVIDER_EMAIL_NOT_VERIFIED")
    await allow(entrance, "closed")


async def test_with_approval_somebody_new_waits(entrance: Entrance, idp: Issuer) -> None:
    await allow(entrance, "approval")
    idp.claims = {"sub": "patient", "email": "patient@example.org", "name": "evil\u202ename\n"}
    for _ in range(2):
        async with browser(entrance, idp) as theirs:
            await theirs.leave()
            refused(await theirs.come_back(), 403, "ACCOUNT_WAITS")
            assert not theirs.client.cookies.get("nullus_session")
    rows = await entrance.sql("select state, name from identity.accounts where email = 'patient@example.org'")
    assert [(row.state, row.name) for row in rows] == [("waiting", "")]
    await entrance.sql("update identity.accounts set state = 'active' where email = 'patient@example.org'")
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        assert (await theirs.come_back()).status_code == 303
    await allow(entrance, "closed")


async def test_who_shows_an_address_to_be_theirs_takes_it_from_who_only_began_with_it(
    entrance: Entrance, idp: Issuer
) -> None:
    await allow(entrance, "open")
    body = {"email": "squat@example.org", "password": PASSWORD, "name": "Squatter"}
    answer = await entrance.call("POST", "/auth/register", body)
    assert answer.status_code < 300, answer.text
    idp.claims = {"sub": "rightful", "email": "squat@example.org", "name": "Rightful"}
    async with browser(entrance, idp) as theirs:
        await theirs.leave()
        assert (await theirs.come_back()).status_code == 303
        assert data(await theirs.client.get("/api/v1/me"))["account"]["name"] == "Rightful"
    refused(await entrance.login("squat@example.org"), 401, "WRONG_SIGN_IN")
    await allow(entrance, "closed")


async def test_a_code_lets_somebody_in_by_a_provider_where_sign_up_needs_one(entrance: Entrance, idp: Issuer) -> None:
    await allow(entrance, "invitation")
    body = {"role": "editor", "email": "invited@example.org"}
    code = data(await entrance.call("POST", "/invitations", body, bearer="operator-token"), 201)["code"]
    async with browser(entrance, idp) as theirs:
        refused(
            await theirs.leave(invitation=code[:-1] + ("0" if code[-1] != "0" else "1")), 404, "INVITATION_NOT_VALID"
        )
        for email, status in (("stranger@example.org", 404), ("invited@example.org", 303), ("later@example.org", 404)):
            idp.claims = {"sub": email, "email": email}
            left = await theirs.leave(invitation=code)
            if left.status_code == 303:
                assert (await theirs.come_back()).status_code == status, email
            else:
                assert (left.status_code, email) == (status, "later@example.org")  # it is used up by now
            if status == 303:
                assert data(await theirs.client.get("/api/v1/me"))["role"] == "editor"
    made = await entrance.sql(
        "select email from identity.accounts where email like '%@example.org' and password_hash is null"
    )
    assert {row.email for row in made} & {"stranger@example.org", "later@example.org"} == set()
    assert not await entrance.sql(
        "select 1 from identity.credentials where data::text like '%' || :code || '%'", code=code
    )
    await allow(entrance, "closed")
