"""Nothing waits silently: which jobs make no progress, since when, and why, in words for `status` and `/readyz`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from nullus.jobs import store
from nullus.jobs.settings import JobsSettings
from nullus.platform.database import Tx
from nullus.platform.errors import Text

StallKind = Literal["silent", "unserved", "failed"]


@dataclass(frozen=True, slots=True)
class Stall:
    """`jobs` jobs of one task and workspace that do not get on; `job_id` is the oldest (of failed ones the latest).

    `silent`: running without a sign of progress. `unserved`: queued, and no living worker does this task. `failed`: set
    aside after their last try, until somebody retries or dismisses them; this kind does not make a service unready.
    """

    kind: StallKind
    job_id: int
    task: str
    workspace: UUID
    since: datetime
    jobs: int
    reason: Text


async def stalls(tx: Tx, workspace_id: UUID | None = None, *, settings: JobsSettings | None = None) -> list[Stall]:
    """What does not get on, in one workspace or (None) in the whole system: unserved and silent first, then failed."""
    limits = settings or JobsSettings()
    waiting = await store.unserved_jobs(
        tx, workspace_id, waited=limits.unserved_after_seconds, dead_after=limits.dead_after_seconds
    )
    found = [
        Stall(
            "unserved",
            row.id,
            row.task_name,
            row.workspace_id,
            row.since,
            row.jobs,
            _unserved(row.jobs, row.workers_live),
        )
        for row in waiting
    ]
    found += [
        Stall("silent", row.id, row.task_name, row.workspace_id, row.since, 1, _silent(row.allowed))
        for row in await store.silent_jobs(tx, workspace_id)
    ]
    found += [
        Stall(
            "failed", row.id, row.task_name, row.workspace_id, row.since, row.jobs, _literal(row.en or "", row.ko or "")
        )
        for row in await store.dead_letters(tx, workspace_id)
    ]
    return found


def _unserved(jobs: int, workers_live: bool) -> Text:
    if workers_live:
        return Text(
            en=f"{jobs} queued: no running worker does this task or serves its queue. See `nullus status`.",
            ko=f"{jobs}건 대기 중: 이 작업이나 대기열을 맡은 워커가 없습니다. `nullus status`를 확인하세요.",
        )
    return Text(
        en=f"{jobs} queued: no worker is running. See `nullus logs worker`.",
        ko=f"{jobs}건 대기 중: 실행 중인 워커가 없습니다. `nullus logs worker`를 확인하세요.",
    )


def _silent(allowed: float) -> Text:
    return Text(
        en=f"It runs, but has reported no progress for more than {allowed:g} seconds.",
        ko=f"실행 중이지만 {allowed:g}초 넘게 진행 소식이 없습니다.",
    )


def _literal(en: str, ko: str) -> Text:
    """A sentence that is already filled in: its braces are no fields."""
    return Text(en=en.replace("{", "{{").replace("}", "}}"), ko=ko.replace("{", "{{").replace("}", "}}"))
