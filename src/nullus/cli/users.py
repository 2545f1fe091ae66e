"""`nullus users`: the accounts of this service, and how people may sign up."""

import importlib
from typing import Annotated, Any

import typer

from nullus.cli.client import Client, connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import ErrorKind, NullusError, Text


class UserNotFound(NullusError):
    """No account has this e-mail or id."""

    kind = ErrorKind.NOT_FOUND
    code = "user_not_found"
    message = Text(en="No account has the e-mail {named}.", ko="이메일이 {named}인 계정이 없습니다.")
    hint = Text(en="`nullus users list` shows them all.", ko="`nullus users list`로 모두 볼 수 있습니다.")


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List accounts, newest first.", "계정 목록을 최근 순으로 봅니다."))(list_users)
    group.command("show", help=words("Show one account.", "계정 하나를 봅니다."))(show_user)
    group.command("create", help=words("Make an account; its person sets the password.", "계정을 만듭니다."))(create)
    group.command("suspend", help=words("Shut an account out, everywhere at once.", "계정을 정지합니다."))(suspend)
    group.command("activate", help=words("Lift a suspension.", "정지를 풉니다."))(activate)
    group.command("approve", help=words("Let somebody in who waits for it.", "가입을 승인합니다."))(activate)
    group.command("link", help=words("Print a link to hand over.", "전달할 링크를 표시합니다."))(link)
    group.command("role", help=words("Set the roles in the service.", "서비스 전체 역할을 정합니다."))(role)
    group.command("sign-up", help=words("Say how people may sign up.", "가입 방식을 보거나 정합니다."))(sign_up)
    importlib.import_module("nullus.cli.leaving").add_to(group)
    app.add_typer(group, name="users", help=words("People with an account.", "계정이 있는 사람들."))


def list_users(
    query: Annotated[
        str | None, typer.Argument(help=words("Part of an e-mail or a name.", "이메일이나 이름의 일부."))
    ] = None,
    state: Annotated[
        str | None, typer.Option(help=words("pending, waiting, active or suspended.", "계정 상태."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    found = list(connect().pages("/api/v1/accounts", query=query, state=state))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['id']}  {each['state']:<9}  {each['tier']:<10}  {each['email'] or '-'}  {each['name']}")


def show_user(email: str, as_json: AsJson = False) -> None:
    found = found_by_email(connect(), email)
    if as_json:
        show_json(found)
        return
    for name, value in found.items():
        show(f"{name}: {' '.join(value) if isinstance(value, list) else value}")


def create(
    email: str,
    name: Annotated[str | None, typer.Option(help=words("What the person is called.", "이름."))] = None,
    role: Annotated[
        str, typer.Option(help=words("Role in the first workspace.", "첫 워크스페이스에서의 역할."))
    ] = "viewer",
    as_json: AsJson = False,
) -> None:
    client = connect()
    made = client.post("/api/v1/accounts", {"email": email, "role": role} | ({"name": name} if name else {}))
    made["link"] = _link_of(client, made["id"], "reset")
    if as_json:
        show_json(made)
        return
    say(
        Text(
            en="Hand this link over; it works once, for 30 minutes:",
            ko="이 링크를 전달하세요. 30분 안에 한 번만 쓸 수 있습니다:",
        )
    )
    show(made["link"])


def suspend(email: str, as_json: AsJson = False) -> None:
    _change(email, {"state": "suspended"}, as_json)


def activate(email: str, as_json: AsJson = False) -> None:
    _change(email, {"state": "active"}, as_json)


def link(
    email: str,
    purpose: Annotated[str, typer.Option("--for", help=words("verify or reset.", "verify 또는 reset."))],
    as_json: AsJson = False,
) -> None:
    client = connect()
    made = _link_of(client, found_by_email(client, email)["id"], purpose)
    show_json({"link": made}) if as_json else show(made)


def role(
    email: str,
    roles: Annotated[
        list[str] | None,
        typer.Argument(help=words("operator, auditor, or none.", "operator, auditor; 없으면 해제.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    _change(email, {"platformRoles": roles or []}, as_json)


def sign_up(
    mode: Annotated[
        str | None, typer.Argument(help=words("closed, invitation, open or approval.", "가입 방식."))
    ] = None,
    role: Annotated[
        str | None, typer.Option(help=words("Role in the first workspace.", "첫 워크스페이스에서의 역할."))
    ] = None,
    tier: Annotated[str | None, typer.Option(help=words("Tier of whoever signs up.", "가입자의 등급."))] = None,
    as_json: AsJson = False,
) -> None:
    client = connect()
    found = client.get("/api/v1/policies/sign-up")
    wanted = {name: value for name, value in (("mode", mode), ("role", role), ("tier", tier)) if value is not None}
    if wanted:
        found = client.call("PUT", "/api/v1/policies/sign-up", found | wanted)
    show_json(found) if as_json else show(f"{found['mode']}  {found['role']}  {found['tier']}")


def _change(email: str, body: dict[str, Any], as_json: bool) -> None:
    client = connect()
    changed = client.call("PATCH", f"/api/v1/accounts/{segment(found_by_email(client, email)['id'])}", body)
    if as_json:
        show_json(changed)
    else:
        show(f"{changed['email']}  {changed['state']}  {' '.join(changed['platformRoles'])}".rstrip())


def found_by_email(client: Client, email: str) -> dict[str, Any]:
    """The account with exactly this e-mail or id. Raises UserNotFound."""
    for each in client.pages("/api/v1/accounts", query=email if "@" in email else None):
        if email.casefold() in {(each["email"] or "").casefold(), each["id"]}:
            found: dict[str, Any] = each
            return found
    raise UserNotFound(named=email)


def _link_of(client: Client, account_id: str, purpose: str) -> str:
    return str(client.post(f"/api/v1/accounts/{segment(account_id)}/links", {"purpose": purpose})["link"])
