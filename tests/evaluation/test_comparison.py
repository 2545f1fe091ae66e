"""The comparison of two runs."""

from uuid import UUID

import numpy as np
import pytest

from nullus.evaluation.comparison import compare, interval


def run(*values: float, name: str = "mrr@10") -> dict[UUID, dict[str, float]]:
    return {UUID(int=place): {name: value} for place, value in enumerate(values)}


def test_the_interval_is_that_of_the_normal_approximation_for_many_questions() -> None:
    values = np.random.default_rng(5).normal(0.1, 0.5, 4_000)
    low, high = interval(values, samples=4_000)
    half = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    assert low == pytest.approx(values.mean() - half, abs=0.002)
    assert high == pytest.approx(values.mean() + half, abs=0.002)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(11)
    covered = 0
    for _ in range(300):
        low, high = interval(chance.binomial(1, 0.7, 200).astype(np.float64), samples=500)
        covered += low <= 0.7 <= high
    assert 0.90 <= covered / 300 <= 0.985


def test_a_constant_difference_has_no_width() -> None:
    (found,) = compare(run(0.2, 0.4, 0.6), run(0.3, 0.5, 0.7))
    assert [found.low, found.high] == pytest.approx([0.1, 0.1])
    assert [found.first, found.second] == pytest.approx([0.4, 0.5])
    assert found.verdict == "better"


def test_a_few_changed_questions_are_no_difference() -> None:
    first = run(*[1.0] * 50, *[0.0] * 50)
    second = run(*[1.0] * 48, *[0.0] * 49, *[1.0] * 3)
    (found,) = compare(first, second)
    assert found.low < 0 < found.high
    assert found.verdict == "same"


def test_of_false_refusals_fewer_are_better() -> None:
    (found,) = compare(run(*[1.0] * 20, name="false_refusal"), run(*[0.0] * 20, name="false_refusal"))
    assert (found.difference, found.verdict) == (-1.0, "better")


def test_only_questions_that_both_runs_measured_are_compared() -> None:
    first, second = run(1.0, 0.0, 0.0), {**run(1.0, 0.0), UUID(int=77): {"mrr@10": 1.0}}
    (found,) = compare(first, second)
    assert (found.questions, found.difference) == (2, 0.0)
    assert compare(run(1.0), {UUID(int=9): {"mrr@10": 1.0}}) == []


def test_the_same_runs_always_compare_alike() -> None:
    chance = np.random.default_rng(3)
    first, second = run(*chance.random(500)), run(*chance.random(500))
    assert compare(first, second) == compare(first, second)
