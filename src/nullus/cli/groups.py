"""`nullus groups`: named sets of members, for whom a collection can be."""

from typing import Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in, one_of
from nullus.cli.client import Client, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.cli.workspaces import member_named
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List groups.", "그룹 목록을 봅니다."))(list_groups)
    group.command("create", help=words("Make a group.", "그룹을 만듭니다."))(create)
    group.command("rename", help=words("Rename a group.", "그룹 이름을 바꿉니다."))(rename)
    group.command("delete", help=words("Delete a group.", "그룹을 삭제합니다."))(delete)
    group.command("add", help=words("Put a member into a group.", "구성원을 그룹에 넣습니다."))(add)
    group.command("remove", help=words("Take a member out of a group.", "구성원을 그룹에서 뺍니다."))(remove)
    app.add_typer(group, name="groups", help=words("Groups of members.", "구성원 그룹."))


def group_named(client: Client, typed: str) -> dict[str, Any]:
    """The group with this name or id. Raises ServiceError."""
    return one_of(
        client.pages("/api/v1/groups"), typed, ("id", "name"), Text(en="group", ko="그룹"), "nullus groups list"
    )


def list_groups(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    found = list(connect_in(workspace).pages("/api/v1/groups"))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['id']}  {len(each['memberIds']):>4}  {each['name']}")


def create(name: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    made = connect_in(workspace).post("/api/v1/groups", {"name": name})
    show_json(made) if as_json else show(made["id"])


def rename(group: str, name: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    found = group_named(client, group)["id"]
    changed = client.patch(f"/api/v1/groups/{segment(found)}", {"name": name})
    show_json(changed) if as_json else show(changed["name"])


def delete(group: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    gone = client.delete(f"/api/v1/groups/{segment(group_named(client, group)['id'])}")
    show_json(gone) if as_json else say(Text(en="Deleted.", ko="삭제했습니다."))


def add(group: str, member: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    _change("PUT", group, member, workspace, as_json)


def remove(group: str, member: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    _change("DELETE", group, member, workspace, as_json)


def _change(method: str, group: str, member: str, workspace: str | None, as_json: bool) -> None:
    client = connect_in(workspace)
    found, account = group_named(client, group)["id"], member_named(client, member)["accountId"]
    changed = client.call(method, f"/api/v1/groups/{segment(found)}/members/{segment(account)}")
    count = len(changed["memberIds"])
    show_json(changed) if as_json else show(f"{changed['name']}: {count} {words('members', '명')}")
