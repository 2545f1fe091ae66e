"""Bars that a run must reach."""

import pytest

from nullus.evaluation.bars import check, missed
from nullus.evaluation.errors import ConfigurationImpossible
from nullus.evaluation.measures import Mean


def test_a_bar_is_a_least_value_and_for_false_refusals_a_highest() -> None:
    found = {"recall@10": Mean(0.95, 9), "false_refusal": Mean(0.1, 9)}
    assert missed({"recall@10": 0.95, "false_refusal": 0.1}, found) == []
    assert missed({"recall@10": 0.951, "false_refusal": 0.09}, found) == ["recall@10", "false_refusal"]


def test_a_bar_on_what_no_question_measured_is_missed() -> None:
    assert missed({"recall@10": 0.0}, {}) == ["recall@10"]


@pytest.mark.parametrize(
    ("bars", "answers"),
    [({"recal@10": 0.5}, True), ({"refusal": 0.5}, False), ({"recall@7": 0.5}, False), ({"mrr@10": 95.0}, False)],
)
def test_a_bar_that_could_never_be_missed_is_refused(bars: dict[str, float], answers: bool) -> None:
    with pytest.raises(ConfigurationImpossible):
        check(bars, depth=20, answers=answers)


def test_what_is_measured_can_have_a_bar() -> None:
    check({"recall@20": 1.0, "ndcg@10": 0, "citation_precision": 0.9}, depth=20, answers=True)
