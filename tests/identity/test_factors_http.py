"""The second factor over HTTP: switched on by its person, asked for at sign-in, and what else is sent there."""

import asyncio
import time
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest
from tests.identity.entrance import PASSWORD, Entrance, Person, data, refused
from tests.identity.people import entries_about
from tests.postgres_server import SharedServer

from nullus import audit
from nullus.kit import new_id
from nullus.platform.postgres import Access


async def signed_in(entrance: Entrance) -> tuple[Person, str]:
    """A person and an access token of theirs."""
    person = await entrance.person()
    return person, data(await entrance.login(person.email))["accessToken"]


async def with_app(entrance: Entrance) -> tuple[Person, str, pyotp.TOTP, list[str]]:
    person, access = await signed_in(entrance)
    made = data(await entrance.call("POST", "/me/factors/totp", {"name": "phone"}, bearer=access), 201)
    app = pyotp.parse_uri(made["uri"])
    assert isinstance(app, pyotp.TOTP)
    assert app.secret == made["secret"]
    assert app.name == person.email
    shown = data(await entrance.call("POST", "/me/factors/totp/confirm", {"code": app.now()}, bearer=access))
    return person, access, app, shown["recoveryCodes"]


def following(app: pyotp.TOTP) -> str:
    """The code of the next step: it counts already, and the present one confirmed the app."""
    return str(app.generate_otp(int(time.time() // 30) + 1))


async def pending(entrance: Entrance, person: Person) -> str:
    found = data(await entrance.login(person.email))
    assert found["accessToken"] is None
    return str(found["pending"])


async def verify(entrance: Entrance, token: Any, code: Any) -> httpx.Response:
    return await entrance.call("POST", "/auth/mfa/verify", {"loginToken": token, "code": code})


async def test_a_person_switches_it_on_and_signs_in_with_it(entrance: Entrance) -> None:
    person, access, app, recovery = await with_app(entrance)
    assert len(recovery) == 10
    listed = data(await entrance.call("GET", "/me/factors", bearer=access))
    assert [(each["kind"], each["name"]) for each in listed["factors"]] == [("totp", "phone")]
    assert listed["recoveryCodesLeft"] == 10
    assert "secret" not in listed["factors"][0]
    async with entrance.client() as browser:
        begun = data(await browser.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD}))
        assert not browser.cookies
        body = {"loginToken": begun["pending"], "code": following(app)}
        found = data(await browser.post("/api/v1/auth/mfa/verify", json=body))
        assert found["account"]["id"] == str(person.id)
        assert data(await browser.get("/api/v1/me/factors"))["recoveryCodesLeft"] == 10
    again = await pending(entrance, person)
    data(await verify(entrance, again, recovery[0]))
    refused(await verify(entrance, again, recovery[1]), 401, "SIGN_IN_OVER")
    refused(await verify(entrance, await pending(entrance, person), recovery[0]), 403, "WRONG_CODE")


async def test_the_code_may_come_with_the_password(entrance: Entrance) -> None:
    person, _, app, _ = await with_app(entrance)
    body = {"email": person.email, "password": PASSWORD, "code": following(app)}
    assert data(await entrance.call("POST", "/auth/login", body))["accessToken"]
    refused(await entrance.call("POST", "/auth/login", body), 403, "WRONG_CODE")
    refused(await entrance.call("POST", "/auth/login", {**body, "password": "another one of some length"}), 401)


async def test_a_wrong_password_says_nothing_of_a_second_factor(entrance: Entrance) -> None:
    person, *_ = await with_app(entrance)
    other = await entrance.person()
    answers = [await entrance.login(email, "not the right password") for email in (person.email, other.email)]
    told = [refused(each, 401, "WRONG_SIGN_IN") for each in answers]
    assert told[0]["message"] == told[1]["message"]


async def test_the_account_of_a_pending_sign_in_must_still_be_active(entrance: Entrance) -> None:
    person, _, app, _ = await with_app(entrance)
    token = await pending(entrance, person)
    await entrance.sql("update identity.accounts set state = 'suspended' where id = :id", id=person.id)
    refused(await verify(entrance, token, following(app)), 401, "WRONG_SIGN_IN")


BAD_CODES: list[Any] = [
    "", "1", "12345", "١٢٣٤٥٦", "１２３４５６", "12345\n", "123456\0", "1" * 41, "1" * 5000, "'; drop", "12 34  56",
    None, 123456, 1.5, True, [], {}, ["123456"],
]  # fmt: skip


@pytest.mark.parametrize("code", BAD_CODES, ids=str)
async def test_what_is_no_code_is_an_invalid_request_and_costs_no_try(entrance: Entrance, code: Any) -> None:
    person, access, app, _ = await with_app(entrance)
    token = await pending(entrance, person)
    for _ in range(6):
        refused(await verify(entrance, token, code), 422)
    refused(await entrance.call("POST", "/me/factors/totp/confirm", {"code": code}, bearer=access), 422)
    data(await verify(entrance, token, following(app)))


@pytest.mark.parametrize("token", ["", "x", "nll_", "nls_" + "x" * 43, "x" * 201, None, 7, [], "\0", "é"])
async def test_a_token_that_is_none_is_refused(entrance: Entrance, token: Any) -> None:
    answer = await verify(entrance, token, "123456")
    assert answer.status_code in {401, 422}, answer.text


async def test_fifty_second_steps_at_once_make_one_session(entrance: Entrance) -> None:
    person, _, app, _ = await with_app(entrance)
    tokens = [await pending(entrance, person) for _ in range(5)]
    code = following(app)
    answers = await asyncio.gather(*(verify(entrance, tokens[number % 5], code) for number in range(50)))
    assert sorted(each.status_code for each in answers).count(200) == 1
    assert {each.status_code for each in answers} <= {200, 401, 403, 429}
    sessions = "select id from identity.credentials where account_id = :id and kind = 'session'"
    assert len(await entrance.sql(sessions, id=person.id)) == 2  # this one, and the one that switched it on


async def test_dangerous_acts_want_a_recent_sign_in(entrance: Entrance) -> None:
    person, access, *_ = await with_app(entrance)
    factor = data(await entrance.call("GET", "/me/factors", bearer=access))["factors"][0]["id"]
    ago = "update identity.credentials set authenticated_at = now() - interval '11 minutes' where account_id = :id"
    await entrance.sql(ago, id=person.id)
    entrance.cache.forget(account_id=person.id)
    for method, path, body in (
        ("POST", "/me/factors/totp", {}),
        ("POST", "/me/factors/totp/confirm", {"code": "123456"}),
        ("POST", "/me/factors/recovery", None),
        ("DELETE", f"/me/factors/{factor}", None),
        ("POST", "/me/factors/passkeys/begin", None),
        ("POST", "/me/federated/google/start", None),
        ("DELETE", "/me/federated/google", None),
    ):
        refused(await entrance.call(method, path, body, bearer=access), 403, "SIGN_IN_TOO_OLD")
    assert len(data(await entrance.call("GET", "/me/factors", bearer=access))["factors"]) == 1


async def test_nobody_sees_or_removes_anothers_factor(entrance: Entrance) -> None:
    _, access, *_ = await with_app(entrance)
    _, stranger = await signed_in(entrance)
    factor = data(await entrance.call("GET", "/me/factors", bearer=access))["factors"][0]["id"]
    foreign = refused(await entrance.call("DELETE", f"/me/factors/{factor}", bearer=stranger), 404, "FACTOR_NOT_FOUND")
    unknown = refused(await entrance.call("DELETE", f"/me/factors/{new_id()}", bearer=stranger), 404)
    assert {**foreign, "requestId": ""} == {**unknown, "requestId": ""}
    assert data(await entrance.call("GET", "/me/factors", bearer=stranger))["factors"] == []
    assert data(await entrance.call("DELETE", f"/me/factors/{factor}", bearer=access))["removed"]
    refused(await entrance.call("POST", "/me/factors/recovery", bearer=access), 404, "FACTOR_NOT_FOUND")
    refused(await entrance.call("GET", "/me/factors", bearer="operator-token"), 403, "ACCOUNT_NEEDED")


async def test_acts_leave_entries_and_no_secrets(
    entrance: Entrance, server: SharedServer, access: Access, tmp_path: Path
) -> None:
    person, token, app, recovery = await with_app(entrance)
    factor = data(await entrance.call("GET", "/me/factors", bearer=token))["factors"][0]["id"]
    code = following(app)
    data(await verify(entrance, await pending(entrance, person), code))
    async with audit.keeping_refusals(entrance.database, tmp_path):  # none of this minute's are only counted
        refused(await verify(entrance, await pending(entrance, person), code), 403)
    data(await entrance.call("DELETE", f"/me/factors/{factor}", bearer=token))
    entries = entries_about(server, access, person.id)
    told = [(action, outcome) for action, outcome, _ in entries if action.startswith(("factor", "recovery"))]
    assert told == [
        ("factor.added", "done"),
        ("recovery_codes.made", "done"),
        ("factor.used", "done"),
        ("factor.used", "refused"),
        ("factor.removed", "done"),
    ]
    assert not [whole for _, _, whole in entries for secret in (app.secret, code, *recovery) if secret in whole]


async def test_a_short_password_is_not_enough_once_the_second_factor_is_gone(entrance: Entrance) -> None:
    person, access, app, _ = await with_app(entrance)
    short = "q7#Lantern"
    body = {"currentPassword": PASSWORD, "newPassword": short}
    data(await entrance.call("PUT", "/me/password", body, bearer=access))
    begun = data(await entrance.login(person.email, short))
    data(await verify(entrance, begun["pending"], following(app)))
    factor = data(await entrance.call("GET", "/me/factors", bearer=access))["factors"][0]["id"]
    data(await entrance.call("DELETE", f"/me/factors/{factor}", bearer=access))
    refused(await entrance.login(person.email, short), 403, "PASSWORD_TOO_SHORT_ALONE")
    refused(await entrance.login(person.email, "q7#Lanterns"), 401, "WRONG_SIGN_IN")
