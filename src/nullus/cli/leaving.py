"""`nullus users export` and `nullus users delete`: a person's data handed out, and taken away for good."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli.client import Client, check, connect
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show_json, words
from nullus.cli.users import found_by_email
from nullus.platform.errors import ErrorKind, NullusError, Text

_PATIENCE_SECONDS = 120.0
_LOOK_EVERY = 0.5


class FileThere(NullusError):
    """The file to write is there already."""

    kind = ErrorKind.CONFLICT
    code = "file_exists"
    message = Text(
        en="{path} is there already; nothing was written.", ko="{path}이(가) 이미 있습니다. 저장하지 않았습니다."
    )
    hint = Text(en="Choose another name for `--output`.", ko="`--output`에 다른 이름을 쓰세요.")


class NotTypedAgain(NullusError):
    """The address that was typed to confirm a deletion is another one."""

    kind = ErrorKind.INVALID
    code = "not_typed_again"
    message = Text(en="That is another address; nothing was deleted.", ko="주소가 다릅니다. 삭제된 것은 없습니다.")
    hint = Text(
        en="Type the address of the account once more, or pass `--yes`.",
        ko="계정의 주소를 한 번 더 입력하거나 `--yes`를 쓰세요.",
    )


def add_to(group: typer.Typer) -> None:
    group.command("export", help=words("Write all data of a person into a ZIP.", "개인정보를 ZIP으로 내보냅니다."))(
        export
    )
    group.command("delete", help=words("Delete an account with all its data.", "계정과 모든 정보를 삭제합니다."))(
        delete
    )


def export(
    email: str,
    output: Annotated[Path, typer.Option(help=words("File to write; must not exist.", "저장할 파일(새 파일)."))],
    as_json: AsJson = False,
) -> None:
    client = connect()
    account = found_by_email(client, email)
    with client.open("GET", f"/api/v1/accounts/{account['id']}/export", None, {}) as answer:
        check(answer)
        try:
            file = output.open("xb")
        except FileExistsError:
            raise FileThere(path=output) from None
        with file:
            output.chmod(0o600)
            while piece := answer.read(1 << 20):
                file.write(piece)
    if as_json:
        show_json({"file": str(output), "bytes": output.stat().st_size})
    else:
        say(Text(en="Written to {path}.", ko="{path}에 저장했습니다."), path=output)


def delete(
    email: str,
    documents: Annotated[
        str,
        typer.Option(
            help=words("Documents in shared collections: keep or delete.", "공유 컬렉션의 문서: keep 또는 delete.")
        ),
    ] = "keep",
    yes: Annotated[bool, typer.Option("--yes", help=words("Do not ask.", "확인하지 않습니다."))] = False,
    as_json: AsJson = False,
) -> None:
    client = connect()
    account = found_by_email(client, email)
    if not yes:
        again = words("This cannot be undone. Type the address again", "되돌릴 수 없습니다. 주소를 한 번 더 입력하세요")
        if typer.prompt(again) != email:
            raise NotTypedAgain
    body = {"email": account["email"], "documents": documents}
    receipt = _settled(client, client.call("DELETE", f"/api/v1/accounts/{account['id']}", body))
    if as_json:
        show_json(receipt)
    elif receipt["verified"]:
        say(
            Text(
                en="Deleted; a look everywhere found nothing left.", ko="삭제했습니다. 남은 정보가 없음을 확인했습니다."
            ),
            "good",
        )
    else:
        text = Text(
            en="The account is closed; the rest goes in the background: GET /api/v1/erasures/{receipt}.",
            ko="계정을 닫았습니다. 나머지는 백그라운드에서 삭제됩니다: GET /api/v1/erasures/{receipt}.",
        )
        say(text, "warn", receipt=receipt["receipt"])


def _settled(client: Client, receipt: dict[str, Any]) -> dict[str, Any]:
    """The receipt once everything is gone, or as it stands after some patience."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while receipt["state"] != "done" and time.monotonic() < deadline:
        time.sleep(_LOOK_EVERY)
        receipt = client.get(f"/api/v1/erasures/{receipt['receipt']}")
    return receipt
