"""`nullus jobs`: background work seen, tried again, stopped."""

from datetime import datetime
from typing import Annotated, Any

import typer

from nullus.cli.client import connect
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text

_STATUSES = {
    "queued": words("queued", "대기"),
    "running": words("running", "실행 중"),
    "succeeded": words("succeeded", "완료"),
    "failed": words("failed", "실패"),
    "cancelled": words("cancelled", "취소됨"),
}
_STYLES = {"failed": "bad", "running": "good", "cancelled": "dim", "succeeded": "dim"}


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List jobs, newest first.", "작업 목록을 최신순으로 봅니다."))(list_jobs)
    group.command("show", help=words("Show one job.", "작업 하나를 자세히 봅니다."))(show_job)
    group.command(
        "retry", help=words("Try a failed or cancelled job again.", "실패했거나 취소된 작업을 다시 시도합니다.")
    )(retry)
    group.command(
        "cancel", help=words("Cancel a job, or dismiss a failed one.", "작업을 취소하거나 실패한 작업을 닫습니다.")
    )(cancel)
    app.add_typer(group, name="jobs", help=words("Background work.", "백그라운드 작업."))


def list_jobs(
    status: Annotated[
        str | None, typer.Option(help=words(f"One of {', '.join(_STATUSES)}.", f"{', '.join(_STATUSES)} 중 하나."))
    ] = None,
    task: Annotated[str | None, typer.Option(help=words("Only this kind of work.", "이 종류의 작업만."))] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help=words("At most so many.", "최대 개수."))] = 20,
    as_json: AsJson = False,
) -> None:
    page = connect().get("/api/v1/jobs", status=status, task=task, limit=limit)
    if as_json:
        show_json(page)
        return
    for each in page["items"]:
        show(_line(each), _STYLES.get(each["status"]))
        if each["failure"] is not None:
            show(f"          {each['failure']['message']}", "dim")
    if not page["items"]:
        say(Text(en="No jobs.", ko="작업이 없습니다."))
    elif page["nextCursor"]:
        say(Text(en="There are more: raise --limit.", ko="더 있습니다. --limit을 늘려 보세요."), "dim")


def show_job(job_id: int, as_json: AsJson = False) -> None:
    _show(connect().get(f"/api/v1/jobs/{job_id}"), as_json)


def retry(job_id: int, as_json: AsJson = False) -> None:
    _show(connect().post(f"/api/v1/jobs/{job_id}/retry"), as_json)


def cancel(job_id: int, as_json: AsJson = False) -> None:
    _show(connect().post(f"/api/v1/jobs/{job_id}/cancel"), as_json)


def _show(job: dict[str, Any], as_json: bool) -> None:
    if as_json:
        show_json(job)
        return
    show(_line(job), _STYLES.get(job["status"]))
    facts = (
        (words("queue", "대기열"), job["queue"]),
        (words("queued", "등록"), _time(job["queuedAt"])),
        (words("next try", "다음 시도"), _time(job["runAfter"])),
        (words("started", "시작"), _time(job["startedAt"])),
        (words("ended", "종료"), _time(job["finishedAt"])),
        (words("request", "요청"), job["askedBy"]["requestId"]),
    )
    for name, value in facts:
        if value:
            show(f"  {name}: {value}")
    if job["failure"] is not None:
        show(f"  {job['failure']['message']}", "bad")
        if job["failure"]["hint"]:
            show(f"  → {job['failure']['hint']}")


def _line(job: dict[str, Any]) -> str:
    status = _STATUSES.get(job["status"], job["status"])
    if job["cancelRequested"]:
        status = words("stopping", "중지 중")
    return f"{job['id']:>8}  {status:<9} {job['task']:<28} {_time(job['queuedAt'])}{_tries(job)}{_progress(job)}"


def _tries(job: dict[str, Any]) -> str:
    return words(f"  try {job['attempts']}", f"  {job['attempts']}번째 시도") if job["attempts"] > 1 else ""


def _progress(job: dict[str, Any]) -> str:
    progress = job["progress"]
    if job["status"] != "running" or progress is None:
        return ""
    parts = []
    if progress["done"] is not None:
        parts.append(f"{progress['done']}/{progress['total']}" if progress["total"] else str(progress["done"]))
    if progress["note"]:
        parts.append(progress["note"])
    return "  " + " ".join(parts)


def _time(value: str | None) -> str:
    return datetime.fromisoformat(value).astimezone().strftime("%Y-%m-%d %H:%M:%S") if value else ""
