"""Passwords that are lost, changed or guessed; e-mail addresses that change; sessions that somebody ends."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from tests.identity.entrance import PASSWORD, Entrance, Person, data, refused
from tests.identity.mailbox import Mailbox, mail_server, sending, text_of, token_of

from nullus.identity.entrance import throttle
from nullus.kit import new_id

NEW = "nine slow barges go upstream"


@pytest.fixture(scope="module")
async def mailbox(entrance: Entrance) -> AsyncIterator[Mailbox]:
    box = Mailbox()
    async with mail_server(box) as port, sending(entrance, port):
        yield box


async def signed_in(entrance: Entrance) -> tuple[Person, str]:
    person = await entrance.person()
    return person, data(await entrance.login(person.email))["accessToken"]


async def status(entrance: Entrance, bearer: str) -> int:
    return (await entrance.call("GET", "/me", bearer=bearer)).status_code


async def reset(entrance: Entrance, token: object, password: str = NEW) -> Any:
    return await entrance.call("POST", "/auth/password/reset", {"token": token, "password": password})


async def test_a_lost_password_is_replaced_once_and_every_session_ends(entrance: Entrance, mailbox: Mailbox) -> None:
    person, access = await signed_in(entrance)
    data(await entrance.call("POST", "/auth/password/forgot", {"email": person.email}), 202)
    token = await mailbox.token(person.email)
    refused(await reset(entrance, token, "too short"), 422, "PASSWORD_REFUSED")
    answers = await asyncio.gather(*(reset(entrance, token) for _ in range(20)))
    assert sorted(each.status_code for each in answers) == [200] + [401] * 19
    assert await status(entrance, access) == 401
    refused(await entrance.login(person.email), 401)
    assert data(await entrance.login(person.email, NEW))["account"]["emailVerified"]
    assert (await mailbox.next(person.email))["Subject"] == "비밀번호가 바뀌었습니다"


async def test_known_and_unknown_addresses_get_the_same_answer_and_only_one_a_mail(
    entrance: Entrance, mailbox: Mailbox
) -> None:
    person, suspended = await entrance.person(), await entrance.person(state="suspended")
    emails = (person.email, "nobody@example.org", "no address", suspended.email)
    answers = [await entrance.call("POST", "/auth/password/forgot", {"email": each}) for each in emails]
    assert {(each.status_code, each.text) for each in answers} == {(202, answers[0].text)}
    await mailbox.token(person.email)
    assert mailbox.is_empty(suspended.email)
    assert mailbox.is_empty("nobody@example.org")


async def test_nobody_is_flooded_with_mails(entrance: Entrance, mailbox: Mailbox) -> None:
    person = await entrance.person()
    for _ in range(9):
        data(await entrance.call("POST", "/auth/password/forgot", {"email": person.email}), 202)
    for _ in range(5):
        await mailbox.next(person.email)
    other = await entrance.person()
    data(await entrance.call("POST", "/auth/password/forgot", {"email": other.email}), 202)
    await mailbox.next(other.email)
    assert mailbox.is_empty(person.email)


@pytest.mark.parametrize("token", [None, "", [], {}, 0, True, "x", "nlp_" + "x" * 43, "' or true --"])
async def test_what_is_no_token_resets_nothing(entrance: Entrance, mailbox: Mailbox, token: object) -> None:
    assert (await reset(entrance, token)).status_code in {401, 422}


async def test_tokens_of_another_time_kind_or_case_reset_nothing(entrance: Entrance, mailbox: Mailbox) -> None:
    person, access = await signed_in(entrance)
    await entrance.call("POST", "/auth/password/forgot", {"email": person.email})
    token = await mailbox.token(person.email)
    for wrong in (token.swapcase(), token[:-1], " " + token, access, token.replace("nlp_", "nlv_")):
        refused(await reset(entrance, wrong), 401, "MAIL_LINK_NOT_VALID")
    refused(await entrance.call("POST", "/auth/verify", {"token": token}), 401, "MAIL_LINK_NOT_VALID")
    refused(await entrance.call("POST", "/auth/email/confirm", {"token": token}), 401, "MAIL_LINK_NOT_VALID")
    await entrance.sql("update identity.credentials set expires_at = now() where kind = 'reset'")
    refused(await reset(entrance, token), 401, "MAIL_LINK_NOT_VALID")
    assert data(await entrance.login(person.email))["account"]


async def test_changing_the_password_ends_the_other_sessions(entrance: Entrance, mailbox: Mailbox) -> None:
    person, here = await signed_in(entrance)
    there = data(await entrance.login(person.email))["accessToken"]
    body = {"currentPassword": "wrong wrong wrong wrong", "newPassword": NEW}
    refused(await entrance.call("PUT", "/me/password", body, bearer=here), 403, "WRONG_PASSWORD")
    body["currentPassword"] = PASSWORD
    refused(await entrance.call("PUT", "/me/password", {**body, "newPassword": person.email}, bearer=here), 422)
    assert data(await entrance.call("PUT", "/me/password", body, bearer=here))["sessionsEnded"] == 1
    assert (await status(entrance, here), await status(entrance, there)) == (200, 401)
    refused(await entrance.login(person.email), 401)
    assert data(await entrance.login(person.email, NEW))


@pytest.mark.parametrize(
    ("password", "allowed"),
    [
        ("ümlauts und ganz viele Wörter", True),
        ("  leading and trailing  ", True),
        ("x9" * 32 + "qk4j", True),
        ("vw7 zr2 " * 128, True),
        ("vw7 zr2 " * 128 + "!", False),
        ("a" * 15, False),
        ("abcdefghijklmno", False),
        ("우리집강아지는매일밤달을보고짖는다", True),
    ],
)
async def test_any_long_password_will_do_and_all_of_it_counts(
    entrance: Entrance, mailbox: Mailbox, password: str, allowed: bool
) -> None:
    person, access = await signed_in(entrance)
    body = {"currentPassword": PASSWORD, "newPassword": password}
    answer = await entrance.call("PUT", "/me/password", body, bearer=access)
    if not allowed:
        refused(answer, 422, "PASSWORD_REFUSED")
        return
    data(answer)
    assert data(await entrance.login(person.email, password))
    for other in (password[:-1], password[:72], password + " ", password.strip()):
        if other != password:
            refused(await entrance.login(person.email, other), 401)


async def test_a_password_is_the_same_however_its_letters_were_composed(entrance: Entrance, mailbox: Mailbox) -> None:
    person, access = await signed_in(entrance)
    body = {"currentPassword": PASSWORD, "newPassword": "cafe\u0301 au lait, bitte sehr"}
    data(await entrance.call("PUT", "/me/password", body, bearer=access))
    assert data(await entrance.login(person.email, "caf\u00e9 au lait, bitte sehr"))


async def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(
    entrance: Entrance, mailbox: Mailbox
) -> None:
    person, access = await signed_in(entrance)
    fresh = f"{new_id().hex}@example.org"
    data(await entrance.call("POST", "/me/email", {"email": fresh}, bearer=access), 202)
    assert data(await entrance.call("GET", "/me", bearer=access))["account"]["email"] == person.email
    token = await mailbox.token(fresh)
    assert data(await entrance.call("POST", "/auth/email/confirm", {"token": token}))["email"] == fresh
    assert "바뀌었습니다" in text_of(await mailbox.next(person.email))
    refused(await entrance.login(person.email), 401)
    assert data(await entrance.login(fresh))["account"]["id"] == str(person.id)


async def test_somebody_elses_address_cannot_be_taken_nor_found_out(entrance: Entrance, mailbox: Mailbox) -> None:
    other = await entrance.person()
    _, access = await signed_in(entrance)
    answers = [
        await entrance.call("POST", "/me/email", {"email": each}, bearer=access)
        for each in (other.email, f"{new_id().hex}@example.org")
    ]
    assert answers[0].text == answers[1].text
    assert mailbox.is_empty(other.email)


async def test_a_change_of_address_needs_a_recent_sign_in_and_a_step_up_is_one(
    entrance: Entrance, mailbox: Mailbox
) -> None:
    person, access = await signed_in(entrance)
    await entrance.sql(
        "update identity.credentials set authenticated_at = now() - interval '1 hour' where account_id = :a",
        a=person.id,
    )
    entrance.cache.forget(account_id=person.id)
    body = {"email": f"{new_id().hex}@example.org"}
    refused(await entrance.call("POST", "/me/email", body, bearer=access), 403, "SIGN_IN_TOO_OLD")
    for proof, code in (
        ({}, 422),
        ({"password": "x", "code": "y"}, 422),
        ({"password": "wrong"}, 403),
        ({"code": "123456"}, 403),
    ):
        refused(await entrance.call("POST", "/auth/step-up", proof, bearer=access), code)
    data(await entrance.call("POST", "/auth/step-up", {"password": PASSWORD}, bearer=access))
    data(await entrance.call("POST", "/me/email", body, bearer=access), 202)


async def test_people_see_and_end_their_own_sessions_and_no_others(entrance: Entrance, mailbox: Mailbox) -> None:
    person, here = await signed_in(entrance)
    there = data(await entrance.login(person.email, User_Agent="Phone", address="198.51.100.9"))["accessToken"]
    _, theirs = await signed_in(entrance)
    listed = data(await entrance.call("GET", "/me/sessions", bearer=here))["items"]
    phone = next(each for each in listed if each["agent"] == "Phone")
    assert (len(listed), phone["address"], phone["methods"], phone["current"]) == (
        2,
        "198.51.100.9",
        ["password"],
        False,
    )
    missing = f"/me/sessions/{new_id()}"
    bodies = [
        {**refused(await entrance.call("DELETE", path, bearer=theirs), 404, "SESSION_NOT_FOUND"), "requestId": ""}
        for path in (f"/me/sessions/{phone['id']}", missing)
    ]
    assert bodies[0] == bodies[1]
    assert data(await entrance.call("DELETE", f"/me/sessions/{phone['id']}", bearer=here))["ended"]
    assert (await status(entrance, here), await status(entrance, there)) == (200, 401)
    again = data(await entrance.login(person.email))["accessToken"]
    assert data(await entrance.call("POST", "/me/sessions/revoke-others", bearer=here))["ended"] == 1
    assert (await status(entrance, here), await status(entrance, again), await status(entrance, theirs)) == (
        200,
        401,
        200,
    )


async def test_people_change_their_name_language_and_time_zone(entrance: Entrance, mailbox: Mailbox) -> None:
    _, access = await signed_in(entrance)
    changed = {"name": "김 철수", "language": "en", "timeZone": "Europe/Berlin"}
    account = data(await entrance.call("PATCH", "/me", changed, bearer=access))["account"]
    assert {name: account[name] for name in changed} == changed
    for wrong, code in (({"timeZone": "Mars/X"}, "UNKNOWN_TIME_ZONE"), ({"name": "a\nb"}, "INVALID_INPUT"),
                        ({"tier": "protostar"}, "INVALID_INPUT"), ({"email": "x@example.org"}, "INVALID_INPUT")):  # fmt: skip
        refused(await entrance.call("PATCH", "/me", wrong, bearer=access), 422, code)
    refused(await entrance.call("PATCH", "/me", changed, bearer="operator-token"), 403, "ACCOUNT_NEEDED")


async def guess(entrance: Entrance, email: str, times: int, address: str = "203.0.113.5") -> list[int]:
    return [(await entrance.login(email, f"wrong guess {n}", address=address)).status_code for n in range(times)]


async def test_guessing_is_slowed_down_and_unknown_accounts_answer_alike(entrance: Entrance, mailbox: Mailbox) -> None:
    person = await entrance.person()
    for email in (person.email, f"{new_id().hex}@example.org"):
        statuses = await guess(entrance, email, 12)
        assert statuses[:5] == [401] * 5
        assert statuses[-3:] == [429] * 3
    answer = await entrance.login(person.email, PASSWORD, address="203.0.113.5")
    refused(answer, 429, "TOO_MANY_ATTEMPTS")
    assert int(answer.headers["retry-after"]) >= 1
    assert data(await entrance.login(person.email, PASSWORD, address="203.0.113.77"))  # elsewhere the owner gets in


async def test_ten_thousand_guesses_do_not_keep_the_owner_out_where_they_were_before(
    entrance: Entrance, mailbox: Mailbox
) -> None:
    person = await entrance.person()
    data(await entrance.login(person.email, PASSWORD, address="198.51.100.20"))
    tried = 0
    for place in range(60):  # from many places at once
        tried += (await guess(entrance, person.email, 3, f"203.0.{place}.1")).count(401)
    assert tried < 70  # what got through at all
    assert data(await entrance.login(person.email, PASSWORD, address="198.51.100.20"))
    async with entrance.client(address="192.0.2.251") as browser:
        device = throttle.make_device(entrance.resources.device_key, person.id)
        browser.cookies.set("nullus_device", device, domain="nullus.test")
        body = {"email": person.email, "password": PASSWORD}
        assert data(await browser.post("/api/v1/auth/login", json=body))
    other = await entrance.person()
    assert throttle.read_device(entrance.resources.device_key, device, other.id) is None
    assert (
        throttle.read_device(
            entrance.resources.device_key, device[:-1] + ("1" if device.endswith("0") else "0"), person.id
        )
        is None
    )


async def test_the_wait_doubles() -> None:
    waits = [throttle.OF_PLACE.wait_after(attempts) for attempts in range(1, 20)]
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:9] == [1, 2, 4, 8, 16]
    assert waits[-1] == throttle.OF_PLACE.longest


async def test_a_letter_cannot_be_turned_into_another(entrance: Entrance, mailbox: Mailbox) -> None:
    person = await entrance.person(name="<b>Bobby</b>")
    await entrance.call(
        "POST", "/auth/password/forgot", {"email": person.email}, Host="evil.example", X_Forwarded_Host="evil.example"
    )
    message = await mailbox.next(person.email)
    assert token_of(message)
    assert "evil.example" not in message.as_string()
    assert message["From"] == "nullus@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
