"""What becomes of text: the same terms in chunks and questions, in every language, whatever the input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullus.knowledge import analysis
from nullus.knowledge.analysis import terms, words
from nullus.knowledge.retrieval import snippets


def held(text: str) -> set[int]:
    return set(analysis.unpack(analysis.analyse_chunks([text])[0]).terms.tolist())


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("국방장관이 회의를 열었다.", "국방장관"),
        ("그는 책을 던졌다", "던지다"),
        ("한국은행이 금리를 올렸다", "한국은행은 금리"),
        ("companies raised prices", "Company price"),
        ("raise HTTPException(status_code=404)", "http exception"),
        ("use `response_model_exclude_unset`", "response_model_exclude_unset"),
        ("use response_model_exclude_unset", "exclude unset"),
        ("from fastapi.responses import X", "fastapi.responses"),
        ("since version 3.11.7", "3.11.7"),
        ("a budget of 1,000,000 won", "1000000"),
        ("written in C++ and C#", "c++"),
        ("write to someone@example.com", "someone@example.com"),
        ("東京都は日本の首都です", "東京都"),
        ("データベース接続", "データベース"),
        ("北京是中国的首都", "中国首都"),
        ("Москва является столицей", "москва"),
        ("ﾃﾞｰﾀﾍﾞｰｽ ＡＢＣ", "データベース abc"),
        ("한글 자모", "한글"),
    ],
)
def test_a_chunk_holds_what_is_asked_for(text: str, question: str) -> None:
    query = analysis.analyse_query(question)
    asked = query.words if len(query.words) else query
    assert len(asked)
    assert set(asked.terms.tolist()) & held(text)


@pytest.mark.parametrize(("text", "question"), [("café société", "cafe societe"), ("Ёлка", "елка"), ("مُحَمَّد", "محمد")])
def test_without_its_accents_a_word_still_matches_by_its_characters(text: str, question: str) -> None:
    asked = set(analysis.analyse_query(question).characters.terms.tolist())
    assert asked <= held(text)


def test_particles_and_endings_are_no_words() -> None:
    assert set(analysis.analyse_query("학교에서는").words.terms.tolist()) == set(
        analysis.analyse_query("학교").words.terms.tolist()
    )


def test_small_words_are_left_out_of_questions_unless_they_are_all() -> None:
    assert len(analysis.analyse_query("what is the capital").words) == 1
    assert len(analysis.analyse_query("what is it").words) == 3


BAD = [
    "",
    " \n\t",
    "?!… —",
    "😀😀👩‍👩‍👧",
    "\ud83d",
    "a\ud800b",
    "\x00\x01",
    "ᆨᅡᆨ",
    "\u0301\u0301",
    "a" * 10_000,
    "가" * 10_000,
    "_" * 50,
    "1," * 500,
]


@pytest.mark.parametrize("text", BAD)
def test_bad_text_never_raises(text: str) -> None:
    query = analysis.analyse_query(text)
    assert len(query) <= 400
    analysis.unpack(analysis.analyse_chunks([text, "word"])[1])
    snippets.highlights(text, snippets.sought(text))


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_can_be_analysed(text: str) -> None:
    query = analysis.analyse_query(text)
    assert set(query.terms.tolist()) <= held(text)


@given(st.lists(st.text("가나다 abc東京1_.", max_size=40), max_size=8))
def test_a_batch_gives_what_each_text_gives_alone(texts: list[str]) -> None:
    assert analysis.analyse_chunks(texts) == [analysis.analyse_chunks([text])[0] for text in texts]


def test_counts_and_lengths_are_those_of_the_text() -> None:
    unpacked = analysis.unpack(analysis.analyse_chunks(["apple apple pear"])[0])
    counts = dict(zip(unpacked.terms.tolist(), unpacked.counts.tolist(), strict=True))
    assert counts[words.word_term("apple")] == 2
    assert counts[words.word_term("pear")] == 1
    assert unpacked.word_length == 3
    assert unpacked.character_length == 4 * 2 + 3


def test_a_count_beyond_a_byte_stays_at_its_highest() -> None:
    unpacked = analysis.unpack(analysis.analyse_chunks(["word " * 1000])[0])
    assert unpacked.counts.max() == 255
    assert unpacked.word_length == 1000


@pytest.mark.parametrize("packed", [b"", b"short", b"\x01" + bytes(15), bytes(17)])
def test_broken_packed_terms_are_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="packed terms"):
        analysis.unpack(packed)


def test_terms_are_the_same_in_every_release_of_this_version() -> None:
    """If this fails, the terms of stored chunks no longer match questions: change VERSION."""
    assert analysis.VERSION == "nullus-1"
    everything = np.concatenate(
        [
            np.sort(analysis.unpack(each).terms)
            for each in analysis.analyse_chunks(["대통령 선거", "東京 tower", "Über C++"])
        ]
    )
    assert int(everything.astype(np.uint64).sum()) == 55511865209


def test_the_cache_of_terms_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "CACHE_SIZE", 100)
    cache = words.TermCache()
    for number in range(1000):
        assert cache[f"token{number}"]
    assert len(cache) <= 100
    assert len(terms.word_stream("one two")) > 2
