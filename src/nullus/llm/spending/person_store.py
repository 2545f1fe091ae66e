"""The SQL of what the ledger keeps of one person or one workspace, in the service's own transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def clear(tx: Tx, workspace_id: UUID) -> dict[str, int]:
    """Delete a workspace's rows and budgets."""
    removed = {}
    for name, table in (("model_calls", "llm.calls"), ("budgets", "llm.budgets")):
        done = await tx.execute(
            text(f"delete from {table} where workspace_id = :workspace"), {"workspace": workspace_id}
        )
        removed[name] = done.rowcount
    await tx.execute(
        text("delete from llm.holds where call ->> 'workspace_id' = cast(:workspace as text)"),
        {"workspace": str(workspace_id)},
    )
    return removed


async def erase(tx: Tx, account_id: UUID) -> dict[str, int]:
    """Take a person's name from rows of calls, and their budgets away."""
    unnamed = await tx.execute(
        text("update llm.calls set account_id = null where account_id = :account"), {"account": account_id}
    )
    await tx.execute(
        text(
            "update llm.holds set call = call || '{\"account_id\": null}' "
            "where call ->> 'account_id' = cast(:account as text)"
        ),
        {"account": str(account_id)},
    )
    gone = await tx.execute(text("delete from llm.budgets where account_id = :account"), {"account": account_id})
    return {"model_calls_unnamed": unnamed.rowcount, "budgets": gone.rowcount}


async def calls_of(tx: Tx, account_id: UUID, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """A person's calls in the order in which they were made."""
    found = await tx.execute(
        text(
            "select id, at, workspace_id, app, task, provider, model, prompt, conversation_id, message_id, tokens_read, "
            "tokens_written, counted, money, currency, seconds, outcome, cached, redacted from llm.calls "
            "where account_id = :account and (cast(:after as uuid) is null or id > :after) order by id limit :limit"
        ),
        {"account": account_id, "after": after, "limit": limit},
    )
    return found.all()
