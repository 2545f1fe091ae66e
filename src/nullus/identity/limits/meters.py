"""What is counted, under which names a tier limits it, and how to say so in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from nullus.identity.limits.periods import PERIODS, Period
from nullus.platform.errors import Text

Meter = Literal["questions", "tokens", "money", "storage", "uploads"]
Amounts = Mapping[Meter, int | Decimal]
MOST = Decimal(10) ** 18
METERS: dict[Meter, tuple[Period, ...]] = {
    "questions": PERIODS,
    "tokens": PERIODS,
    "money": PERIODS,
    "storage": ("all",),  # a level, not a flow: what is deleted comes back
    "uploads": PERIODS,
}
PER_ADDRESS = "address_questions_day"
LIMITS: dict[str, str] = {
    **{
        meter if period == "all" else f"{meter}_{period}": {
            "questions": "questions",
            "tokens": "tokens that a model reads and writes",
            "money": "money for models, in the currency of the prices that are set",
            "storage": "bytes of the originals that are kept",
            "uploads": "files that are uploaded",
        }[meter]
        + {"all": "" if meter == "storage" else ", in all", "day": ", a day", "month": ", a month"}[period]
        for meter, periods in METERS.items()
        for period in periods
    },
    "rate_minute": "calls of every kind, a minute",
    PER_ADDRESS: "questions, a day, of all guests of one network together (an IPv6 network is a /64)",
    "workspaces": "workspaces that the account may own",
    "service_accounts": "service accounts that a workspace may have where the account manages them",
}
"""Every limit that a tier may have, and what it counts. A limit that is absent is no limit."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a limit stands: None as `limit` and `left` is no limit, as `resets_at` never. `of`: the account's, or of everybody
    in its network."""

    meter: Meter
    period: Period
    of: Literal["account", "network"]
    limit: Decimal | None
    used: Decimal
    reserved: Decimal
    resets_at: datetime | None

    @property
    def left(self) -> Decimal | None:
        return None if self.limit is None else max(Decimal(0), self.limit - self.used - self.reserved)


def checked(amounts: Amounts) -> dict[Meter, Decimal]:
    """The amounts as numbers. Raises ValueError for what cannot be an amount: negative, endless, not a number, unknown."""
    found = {}
    for meter, amount in amounts.items():
        value = Decimal(amount)
        if meter not in METERS or not value.is_finite() or not 0 <= value <= MOST:
            raise ValueError(f"{meter}: {amount} is no amount")
        found[meter] = value
    return found


def limit_of(limits: Mapping[str, Any], meter: str, period: Period) -> Decimal | None:
    """The limit of a meter in a period; None when the tier has none."""
    found = limits.get(meter if period == "all" else f"{meter}_{period}")
    return None if found is None else Decimal(str(found))


PERIOD_WORDS: dict[Period, Text] = {
    "all": Text(en="in all", ko="전체"),
    "day": Text(en="a day", ko="하루"),
    "month": Text(en="a month", ko="한 달"),
}
NEVER = Text(en="It does not renew itself.", ko="이 한도는 다시 채워지지 않습니다.")
OF_NETWORK = Text(en=" (of everybody in your network)", ko="(같은 네트워크의 모든 사용자 합산)")
_UNITS: dict[Meter, tuple[str, str, str]] = {  # one, many, Korean
    "questions": ("question", "questions", "질문 {n}개"),
    "tokens": ("token", "tokens", "토큰 {n}개"),
    "money": ("unit of money", "units of money", "비용 {n}"),
    "storage": ("byte of storage", "bytes of storage", "저장 공간 {n}바이트"),
    "uploads": ("file", "files", "파일 {n}개"),
}


def in_words(meter: Meter, amount: Decimal) -> Text:
    """An amount with its unit."""
    number = plain(amount)
    one, many, korean = _UNITS[meter]
    return Text(en=f"{number} {one if amount == 1 else many}", ko=korean.format(n=number))


def plain(amount: Decimal) -> str:
    """Digits without an exponent or zeros that say nothing."""
    return f"{amount.normalize():,f}"


def renewal(resets_at: datetime | None, zone: str) -> Text:
    """When a limit begins anew, in the time zone of whoever it is said to."""
    if resets_at is None:
        return NEVER
    shown = f"{resets_at:%Y-%m-%d %H:%M} ({zone})"
    return Text(en=f"It renews at {shown}.", ko=f"{shown}에 다시 채워집니다.")
