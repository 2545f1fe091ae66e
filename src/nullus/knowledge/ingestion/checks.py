"""Health: is every index whole? A rebuild is named while it lasts, and above all when nobody is at it any more."""

from nullus import jobs
from nullus.knowledge.errors import IndexRebuilding
from nullus.knowledge.ingestion import rebuild_store
from nullus.observability import Check, Checks, Finding
from nullus.platform.database import Database
from nullus.platform.errors import Text


def add_to(checks: Checks, db: Database) -> None:
    """Add this room's check to a process's checks."""
    checks.add("index", indexes_are_whole(db))


def indexes_are_whole(db: Database) -> Check:
    """Degraded while an index is being rebuilt: words are searched, vectors are not, and new documents wait."""

    async def check() -> Finding:
        async with db.system_transaction() as tx:
            rebuilding = await rebuild_store.rebuilding(tx)
            active = [row.rebuild_job for row in rebuilding if row.rebuild_job is not None]
            ended = await jobs.ended(tx, active) if active else set()
        if not rebuilding:
            return Finding("ready")
        if any(row.rebuild_job is None or row.rebuild_job in ended for row in rebuilding):
            return Finding("degraded", _STOPPED, _AGAIN)
        return Finding("degraded", IndexRebuilding.message, IndexRebuilding.hint)

    return check


_STOPPED = Text(
    en="A rebuild of an index stopped before its end: search goes by words alone, and new documents wait.",
    ko="색인을 다시 만들던 작업이 끝나기 전에 멈추었습니다. 단어로만 검색하고 새 문서는 기다립니다.",
)
_AGAIN = Text(en="Start it again with `nullus index rebuild`.", ko="`nullus index rebuild`로 다시 시작하세요.")
