"""Shapes of prices, budgets and the report of what models cost."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from nullus.identity import MemberRef
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Moment

Number = int | float
Amount = Annotated[float, Field(ge=0, le=10**12, allow_inf_nan=False)]
Name = Annotated[Line, Field(max_length=200)]
By = Literal["person", "workspace", "app", "model", "task", "day"]


class PriceIn(Schema):
    """What a model costs from now or from `validFrom` on. `*` in `provider` or `model` stands for any letters; null in all
    three prices: unknown again."""

    provider: Name
    model: Name
    per_million_read: Amount | None = None
    per_million_written: Amount | None = None
    per_hour: Amount | None = None
    valid_from: Moment | None = None


class PriceOut(Schema):
    """`inForce` is false for one that is to come, and for one in another currency than the service counts in."""

    id: UUID
    provider: str
    model: str
    per_million_read: Number | None
    per_million_written: Number | None
    per_hour: Number | None
    currency: str
    valid_from: datetime
    in_force: bool


class UnpricedOut(Schema):
    """A model that was called in the last thirty days and whose price is unknown: its calls count as 0."""

    provider: str
    model: str
    calls: int


class PricesOut(Schema):
    currency: str
    items: list[PriceOut]
    unknown: list[UnpricedOut]


class BudgetIn(Schema):
    """`everywhere`: of the whole service and not of this workspace (operators). `accountId`: of one member. `amount` in the
    service's currency or in tokens."""

    meter: Literal["money", "tokens"]
    period: Literal["day", "month"]
    amount: Amount
    everywhere: bool = False
    account_id: MemberRef | None = None
    app: Annotated[Line, Field(max_length=100)] | None = None
    time_zone: Annotated[Line, Field(max_length=100)] | None = None


class BudgetOut(Schema):
    """`state` is `warned` from 80 % on and `exceeded` at 100 %. `counts` is false for money in another currency than the
    service counts in."""

    id: UUID
    of: Literal["service", "workspace", "person", "app"]
    workspace_id: UUID | None
    account_id: UUID | None
    app: str | None
    set_by: Literal["operator", "workspace"]
    meter: Literal["money", "tokens"]
    period: Literal["day", "month"]
    amount: Number
    currency: str | None
    time_zone: str
    used: Number
    reserved: Number
    left: Number
    state: Literal["open", "warned", "exceeded"]
    counts: bool
    resets_at: datetime


class BudgetsOut(Schema):
    items: list[BudgetOut]


class BudgetRemovedOut(Schema):
    id: UUID
    removed: bool


class SumOut(Schema):
    """`unpriced`: calls whose price was unknown, counted as 0. `estimated`: calls whose tokens the server did not count."""

    calls: int
    failed: int
    cached: int
    unpriced: int
    estimated: int
    tokens_read: int
    tokens_written: int
    redacted: int
    money: Number
    currency: str
    seconds: float


class SpentOut(SumOut):
    """`key` is null for calls of nobody, and of people who are gone; `name` is what people call it."""

    key: str | None
    name: str | None


class SpendingOut(Schema):
    """`totals`: one for each currency."""

    by: By
    first: str = Field(alias="from")
    last: str = Field(alias="to")
    everywhere: bool
    items: list[SpentOut]
    totals: list[SumOut]


def number(amount: Decimal) -> Number:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def number_or_none(amount: Decimal | None) -> Number | None:
    return None if amount is None else number(amount)
