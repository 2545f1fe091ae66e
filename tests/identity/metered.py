"""Accounts with limits of their own, for tests of quotas."""

import json
from typing import Any

from sqlalchemy import text

from nullus.identity.limits.quotas import Quotas
from nullus.identity.settings import QuotaSettings
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database


async def somebody_with(
    database: Database,
    limits: dict[str, Any],
    *,
    kind: str = "person",
    time_zone: str = "UTC",
    tier: str | None = None,
    address: str = "192.0.2.1",
) -> Actor:
    """An account whose tier has these limits."""
    name = tier or f"t{new_id().hex}"
    actor = Actor(kind, new_id(), new_id(), scopes=frozenset({"chat"}), address=address)  # type: ignore[arg-type]
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.tiers (name, title_en, title_ko, limits) values (:t, 'T', 'T', cast(:l as jsonb)) "
                "on conflict do nothing"
            ),
            {"t": name, "l": json.dumps(limits)},
        )
        await tx.execute(
            text(
                "insert into identity.accounts (id, kind, state, tier, time_zone) "
                "values (:id, :kind, 'active', :tier, :zone)"
            ),
            {"id": actor.person_id, "kind": kind, "tier": name, "zone": time_zone},
        )
    return actor


async def change(database: Database, actor: Actor, **values: Any) -> None:
    """Change the account's row, or (limits=…) its tier's."""
    async with database.system_transaction() as tx:
        for name, value in values.items():
            if name == "limits":
                statement = (
                    "update identity.tiers set limits = cast(:value as jsonb) "
                    "where name = (select tier from identity.accounts where id = :id)"
                )
                value = json.dumps(value)
            else:
                statement = f"update identity.accounts set {name} = :value where id = :id"
            await tx.execute(text(statement), {"value": value, "id": actor.person_id})


async def book(database: Database, actor: Actor) -> dict[tuple[str, str], tuple[int, int]]:
    """Used and reserved of the account by (meter, period), over every period that there was."""
    async with database.system_transaction() as tx:
        rows = await tx.execute(
            text(
                "select meter, period, sum(used) as used, sum(reserved) as reserved from identity.usage "
                "where subject = :subject group by meter, period"
            ),
            {"subject": f"account:{actor.person_id}"},
        )
        return {(row.meter, row.period): (int(row.used), int(row.reserved)) for row in rows}


def quotas_of(database: Database, lease_seconds: float = 60.0) -> Quotas:
    return Quotas(database, QuotaSettings(lease_seconds=lease_seconds))
