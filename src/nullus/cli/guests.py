"""`nullus guests`: whether people may try the service without an account."""

from typing import Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show_json, words
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("show", help=words("Say whether guests are let in.", "게스트를 받는지 봅니다."))(show)
    group.command("open", help=words("Let guests in.", "게스트를 받습니다."))(open_to)
    group.command("close", help=words("Let no guests in.", "게스트를 받지 않습니다."))(close)
    app.add_typer(group, name="guests", help=words("People without an account.", "계정 없는 게스트."))


def show(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    _say(connect_in(workspace).get("/api/v1/guests"), as_json)


def open_to(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    _say(connect_in(workspace).call("PATCH", "/api/v1/guests", {"open": True}), as_json)


def close(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    _say(connect_in(workspace).call("PATCH", "/api/v1/guests", {"open": False}), as_json)


def _say(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        show_json(found)
    elif found["open"]:
        say(
            Text(
                en="Guests are let in ({guests} so far): they see public collections only.",
                ko="게스트를 받습니다(지금까지 {guests}명). 게스트는 공개 컬렉션만 볼 수 있습니다.",
            ),
            guests=found["guests"],
        )
    else:
        say(Text(en="Guests are not let in.", ko="게스트를 받지 않습니다."))
