"""`nullus workspaces`: the walls between groups of people, and who stands behind which."""

from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in, one_of
from nullus.cli.client import Client, connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text

Yes = Annotated[bool, typer.Option("--yes", help=words("Do not ask.", "묻지 않습니다."))]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List workspaces.", "워크스페이스 목록을 봅니다."))(list_workspaces)
    group.command("create", help=words("Make a workspace.", "워크스페이스를 만듭니다."))(create)
    group.command("show", help=words("Show one workspace.", "워크스페이스 하나를 봅니다."))(show_one)
    group.command("rename", help=words("Rename a workspace.", "워크스페이스 이름을 바꿉니다."))(rename)
    group.command(
        "delete",
        help=words("Delete a workspace with everything in it.", "워크스페이스와 그 안의 모든 것을 삭제합니다."),
    )(delete)
    members = typer.Typer(no_args_is_help=True)
    members.command("list", help=words("List the members.", "구성원 목록을 봅니다."))(list_members)
    members.command("role", help=words("Give a member another role.", "구성원의 역할을 바꿉니다."))(set_role)
    members.command("remove", help=words("Take a member out.", "구성원을 내보냅니다."))(remove_member)
    group.add_typer(members, name="members", help=words("Who belongs to a workspace.", "워크스페이스의 구성원."))
    app.add_typer(group, name="workspaces", help=words("Workspaces and their members.", "워크스페이스와 구성원."))


def member_named(client: Client, typed: str) -> dict[str, Any]:
    """The member with this e-mail, name or id. Raises ServiceError."""
    return one_of(
        client.pages("/api/v1/members"),
        typed,
        ("accountId", "email", "name"),
        Text(en="member", ko="구성원"),
        "nullus workspaces members list",
    )


def list_workspaces(as_json: AsJson = False) -> None:
    found = list(connect().pages("/api/v1/workspaces"))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['id']}  {each['createdAt'][:10]}  {each['members']:>4}  {each['name']}")


def create(name: str, as_json: AsJson = False) -> None:
    made = connect().post("/api/v1/workspaces", {"name": name})
    if as_json:
        show_json(made)
        return
    show(made["id"])
    say(
        Text(
            en='Nobody owns it yet. Invite an owner: `nullus invitations create --workspace "{name}" --role owner`.',
            ko='아직 소유자가 없습니다. 소유자를 초대하세요: `nullus invitations create --workspace "{name}" --role owner`.',
        ),
        name=name,
    )


def show_one(workspace: str, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    found = client.get(f"/api/v1/workspaces/{client.workspace}")
    if as_json:
        show_json(found)
        return
    show(f"{found['name']}\nid: {found['id']}\n{words('members', '구성원')}: {found['members']}")
    show(f"{words('made', '생성일')}: {found['createdAt'][:10]}")


def rename(workspace: str, name: str, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    changed = client.patch(f"/api/v1/workspaces/{client.workspace}", {"name": name})
    show_json(changed) if as_json else show(changed["name"])


def delete(workspace: str, yes: Yes = False, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    found = client.get(f"/api/v1/workspaces/{client.workspace}")
    if not yes:
        name = found["name"]
        typer.confirm(
            words(
                f"Delete {name}, with its documents, for all {found['members']} members? This cannot be undone.",
                f"{name} 워크스페이스와 모든 문서를 구성원 {found['members']}명 모두에게서 삭제할까요? 되돌릴 수 없습니다.",
            ),
            abort=True,
        )
    receipt = client.delete(f"/api/v1/workspaces/{found['id']}")
    if as_json:
        show_json(receipt)
        return
    for key, count in receipt["removed"].items():
        show(f"{count:>8} {key}")
    verified = words("verified: nothing is left", "확인됨: 남은 것이 없습니다")
    show(
        verified if receipt["verified"] else words("NOT verified", "확인 실패"),
        "good" if receipt["verified"] else "bad",
    )


def list_members(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    found = list(connect_in(workspace).pages("/api/v1/members"))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['accountId']}  {each['role']:<7}  {each['kind']:<7}  {each['email'] or ''}  {each['name']}")


def set_role(member: str, role: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    account = member_named(client, member)["accountId"]
    changed = client.patch(f"/api/v1/members/{segment(account)}", {"role": role})
    show_json(changed) if as_json else show(f"{changed['name']}: {changed['role']}")


def remove_member(member: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    account = member_named(client, member)["accountId"]
    gone = client.delete(f"/api/v1/members/{segment(account)}")
    show_json(gone) if as_json else say(Text(en="Removed.", ko="내보냈습니다."))
