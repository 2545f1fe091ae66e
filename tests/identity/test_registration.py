"""Signing up: by the mode that the operator chose, and without telling who has an account."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tests.identity.entrance import PASSWORD, Entrance, data, refused
from tests.identity.mailbox import Mailbox, mail_server, sending, text_of, token_of

from nullus.kit import new_id


@pytest.fixture(scope="module")
async def mailbox(entrance: Entrance) -> AsyncIterator[Mailbox]:
    box = Mailbox()
    async with mail_server(box) as port, sending(entrance, port):
        yield box


async def mode(entrance: Entrance, name: str, **more: str) -> None:
    data(await entrance.call("PUT", "/policies/sign-up", {"mode": name, **more}, bearer="operator-token"))


def address() -> str:
    return f"{new_id().hex}@example.org"


async def register(entrance: Entrance, email: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
    return await entrance.call("POST", "/auth/register", {"email": email, "password": password, **more})


async def verify(entrance: Entrance, token: object) -> httpx.Response:
    return await entrance.call("POST", "/auth/verify", {"token": token})


async def test_nobody_signs_up_until_somebody_opens_the_door(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "closed")
    refused(await register(entrance, address()), 403, "SIGN_UP_CLOSED")
    await mode(entrance, "invitation")
    refused(await register(entrance, address()), 403, "INVITATION_NEEDED")


async def test_the_page_at_the_door_learns_how_one_comes_in(entrance: Entrance, mailbox: Mailbox) -> None:
    for name in ("closed", "approval"):
        await mode(entrance, name)
        told = data(await entrance.call("GET", "/auth/entrance"))
        assert told == {
            "signUp": name, "delivery": "operator", "passwordLength": 15, "passwordLengthWithSecondFactor": 8,
            "guests": False, "passkeyOrigin": None,
        }  # fmt: skip
    await entrance.sql("update identity.workspaces set settings = settings || '{\"guests\": true}'")
    assert data(await entrance.call("GET", "/auth/entrance"))["guests"]


async def test_somebody_signs_up_confirms_and_signs_in(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "open")
    email = address()
    made = data(await register(entrance, email, name="이순신", language="ko", timeZone="Asia/Seoul"), 202)
    assert made["state"] == "verify"
    refused(await entrance.login(email), 401, "WRONG_SIGN_IN")
    message = await mailbox.next(email)
    assert message["Subject"] == "이메일을 확인해 주세요"
    assert "24시간" in text_of(message)
    assert token_of(message) in text_of(message, "html")
    assert data(await verify(entrance, token_of(message)))["state"] == "active"
    account = data(await entrance.login(email))["account"]
    assert (account["name"], account["language"], account["timeZone"], account["emailVerified"], account["tier"]) == (
        "이순신", "ko", "Asia/Seoul", True, "stargazer",
    )  # fmt: skip
    refused(await verify(entrance, token_of(message)), 401, "MAIL_LINK_NOT_VALID")


async def test_a_link_confirms_only_an_account_that_waits_for_it(entrance: Entrance, mailbox: Mailbox) -> None:
    """Whoever was shut out meanwhile does not come back by an old mail."""
    await mode(entrance, "open")
    email = address()
    data(await register(entrance, email), 202)
    token = await mailbox.token(email)
    await entrance.sql("update identity.accounts set state = 'suspended' where email = :email", email=email)
    refused(await verify(entrance, token), 401, "MAIL_LINK_NOT_VALID")
    refused(await entrance.login(email), 401, "WRONG_SIGN_IN")


async def test_with_approval_somebody_has_to_say_yes(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "approval", role="viewer")
    email = address()
    await register(entrance, email, language="en")
    assert data(await verify(entrance, await mailbox.token(email)))["state"] == "waiting"
    refused(await entrance.login(email), 401, "WRONG_SIGN_IN")
    waiting = data(await entrance.call("GET", "/accounts?state=waiting", bearer="operator-token"))["items"]
    account = next(each for each in waiting if each["email"] == email)
    approved = await entrance.call("PATCH", f"/accounts/{account['id']}", {"state": "active"}, bearer="operator-token")
    assert data(approved)["state"] == "active"
    assert (await mailbox.next(email))["Subject"] == "Your account is ready"
    access = data(await entrance.login(email))["accessToken"]
    assert data(await entrance.call("GET", "/me", bearer=access))["role"] == "viewer"


async def test_a_known_address_gets_the_same_answer_and_a_mail(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "open")
    person, unknown = await entrance.person(), address()
    answers = [await register(entrance, each) for each in (person.email, unknown, person.email.upper())]
    assert {(each.status_code, each.text) for each in answers} == {(202, answers[0].text)}
    message = await mailbox.next(person.email)
    assert message["Subject"] == "이미 계정이 있습니다"
    assert "#" not in text_of(message)
    assert data(await entrance.login(person.email))["account"]["id"] == str(person.id)


async def test_a_stranger_cannot_slip_a_password_under_somebodys_account(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "open")
    email = address()
    await register(entrance, email, "the first strangers secret", language="en")
    await mailbox.next(email)
    await register(entrance, email, PASSWORD, language="en")
    mine = await mailbox.token(email)
    await register(entrance, email, "the second strangers secret", language="en")
    theirs = await mailbox.token(email)
    data(await verify(entrance, mine))
    assert data(await entrance.login(email))["account"]["email"] == email
    refused(await verify(entrance, theirs), 401, "MAIL_LINK_NOT_VALID")


async def test_fifty_sign_ups_at_once_make_one_account(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "open")
    email = address()
    answers = await asyncio.gather(*(register(entrance, email) for _ in range(50)))
    assert {each.status_code for each in answers} == {202}
    rows = await entrance.sql("select id from identity.accounts where email_key = :e", e=email)
    assert len(rows) == 1
    token = await mailbox.token(email)
    verified = await asyncio.gather(*(verify(entrance, token) for _ in range(50)))
    assert sorted(each.status_code for each in verified) == [200] + [401] * 49
    assert len(await entrance.sql("select 1 from identity.memberships where account_id = :a", a=rows[0].id)) == 1


async def test_a_guest_who_signs_up_stays_who_they_are(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "open")
    guest = new_id()
    await entrance.sql(
        "insert into identity.accounts (id, kind, state, tier, home_workspace_id) values (:i, 'guest', 'active', 'guest', :w)",
        i=guest,
        w=entrance.workspace,
    )
    email = address()
    body = {"email": email, "password": PASSWORD}
    await entrance.sql(
        "insert into identity.credentials (id, workspace_id, kind, name, hash, scopes, account_id) "
        "values (:c, :w, 'guest', '', sha256('nlg_x'), '{*}', :i)",
        c=new_id(), w=entrance.workspace, i=guest,
    )  # fmt: skip
    data(await entrance.call("POST", "/auth/register", body, Cookie="nullus_guest=nlg_x"), 202)
    assert (
        data(await entrance.call("GET", "/me", Cookie="nullus_guest=nlg_x"))["kind"] == "guest"
    )  # may go on meanwhile
    data(await verify(entrance, await mailbox.token(email)))
    account = data(await entrance.login(email))["account"]
    assert (account["id"], account["kind"], account["tier"]) == (str(guest), "person", "stargazer")
    assert len(await entrance.sql("select 1 from identity.accounts where email_key = :e", e=email)) == 1
    refused(await entrance.call("GET", "/me", Cookie="nullus_guest=nlg_x"), 401)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email": "nobody"}, "EMAIL_REFUSED"),
        ({"email": "p\u0430ypal@example.org"}, "EMAIL_REFUSED"),
        ({"email": "a@p\u0430ypal.com"}, "EMAIL_REFUSED"),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "EMAIL_REFUSED"),
        ({"name": "Me\nBcc: b@example.org"}, "INVALID_INPUT"),
        ({"name": "\u202egnorw"}, "INVALID_INPUT"),
        ({"timeZone": "Mars/Olympus"}, "UNKNOWN_TIME_ZONE"),
        ({"timeZone": "../../etc/passwd"}, "UNKNOWN_TIME_ZONE"),
        ({"language": "xx"}, "INVALID_INPUT"),
        ({"password": "fourteen chars"}, "PASSWORD_REFUSED"),
        ({"password": "p" * 1025}, "PASSWORD_REFUSED"),
        ({"password": "qwertyuiopasdfgh"}, "PASSWORD_REFUSED"),
        ({"password": "nullus nullus 2026"}, "PASSWORD_REFUSED"),
        ({"password": "\ud800" * 20}, "INVALID_INPUT"),
        ({"role": "owner"}, "INVALID_INPUT"),
        ({"platformRoles": ["operator"]}, "INVALID_INPUT"),
        ({"tier": "protostar"}, "INVALID_INPUT"),
        ({"state": "active"}, "INVALID_INPUT"),
        ({"password": None}, "INVALID_INPUT"),
        ({"email": ["a@example.org"]}, "INVALID_INPUT"),
        ({"invitation": {}}, "INVALID_INPUT"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_made(
    entrance: Entrance, changed: dict[str, Any], code: str
) -> None:
    await mode(entrance, "open")
    before = await entrance.sql("select count(*) as n from identity.accounts")
    body = {"email": address(), "password": PASSWORD, **changed}
    refused(await entrance.call("POST", "/auth/register", body), 422, code)
    assert await entrance.sql("select count(*) as n from identity.accounts") == before


@pytest.mark.parametrize("token", [None, "", [], {}, 0, True, "x", "nlv_" + "x" * 43, "\0", "a" * 500])
async def test_what_is_no_token_confirms_nothing(entrance: Entrance, token: object) -> None:
    assert (await verify(entrance, token)).status_code in {401, 422}
    assert (await entrance.call("POST", "/auth/verify", {})).status_code == 422


async def test_no_secret_lies_in_the_queue_or_the_table(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "open")
    email = address()
    await register(entrance, email)
    token = await mailbox.token(email)
    rows = [*await entrance.sql("select j::text as whole from jobs.procrastinate_jobs j"),
            *await entrance.sql("select c::text as whole from identity.credentials c")]  # fmt: skip
    assert rows
    assert not [row for row in rows if token in row.whole or token[4:] in row.whole or PASSWORD in row.whole]
    queued = await entrance.sql(
        "select args::text as whole from jobs.procrastinate_jobs where task_name like 'identity.%'"
    )
    assert not [row for row in queued if email in row.whole]
