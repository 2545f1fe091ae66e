"""The index against a naive BM25 over the same terms."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullus.knowledge import analysis
from nullus.knowledge.analysis import QueryTerms
from nullus.knowledge.lexical import Addition, Allowed, LexicalIndex, scoring, segment

WORDS = [
    "사과",
    "배",
    "포도",
    "한국",
    "대통령",
    "apple",
    "pear",
    "grape",
    "HTTPException",
    "the",
    "검색",
    "엔진",
    "중국語",
    "東京",
    "пример",
]
texts = st.lists(st.sampled_from(WORDS), min_size=0, max_size=12).map(" ".join)
chunks = st.dictionaries(st.integers(0, 40), st.tuples(st.integers(1, 3), texts), max_size=25)


def naive(held: dict[int, tuple[int, bytes]], query: QueryTerms) -> dict[int, float]:
    """BM25 by the book, one posting at a time."""
    lists = {number: analysis.unpack(packed) for number, (_, packed) in held.items()}
    size = len(lists)
    if not size:
        return {}
    means = [
        sum(each.word_length for each in lists.values()) / size,
        sum(each.character_length for each in lists.values()) / size,
    ]
    counted = {
        number: dict(zip(each.terms.tolist(), each.counts.tolist(), strict=True)) for number, each in lists.items()
    }
    scores: dict[int, float] = {}
    for term, weight in zip(query.terms.tolist(), query.weights.tolist(), strict=True):
        holders = [number for number, counts in counted.items() if term in counts]
        idf = math.log(1 + (size - len(holders) + 0.5) / (len(holders) + 0.5))
        family = term >> 31
        for number in holders:
            tf = counted[number][term]
            length = lists[number].character_length if family else lists[number].word_length
            saturation = scoring.K1 * (1 - scoring.B + scoring.B * length / means[family])
            scores[number] = scores.get(number, 0.0) + weight * idf * tf / (tf + saturation)
    return scores


def addition(added: dict[int, tuple[int, str]]) -> Addition:
    return Addition(
        list(added), [code for code, _ in added.values()], analysis.analyse_chunks([text for _, text in added.values()])
    )


def assert_equal_to_naive(
    index: LexicalIndex, held: dict[int, tuple[int, bytes]], text: str, k: int, allowed: Allowed | None
) -> None:
    query = analysis.analyse_query(text)
    ranking = index.rank(query, allowed)
    hits = ranking.best(k)
    expected = naive(held, query)
    by_score = sorted(expected.items(), key=lambda pair: (-pair[1], pair[0]))
    assert len(hits.numbers) == min(k, len(expected))
    assert hits.scores.tolist() == pytest.approx([score for _, score in by_score[:k]], abs=1e-5)
    for number, score in zip(hits.numbers.tolist(), hits.scores.tolist(), strict=True):
        assert score == pytest.approx(expected[number], abs=1e-5)
    everything = np.arange(45)
    assert ranking.scores_of(everything).tolist() == pytest.approx(
        [expected.get(number, 0.0) for number in range(45)], abs=1e-5
    )
    assert all(score <= ranking.ceiling for score in expected.values())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_history_of_adds_and_removes_ranks_like_the_naive_reference(data: st.DataObject) -> None:
    index, held = LexicalIndex(), dict[int, tuple[int, bytes]]()
    for _ in range(data.draw(st.integers(1, 5))):
        added = data.draw(chunks)
        index.add(addition(added))
        packed = analysis.analyse_chunks([text for _, text in added.values()])
        held |= {number: (code, each) for (number, (code, _)), each in zip(added.items(), packed, strict=True)}
        gone = data.draw(st.sets(st.integers(0, 40), max_size=15))
        assert index.remove(gone) == len(gone & held.keys())
        held = {number: each for number, each in held.items() if number not in gone}
    assert len(index) == len(held)
    query = data.draw(texts)
    assert_equal_to_naive(index, held, query, data.draw(st.integers(1, 30)), None)
    codes = frozenset(data.draw(st.sets(st.integers(1, 3), max_size=2)))
    numbers = data.draw(st.none() | st.lists(st.integers(0, 40), max_size=20))
    allowed = Allowed(codes, None if numbers is None else np.array(numbers, dtype=np.int64))
    inside = {n: each for n, each in held.items() if each[0] in codes and (numbers is None or n in numbers)}
    assert_equal_to_naive(index, inside, query, 10, allowed)


def many(size: int, seed: int) -> Sequence[str]:
    """Texts with words as frequent as in real ones: word i in every (i + 1)-th text or so."""
    random = np.random.default_rng(seed)
    vocabulary = [f"word{number}" for number in range(300)]
    picks = random.zipf(1.3, size=(size, 12)) % len(vocabulary)
    return [" ".join(vocabulary[pick] for pick in row) for row in picks.tolist()]


@pytest.mark.parametrize("k", [1, 10, 100])
def test_leaving_out_what_cannot_win_changes_no_result(k: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written = many(3000, seed=k)
    held = {number: (0, packed) for number, packed in enumerate(analysis.analyse_chunks(written))}
    index = LexicalIndex()
    for start in range(0, 3000, 1000):
        numbers = range(start, start + 1000)
        index = LexicalIndex(
            [*index.segments, *segment.build(Addition(numbers, [0] * 1000, [held[n][1] for n in numbers]))]
        )
    monkeypatch.setattr(scoring, "_WORTH_PRUNING", 1)
    for text in written[:20]:
        query = analysis.analyse_query(text)
        expected = sorted(naive(held, query).items(), key=lambda pair: (-pair[1], pair[0]))
        hits = index.search(query, k)
        assert hits.scores.tolist() == pytest.approx([score for _, score in expected[:k]], abs=1e-5)


def test_equal_scores_are_ordered_by_number() -> None:
    index = LexicalIndex()
    index.add(Addition([9, 3, 7], [0, 0, 0], analysis.analyse_chunks(["same words"] * 3)))
    assert index.search(analysis.analyse_query("same"), 2).numbers.tolist() == [3, 7]


def test_nothing_allowed_and_nothing_asked_give_no_hits() -> None:
    index = LexicalIndex()
    index.add(Addition([1], [1], analysis.analyse_chunks(["words"])))
    assert len(index.search(analysis.analyse_query("words"), 5, Allowed(frozenset())).numbers) == 0
    assert len(index.search(analysis.analyse_query("?!"), 5).numbers) == 0
    assert len(LexicalIndex().search(analysis.analyse_query("words"), 5).numbers) == 0
