"""The SQL of routes."""

from collections.abc import Sequence
from typing import LiteralString

from sqlalchemy import text

from nullus.platform.database import Reader, Tx

_READ: LiteralString = "select task, models from llm.routes"


async def read(reader: Reader) -> dict[str, list[str]]:
    """The models of each task that the operator set."""
    return {row[0]: row[1] for row in await reader.fetch(_READ, {})}


async def write(tx: Tx, task: str, models: Sequence[str]) -> None:
    """Set the models of a task; none: back to the default."""
    if models:
        await tx.execute(
            text(
                "insert into llm.routes (task, models) values (:task, :models) on conflict (task) do update "
                "set models = excluded.models, changed_at = clock_timestamp()"
            ),
            {"task": task, "models": list(models)},
        )
    else:
        await tx.execute(text("delete from llm.routes where task = :task"), {"task": task})
