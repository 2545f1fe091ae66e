"""Budgets: how much money or how many tokens calls may take in a day or a month, of whom and of what.

A budget applies to every call that meets all of its conditions (workspace, person, app; none: the whole service). The
operator's budgets and those that a workspace sets itself stand side by side: each stops by itself.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from nullus import audit
from nullus.identity import span_at, zone_named
from nullus.kit import new_id
from nullus.llm.spending import budget_store
from nullus.llm.spending.errors import BudgetNotFound
from nullus.llm.spending.prices import FRESH_SECONDS
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NotPermitted, Text

Meter = Literal["money", "tokens"]
Period = Literal["day", "month"]
WARN_SHARE = 0.8
"""From this share on a budget is spoken of."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What calls may take. `set_by`: the operator of the service, or the workspace itself."""

    id: UUID
    workspace_id: UUID | None
    account_id: UUID | None
    app: str | None
    set_by: Literal["operator", "workspace"]
    meter: Meter
    period: Period
    amount: Decimal
    currency: str
    time_zone: str

    @property
    def whose(self) -> Text:
        """Of whom, in words that tell nobody's name."""
        return _WHOSE["person" if self.account_id else "app" if self.app else "workspace" if self.workspace_id else ""]

    @property
    def limit(self) -> Text:
        """The amount with its unit and period, in brackets."""
        shown = f"{self.amount.normalize():,f}"
        unit = Text(en=self.currency, ko=self.currency) if self.meter == "money" else Text(en="tokens", ko="토큰")
        day = self.period == "day"
        return Text(
            en=f" ({shown} {unit.en} {'a day' if day else 'a month'})",
            ko=f"({'하루' if day else '한 달'} {shown} {unit.ko})",
        )

    def touches(self, actor: Actor, app: str) -> bool:
        """Whether a call falls under it."""
        return (
            self.workspace_id in {None, actor.workspace_id}
            and self.account_id in {None, actor.person_id}
            and self.app in {None, app}
        )

    def span(self, moment: datetime) -> tuple[datetime, datetime]:
        """When the period of a moment began and ends."""
        found = span_at(self.period, moment, zone_named(self.time_zone))
        assert found.ends is not None
        return found.began, found.ends


@dataclass(frozen=True, slots=True)
class Standing:
    """A budget as it stands in its present period."""

    budget: Budget
    began: datetime
    ends: datetime
    used: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)

    @property
    def percent(self) -> int:
        """How much of it is used."""
        return _percent(self.used, self.budget.amount)

    @property
    def state(self) -> Literal["open", "warned", "exceeded"]:
        if self.used >= self.budget.amount:
            return "exceeded"
        return "warned" if self.used >= self.budget.amount * Decimal(str(WARN_SHARE)) else "open"


@dataclass(slots=True)
class Known:
    """The budgets as one process knows them: which there are. What they leave is always asked of the database."""

    db: Database
    currency: str
    _rows: list[Budget] = field(default_factory=list)
    _until: float = 0.0
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def touching(self, actor: Actor, app: str) -> list[Budget]:
        """Those that a call falls under, in the order of ids. Money of another currency than the service's is no budget."""
        if asyncio.get_running_loop().time() >= self._until:
            await self._read()
        return [
            each
            for each in self._rows
            if each.touches(actor, app) and (each.meter == "tokens" or each.currency == self.currency)
        ]

    def nearly_used(self, budget_id: UUID, used: Decimal) -> bool:
        """Whether so much is worth a warning."""
        known = next((each for each in self._rows if each.id == budget_id), None)
        return known is not None and used >= known.amount * Decimal(str(WARN_SHARE))

    def forget(self) -> None:
        """Read them again at the next call: they were changed here."""
        self._until = 0.0

    async def _read(self) -> None:
        async with self._reading:
            now = asyncio.get_running_loop().time()
            if now < self._until:
                return
            async with self.db.system_reading() as reader:
                self._rows = [Budget(*row) for row in await budget_store.every(reader)]
            self._until = now + FRESH_SECONDS


async def list_budgets(tx: Tx, actor: Actor, *, everywhere: bool) -> list[Standing]:
    """Budgets of the actor's workspace, or of the whole service, as they stand. In the service's own transaction.

    Raises NotPermitted: only operators see those of all.
    """
    actor.require("spending")
    if everywhere:
        actor.require("operate")
    now = datetime.now(UTC)
    return [
        _standing(row, now) for row in await budget_store.listed(tx, None if everywhere else actor.workspace_id, now)
    ]


async def notices(tx: Tx, actor: Actor) -> list[Standing]:
    """Budgets that the actor's calls fall under and that are nearly used up. In the service's own transaction."""
    now = datetime.now(UTC)
    rows = await budget_store.touching(tx, actor.workspace_id, actor.person_id, WARN_SHARE)
    return [_standing(row, now) for row in rows]


async def get(tx: Tx, actor: Actor, budget_id: UUID) -> Budget:
    """One budget of the actor's workspace; operators find those of all. Raises BudgetNotFound."""
    row = await budget_store.find(tx, budget_id)
    if row is None or not (actor.may("operate") or row.workspace_id == actor.workspace_id):
        raise BudgetNotFound
    return _budget(row)


async def set_budget(tx: Tx, actor: Actor, wanted: Budget) -> Standing:
    """Set a budget; there is one for the same conditions, meter and period. In the service's own transaction.

    The id and `set_by` of `wanted` do not count. Raises NotPermitted: only operators set any beyond their workspace.
    """
    actor.require("spending")
    if wanted.workspace_id is None:
        actor.require("operate")
    wanted = replace(wanted, id=new_id(), set_by="operator" if actor.may("operate") else "workspace")
    values = {name: getattr(wanted, name) for name in Budget.__slots__}
    made = replace(wanted, id=await budget_store.put(tx, {**values, "share": WARN_SHARE}))
    await _record(tx, actor, "budget.changed", made)
    now = datetime.now(UTC)
    found = [row for row in await budget_store.listed(tx, made.workspace_id, now) if row.id == made.id]
    return _standing(found[0], now)


async def remove(tx: Tx, actor: Actor, budget: Budget) -> None:
    """Take a budget away. A workspace cannot take away what the operator has set. Raises NotPermitted."""
    actor.require("spending")
    if budget.set_by == "operator" and not actor.may("operate"):
        raise NotPermitted(scope="operate")
    await budget_store.remove(tx, budget.id)
    await _record(tx, actor, "budget.removed", budget)


async def warn(db: Database, ids: Sequence[UUID]) -> None:
    """Say once a period, in the audit trail, that these budgets are nearly used up, if they are."""
    async with db.system_transaction() as tx:
        for row in await budget_store.warn(tx, ids, WARN_SHARE):
            budget = _budget(row)
            details = {"meter": budget.meter, "period": budget.period, "percent": _percent(row.used, budget.amount)}
            await audit.record(
                tx,
                None,
                "budget.warned",
                object_kind="budget",
                object_id=budget.id,
                workspace_id=budget.workspace_id,
                subjects=[budget.account_id] if budget.account_id else [],
                details=details,
            )


def _budget(row: Any) -> Budget:
    return Budget(*row[:10])


def _standing(row: Row[Any], now: datetime) -> Standing:
    budget = _budget(row)
    began, ends = (row.began, row.ends) if row.began is not None else budget.span(now)
    return Standing(budget, began, ends, row.used, row.reserved)


async def _record(tx: Tx, actor: Actor, action: str, budget: Budget) -> None:
    details = {"meter": budget.meter, "period": budget.period, "limit": int(budget.amount), "kind": budget.set_by}
    await audit.record(
        tx,
        actor,
        action,
        object_kind="budget",
        object_id=budget.id,
        workspace_id=budget.workspace_id,
        subjects=[budget.account_id] if budget.account_id else [],
        details=details,
    )


def _percent(used: Decimal, amount: Decimal) -> int:
    return int(used * 100 / amount) if amount else 100


_WHOSE: dict[str, Text] = {
    "": Text(en="This service's", ko="이 서비스의"),
    "workspace": Text(en="This workspace's", ko="이 워크스페이스의"),
    "person": Text(en="Your", ko="내"),
    "app": Text(en="This app's", ko="이 앱의"),
}
