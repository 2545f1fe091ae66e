"""Highlights are true offsets, snippets show the densest piece."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nullus.knowledge.retrieval import snippets


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in snippets.highlights(text, snippets.sought(query))]


def test_korean_stems_are_marked_without_their_particles() -> None:
    assert marked("경로 매개변수의 타입을 선언합니다.", "매개변수 타입은?") == ["매개", "변수", "타입"] or marked(
        "경로 매개변수의 타입을 선언합니다.", "매개변수 타입은?"
    ) == ["매개변수", "타입"]


def test_english_words_are_marked_with_their_endings_and_only_where_words_begin() -> None:
    assert marked("Parameters and subparameter", "parameter") == ["Parameters"]


def test_words_that_say_nothing_are_not_marked() -> None:
    assert marked("what is the name", "what is the colour") == []


def test_a_short_passage_is_its_own_snippet() -> None:
    assert snippets.snippet("짧은 글", []) == "짧은 글"


def test_a_long_passage_is_cut_around_the_named_words() -> None:
    text = "word " * 200 + "needle " + "word " * 200
    shown = snippets.snippet(text, snippets.highlights(text, snippets.sought("needle")))
    assert "needle" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= snippets.SNIPPET_CHARACTERS + 2


@given(st.text(max_size=400), st.text(max_size=60))
def test_spans_are_in_order_disjoint_and_inside(text: str, query: str) -> None:
    spans = snippets.highlights(text, snippets.sought(query))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
    assert snippets.snippet(text, spans)[:1] in {"…", text[:1]}


def test_a_piece_begins_and_ends_with_a_paragraph_where_one_is_near() -> None:
    text = f"# A heading that is not asked for\n\n{'Harbour needle words. ' * 9}\n\nThe next paragraph goes on. {'More. ' * 60}"
    shown = snippets.snippet(text, snippets.highlights(text, snippets.sought("needle")))
    assert shown == "…" + ("Harbour needle words. " * 9) + "…"
