"""What redaction looks for, and what it is told to leave alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "rrn",  # resident registration number
    "frn",  # foreigner registration number
    "passport",
    "licence",  # driver's licence
    "business",  # business registration number
    "phone",
    "account",
    "card",
    "email",
    "address",
    "name",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Options:
    """What is hidden. `names` are hidden wherever they stand; `find_names` also looks for names by what stands around them."""

    kinds: frozenset[Kind] = frozenset(KINDS)
    names: Sequence[str] = ()
    find_names: bool = False
    least: float = 0.5
    """A find that is less certain than this (0 to 1) is left as it is."""


USUAL = Options()


@dataclass(frozen=True, slots=True)
class Found:
    """One private thing in a text: characters [start, end), and how certain it is (0 to 1)."""

    start: int
    end: int
    kind: Kind
    certainty: float
