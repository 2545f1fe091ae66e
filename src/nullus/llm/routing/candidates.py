"""The models that can be chosen, and the order in which they are tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nullus.llm.ports import ChatProvider
from nullus.platform.sensitivity import Sensitivity

Origin = Literal["operator", "settings", "detected"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One model of one provider. `clearance`: the highest label that it may see; `local`: it runs on this machine.

    `price` is what a million tokens read and a million written cost together; None where nobody has said.
    """

    provider: str
    model: str
    chat: ChatProvider
    clearance: Sensitivity
    local: bool
    context_tokens: int
    origin: Origin = "operator"
    tools: bool = True
    price: Decimal | None = None

    @property
    def name(self) -> str:
        return f"{self.provider}/{self.model}"

    @property
    def trusted(self) -> bool:
        """Whether it may see everything, so that nothing needs to be hidden from it."""
        return self.clearance == "personal"


def ordered(candidates: Sequence[Candidate], route: Sequence[str], wanted: str | None) -> list[Candidate]:
    """What is tried, in order: what the asker chose, then the operator's route; without a route local models first, then by
    price, those of unknown price last, and at the same price what the operator named before what was only found.

    An asker who chose gets nothing else than what was chosen.
    """
    if wanted is not None:
        return [each for each in candidates if _is(each, wanted)]
    if route:
        return [each for name in route for each in candidates if _is(each, name)]
    return sorted(candidates, key=_by_price)


def _is(candidate: Candidate, name: str) -> bool:
    return name in {candidate.name, candidate.provider, candidate.model}


def _by_price(candidate: Candidate) -> tuple[bool, bool, Decimal, bool]:
    return (
        not candidate.local,
        candidate.price is None,
        candidate.price or Decimal(0),
        candidate.origin == "detected",
    )
