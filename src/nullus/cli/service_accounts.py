"""`nullus service-accounts`: programs that belong to a workspace and to no person."""

from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in, one_of
from nullus.cli.client import Client, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List service accounts.", "서비스 계정 목록을 봅니다."))(list_programs)
    group.command("create", help=words("Make a service account.", "서비스 계정을 만듭니다."))(create)
    group.command("delete", help=words("Delete a service account with its keys.", "서비스 계정과 키를 삭제합니다."))(
        delete
    )
    app.add_typer(group, name="service-accounts", help=words("Accounts of programs.", "프로그램용 계정."))


def program_named(client: Client, typed: str) -> dict[str, Any]:
    """The service account with this name or id. Raises ServiceError."""
    return one_of(
        client.pages("/api/v1/service-accounts"),
        typed,
        ("id", "name"),
        Text(en="service account", ko="서비스 계정"),
        "nullus service-accounts list",
    )


def list_programs(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    found = list(connect_in(workspace).pages("/api/v1/service-accounts"))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['id']}  {each['role']:<7}  {each['name']}")


def create(
    name: str,
    role: Annotated[str, typer.Option(help=words("Role in the workspace.", "워크스페이스에서의 역할."))] = "viewer",
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    made = connect_in(workspace).post("/api/v1/service-accounts", {"name": name, "role": role})
    show_json(made) if as_json else show(made["id"])


def delete(name: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    gone = client.delete(f"/api/v1/service-accounts/{segment(program_named(client, name)['id'])}")
    show_json(gone) if as_json else say(Text(en="Deleted.", ko="삭제했습니다."))
