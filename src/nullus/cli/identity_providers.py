"""`nullus identity-providers`: by which other providers people may sign in."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli.client import connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import ErrorKind, NullusError, Text

PATH = "/api/v1/identity-providers"


class SecretFileUnreadable(NullusError):
    """The file that should hold a client secret cannot be read."""

    kind = ErrorKind.INVALID
    code = "client_secret_unreadable"
    message = Text(en="{path} cannot be read: {problem}.", ko="{path}을(를) 읽을 수 없습니다: {problem}.")
    hint = Text(
        en="Put the client secret alone into a file, or `-` to type it in.",
        ko="클라이언트 비밀 값만 담은 파일을 지정하거나, 직접 입력하려면 `-`를 쓰세요.",
    )


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    about = words(
        "Set a provider up. Examples: `add google --client-id ID --client-secret-file FILE`, `add github …`, "
        "`add keycloak --issuer https://id.example.org/realms/main --client-id nullus --client-secret-file FILE`.",
        "로그인 제공자를 추가합니다. 예: `add google --client-id ID --client-secret-file 파일`, `add github …`, "
        "`add keycloak --issuer https://id.example.org/realms/main --client-id nullus --client-secret-file 파일`.",
    )
    group.command("add", help=about)(add)
    group.command("list", help=words("List the providers.", "로그인 제공자 목록을 봅니다."))(list_providers)
    group.command("remove", help=words("Remove a provider.", "로그인 제공자를 지웁니다."))(remove)
    app.add_typer(
        group,
        name="identity-providers",
        help=words("Sign-in by Google, GitHub and others.", "구글, 깃허브 등으로 로그인."),
    )


def add(
    name: Annotated[
        str, typer.Argument(help=words("google, github, or a name of yours.", "google, github 또는 원하는 이름."))
    ],
    client_id: Annotated[
        str, typer.Option(help=words("What the provider calls this service.", "제공자가 발급한 클라이언트 ID."))
    ],
    issuer: Annotated[
        str | None, typer.Option(help=words("Its address, as its tokens name it.", "발급자 주소."))
    ] = None,
    client_secret_file: Annotated[
        str | None,
        typer.Option(help=words("File with the client secret; - reads it here.", "비밀 값이 든 파일. -는 직접 입력.")),
    ] = None,
    scopes: Annotated[str | None, typer.Option(help=words("What is asked for.", "요청할 범위."))] = None,
    flavour: Annotated[str | None, typer.Option(help="oidc, github")] = None,
    as_json: AsJson = False,
) -> None:
    body: dict[str, Any] = {
        "name": name,
        "issuer": issuer,
        "clientId": client_id,
        "clientSecret": _secret(client_secret_file),
        "scopes": scopes,
        "flavour": flavour,
    }
    made = connect().post(PATH, {key: value for key, value in body.items() if value is not None})
    if as_json:
        show_json(made)
        return
    say(Text(en="Register this address at the provider:", ko="제공자에 이 주소를 등록하세요:"))
    show(made["callback"])


def list_providers(as_json: AsJson = False) -> None:
    found = list(connect().pages(PATH))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['name']:<16} {each['flavour']:<7} {each['issuer']}  {each['clientId']}  {each['callback']}")


def remove(name: str, as_json: AsJson = False) -> None:
    gone = connect().delete(f"{PATH}/{segment(name)}")
    show_json(gone) if as_json else say(Text(en="Removed.", ko="지웠습니다."))


def _secret(source: str | None) -> str | None:
    """A secret never stands on a command line: it comes from a file, or is typed unseen."""
    if source is None:
        return None
    if source == "-":
        if not sys.stdin.isatty():
            return sys.stdin.readline().strip()
        return str(typer.prompt(words("Client secret", "클라이언트 비밀 값"), hide_input=True)).strip()
    try:
        return Path(source).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "it is not text"
        raise SecretFileUnreadable(path=source, problem=problem) from None
