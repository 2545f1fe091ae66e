"""Fusion: the list that tells more apart decides more, and one that says nothing changes nothing."""

import numpy as np
import pytest

from nullus.knowledge import analysis
from nullus.knowledge.analysis.language import language_of
from nullus.knowledge.lexical import Addition, LexicalIndex, Ranking
from nullus.knowledge.retrieval import fusion

TEXTS = ["red apples grow on trees", "green pears grow on trees", "the sea is blue", "apples and pears and plums"]


@pytest.fixture
def ranking() -> Ranking:
    index = LexicalIndex()
    index.add(Addition(range(1, 5), [0] * 4, analysis.analyse_chunks(TEXTS)))
    return index.rank(analysis.analyse_query("red apples"))


def test_without_a_dense_list_the_lexical_ranking_stands(ranking: Ranking) -> None:
    fused = fusion.fuse(ranking, [], 3, 0.5)
    assert [hit.number for hit in fused] == ranking.best(3).numbers.tolist()
    assert [hit.lexical_rank for hit in fused] == list(range(1, len(fused) + 1))
    assert all(hit.dense_rank is None and hit.cosine is None for hit in fused)


def test_a_dense_list_that_tells_nothing_apart_changes_nothing(ranking: Ranking) -> None:
    flat = [(number, 0.9) for number in (4, 3, 2, 1)]
    lexical = ranking.best(4).numbers.tolist()
    assert [hit.number for hit in fusion.fuse(ranking, flat, 4, 1.0)][: len(lexical)] == lexical


def test_a_clear_dense_list_decides_where_words_do_not(ranking: Ranking) -> None:
    fused = fusion.fuse(ranking, [(3, 0.9), (1, 0.1)], 4, 2.0)
    assert fused[0].number == 3
    assert (fused[0].lexical_rank, fused[0].dense_rank, fused[0].cosine) == (None, 1, 0.9)


def test_a_chunk_only_the_dense_list_has_keeps_its_lexical_score(ranking: Ranking) -> None:
    exact = ranking.scores_of(np.array([4]))[0]
    (hit,) = [hit for hit in fusion.fuse(ranking, [(4, 0.5)], 4, 0.1) if hit.number == 4]
    assert hit.lexical_score == pytest.approx(exact)


def test_nothing_from_either_list_is_nothing() -> None:
    empty = LexicalIndex().rank(analysis.analyse_query("words"))
    assert fusion.fuse(empty, [], 5, 0.5) == []
    assert [hit.number for hit in fusion.fuse(empty, [(8, 0.5), (9, float("nan"))], 5, 0.5)] == [8, 9]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("대통령은 누구인가?", "ko"),
        ("HTTPException을 던지려면?", "ko"),
        ("東京はどこですか", "ja"),
        ("北京是哪里的首都", "zh"),
        ("How many points did they score?", "en"),
        ("What is a café?", "en"),
        ("Wie viele Punkte gab die Verteidigung ab?", "de"),
        ("¿Cuántos puntos dejaron escapar?", "es"),
        ("Сколько очков уступила защита?", "ru"),
        ("Đội thủ đã thua bao nhiêu điểm?", "vi"),
        ("Panthers defense", None),
        ("", None),
        ("😀 \ud800", None),
    ],
)
def test_the_language_of_a_question(text: str, code: str | None) -> None:
    assert language_of(text) == code


def test_an_embedder_reads_its_languages_and_what_nothing_betrays_as_english() -> None:
    assert fusion.readable("Panthers defense", {"en"})
    assert not fusion.readable("대통령", {"en"})
    assert fusion.readable("대통령", None)
    assert fusion.readable("대통령", {"en", "ko"})


def test_only_the_best_are_scored_and_nothing_better_is_missed() -> None:
    """With more chunks than the lexical list is deep, the result equals that of scoring every chunk."""
    chance = np.random.default_rng(5)
    texts = [" ".join(f"w{word}" for word in row) for row in (chance.zipf(1.4, size=(600, 10)) % 60).tolist()]
    index = LexicalIndex()
    index.add(Addition(range(600), [0] * 600, analysis.analyse_chunks(texts)))
    for text in texts[:15]:
        ranking = index.rank(analysis.analyse_query(text))
        near = sorted(
            zip(chance.choice(600, 100, replace=False).tolist(), chance.random(100).tolist(), strict=True),
            key=lambda pair: -pair[1],
        )
        for trust in (0.05, 0.5, 3.0):
            every = ranking.scores_of(np.arange(600)) / ranking.ceiling
            listed = set(ranking.best(fusion.DEPTH).numbers.tolist()) | {number for number, _ in near}
            cosine = dict(near)
            expected = {number: every[number] + trust * cosine.get(number, near[-1][1]) for number in listed}
            found = fusion.fuse(ranking, near, 10, trust)
            assert [hit.score for hit in found] == pytest.approx(sorted(expected.values(), reverse=True)[:10], abs=1e-6)
