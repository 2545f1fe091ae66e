"""Signing up with an invitation, being invited by mail, and where a new person begins."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from tests.identity.entrance import PASSWORD, Entrance, data, refused
from tests.identity.mailbox import SENDER, Mailbox, mail_server, sending, text_of, token_of
from tests.identity.spaces import Space, space

from nullus.identity.spaces import invitations
from nullus.identity.spaces.invitations import Wanted
from nullus.kit import new_id
from nullus.platform.actor import Actor


@pytest.fixture(scope="module")
async def mailbox(entrance: Entrance) -> AsyncIterator[Mailbox]:
    box = Mailbox()
    async with mail_server(box) as port, sending(entrance, port):
        yield box


async def mode(entrance: Entrance, name: str, **more: Any) -> None:
    data(await entrance.call("PUT", "/policies/sign-up", {"mode": name, **more}, bearer="operator-token"))


def address() -> str:
    return f"{new_id().hex}@example.org"


async def code_for(made: Space, actor: Actor, wanted: Wanted) -> str:
    async with made.db.transaction(actor) as tx:
        return (await invitations.create(tx, actor, wanted))[1]


async def register(entrance: Entrance, email: str, **more: Any) -> httpx.Response:
    return await entrance.call("POST", "/auth/register", {"email": email, "password": PASSWORD, **more})


async def confirm(entrance: Entrance, token: str) -> httpx.Response:
    return await entrance.call("POST", "/auth/verify", {"token": token})


async def workspaces_of(entrance: Entrance, email: str) -> list[dict[str, Any]]:
    access = data(await entrance.login(email))["accessToken"]
    items: list[dict[str, Any]] = data(await entrance.call("GET", "/workspaces", bearer=access))["items"]
    return items


async def test_who_is_invited_signs_up_into_that_workspace_and_no_other(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "invitation")
    made, email = await space(entrance.database, "owner"), address()
    code = await code_for(made, made.owner, Wanted("editor"))
    data(await register(entrance, email, invitation=code), 202)
    assert data(await confirm(entrance, await mailbox.token(email)))["state"] == "active"
    (only,) = await workspaces_of(entrance, email)
    assert (only["id"], only["role"], only["current"]) == (str(made.id), "editor", True)
    refused(await register(entrance, address(), invitation=code), 404, "INVITATION_NOT_VALID")


async def test_a_code_that_is_none_or_anothers_signs_nobody_up(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "invitation")
    made = await space(entrance.database, "owner")
    bound = await code_for(made, made.owner, Wanted("viewer", email=address()))
    for code in (bound, "nli_" + "x" * 43, "x"):
        email = address()
        refused(await register(entrance, email, invitation=code), 404, "INVITATION_NOT_VALID")
        assert await entrance.sql("select 1 from identity.accounts where email_key = :email", email=email) == []


async def test_of_many_who_sign_up_with_the_last_use_one_gets_in(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "invitation")
    made = await space(entrance.database, "owner")
    code = await code_for(made, made.owner, Wanted("viewer"))
    emails = [address() for _ in range(5)]
    for each in emails:
        data(await register(entrance, each, invitation=code), 202)
    tokens = [await mailbox.token(each) for each in emails]
    answers = await asyncio.gather(*(confirm(entrance, token) for token in tokens))
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404]
    async with made.db.system_transaction() as tx:
        rows = await tx.execute(
            text("select count(*) from identity.memberships where workspace_id = :id"), {"id": made.id}
        )
        assert rows.scalar() == 2
    signed_in = [(await entrance.login(each)).status_code for each in emails]
    assert sorted(signed_in) == [200, 401, 401, 401, 401]


async def test_where_sign_up_is_open_a_spent_code_costs_only_the_place(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "open")
    made, email = await space(entrance.database, "owner"), address()
    code = await code_for(made, made.owner, Wanted("viewer"))
    data(await register(entrance, email, name="Kim", invitation=code), 202)
    other = await entrance.person(None, home_workspace_id=None)
    async with made.db.system_transaction() as tx:
        await invitations.redeem(tx, other.id, code)
    data(await confirm(entrance, await mailbox.token(email)))
    (own,) = await workspaces_of(entrance, email)
    assert (own["name"], own["role"], own["members"]) == ("Kim's workspace", "owner", 1)


async def test_where_the_operator_wants_it_everybody_begins_in_a_workspace_of_their_own(
    entrance: Entrance, mailbox: Mailbox
) -> None:
    await mode(entrance, "open", role=None)
    email = address()
    data(await register(entrance, email, name="이순신", language="ko"), 202)
    data(await confirm(entrance, await mailbox.token(email)))
    for _ in range(2):
        (own,) = await workspaces_of(entrance, email)
        assert (own["name"], own["role"], own["current"]) == ("이순신의 워크스페이스", "owner", True)
    await mode(entrance, "open")
    second = address()
    data(await register(entrance, second), 202)
    data(await confirm(entrance, await mailbox.token(second)))
    (first,) = await workspaces_of(entrance, second)
    assert (first["id"], first["role"]) == (str(entrance.workspace), "guest")


async def test_a_tier_comes_with_the_code(entrance: Entrance, mailbox: Mailbox) -> None:
    await mode(entrance, "open")
    email = address()
    made = data(await entrance.call("POST", "/invitations", {"tier": "protostar"}, bearer="operator-token"), 201)
    data(await register(entrance, email, invitation=made["code"]), 202)
    data(await confirm(entrance, await mailbox.token(email)))
    assert data(await entrance.login(email))["account"]["tier"] == "protostar"
    assert [each["id"] for each in await workspaces_of(entrance, email)] == [str(entrance.workspace)]


async def test_an_invitation_goes_out_by_mail_and_its_code_lies_nowhere(
    entrance: Entrance, mailbox: Mailbox, tmp_path: Path
) -> None:
    async with mail_server(mailbox) as port:
        mailing = Entrance(
            entrance.database, tmp_path, entrance.workspace,
            smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none", mail_from=SENDER,
        )  # fmt: skip
        try:
            email = address()
            body = {"email": email, "role": "viewer"}
            made = data(await mailing.call("POST", "/invitations", body, bearer="operator-token"), 201)
            assert (made["mailed"], made["code"], made["link"], made["email"]) == (True, None, None, email)
            message = await mailbox.next(email)
            assert message["Subject"] == "You are invited"
            code = token_of(message)
            assert code.startswith("nli_")
            assert "/invitation#" in text_of(message)
            kept = await entrance.sql(
                "select (select string_agg(c::text, '') from identity.credentials c) || "
                "(select string_agg(j::text, '') from jobs.procrastinate_jobs j)"
            )
            assert code not in kept[0][0]
            assert email not in str(await entrance.sql("select args from jobs.procrastinate_jobs"))
            await mode(entrance, "invitation")
            data(await register(entrance, email, invitation=code), 202)
            data(await confirm(entrance, await mailbox.token(email)))
            assert [each["role"] for each in await workspaces_of(entrance, email)] == ["viewer"]
        finally:
            mailing.resources.passwords.close()
            await mailing.resources.directory.close()
