"""The SQL of the operator's model providers. They belong to the service: every call is in a transaction of its own."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_COLUMNS = "name, kind, address, key, clearance, models, enabled, checked_at, problem, changed_at"


async def every(tx: Tx) -> Sequence[Row[Any]]:
    return (await tx.execute(text(f"select {_COLUMNS} from llm.providers order by name"))).all()


async def one(tx: Tx, name: str) -> Row[Any] | None:
    found = await tx.execute(text(f"select {_COLUMNS} from llm.providers where name = :name"), {"name": name})
    return found.one_or_none()


async def add(tx: Tx, values: dict[str, Any], most: int) -> str:
    """`added`, or why not: `known`, `full`. One at a time, so that `most` holds."""
    await tx.execute(text("lock table llm.providers in share row exclusive mode"))
    if (await one(tx, values["name"])) is not None:
        return "known"
    if ((await tx.execute(text("select count(*) from llm.providers"))).scalar() or 0) >= most:
        return "full"
    await tx.execute(
        text(
            "insert into llm.providers (name, kind, address, key, clearance, models, enabled, checked_at, problem) "
            "values (:name, :kind, :address, :key, :clearance, cast(:models as jsonb), :enabled, :checked_at, :problem)"
        ),
        values | {"models": json.dumps(values["models"])},
    )
    return "added"


async def change(tx: Tx, values: dict[str, Any], seen: Any) -> bool:
    """False when it was changed or removed since `seen`."""
    found = await tx.execute(
        text(
            "update llm.providers set address = :address, key = :key, clearance = :clearance, "
            "models = cast(:models as jsonb), enabled = :enabled, checked_at = :checked_at, problem = :problem, "
            "changed_at = clock_timestamp() where name = :name and changed_at = :seen returning name"
        ),
        {key: value for key, value in values.items() if key != "kind"}
        | {"models": json.dumps(values["models"]), "seen": seen},
    )
    return found.scalar() is not None


async def checked(tx: Tx, name: str, problem: str | None, seen: Any) -> None:
    """Keep what a trial gave, unless the provider was changed meanwhile."""
    await tx.execute(
        text(
            "update llm.providers set checked_at = clock_timestamp(), problem = :problem "
            "where name = :name and changed_at = :seen"
        ),
        {"name": name, "problem": problem, "seen": seen},
    )


async def remove(tx: Tx, name: str) -> bool:
    found = await tx.execute(text("delete from llm.providers where name = :name returning name"), {"name": name})
    return found.scalar() is not None
