"""How money and tokens of models are counted."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """What the operator decides about the ledger of calls."""

    prefix: ClassVar[str] = "NULLUS_LLM_LEDGER_"

    currency: str = setting("USD", "Currency of prices and of budgets in money: three letters, such as USD or KRW.")
    lease_seconds: float = setting(
        60.0, "After so long without a sign of life what a crashed call held of a budget comes back, in seconds."
    )
