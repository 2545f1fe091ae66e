"""The policy table: which label may go where, and that nothing else can give leave."""

import itertools

import pytest

from nullus.llm import egress
from nullus.llm.egress import Clearance, EgressRefused, Place
from nullus.platform.sensitivity import LABELS


def test_every_label_goes_where_the_clearance_covers_it_and_nowhere_else() -> None:
    for label, clearance in itertools.product(LABELS, LABELS):
        place = Place("there", "m", clearance)
        if LABELS.index(label) <= LABELS.index(clearance):
            egress.require(egress.clear(label, place), place)
        else:
            with pytest.raises(EgressRefused) as refused:
                egress.clear(label, place)
            assert (refused.value.label, refused.value.cleared) == (label, clearance)
            assert "Only local models may see this" in refused.value.message_in("en")
            assert "로컬 모델만" in refused.value.message_in("ko")


def test_a_clearance_is_made_by_the_policy_alone() -> None:
    with pytest.raises(TypeError):
        Clearance("personal", "there", "m", object())
    with pytest.raises(TypeError):
        Clearance("personal", "there", "m", None)


def test_the_clearance_of_one_model_is_none_for_another() -> None:
    given = egress.clear("personal", Place("here", "m", "personal"))
    for other in (Place("there", "m", "public"), Place("here", "n", "personal")):
        with pytest.raises(EgressRefused):
            egress.require(given, other)


@pytest.mark.parametrize(
    ("address", "clearance"),
    [
        ("http://127.0.0.1:11434", "personal"),
        ("http://[::1]:8000/v1", "personal"),
        ("http://localhost:8000", "personal"),
        ("https://api.openai.com/v1", "public"),
        ("http://10.0.0.5:11434", "public"),
        ("http://ollama:11434", "public"),
        ("http://localhost.example.com", "public"),
        ("http://127.0.0.1.example.com", "public"),
        ("nonsense", "public"),
    ],
)
def test_only_this_machine_is_trusted_where_nobody_said_anything(address: str, clearance: str) -> None:
    assert egress.default_clearance(address) == clearance
