"""`nullus audit`: what was done, whether the trail is what was sealed, exports of it."""

import itertools
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nullus.cli.client import check, connect
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text

if TYPE_CHECKING:
    from rich.progress import Progress

Since = Annotated[
    datetime | None, typer.Option(help=words("Only from then on (local time).", "이 시각부터만(현지 시각)."))
]
Until = Annotated[datetime | None, typer.Option(help=words("Only before then.", "이 시각 전까지만."))]

_PROBLEMS = {
    "edited": words("changed", "변경됨"),
    "deleted": words("gone", "삭제됨"),
    "inserted": words("never sealed", "봉인된 적 없음"),
    "duplicated": words("twice", "중복됨"),
    "reordered": words("out of its place", "순서가 바뀜"),
    "backdated": words("false time", "시각이 맞지 않음"),
    "address_removed": words("address removed", "주소가 지워짐"),
    "checkpoint_forged": words("forged checkpoint", "위조된 체크포인트"),
    "wrong_key": words("another key", "다른 키로 서명됨"),
    "chain_broken": words("broken chain", "체인이 끊김"),
    "rolled_back": words("rolled back", "이전 상태로 되돌려짐"),
    "witness_missing": words("checkpoints file missing", "체크포인트 파일 없음"),
    "witness_edited": words("checkpoints file changed", "체크포인트 파일 변경됨"),
    "expired_early": words("expired too early", "보관 기간 전에 만료됨"),
}


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("What was done, newest first.", "누가 무엇을 했는지 최신순으로 봅니다."))(
        list_entries
    )
    group.command(
        "verify",
        help=words(
            "Check that nothing was changed, removed or added; exit 1 if it was.",
            "기록이 변경·삭제·추가되지 않았는지 검증합니다. 문제가 있으면 종료 코드 1입니다.",
        ),
    )(verify)
    group.command(
        "export", help=words("Write the sealed trail as JSON lines.", "봉인된 기록을 JSON Lines 파일로 내보냅니다.")
    )(export)
    group.command("checkpoints", help=words("The signed checkpoints.", "서명된 체크포인트를 봅니다."))(checkpoints)
    app.add_typer(group, name="audit", help=words("The audit trail.", "감사 기록."))


def list_entries(
    action: Annotated[str | None, typer.Option(help=words("Only this action.", "이 행위만."))] = None,
    outcome: Annotated[str | None, typer.Option(help="done, refused, failed")] = None,
    account: Annotated[str | None, typer.Option(help=words("Only by this account.", "이 계정이 한 것만."))] = None,
    object_id: Annotated[
        str | None, typer.Option("--object", help=words("Only on this object.", "이 대상에 한 것만."))
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help=words("Only about this person's data.", "이 사람의 정보에 관한 것만."))
    ] = None,
    address: Annotated[str | None, typer.Option(help=words("Only from this address.", "이 주소에서 온 것만."))] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help=words("At most so many.", "최대 개수."))] = 50,
    as_json: AsJson = False,
) -> None:
    page = connect().get(
        "/api/v1/audit/entries",
        action=action,
        outcome=outcome,
        account=account,
        object=object_id,
        subject=subject,
        address=address,
        since=_moment(since),
        until=_moment(until),
        everywhere="true",
        limit=limit,
    )
    if as_json:
        show_json(page)
        return
    for each in page["items"]:
        show(_line(each), {"done": None, "refused": "warn", "failed": "bad"}[each["outcome"]])
    if not page["items"]:
        say(Text(en="No entries.", ko="기록이 없습니다."))
    elif page["nextCursor"]:
        say(Text(en="There are more: raise --limit.", ko="더 있습니다. --limit을 늘려 보세요."), "dim")


def verify(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help=words(
                "Exported files, oldest first; without any, the trail itself.",
                "내보낸 파일(오래된 것부터). 없으면 현재 기록.",
            )
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(help=words("For files: the public key, or its file.", "파일 검증용 공개 키 또는 그 파일.")),
    ] = None,
    checkpoints_file: Annotated[
        Path | None,
        typer.Option("--checkpoints", help=words("For files: the checkpoints file.", "파일 검증용 체크포인트 파일.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    told = sys.stderr.isatty() and not as_json
    report = _verify_files(files, key, checkpoints_file, told) if files else _verify_trail(told)
    if as_json:
        show_json(report)
    else:
        _show_report(report)
    if not report["ok"]:
        raise typer.Exit(1)


def _verify_trail(told: bool) -> Any:
    """A long trail takes minutes to read: the command waits as long as the service works, and shows how far it is."""
    client = connect()
    client.patience = None
    if not told:
        return client.post("/api/v1/audit/verify")
    from concurrent.futures import ThreadPoolExecutor

    watching = connect()
    with ThreadPoolExecutor(1) as beside, _bar() as bar:
        task = bar.add_task("", total=None, entries=0)
        verifying = beside.submit(client.post, "/api/v1/audit/verify")
        while True:
            try:
                return verifying.result(timeout=0.3)
            except TimeoutError:
                if verifying.done():  # the call itself ran out of time
                    raise
            now = watching.get("/api/v1/audit/verification")
            if now["running"]:
                bar.update(task, total=now["of"] or None, completed=now["checkpoints"], entries=now["entries"])


def _bar() -> "Progress":
    """A bar on stderr; `entries` of a task are the entries read so far."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    read = TextColumn(words("{task.fields[entries]} entries read", "기록 {task.fields[entries]}건 읽음"))
    columns = (BarColumn(), TaskProgressColumn(), read, TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def export(
    path: Annotated[Path, typer.Argument(help=words("The file to write.", "쓸 파일."))],
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    from urllib.parse import urlencode

    asked = {name: _moment(value) for name, value in (("since", since), ("until", until)) if value}
    query = f"?{urlencode(asked)}" if asked else ""
    written = 0
    with connect().open("GET", f"/api/v1/audit/export{query}", None, {}) as answer:
        check(answer)
        with path.open("wb") as file:
            while piece := answer.read(1 << 20):
                written += file.write(piece)
    if as_json:
        show_json({"path": str(path), "bytes": written})
    else:
        say(Text(en="{bytes} bytes in {path}", ko="{path}에 {bytes}바이트를 썼습니다"), bytes=written, path=path)


def checkpoints(
    limit: Annotated[int, typer.Option(min=1, max=500, help=words("At most so many.", "최대 개수."))] = 20,
    as_json: AsJson = False,
) -> None:
    page = connect().get("/api/v1/audit/checkpoints", limit=limit)
    if as_json:
        show_json(page)
        return
    for each in page["items"]:
        show(f"{each['number']:>8}  {_time(each['time'])}  {each['count']:>6}  {each['root']}")


def _verify_files(files: list[Path], key: str | None, checkpoints_file: Path | None, told: bool) -> dict[str, Any]:
    from dataclasses import asdict

    from nullus.audit import folder_of, read_key, verify_files
    from nullus.platform.settings import PlatformSettings, load

    own = folder_of(load(PlatformSettings).home)
    public_key = read_key(key or str(own / "public-key"))
    if told:
        with _bar() as bar:
            task = bar.add_task("", total=sum(each.stat().st_size for each in files), entries=0)
            lines = itertools.count(1)
            report = verify_files(
                files, public_key, checkpoints_file, lambda size: bar.update(task, advance=size, entries=next(lines))
            )
    else:
        report = verify_files(files, public_key, checkpoints_file)
    return {
        "ok": report.ok,
        "entries": report.entries,
        "checkpoints": report.checkpoints,
        "unsealed": report.unsealed,
        "expiredThrough": report.expired_through,
        "sealedThrough": report.sealed_through,
        "problems": [asdict(each) for each in report.problems],
        "problemCount": report.problem_count,
        "notes": report.notes,
    }


def _show_report(report: dict[str, Any]) -> None:
    for each in report["problems"]:
        where = words(f"checkpoint {each['checkpoint']}", f"체크포인트 {each['checkpoint']}")
        show(f"{_PROBLEMS.get(each['kind'], each['kind'])}: {each['entry'] or '-'} ({where}): {each['what']}", "bad")
    for note in report["notes"]:
        say(note, "warn")
    counts = words(
        f"{report['entries']} entries, {report['checkpoints']} checkpoints, {report['unsealed']} not sealed yet",
        f"기록 {report['entries']}건, 체크포인트 {report['checkpoints']}개, 아직 봉인되지 않은 기록 {report['unsealed']}건",
    )
    verdict = (
        words("nothing was changed", "변경된 것이 없습니다")
        if report["ok"]
        else words(f"{report['problemCount']} problems", f"문제 {report['problemCount']}건")
    )
    show(f"{counts}: {verdict}", "good" if report["ok"] else "bad")


def _line(entry: dict[str, Any]) -> str:
    by = entry["by"]
    who = by["accountId"] or by["credentialId"] or ""
    what = f"{entry['object']['kind']} {entry['object']['id'] or ''}" if entry["object"] else ""
    details = " ".join(f"{name}={value}" for name, value in entry["details"].items() if value is not None)
    parts = (
        _time(entry["at"]),
        f"{entry['outcome']:<7}",
        entry["title"],
        by["kind"],
        who,
        by["address"],
        what,
        details,
    )
    return "  ".join(part for part in parts if part)


def _moment(value: datetime | None) -> str | None:
    return value.astimezone().isoformat() if value else None


def _time(value: str) -> str:
    return datetime.fromisoformat(value).astimezone().strftime("%Y-%m-%d %H:%M:%S")
