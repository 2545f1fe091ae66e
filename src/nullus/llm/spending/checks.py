"""Health: budgets of the service that run out, for `nullus status`."""

from nullus.llm.spending import budget_store
from nullus.llm.spending.budgets import WARN_SHARE
from nullus.observability import Check, Checks, Finding
from nullus.platform.database import Database
from nullus.platform.errors import Text


def add_to(checks: Checks, db: Database) -> None:
    """Add this room's check to a process's checks."""
    checks.add("budgets", budgets_last(db))


def budgets_last(db: Database) -> Check:
    """Always ready: a budget that stops calls does what it is for; it is only mentioned."""

    async def check() -> Finding:
        async with db.system_transaction() as tx:
            rows = await budget_store.worst(tx, WARN_SHARE)
        over = sum(row.used >= row.amount for row in rows)
        if not rows:
            return Finding("ready")
        return Finding(
            "ready",
            Text(
                en=f"{len(rows)} budgets for models are used to 80 % or more, {over} of them wholly: see `nullus budgets list`.",
                ko=f"모델 예산 {len(rows)}개가 80% 이상 쓰였고 그중 {over}개는 다 쓰였습니다. "
                "`nullus budgets list`로 확인하세요.",
            ),
        )

    return check
