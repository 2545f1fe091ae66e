"""Spans point at the passage as it was written, whatever its normal form."""

import unicodedata

import pytest

from nullus.knowledge import analysis


def marked(text: str, question: str) -> list[str]:
    return [text[start:end] for start, end in analysis.highlight_spans(text, analysis.analyse_query(question))]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("대통령은 국방장관을 임명했다.", "국방장관은 누가 임명했나?", ["국방장관", "임명"]),
        ("The companies were sold.", "Which company was sold?", ["companies", "sold"]),
        ("raises HTTPException here", "http exception", ["HTTPException"]),
        ("set response_model to None", "response_model", ["response_model"]),
        ("the persident spoke", "president", ["persident"]),
        ("東京都は日本の首都", "日本の首都はどこ", ["都は日本の首都"]),
        ("nothing here", "another sentence", []),
        ("", "word", []),
    ],
)
def test_words_of_the_question_are_marked(text: str, question: str, expected: list[str]) -> None:
    assert marked(text, question) == expected


def test_spans_fit_text_that_is_not_in_its_normal_form() -> None:
    text = unicodedata.normalize("NFD", "그 대통령은 café에서 말했다") + " ﬁnal ＡＢＣ"
    found = [unicodedata.normalize("NFKC", piece) for piece in marked(text, "대통령 café final abc")]
    assert found == ["대통령", "café", "final", "ABC"]
