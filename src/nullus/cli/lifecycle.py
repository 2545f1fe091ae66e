"""`up`, `down`, `status`, `logs`: the life of the service on this machine."""

import sys
from typing import Annotated

import typer

from nullus.cli.output import language, painted, say, show, show_json, words
from nullus.platform.errors import ErrorKind, NullusError, Text
from nullus.platform.settings import PlatformSettings, load

STYLES = {
    "ready": "good",
    "external": "good",
    "stopped": "dim",
    "starting": "warn",
    "degraded": "warn",
    "waiting": "warn",
}


class UnknownRole(NullusError):
    """No part of that name has written a log."""

    kind = ErrorKind.NOT_FOUND
    code = "unknown_role"
    message = Text(en="There is no log of {role}.", ko="{role}의 로그가 없습니다.")
    hint = Text(en="There are: {known}.", ko="다음 로그가 있습니다: {known}.")


class NotConfirmed(NullusError):
    """The words typed to confirm a removal do not match."""

    kind = ErrorKind.INVALID
    code = "not_confirmed"
    message = Text(en="Not confirmed; nothing was removed.", ko="확인되지 않아 아무것도 지우지 않았습니다.")
    hint = Text(
        en="Type exactly the path that is shown, after `nullus down --remove-data`.",
        ko="`nullus down --remove-data`를 실행하고 표시된 경로를 정확히 입력하세요.",
    )


def add_to(app: typer.Typer) -> None:
    app.command(help=words("Start everything.", "모두 시작합니다."))(up)
    app.command(help=words("Stop everything; the data stays.", "모두 중지합니다. 데이터는 남습니다."))(down)
    app.command(help=words("Show the state of each part.", "각 부분의 상태를 표시합니다."))(status)
    app.command(help=words("Show the logs.", "로그를 표시합니다."))(logs)


def up(
    detach: Annotated[
        bool,
        typer.Option(
            "--detach",
            "-d",
            help=words("Run in the background; return when ready.", "백그라운드로 실행하고 준비되면 돌아옵니다."),
        ),
    ] = False,
) -> None:
    from nullus.roles import become_supervisor, start_detached

    settings = load(PlatformSettings)
    if not detach:
        become_supervisor()
    raise typer.Exit(start_detached(settings.home, say))


def down(
    remove_data: Annotated[
        bool,
        typer.Option(
            "--remove-data",
            help=words(
                "Remove all data too, after a spelled-out confirmation.",
                "경로를 직접 입력해 확인한 뒤 모든 데이터도 지웁니다.",
            ),
        ),
    ] = False,
) -> None:
    from nullus.roles import stop_service

    home = load(PlatformSettings).home
    if stop_service(home, say):
        say(
            Text(en="Stopped. The data stays in {home}.", ko="중지했습니다. 데이터는 {home}에 남아 있습니다."),
            home=home,
        )
    else:
        say(Text(en="Nothing was running.", ko="실행 중인 것이 없습니다."))
    if remove_data:
        _remove_data()


def _remove_data() -> None:
    from nullus.roles import data_in
    from nullus.roles import remove_data as remove

    home = load(PlatformSettings).home
    folders = data_in(home)
    if not folders:
        say(Text(en="There is no data in {home}.", ko="{home}에 데이터가 없습니다."), home=home)
        return
    say(
        Text(
            en="This removes every document, answer and key in {home}, for ever ({folders}).\n"
            "Make a backup first: copy that folder, now that everything is stopped.\n"
            "To go on, type the path: {home}",
            ko="{home}의 모든 문서, 답변, 키를 영구히 지웁니다({folders}).\n"
            "먼저 백업하세요: 지금은 모두 중지되어 있으므로 이 폴더를 복사하면 됩니다.\n"
            "계속하려면 경로를 입력하세요: {home}",
        ),
        "warn",
        home=home,
        folders=", ".join(folder.name for folder in folders),
    )
    if sys.stdin.readline().strip() != str(home):
        raise NotConfirmed
    remove(home)
    say(Text(en="Removed.", ko="지웠습니다."))


def status(
    as_json: Annotated[bool, typer.Option("--json", help=words("Print JSON.", "JSON으로 출력합니다."))] = False,
) -> None:
    from nullus.roles import read_status

    found = read_status(load(PlatformSettings).home, language())
    if as_json:
        show_json(found)
        raise typer.Exit(0 if found.ready else 1)
    head = painted(found.state, STYLES.get(found.state, "bad"), sys.stdout)
    show(f"Nullus: {head}" + (f"  {found.address}" if found.address else ""))
    if found.reason:
        show(f"  {found.reason} {found.mend or ''}".rstrip())
    for part in found.parts:
        more = [f"pid {part.pid}"] if part.pid else []
        if part.restarts:
            more.append(words(f"restarted {part.restarts}×", f"재시작 {part.restarts}회"))
        state = painted(f"{part.state:<11}", STYLES.get(part.state, "bad"), sys.stdout)
        show(f"  {part.name:<14} {state} {'  '.join(more)}".rstrip())
        if part.reason:
            show(f"  {'':<14} {part.reason} {part.mend or ''}".rstrip())
    raise typer.Exit(0 if found.ready else 1)


def logs(
    role: Annotated[
        str | None, typer.Argument(help=words("One part, such as api or worker.", "api, worker 등 한 부분."))
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help=words("Go on showing new lines.", "새 줄을 계속 표시합니다."))
    ] = False,
    lines: Annotated[int, typer.Option("-n", "--lines", min=0, help=words("How many lines.", "표시할 줄 수."))] = 100,
    as_json: Annotated[
        bool, typer.Option("--json", help=words("Print the lines as they were written.", "기록된 그대로 출력합니다."))
    ] = False,
) -> None:
    from nullus import roles

    home = load(PlatformSettings).home
    known = roles.roles_with_logs(home)
    if role is not None and role not in known:
        raise UnknownRole(role=role, known=", ".join(known) or "-")
    wanted = [role] if role else known
    for line in roles.last_lines(home, wanted, lines, as_json):
        show(line)
    if follow:
        for line in roles.follow(home, wanted, as_json):
            show(line)
