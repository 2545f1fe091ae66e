"""Cutting prose and Markdown of several languages into sentences that can be quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullus.chat.answering.sentences import ends_sentence, split


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("첫 문장이다. 둘째 문장이다.", ["첫 문장이다.", "둘째 문장이다."]),
        ("그는 1989. 3. 12. 서울에 왔다. 그 뒤 떠났다.", ["그는 1989. 3. 12. 서울에 왔다.", "그 뒤 떠났다."]),
        ("Dr. Smith met J. R. Brown at 3.5 km. They spoke.", ["Dr. Smith met J. R. Brown at 3.5 km.", "They spoke."]),
        ("He said “Go.” Then he left!", ["He said “Go.”", "Then he left!"]),
        ("彼は行った。彼女は来た？はい。", ["彼は行った。", "彼女は来た？", "はい。"]),
        ("One line\ngoes on here. Two.", ["One line\ngoes on here.", "Two."]),
        ("# Heading\n\nText here.\n\n- item one\n- item two", ["Text here.", "- item one", "- item two"]),
        ("Before.\n```python\nx = 1. if y else 2.\n```\nAfter.", ["Before.", "After."]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["| a | b |", "| 1 | 2 |"]),
        ("{* ../../docs_src/x.py hl[1] *}\n\n/// tip\n\nRead this.\n\n///", ["Read this."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_an_endless_sentence_is_cut_at_a_clause() -> None:
    pieces = texts("word, " * 400)
    assert len(pieces) > 2
    assert all(len(piece) <= 700 for piece in pieces)


@given(st.text(alphabet=st.sampled_from("가나. ?!。\n\t#`-|ab1,“”\"'()"), max_size=200) | st.text(max_size=100))
def test_every_sentence_is_a_slice_and_they_follow_each_other(text: str) -> None:
    last = 0
    for sentence in split(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert sentence.start >= last
        last = sentence.end


@pytest.mark.parametrize(
    ("text", "following", "ends"),
    [
        ("It is done.", "N", True),
        ("It is Mr.", "B", False),
        ("1989.", "3", False),
        ("in 1989.", "T", True),
        ("1.", "F", False),
        ("하다。", "그", True),
        ("and so on", "b", False),
        ("", "a", False),
    ],
)
def test_text_that_is_still_being_written(text: str, following: str, ends: bool) -> None:
    assert ends_sentence(text, following) is ends
