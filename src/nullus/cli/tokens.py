"""`nullus tokens` and `nullus owner`: keys for programs, and the one-time link for the owner's browser."""

from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.client import connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.cli.service_accounts import program_named
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("create", help=words("Make an API key.", "API 키를 만듭니다."))(create)
    group.command("list", help=words("List API keys.", "API 키 목록을 봅니다."))(list_tokens)
    group.command(
        "rotate-keys", help=words("Change the key that signs access tokens.", "액세스 토큰 서명 키를 바꿉니다.")
    )(rotate_keys)
    group.command("revoke", help=words("Revoke an API key.", "API 키를 폐기합니다."))(revoke)
    app.add_typer(group, name="tokens", help=words("API keys for programs.", "프로그램용 API 키."))
    owner = typer.Typer(no_args_is_help=True)
    owner.callback()(_owner)
    owner.command("reset", help=words("Let somebody become the owner anew.", "소유자를 다시 정합니다."))(link)
    owner.command("link", help=words("Print a new one-time owner link.", "새 일회용 소유자 링크를 표시합니다."))(link)
    app.add_typer(owner, name="owner", help=words("The owner of this service.", "이 서비스의 소유자."))


def create(
    name: str,
    scope: Annotated[
        list[str] | None,
        typer.Option(
            help=words("Permission (repeatable; default: documents, search, chat, jobs).", "권한(여러 번 가능).")
        ),
    ] = None,
    service_account: Annotated[
        str | None,
        typer.Option(help=words("Service account that it is for.", "키를 쓸 서비스 계정.")),
    ] = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    body: dict[str, Any] = {"name": name} | ({"scopes": scope} if scope else {})
    if service_account is not None:
        body["serviceAccountId"] = program_named(client, service_account)["id"]
    made = client.post("/api/v1/tokens", body)
    if as_json:
        show_json(made)
        return
    say(Text(en="Shown this once; keep it safe:", ko="지금 한 번만 표시됩니다. 안전하게 보관하세요:"))
    show(made["token"])


def list_tokens(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    found = list(connect_in(workspace).pages("/api/v1/tokens"))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        holder = f"  ({each['accountName']})" if each["accountName"] else ""
        show(f"{each['id']}  {each['createdAt'][:10]}  {each['name']}{holder}  {' '.join(each['scopes'])}")


def revoke(token_id: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    gone = connect_in(workspace).delete(f"/api/v1/tokens/{segment(token_id)}")
    show_json(gone) if as_json else say(Text(en="Revoked.", ko="폐기했습니다."))


def rotate_keys(as_json: AsJson = False) -> None:
    from nullus.identity import rotate_access_keys  # heavy, and needed by this command only
    from nullus.platform.settings import PlatformSettings, load

    name = rotate_access_keys(load(PlatformSettings).home)
    if as_json:
        show_json({"kid": name})
        return
    say(
        Text(
            en="New access tokens are signed with {name}; those that are out stay valid until they end.",
            ko="새 액세스 토큰은 {name} 키로 서명됩니다. 이미 나간 토큰은 끝날 때까지 유효합니다.",
        ),
        name=name,
    )


def link() -> None:
    client = connect()
    show(f"{client.address}/claim#{client.post('/api/v1/owner/link')['token']}")


def _owner() -> None:
    """A group of its own: `owner reset` will stand beside `link`."""
