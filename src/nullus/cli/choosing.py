"""`--workspace`, and finding what somebody named: shared by every command that acts inside one workspace."""

import unicodedata
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from nullus.cli.client import Client, ServiceError, connect
from nullus.cli.output import words
from nullus.platform.errors import ErrorKind, Text

InWorkspace = Annotated[
    str | None,
    typer.Option(
        "--workspace",
        help=words(
            "Workspace, by name or id (default: the first).", "워크스페이스 이름 또는 ID(기본: 첫 워크스페이스)."
        ),
    ),
]


def connect_in(workspace: str | None) -> Client:
    """A client that acts in the named workspace. Raises ServiceError when there is none."""
    client = connect()
    if workspace is not None:
        client.workspace = str(workspace_named(client, workspace)["id"])
    return client


def workspace_named(client: Client, typed: str) -> dict[str, Any]:
    """The workspace with this name or id. Raises ServiceError."""
    return one_of(
        client.pages("/api/v1/workspaces"),
        typed,
        ("id", "name"),
        Text(en="workspace", ko="워크스페이스"),
        "nullus workspaces list",
    )


def one_of(items: Iterable[Any], typed: str, keys: tuple[str, ...], what: Text, command: str) -> dict[str, Any]:
    """The one item that has what was typed under one of the keys. Raises ServiceError for none, and for several."""
    wanted = unicodedata.normalize("NFC", typed).strip().casefold()
    listed = list(items)
    for key in keys:
        found = [each for each in listed if str(each[key] or "").casefold() == wanted]
        if len(found) == 1:
            only: dict[str, Any] = found[0]
            return only
        if found:
            raise ServiceError(
                ErrorKind.INVALID,
                "AMBIGUOUS",
                words(f"Several are called {typed}.", f"{typed}에 해당하는 항목이 여럿입니다."),
                words(f"Name one by its id: `{command}`.", f"ID로 지정하세요: `{command}`."),
            )
    raise ServiceError(
        ErrorKind.NOT_FOUND,
        "NOT_FOUND",
        words(f"There is no {what.en} {typed}.", f"{typed}에 해당하는 {what.ko}이(가) 없습니다."),
        words(f"List them with `{command}`.", f"`{command}`로 목록을 보세요."),
    )
