"""What models cost, summed by whom, for what or when: of one workspace, or for operators of all."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import identity
from nullus.llm.spending import ledger_store
from nullus.llm.spending.errors import ReportTooLong
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

MOST_DAYS = 800


async def spent(
    tx: Tx, actor: Actor, by: str, first: date, last: date, *, everywhere: bool
) -> tuple[Sequence[Row[Any]], dict[str, str]]:
    """Rows from the first to the last day, and the names of what their keys stand for. In the service's own transaction.

    Raises NotPermitted: only operators see what others than their workspace spend. Raises ReportTooLong.
    """
    actor.require("spending")
    if everywhere or by == "workspace":
        actor.require("operate")
    if not 0 <= (last - first).days < MOST_DAYS:
        raise ReportTooLong(most=MOST_DAYS)
    whole = everywhere or by == "workspace"
    rows = await ledger_store.report(tx, by, first, last, None if whole else actor.workspace_id)
    keys = {UUID(row.key) for row in rows if row.key is not None} if by in {"person", "workspace"} else set()
    named = await (identity.of_accounts if by == "person" else identity.of_workspaces)(tx, keys)
    return rows, {str(key): name for key, name in named.items()}
