"""`nullus gaps`: questions that the documents did not answer, listed, resolved and opened again."""

from typing import Annotated

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.client import segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List them, those asked last first.", "최근에 물은 순서로 목록을 봅니다."))(
        list_gaps
    )
    group.command("resolve", help=words("Cross one off.", "해결로 표시합니다."))(resolve)
    group.command("reopen", help=words("Take back that it was resolved.", "해결 표시를 되돌립니다."))(reopen)
    app.add_typer(
        group,
        name="gaps",
        help=words("Questions that the documents did not answer.", "문서에서 답을 찾지 못한 질문."),
    )


def list_gaps(
    resolved: Annotated[
        bool, typer.Option("--resolved", help=words("Those that are resolved.", "해결한 질문만 봅니다."))
    ] = False,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    found = list(connect_in(workspace).pages("/api/v1/gaps", resolved=str(resolved).lower()))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['id']}  {each['lastAt'][:16].replace('T', ' ')}  {each['times']:>4}  {each['question']}")
        if each["note"]:
            show(f"    {each['resolvedBy'] or '-'}: {each['note']}", "dim")
    if not found:
        say(Text(en="No questions without an answer.", ko="답하지 못한 질문이 없습니다."))


def resolve(
    gap: str,
    note: Annotated[str | None, typer.Option(help=words("What was done about it.", "무엇을 했는지 남길 메모."))] = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    done = connect_in(workspace).post(f"/api/v1/gaps/{segment(gap)}/resolve", {"note": note})
    if as_json:
        show_json(done)
        return
    say(Text(en="Resolved; it had been asked {times} times.", ko="해결로 표시했습니다. 질문 횟수: {times}회."), **done)


def reopen(gap: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    done = connect_in(workspace).post(f"/api/v1/gaps/{segment(gap)}/reopen")
    if as_json:
        show_json(done)
        return
    say(Text(en="Open again; it had been asked {times} times.", ko="다시 열었습니다. 질문 횟수: {times}회."), **done)
