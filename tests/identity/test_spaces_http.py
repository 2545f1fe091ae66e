"""Workspaces, members, groups, programs, keys and invitations as a client meets them: rights, bad input, foreign ids."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from tests.identity.entrance import Entrance, Person, data, refused
from tests.postgres_server import SharedServer

from nullus.identity.entrance import first_start
from nullus.kit import new_id
from nullus.platform.database import Database
from nullus.platform.postgres import Access


@pytest.fixture(scope="module")
async def entrance(database: Database, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Entrance]:
    home: Path = tmp_path_factory.mktemp("home")
    first = await first_start.prepare(database, "operator-token")
    made = Entrance(database, home, first.workspace_id)
    made.app.state.workspace_parts = ()
    yield made
    made.resources.passwords.close()


class Someone:
    """Somebody who signed in: calls with the access token, in the workspace of the session."""

    def __init__(self, entrance: Entrance, who: Person, access: str) -> None:
        self.entrance, self.id, self.email, self.access = entrance, who.id, who.email, access

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return await self.entrance.call(method, path, body, bearer=self.access, **headers)

    async def get(self, path: str) -> Any:
        return data(await self.call("GET", path))


async def someone(entrance: Entrance, role: str | None = "viewer", **changed: Any) -> Someone:
    who = await entrance.person(role, **changed)
    return Someone(entrance, who, data(await entrance.login(who.email))["accessToken"])


async def owner_of_one(entrance: Entrance, name: str = "Team") -> Someone:
    """The owner of a new workspace, whose session acts there."""
    who = await someone(entrance, None, home_workspace_id=None, tier="protostar")
    made = data(await who.call("POST", "/workspaces", {"name": name}), 201)
    data(await who.call("POST", "/me/workspace", {"workspaceId": made["id"]}))
    return who


async def workspace_of(who: Someone) -> str:
    listed = (await who.get("/workspaces"))["items"]
    return str(next(each["id"] for each in listed if each["current"]))


async def join(owner: Someone, role: str) -> Someone:
    """Somebody whom the owner invited and who acts in the workspace."""
    made = data(await owner.call("POST", "/invitations", {"role": role}), 201)
    who = await someone(owner.entrance, None, home_workspace_id=None)
    joined = data(await who.call("POST", "/me/invitations/redeem", {"code": made["code"]}))
    data(await who.call("POST", "/me/workspace", {"workspaceId": joined["workspaceId"]}))
    return who


async def test_a_team_comes_together(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance, "우리 팀")
    preview_of = data(await owner.call("POST", "/invitations", {"role": "editor", "note": "for Lee"}), 201)
    assert preview_of["link"] == f"http://nullus.test/invitation#{preview_of['code']}"
    look = data(await entrance.call("POST", "/invitations/preview", {"code": preview_of["code"]}))
    assert look == {"workspace": "우리 팀", "inviter": "Somebody"}
    editor = await someone(entrance, None, home_workspace_id=None)
    redeemed = data(await editor.call("POST", "/me/invitations/redeem", {"code": preview_of["code"]}))
    workspace = await workspace_of(owner)
    assert redeemed == {"workspaceId": workspace, "workspace": "우리 팀", "role": "editor", "tier": "stargazer"}
    data(await editor.call("POST", "/me/workspace", {"workspaceId": workspace}))
    members = (await owner.get("/members"))["items"]
    assert [(each["role"], each["email"]) for each in members] == [("owner", owner.email), ("editor", editor.email)]
    assert [each["email"] for each in (await editor.get("/members"))["items"]] == [None, editor.email]
    group = data(await owner.call("POST", "/groups", {"name": "research"}), 201)
    filled = data(await owner.call("PUT", f"/groups/{group['id']}/members/{editor.id}"))
    assert filled["memberIds"] == [str(editor.id)]
    assert (await owner.get("/members"))["items"][1]["groupIds"] == [group["id"]]


async def test_a_demoted_member_loses_the_right_at_once_here(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    admin = await join(owner, "admin")
    data(await admin.call("POST", "/groups", {"name": "a"}), 201)
    data(await owner.call("PATCH", f"/members/{admin.id}", {"role": "viewer"}))
    refused(await admin.call("POST", "/groups", {"name": "b"}), 403, "NOT_PERMITTED")
    data(await owner.call("DELETE", f"/members/{admin.id}"))
    assert (await workspace_of(owner)) not in [each["id"] for each in (await admin.get("/workspaces"))["items"]]


async def test_a_key_may_never_more_than_its_maker_may_now(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    admin = await join(owner, "admin")
    body = {"name": "bot", "scopes": ["members", "account", "search"]}
    key = data(await admin.call("POST", "/tokens", body), 201)
    assert key["accountId"] == str(admin.id)
    data(await entrance.call("POST", "/groups", {"name": "by key"}, bearer=key["token"]), 201)
    data(await owner.call("PATCH", f"/members/{admin.id}", {"role": "viewer"}))
    refused(await entrance.call("POST", "/groups", {"name": "later"}, bearer=key["token"]), 403, "NOT_PERMITTED")
    data(await entrance.call("GET", "/members", bearer=key["token"]))
    data(await owner.call("DELETE", f"/members/{admin.id}"))
    refused(await entrance.call("GET", "/members", bearer=key["token"]), 401, "NOT_AUTHENTICATED")
    refused(await admin.call("POST", "/tokens", {"name": "x", "scopes": ["operate"]}), 403, "NOT_PERMITTED")


async def test_keys_are_listed_to_their_makers_and_all_to_who_manages(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    viewer = await join(owner, "viewer")
    mine = data(await viewer.call("POST", "/tokens", {"name": "mine"}), 201)
    assert set(mine["scopes"]) == {"chat", "documents:read", "jobs:read", "search"}
    assert [each["name"] for each in (await viewer.get("/tokens"))["items"]] == ["mine"]
    assert (await owner.get("/tokens"))["items"] == []
    assert [each["name"] for each in (await owner.get("/tokens?of=all"))["items"]] == ["mine"]
    refused(await viewer.call("GET", "/tokens?of=all"), 403, "NOT_PERMITTED")
    other = await join(owner, "editor")
    refused(await other.call("DELETE", f"/tokens/{mine['id']}"), 404, "TOKEN_NOT_FOUND")
    assert (await owner.get("/tokens?of=all"))["items"][0]["lastUsedAt"] is None
    data(await entrance.call("GET", "/me", bearer=mine["token"]))
    assert (await owner.get("/tokens?of=all"))["items"][0]["lastUsedAt"] is not None
    data(await owner.call("DELETE", f"/tokens/{mine['id']}"))
    refused(await entrance.call("GET", "/me", bearer=mine["token"]), 401)


async def test_a_program_works_with_its_own_key_and_ends_with_its_account(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    bot = data(await owner.call("POST", "/service-accounts", {"name": "indexer", "role": "editor"}), 201)
    body = {"name": "k", "serviceAccountId": bot["id"]}
    key = data(await owner.call("POST", "/tokens", body), 201)
    assert (key["accountId"], key["accountKind"]) == (bot["id"], "service")
    me = data(await entrance.call("GET", "/me", bearer=key["token"]))
    assert me["kind"] == "service"
    refused(await owner.call("POST", "/tokens", {**body, "scopes": ["members"]}), 403, "NOT_PERMITTED")
    refused(await owner.call("POST", "/tokens", {**body, "serviceAccountId": str(owner.id)}), 404)
    data(await owner.call("DELETE", f"/service-accounts/{bot['id']}"))
    refused(await entrance.call("GET", "/me", bearer=key["token"]), 401)
    assert (await owner.get("/service-accounts"))["items"] == []


async def test_one_request_may_act_in_another_of_ones_workspaces(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    guest_of = await owner_of_one(entrance)
    made = data(await guest_of.call("POST", "/invitations", {"role": "viewer"}), 201)
    data(await owner.call("POST", "/me/invitations/redeem", {"code": made["code"]}))
    there = await workspace_of(guest_of)
    seen = data(await owner.call("GET", "/members", X_Nullus_Workspace=there))
    assert {each["accountId"] for each in seen["items"]} == {str(owner.id), str(guest_of.id)}
    refused(await owner.call("POST", "/groups", {"name": "x"}, X_Nullus_Workspace=there), 403)
    stranger = await workspace_of(await owner_of_one(entrance))
    wrong = refused(await owner.call("GET", "/members", X_Nullus_Workspace=stranger), 404, "WORKSPACE_NOT_FOUND")
    unknown = refused(await owner.call("GET", "/members", X_Nullus_Workspace=str(new_id())), 404)
    assert {**wrong, "requestId": ""} == {**unknown, "requestId": ""}


async def test_an_owner_hands_over_and_deletes(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    heir = await join(owner, "viewer")
    workspace = await workspace_of(owner)
    given = data(await owner.call("POST", f"/workspaces/{workspace}/transfer", {"accountId": str(heir.id)}))
    assert given["role"] == "owner"
    refused(await owner.call("DELETE", f"/workspaces/{workspace}"), 403, "NOT_PERMITTED")
    receipt = data(await heir.call("DELETE", f"/workspaces/{workspace}"))
    assert (receipt["id"], receipt["verified"]) == (workspace, True)
    for who in (owner, heir):
        refused(await who.call("GET", f"/workspaces/{workspace}"), 404, "WORKSPACE_NOT_FOUND")
    assert await entrance.sql("select 1 from identity.workspaces where id = :id", id=UUID(workspace)) == []


async def test_a_deletion_needs_a_fresh_sign_in_and_never_a_key(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    workspace = await workspace_of(owner)
    scopes = ["account", "workspace"]
    key = data(await owner.call("POST", "/tokens", {"name": "k", "scopes": scopes}), 201)
    refused(await entrance.call("DELETE", f"/workspaces/{workspace}", bearer=key["token"]), 403)
    await entrance.sql(
        "update identity.credentials set authenticated_at = now() - interval '1 hour' where account_id = :id",
        id=owner.id,
    )
    entrance.cache.forget(account_id=owner.id)
    refused(await owner.call("DELETE", f"/workspaces/{workspace}"), 403)
    assert await workspace_of(owner) == workspace


async def test_the_first_workspace_stays(entrance: Entrance) -> None:
    answer = await entrance.call("DELETE", f"/workspaces/{entrance.workspace}", bearer="operator-token")
    refused(answer, 409, "WORKSPACE_KEPT")


async def test_the_operator_sees_and_serves_every_workspace(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    workspace = await workspace_of(owner)
    listed = data(await entrance.call("GET", "/workspaces?limit=500", bearer="operator-token"))["items"]
    assert workspace in [each["id"] for each in listed]
    there = {"X_Nullus_Workspace": workspace}
    made = data(
        await entrance.call(
            "POST", "/invitations", {"role": "owner", "tier": "protostar"}, bearer="operator-token", **there
        ),
        201,
    )
    who = await someone(entrance, None, home_workspace_id=None)
    found = data(await who.call("POST", "/me/invitations/redeem", {"code": made["code"]}))
    assert (found["workspaceId"], found["role"], found["tier"]) == (workspace, "owner", "protostar")
    refused(await owner.call("POST", "/invitations", {"tier": "protostar"}), 403, "NOT_PERMITTED")


async def test_lists_go_on_by_their_cursor_and_refuse_any_other(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    for _ in range(3):
        data(await owner.call("POST", "/invitations", {"role": "viewer"}), 201)
    seen, cursor = [], ""
    while True:
        page = await owner.get(f"/invitations?limit=2{cursor}")
        seen += [each["id"] for each in page["items"]]
        if page["nextCursor"] is None:
            break
        cursor = f"&cursor={page['nextCursor']}"
    assert len(set(seen)) == 3
    for path in ("/invitations", "/members", "/workspaces", "/tokens"):
        for wrong in ("x", "%00", "AAAA", "é" * 20):
            refused(await owner.call("GET", f"{path}?cursor={wrong}"), 422, "INVALID_INPUT")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/workspaces/{workspace}"),
        ("PATCH", "/workspaces/{workspace}"),
        ("DELETE", "/workspaces/{workspace}"),
        ("POST", "/workspaces/{workspace}/transfer"),
        ("POST", "/me/workspace"),
        ("PATCH", "/members/{account}"),
        ("DELETE", "/members/{account}"),
        ("PATCH", "/groups/{group}"),
        ("DELETE", "/groups/{group}"),
        ("PUT", "/groups/{group}/members/{account}"),
        ("DELETE", "/groups/{group}/members/{account}"),
        ("PUT", "/groups/{mine}/members/{account}"),
        ("DELETE", "/service-accounts/{program}"),
        ("DELETE", "/invitations/{invitation}"),
        ("DELETE", "/tokens/{key}"),
    ],
)
async def test_what_is_another_workspaces_answers_like_what_is_not_there(
    entrance: Entrance, method: str, path: str
) -> None:
    victim, me = await owner_of_one(entrance), await owner_of_one(entrance)
    theirs = {
        "workspace": await workspace_of(victim),
        "account": str(victim.id),
        "group": data(await victim.call("POST", "/groups", {"name": "g"}), 201)["id"],
        "program": data(await victim.call("POST", "/service-accounts", {"name": "p"}), 201)["id"],
        "invitation": data(await victim.call("POST", "/invitations", {"role": "viewer"}), 201)["id"],
        "key": data(await victim.call("POST", "/tokens", {"name": "k"}), 201)["id"],
    }
    mine = data(await me.call("POST", "/groups", {"name": "mine"}), 201)["id"]
    before = await rows_of(entrance, theirs["workspace"])
    bodies = []
    for ids in (theirs, {name: str(new_id()) for name in theirs}):
        body: Any = {"PATCH": {"role": "viewer"} if "members" in path else {"name": "stolen"}}.get(method)
        if path.endswith("/transfer"):
            body = {"accountId": ids["account"]}
        if path == "/me/workspace":
            body = {"workspaceId": ids["workspace"]}
        answer = refused(await me.call(method, path.format(**ids, mine=mine), body), 404)
        bodies.append({**answer, "requestId": ""})
    assert bodies[0] == bodies[1]
    assert await rows_of(entrance, theirs["workspace"]) == before


async def rows_of(entrance: Entrance, workspace: str) -> list[str]:
    """Everything that the room keeps for a workspace, but for when a credential was last seen."""
    found = []
    for table, column in (("workspaces", "id"), ("memberships", "workspace_id"), ("groups", "workspace_id"),
                          ("group_members", "workspace_id"), ("invitations", "workspace_id")):  # fmt: skip
        rows = await entrance.sql(
            f"select t::text from identity.{table} t where {column} = :id order by 1", id=UUID(workspace)
        )
        found += [row[0] for row in rows]
    keys = await entrance.sql(
        "select id, revoked_at, scopes::text from identity.credentials where workspace_id = :id order by 1",
        id=UUID(workspace),
    )
    return [*found, *map(str, keys)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/workspaces", {"name": ""}),
        ("POST", "/workspaces", {"name": "a\nb"}),
        ("POST", "/workspaces", {"name": "x" * 101}),
        ("POST", "/workspaces", {"name": "x", "ownerId": "y"}),
        ("POST", "/workspaces", {"name": None}),
        ("POST", "/workspaces", {}),
        ("POST", "/groups", {"name": "a\u202eb"}),
        ("POST", "/groups", {"name": ["x"]}),
        ("POST", "/invitations", {"role": "king"}),
        ("POST", "/invitations", {"role": "viewer", "uses": 0}),
        ("POST", "/invitations", {"role": "viewer", "uses": "2"}),
        ("POST", "/invitations", {"role": "viewer", "uses": 10**9}),
        ("POST", "/invitations", {"role": "viewer", "expiresAt": "2020-01-01T00:00:00Z"}),
        ("POST", "/invitations", {"role": "viewer", "email": "a@b@c"}),
        ("POST", "/invitations", {"role": "viewer", "email": "a@example.org\r\nBcc: x@example.org"}),
        ("POST", "/invitations", {"role": "viewer", "note": "x" * 1001}),
        ("POST", "/invitations", {"role": "viewer", "groupIds": ["x"]}),
        ("POST", "/invitations", {"role": "viewer", "invitedBy": "x"}),
        ("POST", "/me/invitations/redeem", {"code": ""}),
        ("POST", "/me/invitations/redeem", {"code": None}),
        ("POST", "/me/invitations/redeem", {"code": ["x"]}),
        ("POST", "/me/invitations/redeem", {"code": "x" * 201}),
        ("POST", "/me/workspace", {"workspaceId": "x"}),
        ("POST", "/service-accounts", {"name": "x", "role": "king"}),
        ("POST", "/tokens", {"name": "x", "scopes": ["everything"]}),
        ("POST", "/tokens", {"name": "x", "serviceAccountId": 7}),
    ],
)
async def test_bad_input_is_refused_with_a_reason(entrance: Entrance, method: str, path: str, body: Any) -> None:
    owner = await asked_owner(entrance)
    answer = refused(await owner.call(method, path, body), 422)
    assert answer["message"]
    assert answer["hint"]


OWNER: dict[int, Someone] = {}


async def asked_owner(entrance: Entrance) -> Someone:
    """One owner for all of those cases: nothing of theirs changes."""
    if id(entrance) not in OWNER:
        OWNER[id(entrance)] = await owner_of_one(entrance)
    return OWNER[id(entrance)]


async def test_codes_of_other_kinds_are_no_invitations(
    entrance: Entrance, server: SharedServer, access: Access
) -> None:
    owner = await owner_of_one(entrance)
    key = data(await owner.call("POST", "/tokens", {"name": "k"}), 201)["token"]
    made = data(await owner.call("POST", "/invitations", {"role": "viewer"}), 201)["code"]
    other = await someone(entrance, None, home_workspace_id=None)
    for code in (key, owner.access, made[:-1], made + "x", made.upper(), " " + made, "operator-token"):
        if len(code) <= 200:
            refused(await other.call("POST", "/me/invitations/redeem", {"code": code}), 404, "INVITATION_NOT_VALID")
    statement = (
        "select distinct details::text from audit.entries where action = 'invitation.redeemed' and outcome = 'refused'"
    )
    with psycopg.connect(server.superuser_url(access)) as connection:
        assert connection.execute(statement).fetchall() == [('{"code": "invitation_not_valid"}',)]
    refused(await entrance.call("GET", "/me", bearer=made), 401, "NOT_AUTHENTICATED")
    async with entrance.client(cookie=f"nullus_session={made}") as client:
        assert (await client.get("/api/v1/me")).status_code == 401
    data(await other.call("POST", "/me/invitations/redeem", {"code": made}))


async def test_fifty_redeem_the_last_use_over_http(entrance: Entrance) -> None:
    owner = await owner_of_one(entrance)
    made = data(await owner.call("POST", "/invitations", {"role": "viewer"}), 201)
    people = [await entrance.person(None, home_workspace_id=None) for _ in range(2)]
    access = [data(await entrance.login(each.email))["accessToken"] for each in people]
    body = {"code": made["code"]}
    answers = await asyncio.gather(
        *(entrance.call("POST", "/me/invitations/redeem", body, bearer=access[number % 2]) for number in range(50))
    )
    codes = sorted({answer.json()["resultCode"] for answer in answers})
    assert sum(answer.status_code == 200 for answer in answers) == 1
    assert set(codes) <= {"SUCCESS", "ALREADY_MEMBER", "INVITATION_NOT_VALID"}
    assert len((await owner.get("/members"))["items"]) == 2
