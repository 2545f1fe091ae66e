"""`nullus insight`: what a workspace's conversations came to."""

from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    app.command(
        "insight",
        help=words("Show what is asked, answered and missing.", "질문과 답변, 부족한 자료를 한눈에 봅니다."),
    )(insight)


def insight(
    first: Annotated[str | None, typer.Option("--from", help=words("First day.", "시작일."))] = None,
    last: Annotated[str | None, typer.Option("--to", help=words("Last day.", "종료일."))] = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    found = connect_in(workspace).get("/api/v1/insight", **{"from": first, "to": last})
    if as_json:
        show_json(found)
        return
    show(f"{found['from']} – {found['to']} ({found['timeZone']})")
    if found["whole"] is None:
        say(Text(en="Nothing was asked in conversations.", ko="대화에서 나온 질문이 없습니다."))
        return
    show(f"{words('in all', '전체'):<12} {_counts(found['whole'])}")
    for each in found["days"]:
        show(f"{each['day']:<12} {_counts(each)}")
    _list(words("By tier", "등급별"), [(each["tier"] or "-", each["questions"]) for each in found["tiers"]])
    _list(
        words("Most cited", "많이 인용된 문서"),
        [(each["name"] or each["id"], each["answers"]) for each in found["documents"]],
    )
    _list(
        words("Feedback", "평가"),
        [
            (f"{each['model'] or '-'} {each['prompt'] or '-'}", f"+{each['good']} -{each['bad']}")
            for each in found["feedback"]
        ],
    )
    _list(words("Not answered", "답하지 못한 질문"), [(each["question"], each["times"]) for each in found["gaps"]])


def _counts(each: dict[str, Any]) -> str:
    times = f"  {each['medianMs'] / 1000:.1f} s / {each['p95Ms'] / 1000:.1f} s" if each["medianMs"] is not None else ""
    return (
        words(
            f"{each['questions']} questions, {each['unanswered']} unanswered, {each['failed']} failed",
            f"질문 {each['questions']}개, 답 없음 {each['unanswered']}개, 실패 {each['failed']}개",
        )
        + times
    )


def _list(title: str, rows: list[tuple[Any, Any]]) -> None:
    if rows:
        show(title)
    for name, count in rows:
        show(f"  {count!s:>6}  {name}")
