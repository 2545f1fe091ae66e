"""Calls to models as the ledger sees them, budgets for them, and what stands in the books."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from nullus.kit import new_id
from nullus.llm.spending import budgets, prices
from nullus.llm.spending.budgets import Budget, Standing
from nullus.llm.spending.ledger import Ledger
from nullus.llm.spending.settings import LedgerSettings
from nullus.platform.actor import Actor
from nullus.platform.database import Database

OPERATOR = Actor("operator", new_id(), scopes=frozenset({"*"}))


@dataclass(frozen=True)
class Ask:
    """A call of somebody."""

    actor: Actor
    task: str = "answer"
    prompt: str = "answer.v1"
    app: str = "chat"
    conversation_id: UUID | None = None
    message_id: UUID | None = None


@dataclass(frozen=True)
class Model:
    """A model somewhere."""

    provider: str = "outside"
    model: str = "large"
    local: bool = False


def person(workspace: UUID | None = None) -> Actor:
    return Actor("person", workspace or new_id(), new_id(), scopes=frozenset({"chat"}), role="editor")


def owner(workspace: UUID | None = None) -> Actor:
    return Actor("person", workspace or new_id(), new_id(), scopes=frozenset({"spending"}), role="owner")


def ledger_of(database: Database, lease_seconds: float = 60.0, **more: Any) -> Ledger:
    return Ledger(database, LedgerSettings(lease_seconds=lease_seconds), **more)


async def budget(database: Database, amount: Any, by: Actor = OPERATOR, **given: Any) -> Standing:
    """A budget in tokens a day unless said otherwise."""
    wanted: dict[str, Any] = {
        "id": new_id(),
        "workspace_id": None,
        "account_id": None,
        "app": None,
        "set_by": "operator",
        "meter": "tokens",
        "period": "day",
        "amount": Decimal(amount),
        "currency": "USD",
        "time_zone": "UTC",
    }
    async with database.system_transaction() as tx:
        return await budgets.set_budget(tx, by, Budget(**(wanted | given)))


async def price(
    database: Database, provider: str, model: str, read: Any = None, written: Any = None, hour: Any = None
) -> None:
    values = {
        "provider": provider,
        "model": model,
        "per_million_read": read if read is None else Decimal(read),
        "per_million_written": written if written is None else Decimal(written),
        "per_hour": hour if hour is None else Decimal(hour),
        "valid_from": None,
    }
    async with database.system_transaction() as tx:
        await prices.set_price(tx, OPERATOR, values, "USD")


@dataclass
class Books:
    """What the tables say."""

    used: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    holds: int = 0
    rows: list[Any] = field(default_factory=list)

    @property
    def standing(self) -> list[int]:
        """Used, reserved, and how many calls hold something."""
        return [int(self.used), int(self.reserved), self.holds]


async def books(database: Database, budget_id: UUID | None = None, workspace: UUID | None = None) -> Books:
    async with database.system_transaction() as tx:
        found = await tx.execute(
            text(
                "select coalesce(sum(used), 0), coalesce(sum(reserved), 0) from llm.budget_periods where budget_id = :id"
            ),
            {"id": budget_id},
        )
        used, reserved = found.one()
        holds = await tx.execute(text("select count(*) from llm.holds where :id = any(budgets)"), {"id": budget_id})
        rows = await tx.execute(text("select * from llm.calls where workspace_id = :id order by id"), {"id": workspace})
        return Books(used, reserved, holds.scalar_one(), list(rows.all()))


def moment(said: str) -> datetime:
    return datetime.fromisoformat(said)
