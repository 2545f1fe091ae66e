"""Tiers: what an account of each kind may use, as data that the operator edits while the service runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from nullus import audit
from nullus.identity.errors import TierExists, TierInUse, TierNotFound
from nullus.identity.limits import tier_store
from nullus.identity.limits.quotas import metered
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

GUEST, SIGNED_UP = "guest", "stargazer"
NEEDED = (GUEST, SIGNED_UP)
"""The tiers that new guests and new people get: they can be changed, but not deleted."""


@dataclass(frozen=True, slots=True)
class Tier:
    """`limits`: names of `meters.LIMITS`; what is absent is not limited. `accounts`: how many have it."""

    name: str
    title_en: str
    title_ko: str
    position: int
    limits: dict[str, int | float]
    features: dict[str, bool]
    accounts: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Mine:
    """An account's tier and the time zone in which its days turn."""

    tier: Tier
    time_zone: str


async def list_tiers(tx: Tx) -> list[Tier]:
    """Every tier, the smallest first."""
    return [_tier(row) for row in await tier_store.list_tiers(tx)]


async def get(tx: Tx, name: str) -> Tier:
    """One tier. Raises TierNotFound."""
    row = await tier_store.find(tx, name)
    if row is None:
        raise TierNotFound(name=name)
    return _tier(row)


async def of_account(tx: Tx, actor: Actor) -> Mine | None:
    """The asker's tier; None for whoever is not metered. For a system transaction."""
    account_id = metered(actor)
    row = await tier_store.of_account(tx, account_id) if account_id else None
    return Mine(await get(tx, row.tier), row.time_zone) if row else None


async def create(tx: Tx, actor: Actor, name: str, values: Mapping[str, Any]) -> Tier:
    """Make a tier. Raises TierExists. For a system transaction, as all that changes tiers."""
    actor.require("tiers")
    if not await tier_store.add(tx, name, values):
        raise TierExists(name=name)
    await audit.record(tx, actor, "tier.created", object_kind="tier", object_id=name, details={"tier": name})
    made = await get(tx, name)
    await _record_limits(tx, actor, name, {}, made.limits)
    return made


async def change(tx: Tx, actor: Actor, name: str, values: Mapping[str, Any]) -> Tier:
    """Change what is given: of `limits` and `features` the names that are given, None removes one. Acts on the next
    request. Raises TierNotFound."""
    actor.require("tiers")
    await tier_store.lock(tx, name)
    before = await get(tx, name)
    merged = dict(values)
    for part in ("limits", "features"):
        if part in values:
            wanted = getattr(before, part) | values[part]
            merged[part] = {key: value for key, value in wanted.items() if value is not None}
    await tier_store.change(tx, name, merged)
    after = await get(tx, name)
    changed = [
        each
        for each in ("title_en", "title_ko", "position", "limits", "features")
        if getattr(before, each) != getattr(after, each)
    ]
    if changed:
        details = {"tier": name, "changed": ",".join(changed)}
        await audit.record(tx, actor, "tier.changed", object_kind="tier", object_id=name, details=details)
        await _record_limits(tx, actor, name, before.limits, after.limits)
    return after


async def delete(tx: Tx, actor: Actor, name: str) -> None:
    """Delete a tier that nobody has and no invitation gives. Raises TierNotFound, TierInUse."""
    actor.require("tiers")
    await tier_store.lock(tx, name)
    tier = await get(tx, name)
    invitations = await tier_store.invitations_of(tx, name)
    if name in NEEDED or tier.accounts or invitations:
        raise TierInUse(name=name, accounts=tier.accounts, invitations=invitations)
    await tier_store.delete(tx, name)
    await audit.record(tx, actor, "tier.deleted", object_kind="tier", object_id=name, details={"tier": name})


async def _record_limits(
    tx: Tx, actor: Actor, name: str, before: Mapping[str, int | float], after: Mapping[str, int | float]
) -> None:
    for limit in sorted({*before, *after}):
        if before.get(limit) != after.get(limit):
            details: dict[str, str | int] = {"tier": name, "field": limit}
            if limit in after:
                details["limit"] = int(after[limit])
            if limit in before:
                details["former_limit"] = int(before[limit])
            await audit.record(tx, actor, "quota.changed", object_kind="tier", object_id=name, details=details)


def _tier(row: Row[Any]) -> Tier:
    return Tier(
        row.name, row.title_en, row.title_ko, row.position, row.limits, row.features, row.accounts, row.updated_at
    )
