"""Misspelt questions find what they meant; questions without mistakes stay as they are."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nullus.knowledge import analysis
from nullus.knowledge.lexical import Addition, LexicalIndex

TEXTS = [
    "대통령은 국방장관을 임명했다",
    "학교에서 나무를 심었다",
    "The president surrendered",
    "The panthers defense",
    "한국은행이 금리를 올렸다",
]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    built = LexicalIndex()
    built.add(Addition(range(len(TEXTS)), [0] * len(TEXTS), analysis.analyse_chunks(TEXTS)))
    return built


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("persident", 2),
        ("presidant", 2),
        ("presdent", 2),
        ("presidentt", 2),
        ("panth ers", 3),
        ("국방장괸", 0),
        ("국방잗관", 0),
        ("국방장과", 0),
        ("대통렁은", 0),
        (unicodedata.normalize("NFC", "국방\u110c\u11bc\u1161관"), 0),  # vowel and coda of 장 swapped
        (unicodedata.normalize("NFC", "하\u1100\u11a8\u116d에서"), 1),  # coda of 학 and onset of 교 swapped
        ("한구ㄱ은행", 4),
        ("나ㅁㅜ를", 1),
    ],
)
def test_one_mistake_is_put_right(index: LexicalIndex, question: str, place: int) -> None:
    query = analysis.corrected(analysis.analyse_query(question), index.frequencies)
    assert index.search(query.words, 1).numbers.tolist() == [place]


@pytest.mark.parametrize(
    "question", ["국방장관을 임명", "president", "", "?!", "HTTPEception.x", "x" * 3000, "ᅡ" * 20, "가" * 3000]
)
def test_what_is_right_or_beyond_help_stays(index: LexicalIndex, question: str) -> None:
    query = analysis.analyse_query(question)
    assert analysis.corrected(query, index.frequencies).terms.tolist() == query.terms.tolist()


@given(st.text(st.sampled_from("가각나각ㄱㅏ abcS.1"), max_size=40))
def test_no_question_breaks_the_correction(text: str) -> None:
    def frequencies(terms: NDArray[np.uint32]) -> NDArray[np.int64]:
        return (terms % 3).astype(np.int64)

    query = analysis.corrected(analysis.analyse_query(text), frequencies)
    assert len(query.terms) == len(query.weights) == len(set(query.terms.tolist()))


def test_a_correction_keeps_what_the_index_knows(index: LexicalIndex) -> None:
    query = analysis.analyse_query("persident surrendered")
    better = analysis.corrected(query, index.frequencies)
    known = query.terms[index.frequencies(query.terms) > 0]
    assert set(known.tolist()) <= set(better.terms.tolist())
    assert index.rank(better).ceiling < index.rank(query).ceiling + 10


def test_spaces_within_a_korean_word_do_not_hide_it(index: LexicalIndex) -> None:
    query = analysis.analyse_query("금 리")
    assert index.search(analysis.corrected(query, index.frequencies), 1).numbers.tolist() == [4]
