"""`nullus`: the commands that an operator types. Light: what a command needs is imported when it runs.

A group of commands is a file beside this one with `add_to(app)`, and a name in COMMAND_FILES.
"""

import importlib
import signal
import sys
from typing import Annotated

import typer

import nullus
from nullus.cli import output
from nullus.cli.output import words
from nullus.platform.errors import NullusError

COMMAND_FILES = (
    "lifecycle",
    "doctor",
    "settings_command",
    "ingest",
    "search",
    "ask",
    "collections",
    "conversations",
    "documents",
    "index",
    "jobs",
    "users",
    "workspaces",
    "groups",
    "invitations",
    "service_accounts",
    "audit",
    "tokens",
    "identity_providers",
    "routes",
    "tiers",
    "guests",
    "providers",
    "prompts",
    "publications",
    "evaluate",
    "spending",
    "insight",
    "gaps",
    "test_command",
)
PROGRAM = "nullus"


def build_app() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        name=PROGRAM,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=words(
            "Your own AI service: documents in, answers with citations out.",
            "나만의 AI 서비스: 문서를 넣으면 출처가 있는 답이 나옵니다.",
        ),
    )
    app.callback()(_options)
    for name in COMMAND_FILES:
        importlib.import_module(f"nullus.cli.{name}").add_to(app)
    return app


def main() -> None:
    """The entry point: the command line's edge, where errors become messages and exit statuses."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `nullus logs | head` ends quietly
    try:
        build_app()(prog_name=PROGRAM)
    except NullusError as error:
        sys.exit(output.fail(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _show_version(wanted: bool) -> None:
    if wanted:
        output.show(f"nullus {nullus.__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help=words("Show the version and end.", "버전을 표시하고 끝냅니다."),
        ),
    ] = False,
    no_color: Annotated[
        bool,
        typer.Option(
            "--no-color", help=words("No colours (also: NO_COLOR=1).", "색상을 쓰지 않습니다(NO_COLOR=1과 같음).")
        ),
    ] = False,
) -> None:
    output.Screen.colour = not no_color


if __name__ == "__main__":
    main()
