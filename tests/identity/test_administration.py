"""What the operators of a service may do with accounts, and what nobody may."""

import asyncio
from typing import Any

import httpx
import pytest
from tests.identity.entrance import PASSWORD, Entrance, Person, data, refused

from nullus.kit import new_id


async def change(entrance: Entrance, person: Person, bearer: str = "operator-token", **body: Any) -> httpx.Response:
    return await entrance.call("PATCH", f"/accounts/{person.id}", body, bearer=bearer)


async def operator(entrance: Entrance) -> tuple[Person, str]:
    person = await entrance.person("admin", platform_roles=["operator"])
    return person, data(await entrance.login(person.email))["accessToken"]


async def test_a_suspended_person_is_out_everywhere_and_comes_back(entrance: Entrance) -> None:
    person = await entrance.person()
    access = data(await entrance.login(person.email))["accessToken"]
    assert data(await change(entrance, person, state="suspended"))["state"] == "suspended"
    refused(await entrance.call("GET", "/me", bearer=access), 401)
    refused(await entrance.login(person.email), 401, "WRONG_SIGN_IN")
    assert data(await change(entrance, person, state="active"))["state"] == "active"
    assert data(await entrance.login(person.email))


async def test_fifty_operators_who_remove_each_other_leave_one(entrance: Entrance) -> None:
    await entrance.sql("update identity.accounts set platform_roles = '{}'")
    operators = [await operator(entrance) for _ in range(2)]
    answers = await asyncio.gather(
        *(
            change(entrance, operators[number % 2][0], platformRoles=[] if number % 4 < 2 else ["auditor"])
            for number in range(50)
        )
    )
    assert {each.status_code for each in answers} <= {200, 409}
    left = await entrance.sql("select 1 from identity.accounts where 'operator' = any(platform_roles)")
    assert len(left) == 1
    kept = (await entrance.sql("select id, email from identity.accounts where 'operator' = any(platform_roles)"))[0]
    refused(await change(entrance, Person(kept.id, kept.email), state="suspended"), 409, "LAST_OPERATOR")


async def test_only_operators_of_the_service_see_accounts(entrance: Entrance) -> None:
    victim = await entrance.person()
    for role in ("owner", "admin", "editor", "viewer"):
        person = await entrance.person(role)
        access = data(await entrance.login(person.email))["accessToken"]
        for method, path, body in (
            ("GET", "/accounts", None), ("GET", f"/accounts/{victim.id}", None),
            ("PATCH", f"/accounts/{victim.id}", {"state": "suspended"}),
            ("PATCH", f"/accounts/{person.id}", {"platformRoles": ["operator"]}),
            ("POST", f"/accounts/{victim.id}/links", {"purpose": "reset"}), ("PUT", "/policies/sign-up", {"mode": "open"}),
            ("POST", "/accounts", {"email": "new@example.org"}), ("POST", f"/accounts/{victim.id}/reset", None),
        ):  # fmt: skip
            refused(await entrance.call(method, path, body, bearer=access), 403)


async def test_an_operator_finds_accounts_page_by_page(entrance: Entrance) -> None:
    mark = new_id().hex[-10:]
    people = [await entrance.person(name=f"{mark} {number}") for number in range(5)]
    _, access = await operator(entrance)
    found: list[str] = []
    cursor = ""
    while True:
        page = data(await entrance.call("GET", f"/accounts?query={mark}&limit=2{cursor}", bearer=access))
        found += [each["id"] for each in page["items"]]
        if page["nextCursor"] is None:
            break
        cursor = f"&cursor={page['nextCursor']}"
    assert found == [str(each.id) for each in reversed(people)]
    one = data(await entrance.call("GET", f"/accounts/{people[0].id}", bearer=access))
    assert one["email"] == people[0].email
    assert not [name for name in one if "password" in name.lower() or "hash" in name.lower()]
    refused(await entrance.call("GET", f"/accounts/{new_id()}", bearer=access), 404, "ACCOUNT_NOT_FOUND")


async def test_an_administrator_has_a_password_reset_but_never_sees_the_link(entrance: Entrance) -> None:
    person = await entrance.person()
    _, access = await operator(entrance)
    assert data(await entrance.call("POST", f"/accounts/{person.id}/reset", bearer=access), 202)
    body = {"purpose": "reset"}
    refused(await entrance.call("POST", f"/accounts/{person.id}/links", body, bearer=access), 403, "ON_MACHINE_ONLY")
    link = data(await entrance.call("POST", f"/accounts/{person.id}/links", body, bearer="operator-token"), 201)["link"]
    token = link.partition("#")[2]
    data(await entrance.call("POST", "/auth/password/reset", {"token": token, "password": PASSWORD + " 2"}))
    assert data(await entrance.login(person.email, PASSWORD + " 2"))
    refused(await change(entrance, person, password="chosen by the administrator"), 422, "INVALID_INPUT")


async def test_without_a_mail_server_the_operator_hands_the_link_over(entrance: Entrance) -> None:
    data(await entrance.call("PUT", "/policies/sign-up", {"mode": "open"}, bearer="operator-token"))
    email = f"{new_id().hex}@example.org"
    made = await entrance.call("POST", "/auth/register", {"email": email, "password": PASSWORD})
    assert data(made, 202)["delivery"] == "operator"
    account = data(await entrance.call("GET", f"/accounts?query={email}", bearer="operator-token"))["items"][0]
    person = Person(account["id"], email)
    refused(await change(entrance, person, state="active"), 409, "NOT_VERIFIED_YET")
    path = f"/accounts/{account['id']}/links"
    refused(await entrance.call("POST", path, {"purpose": "reset"}, bearer="operator-token"), 409, "NOTHING_TO_LINK")
    first, second = [
        data(await entrance.call("POST", path, {"purpose": "verify"}, bearer="operator-token"), 201)["link"]
        for _ in range(2)
    ]
    refused(await entrance.call("POST", "/auth/verify", {"token": first.partition("#")[2]}), 401)
    data(await entrance.call("POST", "/auth/verify", {"token": second.partition("#")[2]}))
    assert data(await entrance.login(email))


async def test_an_operator_makes_accounts_without_knowing_their_passwords(entrance: Entrance) -> None:
    _, access = await operator(entrance)
    body = {"email": f"{new_id().hex}@example.org", "name": "Ines", "role": "editor"}
    made = data(await entrance.call("POST", "/accounts", body, bearer=access), 201)
    assert (made["state"], made["emailVerified"]) == ("active", False)
    refused(await entrance.login(body["email"], ""), 422)
    refused(await entrance.login(body["email"], "anything at all would do"), 401)
    refused(await entrance.call("POST", "/accounts", body, bearer=access), 409, "EMAIL_TAKEN")
    refused(await entrance.call("POST", "/accounts", {**body, "password": PASSWORD}, bearer=access), 422)


async def test_dangerous_acts_need_a_recent_sign_in(entrance: Entrance) -> None:
    person, access = await operator(entrance)
    victim = await entrance.person()
    await entrance.sql(
        "update identity.credentials set authenticated_at = now() - interval '1 hour' where account_id = :a",
        a=person.id,
    )
    entrance.cache.forget(account_id=person.id)
    refused(await change(entrance, victim, bearer=access, state="suspended"), 403, "SIGN_IN_TOO_OLD")
    data(await entrance.call("POST", "/auth/step-up", {"password": PASSWORD}, bearer=access))
    data(await change(entrance, victim, bearer=access, state="suspended"))


@pytest.mark.parametrize(
    "body",
    [{"mode": "anything"}, {"mode": None}, {}, {"mode": "open", "role": "owner"}, {"mode": "open", "tier": "none such"},
     {"mode": ["open"]}],
)  # fmt: skip
async def test_a_sign_up_policy_that_does_not_exist_is_refused(entrance: Entrance, body: dict[str, Any]) -> None:
    before = data(await entrance.call("GET", "/policies/sign-up", bearer="operator-token"))
    refused(await entrance.call("PUT", "/policies/sign-up", body, bearer="operator-token"), 422)
    assert data(await entrance.call("GET", "/policies/sign-up", bearer="operator-token")) == before
