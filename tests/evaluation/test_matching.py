"""Where words stand: chunks that hold a passage, answers that state a fact."""

import pytest

from nullus.evaluation.matching import laid, squeezed, states

CHUNKS = [
    (11, "The Rhine rises in the Alps."),
    (12, "It is 1,230 km long and flows to the sea."),
    (13, "Romans lived there."),
]


def test_a_quotation_is_found_whatever_its_spaces_marks_and_case() -> None:
    text = laid(CHUNKS)
    assert text.find("it  is **1230** km LONG") == {12}
    assert text.find("The Rhine rises in the Alps") == {11}
    assert text.find("라인강") == text.find("Rhone") == text.find("…") == text.find("") == frozenset()


def test_a_passage_over_several_chunks_is_held_by_those_that_have_much_of_it() -> None:
    text = laid(CHUNKS)
    assert text.find(" ".join(each for _, each in CHUNKS)) == {11, 12, 13}
    assert text.find("Alps. It is 1,230 km long and flows to the sea.") == {12}
    assert text.find("in the Alps. It is 1,230") == {11}


def test_korean_words_that_a_parser_broke_are_found() -> None:
    assert laid([(1, "라인강은 스위스\n알프스에서 시 작한다.")]).find("라인강은 스위스 알프스에서 시작한다") == {1}


def test_an_empty_document_holds_nothing() -> None:
    assert laid([]).find("x") == laid([(1, "")]).find("x") == frozenset()
    assert laid([(1, ""), (2, "abc"), (3, " "), (4, "def")]).find("abcdef") == {2, 4}


@pytest.mark.parametrize(
    ("answer", "stated"),
    [("The Rhine is 1,230 km long [1].", True), ("It is 1230km.", True), ("It is 1,320 km.", False), ("", False)],
)
def test_a_fact_is_stated_in_one_of_its_wordings(answer: str, stated: bool) -> None:
    assert states(answer, ["1,230 km", "1230 kilometres"]) is stated
    assert not states(answer, ["!"])


def test_width_and_case_do_not_matter() -> None:
    assert squeezed("ＫＯＲ Quad™ ①") == squeezed("kor quadtm 1")
