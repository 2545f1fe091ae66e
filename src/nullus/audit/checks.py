"""Health: is what is done sealed in time?"""

from nullus.audit import store
from nullus.observability import Check, Checks, Finding
from nullus.platform.database import Database
from nullus.platform.errors import Text

LATE_SECONDS = 60.0


def add_to(checks: Checks, db: Database) -> None:
    """Add this room's check to a process's checks."""
    checks.add("audit", entries_are_sealed(db))


def entries_are_sealed(db: Database) -> Check:
    """Degraded while entries wait for a minute to be sealed: what is not sealed can be removed without a trace."""

    async def check() -> Finding:
        async with db.system_transaction() as tx:
            age = await store.oldest_unsealed_seconds(tx)
        return Finding("degraded", _LATE, _MEND) if age > LATE_SECONDS else Finding("ready")

    return check


_LATE = Text(
    en="Audit entries have not been sealed for over a minute.", ko="1분 넘게 봉인되지 않은 감사 기록이 있습니다."
)
_MEND = Text(en="See `nullus logs scheduler`.", ko="`nullus logs scheduler`를 확인하세요.")
