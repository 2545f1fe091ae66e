"""The SQL of tiers."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_TIERS = (
    "select t.*, (select count(*) from identity.accounts a where a.tier = t.name) as accounts from identity.tiers t"
)


async def limits_of(tx: Tx, account_id: UUID) -> dict[str, Any]:
    """The limits of an account's tier as they stand; none for an account that is gone."""
    found = await tx.execute(
        text("select t.limits from identity.accounts a join identity.tiers t on t.name = a.tier where a.id = :id"),
        {"id": account_id},
    )
    return found.scalar() or {}


async def of_account(tx: Tx, account_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text("select tier, time_zone from identity.accounts where id = :id"), {"id": account_id})
    return found.one_or_none()


async def list_tiers(tx: Tx) -> Sequence[Row[Any]]:
    return (await tx.execute(text(f"{_TIERS} order by t.position, t.name"))).all()


async def find(tx: Tx, name: str) -> Row[Any] | None:
    return (await tx.execute(text(f"{_TIERS} where t.name = :name"), {"name": name})).one_or_none()


async def lock(tx: Tx, name: str) -> None:
    """Until the transaction ends nobody else changes the tier or gives it to an account."""
    await tx.execute(text("select from identity.tiers where name = :name for update"), {"name": name})


async def add(tx: Tx, name: str, values: Mapping[str, Any]) -> bool:
    """False when there is a tier of that name."""
    done = await tx.execute(
        text(
            "insert into identity.tiers (name, title_en, title_ko, position, limits, features) values (:name, :title_en, "
            ":title_ko, :position, cast(:limits as jsonb), cast(:features as jsonb)) on conflict do nothing"
        ),
        _values(values) | {"name": name},
    )
    return done.rowcount == 1


async def change(tx: Tx, name: str, values: Mapping[str, Any]) -> None:
    """Set those of the columns that are given."""
    await tx.execute(
        text(
            "update identity.tiers set title_en = coalesce(:title_en, title_en), title_ko = coalesce(:title_ko, title_ko), "
            "position = coalesce(:position, position), limits = coalesce(cast(:limits as jsonb), limits), "
            "features = coalesce(cast(:features as jsonb), features), updated_at = clock_timestamp() where name = :name"
        ),
        _values(values) | {"name": name},
    )


async def invitations_of(tx: Tx, name: str) -> int:
    """Invitations that give this tier and can still be used."""
    found = await tx.execute(
        text("select count(*) from identity.invitations where tier = :name and uses < uses_max"), {"name": name}
    )
    return int(found.scalar_one())


async def delete(tx: Tx, name: str) -> None:
    await tx.execute(text("delete from identity.tiers where name = :name"), {"name": name})


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: values.get(name) for name in ("title_en", "title_ko", "position", "limits", "features")}
    return {
        name: json.dumps(value) if name in {"limits", "features"} and value is not None else value
        for name, value in found.items()
    }
