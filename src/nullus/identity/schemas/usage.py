"""Shapes of what was used and what is left."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from nullus.identity.limits.meters import Meter, Standing
from nullus.identity.limits.periods import Period
from nullus.platform.web import Schema

Number = int | float


class StandingOut(Schema):
    """One limit: `limit` and `left` null is no limit, `resetsAt` null is never. `of`: the account's, or that of everybody in
    its network."""

    meter: Meter
    period: Period
    of: Literal["account", "network"]
    limit: Number | None
    used: Number
    reserved: Number
    left: Number | None
    resets_at: datetime | None


class TierNameOut(Schema):
    name: str
    title_en: str
    title_ko: str


class BudgetNoticeOut(Schema):
    """A budget for models that the asker's calls fall under and that is nearly (`warned`) or wholly (`exceeded`) used up."""

    of: Literal["service", "workspace", "person", "app"]
    app: str | None
    meter: Literal["money", "tokens"]
    period: Literal["day", "month"]
    state: Literal["warned", "exceeded"]
    percent: int
    resets_at: datetime


class UsageOut(Schema):
    """`metered` is false for the operator of the machine and for keys of no account."""

    metered: bool
    tier: TierNameOut | None
    time_zone: str
    meters: list[StandingOut]
    budgets: list[BudgetNoticeOut]


def standing_out(standing: Standing) -> StandingOut:
    return StandingOut(
        meter=standing.meter,
        period=standing.period,
        of=standing.of,
        limit=_number(standing.limit),
        used=_number(standing.used) or 0,
        reserved=_number(standing.reserved) or 0,
        left=_number(standing.left),
        resets_at=standing.resets_at,
    )


def _number(amount: Decimal | None) -> Number | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
