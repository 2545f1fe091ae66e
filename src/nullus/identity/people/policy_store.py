"""The SQL of settings of the whole service that are changed while it runs."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from nullus.platform.database import Tx


async def read(tx: Tx, name: str) -> dict[str, Any] | None:
    found = await tx.execute(text("select value from identity.policies where name = :name"), {"name": name})
    return found.scalar()


async def write(tx: Tx, name: str, value: Mapping[str, Any]) -> None:
    await tx.execute(
        text(
            "insert into identity.policies (name, value) values (:name, cast(:value as jsonb)) "
            "on conflict (name) do update set value = excluded.value, updated_at = now()"
        ),
        {"name": name, "value": json.dumps(value)},
    )


async def tier_exists(tx: Tx, name: str) -> bool:
    found = await tx.execute(text("select exists (select from identity.tiers where name = :name)"), {"name": name})
    return bool(found.scalar())
