"""How money and tokens of models are counted."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.errors import Text
from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """What the operator decides about the ledger of calls."""

    prefix: ClassVar[str] = "NULLUS_LLM_LEDGER_"
    title: ClassVar[Text] = Text(en="Costs", ko="비용")

    currency: str = setting(
        "USD",
        Text(
            en="Currency of prices and of budgets in money: three letters, such as USD or KRW.",
            ko="가격과 금액 예산의 통화: USD, KRW 같은 세 글자 코드.",
        ),
    )
    lease_seconds: float = setting(
        60.0,
        Text(
            en="After so long without a sign of life what a crashed call held of a budget comes back, in seconds.",
            ko="중단된 호출이 잡아 둔 예산을 되돌리기까지 응답을 기다리는 시간(초).",
        ),
    )
