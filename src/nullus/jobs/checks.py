"""Health: does background work get on? Names what does not, for `/readyz` and `nullus status`."""

from nullus.jobs.settings import JobsSettings
from nullus.jobs.stalls import Stall, stalls
from nullus.observability import Check, Checks, Finding
from nullus.platform.database import Database
from nullus.platform.errors import Text

_NAMED = 3


def add_to(checks: Checks, db: Database, settings: JobsSettings | None = None) -> None:
    """Add this room's check to a process's checks."""
    checks.add("jobs", work_gets_on(db, settings))


def work_gets_on(db: Database, settings: JobsSettings | None = None) -> Check:
    """Degraded while jobs are silent or unserved: search and answers still work. Failed jobs alone are only mentioned."""

    async def check() -> Finding:
        async with db.system_transaction() as tx:
            found = await stalls(tx, settings=settings)
        stuck = [each for each in found if each.kind != "failed"]
        if stuck:
            return Finding("degraded", _named(stuck), _MEND)
        return Finding("ready", _failed(found)) if found else Finding("ready")

    return check


_MEND = Text(
    en="See `nullus jobs list` and `nullus logs worker`.",
    ko="`nullus jobs list`와 `nullus logs worker`를 확인하세요.",
)


def _named(stuck: list[Stall]) -> Text:
    first = stuck[:_NAMED]
    rest = len(stuck) - len(first)
    en = " ".join(f"Job {each.job_id} ({each.task}): {each.reason.en}" for each in first)
    ko = " ".join(f"작업 {each.job_id}({each.task}): {each.reason.ko}" for each in first)
    return Text(en=en + (f" And {rest} more." if rest else ""), ko=ko + (f" 그 밖에 {rest}건." if rest else ""))


def _failed(found: list[Stall]) -> Text:
    count = sum(each.jobs for each in found)
    return Text(
        en=f"{count} failed; see `nullus jobs list --status failed`.",
        ko=f"실패한 작업 {count}건: `nullus jobs list --status failed`를 확인하세요.",
    )
