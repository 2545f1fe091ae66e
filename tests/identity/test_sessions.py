"""Sessions: signing in, staying in, and being out everywhere within seconds."""

import asyncio
import statistics
import time

import httpx
import pytest
from fastapi import Request
from sqlalchemy import text
from tests.identity.entrance import HOST, PASSWORD, Entrance, data, refused

from nullus.identity.credentials.credential_cache import RECHECK_SECONDS
from nullus.identity.credentials.minting import digest
from nullus.identity.entrance import authentication
from nullus.platform.web.watching import BEGINS_SECONDS


async def signed_in(entrance: Entrance, role: str = "viewer") -> tuple[str, dict[str, str]]:
    person = await entrance.person(role)
    return person.email, data(await entrance.login(person.email))


async def status(entrance: Entrance, bearer: str) -> int:
    return (await entrance.call("GET", "/me", bearer=bearer)).status_code


async def test_the_right_password_gives_tokens_and_a_cookie(entrance: Entrance) -> None:
    person = await entrance.person("editor")
    async with entrance.client() as browser:
        answer = await browser.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD})
        tokens = data(answer)
        assert tokens["account"]["email"] == person.email
        assert tokens["expiresIn"] == 600
        me = data(await browser.get("/api/v1/me"))
    assert (me["credential"], me["role"]) == ("session", "editor")
    cookie = next(each for each in answer.headers.get_list("set-cookie") if "nullus_session" in each)
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
    me = data(await entrance.call("GET", "/me", bearer=tokens["accessToken"]))
    assert (me["credential"], me["account"]["id"]) == ("access", str(person.id))


async def test_over_tls_cookies_belong_to_this_host_alone_and_no_other_name_counts(entrance: Entrance) -> None:
    person = await entrance.person()
    async with entrance.client(base="https://nullus.test") as browser:
        answer = await browser.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD})
        cookie = next(each for each in answer.headers.get_list("set-cookie") if "nullus_session" in each)
        assert cookie.startswith("__Host-nullus_session=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
        value = cookie.partition("=")[2].partition(";")[0]
    async with entrance.client(base="https://nullus.test", Cookie=f"nullus_session={value}") as shadowed:
        refused(await shadowed.get("/api/v1/me"), 401)  # what a neighbouring site could have set


async def test_a_preset_cookie_does_not_survive_signing_in(entrance: Entrance) -> None:
    person = await entrance.person()
    async with entrance.client() as browser:
        browser.cookies.set("nullus_session", "nls_" + "a" * 43, domain="nullus.test")
        await browser.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD})
        values = [cookie.value or "" for cookie in browser.cookies.jar if cookie.name == "nullus_session"]
        assert "a" * 20 not in values[-1]


@pytest.mark.parametrize("state", ["suspended", "pending", "waiting"])
async def test_wrong_passwords_unknown_people_and_closed_accounts_answer_alike(entrance: Entrance, state: str) -> None:
    person, closed = await entrance.person(), await entrance.person(state=state)
    answers = [
        await entrance.login(person.email, "not the right password"),
        await entrance.login("nobody@example.org"),
        await entrance.login("no address at all"),
        await entrance.login(closed.email),
    ]
    bodies = [{**refused(each, 401, "WRONG_SIGN_IN"), "requestId": ""} for each in answers]
    assert all(each == bodies[0] for each in bodies)


async def test_refreshing_changes_both_tokens_and_the_family_lives_on(entrance: Entrance) -> None:
    _, tokens = await signed_in(entrance)
    for _ in range(3):
        following = data(await entrance.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}))
        assert following["refreshToken"] != tokens["refreshToken"]
        assert await status(entrance, following["accessToken"]) == 200
        tokens = following


async def test_two_tabs_may_use_one_refresh_token_at_once(entrance: Entrance) -> None:
    _, tokens = await signed_in(entrance)
    answers = await asyncio.gather(
        *(entrance.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}) for _ in range(5))
    )
    siblings = {data(each)["refreshToken"] for each in answers}
    assert len(siblings) == 5
    for each in siblings:
        data(await entrance.call("POST", "/auth/refresh", {"refreshToken": each}))


async def test_a_refresh_token_that_comes_back_ends_its_whole_family(entrance: Entrance) -> None:
    strict = Entrance(entrance.database, entrance.home, entrance.workspace, refresh_grace_seconds=0)
    _, tokens = await signed_in(strict)
    newest = data(await strict.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}))
    refused(await strict.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}), 401)
    refused(await strict.call("POST", "/auth/refresh", {"refreshToken": newest["refreshToken"]}), 401)
    assert await status(strict, newest["accessToken"]) == 401


async def test_without_a_grace_one_of_fifty_uses_at_once_wins_and_the_family_ends(entrance: Entrance) -> None:
    strict = Entrance(entrance.database, entrance.home, entrance.workspace, refresh_grace_seconds=0)
    _, tokens = await signed_in(strict)
    answers = await asyncio.gather(
        *(strict.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}) for _ in range(50))
    )
    assert sorted(each.status_code for each in answers) == [200] + [401] * 49
    newest = next(data(each) for each in answers if each.status_code == 200)
    refused(await strict.call("POST", "/auth/refresh", {"refreshToken": newest["refreshToken"]}), 401)


async def test_two_uses_of_a_refresh_token_that_cross_are_one(entrance: Entrance) -> None:
    """Both are held where the first of them writes: without the lock on their session both would go on from there."""
    strict = Entrance(entrance.database, entrance.home, entrance.workspace, refresh_grace_seconds=0)
    _, tokens = await signed_in(strict)
    token = tokens["refreshToken"]
    async with entrance.database.system_transaction() as tx:
        held = text("select from identity.credentials where hash = :hash for update")
        await tx.execute(held, {"hash": digest(token)})
        calls = [asyncio.create_task(strict.call("POST", "/auth/refresh", {"refreshToken": token})) for _ in range(2)]
        deadline = time.monotonic() + 20
        while len(await entrance.sql("select from pg_locks where not granted")) < 2:
            assert time.monotonic() < deadline
            assert not any(each.done() for each in calls)
            await asyncio.sleep(0.02)
    assert sorted([(await each).status_code for each in calls]) == [200, 401]


@pytest.mark.parametrize("token", ["nlr_" + "x" * 43, "", "nls_x", None, 0, [], {}, True])
async def test_what_is_no_refresh_token_is_refused(entrance: Entrance, token: object) -> None:
    answer = await entrance.call("POST", "/auth/refresh", {"refreshToken": token})
    assert answer.status_code in {401, 422}


async def test_one_kind_of_credential_is_never_another(entrance: Entrance) -> None:
    person = await entrance.person()
    async with entrance.client() as browser:
        tokens = data(await browser.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD}))
        session = browser.cookies["nullus_session"]
    for bearer in (session, tokens["refreshToken"], await entrance.owner_link()):
        refused(await entrance.call("GET", "/me", bearer=bearer), 401)
    for cookie in (tokens["accessToken"], tokens["refreshToken"], "operator-token"):
        refused(await entrance.call("GET", "/me", Cookie=f"nullus_session={cookie}"), 401)
    refused(await entrance.call("POST", "/auth/refresh", {"refreshToken": session}), 401)
    cookie = f"nullus_session={session}"
    refused(await entrance.call("GET", "/me", bearer="wrong", Cookie=cookie), 401)


async def test_only_the_authorization_header_carries_a_bearer(entrance: Entrance) -> None:
    _, tokens = await signed_in(entrance)
    access = tokens["accessToken"]
    for headers in ({"X-API-Key": access}, {"Authorization": f"Basic {access}"}, {"Cookie": f"authorization={access}"}):
        refused(await entrance.call("GET", "/me", **headers), 401)
    refused(await entrance.call("GET", f"/me?access_token={access}&token={access}"), 401)
    async with entrance.client() as client:
        twice = [("Authorization", f"Bearer {access}"), ("Authorization", f"Bearer {access}")]
        refused(await client.get("/api/v1/me", headers=twice), 401)


async def test_signing_out_ends_cookie_access_and_refresh(entrance: Entrance) -> None:
    person = await entrance.person()
    async with entrance.client() as browser:
        tokens = data(await browser.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD}))
        session = browser.cookies["nullus_session"]
        assert data(await browser.post("/api/v1/auth/logout", json={}))["signedOut"]
        assert "nullus_session" not in browser.cookies
        assert not data(await browser.post("/api/v1/auth/logout", json={}))["signedOut"]
    refused(await entrance.call("GET", "/me", Cookie=f"nullus_session={session}"), 401)
    assert await status(entrance, tokens["accessToken"]) == 401
    refused(await entrance.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}), 401)


async def test_suspending_and_demoting_act_within_seconds_in_other_processes(entrance: Entrance) -> None:
    person = await entrance.person("editor")
    tokens = data(await entrance.login(person.email))
    elsewhere = Entrance(entrance.database, entrance.home, entrance.workspace)
    elsewhere.cache.recheck_seconds = 0.0
    assert "documents:write" in data(await elsewhere.call("GET", "/me", bearer=tokens["accessToken"]))["scopes"]
    await entrance.sql("update identity.memberships set role = 'viewer' where account_id = :a", a=person.id)
    assert "documents:write" not in data(await elsewhere.call("GET", "/me", bearer=tokens["accessToken"]))["scopes"]
    await entrance.sql("update identity.accounts set state = 'suspended' where id = :a", a=person.id)
    assert await status(elsewhere, tokens["accessToken"]) == 401
    refused(await elsewhere.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}), 401)
    await entrance.sql("update identity.accounts set state = 'active', epoch = epoch + 1 where id = :a", a=person.id)
    elsewhere = Entrance(entrance.database, entrance.home, entrance.workspace)  # one that refused nothing before
    assert await status(elsewhere, tokens["accessToken"]) == 401
    renewed = data(await elsewhere.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}))
    assert await status(elsewhere, renewed["accessToken"]) == 200


async def test_an_idle_and_an_old_session_end(entrance: Entrance) -> None:
    for change in ("seen_at = now() - interval '400 hours'", "expires_at = now()"):
        _, tokens = await signed_in(entrance)
        await entrance.sql(f"update identity.credentials set {change} where kind = 'session' and revoked_at is null")
        assert await status(entrance, tokens["accessToken"]) == 401
        refused(await entrance.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}), 401)


async def test_a_request_may_name_one_of_its_workspaces_and_no_other(entrance: Entrance) -> None:
    person = await entrance.person("viewer")
    other, foreign = "0199aaaa-0000-7000-8000-000000000001", "0199aaaa-0000-7000-8000-000000000002"
    for each in (other, foreign):
        await entrance.sql("insert into identity.workspaces (id, name) values (:i, 'W') on conflict do nothing", i=each)
    await entrance.sql(
        "insert into identity.memberships (workspace_id, account_id, role) values (:w, :a, 'owner')",
        w=other,
        a=person.id,
    )
    access = data(await entrance.login(person.email))["accessToken"]
    me = data(await entrance.call("GET", "/me", bearer=access, X_Nullus_Workspace=other))
    assert (me["workspaceId"], me["role"]) == (other, "owner")
    bodies = [
        {**refused(await entrance.call("GET", "/me", bearer=access, X_Nullus_Workspace=each), 404), "requestId": ""}
        for each in (foreign, "0199aaaa-0000-7000-8000-0000000000ff", "nonsense")
    ]
    assert bodies[0] == bodies[1] == bodies[2]
    refused(
        await entrance.call("GET", "/me", bearer="operator-token", X_Nullus_Workspace=str(person.id)),
        404,
        "WORKSPACE_NOT_FOUND",
    )


async def test_a_cookie_from_another_site_is_refused(entrance: Entrance) -> None:
    person = await entrance.person()
    body = {"email": person.email, "password": PASSWORD}
    async with entrance.client() as browser:
        await browser.post("/api/v1/auth/login", json=body)
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"},
                        {"Origin": "https://evil.example"}, {"Origin": "http://nullus.test.evil.example"}):  # fmt: skip
            refused(await browser.get("/api/v1/me", headers=headers), 403, "CROSS_SITE_REQUEST")
            refused(await browser.post("/api/v1/auth/login", json=body, headers=headers), 403, "CROSS_SITE_REQUEST")
            refused(await browser.post("/api/v1/auth/logout", json={}, headers=headers), 403, "CROSS_SITE_REQUEST")
        own = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}
        assert (await browser.get("/api/v1/me", headers=own)).status_code == 200
        form = await browser.post("/api/v1/auth/login", content="email=a&password=b",
                                  headers={"Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
        assert form.status_code == 422


async def test_tokens_have_nothing_in_common(entrance: Entrance) -> None:
    _, tokens = await signed_in(entrance)
    made = [data(await entrance.call("POST", "/auth/refresh", {"refreshToken": tokens["refreshToken"]}))["refreshToken"][4:]
            for _ in range(50)]  # fmt: skip
    assert len(set(made)) == 50
    assert all(len(each) == 43 for each in made)
    for place in range(42):  # the last letter carries two bits only
        assert len({each[place] for each in made}) > 15


def test_an_open_stream_hears_of_its_end_within_five_seconds() -> None:
    assert BEGINS_SECONDS + authentication.WATCH_SECONDS + authentication.FRESH_SECONDS < 5
    assert RECHECK_SECONDS < 5


async def test_the_watch_of_a_stream_ends_with_its_credential(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authentication, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr(authentication, "FRESH_SECONDS", 0.0)
    person = await entrance.person("editor")
    access = data(await entrance.login(person.email))["accessToken"]
    request = httpx.Request("GET", HOST, headers={"Authorization": f"Bearer {access}"})
    asked = Request(
        {"type": "http", "method": "GET", "path": "/", "query_string": b"", "app": entrance.app,
         "headers": [(name.lower(), value) for name, value in request.headers.raw]}
    )  # fmt: skip
    demoted = asyncio.create_task(authentication.until_refused(asked, "documents:write"))
    ended = asyncio.create_task(authentication.until_refused(asked))
    await entrance.sql("update identity.memberships set role = 'viewer' where account_id = :a", a=person.id)
    assert (await asyncio.wait_for(demoted, 10)).code == "not_permitted"
    assert not ended.done()
    await entrance.sql("update identity.credentials set revoked_at = now() where account_id = :a", a=person.id)
    assert (await asyncio.wait_for(ended, 10)).code == "not_authenticated"


async def test_what_lasts_does_not_move_to_another_workspace(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is taken out of one workspace is still somebody in their other one: not for what they began in the first."""
    monkeypatch.setattr(authentication, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr(authentication, "FRESH_SECONDS", 0.0)
    person = await entrance.person("editor")
    access = data(await entrance.login(person.email))["accessToken"]
    data(await entrance.call("POST", "/workspaces", {"name": "their own"}, bearer=access), 201)
    headers = httpx.Request("GET", HOST, headers={"Authorization": f"Bearer {access}"}).headers
    asked = Request(
        {"type": "http", "method": "GET", "path": "/", "query_string": b"", "app": entrance.app,
         "headers": [(name.lower(), value) for name, value in headers.raw]}
    )  # fmt: skip
    asked.state.actor = await authentication.authenticate(asked)
    ended = asyncio.create_task(authentication.lost(asked, "chat"))
    await entrance.sql(
        "delete from identity.memberships where account_id = :a and workspace_id = :w",
        a=person.id,
        w=entrance.workspace,
    )
    assert (await asyncio.wait_for(ended, 10)).code == "workspace_not_found"
    assert data(await entrance.call("GET", "/me", bearer=access))["scopes"]


async def test_the_time_of_an_answer_does_not_tell_who_has_an_account(entrance: Entrance) -> None:
    """Twenty of each, in turn, with hashes that cost what they cost: the medians lie within a fifth of each other."""
    costly = Entrance(entrance.database, entrance.home, entrance.workspace, argon2_memory_kib=8192, argon2_rounds=2)
    person = await entrance.person(password_hash=await costly.resources.passwords.hash(PASSWORD))
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(20):
        for kind, email in (("known", person.email), ("unknown", f"nobody{number}@example.org")):
            began = time.process_time()  # not the clock: the machine has others to serve
            await costly.login(email, "a wrong password of mine", address=f"198.18.{number}.{len(taken[kind])}")
            taken[kind].append(time.process_time() - began)
    known, unknown = statistics.median(taken["known"]), statistics.median(taken["unknown"])
    assert abs(known - unknown) < 0.2 * max(known, unknown), taken
