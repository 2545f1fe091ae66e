"""The order in which models are tried."""

from dataclasses import replace
from decimal import Decimal
from typing import cast

from nullus.llm.ports import ChatProvider
from nullus.llm.routing.candidates import Candidate, ordered

BASE = Candidate("x", "m", cast("ChatProvider", None), "public", local=False, context_tokens=8000)
LOCAL = replace(BASE, provider="ollama", clearance="personal", local=True)
CHEAP = replace(BASE, provider="cheap", price=Decimal("0.5"))
DEAR = replace(BASE, provider="dear", price=Decimal(30))
UNPRICED = replace(BASE, provider="unpriced")
ALL = [DEAR, UNPRICED, CHEAP, LOCAL]


def test_without_a_route_local_models_come_first_then_the_cheaper_and_what_nobody_priced_last() -> None:
    assert ordered(ALL, (), None) == [LOCAL, CHEAP, DEAR, UNPRICED]


def test_a_route_names_models_providers_or_both_and_nothing_else_is_tried() -> None:
    assert ordered(ALL, ["dear/m", "ollama"], None) == [DEAR, LOCAL]
    assert ordered(ALL, ["gone"], None) == []


def test_who_chose_gets_nothing_else() -> None:
    assert ordered(ALL, ["dear"], "cheap/m") == [CHEAP]
    assert ordered(ALL, ["dear"], "absent") == []
