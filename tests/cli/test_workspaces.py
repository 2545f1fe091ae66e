"""Workspaces, their members, groups, invitations, programs and keys on the command line, against a real service."""

import json
from typing import Any

import pytest
from chaos.running import Running

from nullus.kit import new_id


def told(service: Running, *arguments: str) -> Any:
    """What a command prints with --json."""
    done = service.cli(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def name(service: Running) -> str:
    """A workspace of these tests alone."""
    made = f"team {new_id().hex[-8:]}"
    told(service, "workspaces", "create", made)
    return made


def test_a_workspace_is_made_shown_renamed_and_deleted(service: Running) -> None:
    first = f"둘째 {new_id().hex[-8:]}"
    done = service.cli("workspaces", "create", first)
    assert done.returncode == 0
    assert "--role owner" in done.stderr
    shown = told(service, "workspaces", "show", first)
    assert (shown["id"], shown["name"], shown["members"]) == (done.stdout.strip(), first, 0)
    assert shown["id"] in service.cli("workspaces", "show", first).stdout
    assert told(service, "workspaces", "rename", first, f"{first} 2")["name"] == f"{first} 2"
    assert f"{first} 2" in service.cli("workspaces", "list").stdout
    assert service.cli("workspaces", "delete", f"{first} 2").returncode == 1  # nobody said yes
    receipt = told(service, "workspaces", "delete", f"{first} 2", "--yes")
    assert (receipt["id"], receipt["verified"]) == (shown["id"], True)
    gone = service.cli("workspaces", "show", first)
    assert (gone.returncode, gone.stdout) == (4, "")
    assert "nullus workspaces list" in gone.stderr


def test_the_first_workspace_is_kept(service: Running) -> None:
    first = told(service, "workspaces", "list")["items"][0]["id"]
    done = service.cli("workspaces", "delete", first, "--yes")
    assert (done.returncode, done.stdout) == (5, "")


def test_invitations_are_made_listed_and_withdrawn(service: Running, name: str) -> None:
    made = told(service, "invitations", "create", "--workspace", name, "--role", "owner", "--tier", "protostar")
    assert made["code"].startswith("nli_")
    assert made["link"].endswith(f"#{made['code']}")
    link = service.cli(
        "invitations", "create", "--workspace", name, "--role", "viewer", "--uses", "3", "--note", "team"
    )
    assert link.stdout.strip().startswith("http")
    listed = told(service, "invitations", "list", "--workspace", name)["items"]
    assert [(each["role"], each["usesMax"]) for each in listed] == [("viewer", 3), ("owner", 1)]
    assert "team" in service.cli("invitations", "list", "--workspace", name).stdout
    assert told(service, "invitations", "revoke", made["id"], "--workspace", name)["revoked"]
    assert service.cli("invitations", "revoke", made["id"], "--workspace", name).returncode == 4
    assert service.cli("invitations", "create", "--workspace", name, "--role", "king").returncode == 2
    for each in told(service, "invitations", "list")["items"]:
        assert each["id"] not in {made["id"]}


def test_groups_hold_service_accounts_too(service: Running, name: str) -> None:
    at = ("--workspace", name)
    bot = told(service, "service-accounts", "create", "indexer", "--role", "editor", *at)
    assert "indexer" in service.cli("service-accounts", "list", *at).stdout
    told(service, "groups", "create", "research", *at)
    assert told(service, "groups", "add", "research", "indexer", *at)["memberIds"] == [bot["id"]]
    assert service.cli("groups", "list", *at).stdout.split()[1] == "1"
    assert told(service, "groups", "rename", "research", "lab", *at)["name"] == "lab"
    assert told(service, "groups", "remove", "lab", "indexer", *at)["memberIds"] == []
    assert told(service, "workspaces", "members", "role", "indexer", "viewer", *at)["role"] == "viewer"
    assert "viewer" in service.cli("workspaces", "members", "list", *at).stdout
    assert service.cli("workspaces", "members", "remove", "nobody", *at).returncode == 4
    assert told(service, "groups", "delete", "lab", *at)["removed"]
    assert told(service, "service-accounts", "delete", "indexer", *at)["removed"]


def test_keys_are_the_operators_or_a_programs(service: Running, name: str) -> None:
    at = ("--workspace", name)
    told(service, "service-accounts", "create", "reader", *at)
    key = told(service, "tokens", "create", "k", "--scope", "search", "--service-account", "reader", *at)
    with service.client(key["token"]) as client:
        me = client.get("/api/v1/me").json()["data"]
    assert (me["kind"], me["scopes"]) == ("service", ["search"])
    own = told(service, "tokens", "create", "mine", *at)
    assert own["accountId"] is None
    listed = told(service, "tokens", "list", *at)["items"]
    assert [each["name"] for each in listed] == ["mine", "k"]
    assert "(reader)" in service.cli("tokens", "list", *at).stdout
    for each in listed:
        assert told(service, "tokens", "revoke", each["id"], *at)["revoked"]
    assert told(service, "tokens", "list", *at)["items"] == []


def test_a_workspace_that_is_not_there_is_said(service: Running) -> None:
    for command in (("groups", "list"), ("invitations", "list"), ("tokens", "list"), ("service-accounts", "list")):
        done = service.cli(*command, "--workspace", "no such thing")
        assert (done.returncode, done.stdout) == (4, "")
