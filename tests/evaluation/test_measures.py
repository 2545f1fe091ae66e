"""Measures on values that were worked out by hand."""

import math

import pytest

from nullus.evaluation.measures import Mean, means, ndcg, of_answer, of_ranking, recall_at, reciprocal_rank

A, B, AB, NONE = {0}, {1}, {0, 1}, set[int]()


def test_one_passage_found_third() -> None:
    ranking = [NONE, NONE, A, NONE, A]
    assert (recall_at(ranking, 1, 1), recall_at(ranking, 1, 5)) == (0.0, 1.0)
    assert reciprocal_rank(ranking) == pytest.approx(1 / 3)
    assert ndcg(ranking, 1) == pytest.approx(1 / math.log2(4))  # 0.5: the ideal is 1/log2(2) = 1


def test_two_passages_found_first_and_fourth() -> None:
    ranking = [A, A, NONE, B]
    assert (recall_at(ranking, 2, 1), recall_at(ranking, 2, 10)) == (0.5, 1.0)
    assert reciprocal_rank(ranking) == 1.0
    # gains 1/log2(2) + 1/log2(5), the second A finds nothing new; ideal 1/log2(2) + 1/log2(3)
    assert ndcg(ranking, 2) == pytest.approx((1 + 0.430677) / (1 + 0.630930), abs=1e-5)


def test_a_hit_that_holds_both_passages() -> None:
    assert recall_at([AB], 2, 1) == 1.0
    assert ndcg([AB], 2) == pytest.approx(1 / 1.630930, abs=1e-5)


def test_nothing_found_and_nothing_ranked() -> None:
    for ranking in ([NONE] * 10, []):
        assert set(of_ranking(ranking, 1).values()) == {0.0}


def test_what_comes_after_the_tenth_hit_counts_for_a_deeper_recall_alone() -> None:
    measured = of_ranking([NONE] * 14 + [A], 1, depth=20)
    assert measured["recall@20"] == 1.0
    assert measured["recall@10"] == measured["mrr@10"] == measured["ndcg@10"] == 0.0


def test_a_perfect_ranking_is_worth_one() -> None:
    assert set(of_ranking([A], 1).values()) == {1.0}
    assert of_ranking([A, B], 2)["ndcg@10"] == 1.0


def test_an_answer_that_cites_one_right_and_one_wrong_passage() -> None:
    measured = of_answer(answerable=True, refused=False, cited=[A, NONE], wanted=2, facts=[True, False, False])
    assert measured == {
        "false_refusal": 0.0,
        "citation_precision": 0.5,
        "citation_recall": 0.5,
        "facts": pytest.approx(1 / 3),
    }


def test_a_refusal_is_right_for_what_cannot_be_answered_only() -> None:
    assert of_answer(answerable=False, refused=True) == {"refusal": 1.0}
    assert of_answer(answerable=False, refused=False, cited=[A], wanted=0) == {"refusal": 0.0}
    refused = of_answer(answerable=True, refused=True, cited=[], wanted=1, facts=[False])
    assert refused == {"false_refusal": 1.0, "citation_recall": 0.0, "facts": 0.0}


def test_an_answer_without_citations_has_no_precision() -> None:
    assert "citation_precision" not in of_answer(answerable=True, refused=False, cited=[], wanted=1)


def test_means_count_only_the_questions_that_have_the_measure() -> None:
    found = means([{"recall@10": 1.0, "facts": 0.5}, {"recall@10": 0.0}, {"refusal": 1.0}])
    assert found == {"recall@10": Mean(0.5, 2), "facts": Mean(0.5, 1), "refusal": Mean(1.0, 1)}
    assert list(means([{"mrr@10": 1, "recall@10": 1, "recall@5": 1}])) == ["recall@5", "recall@10", "mrr@10"]
