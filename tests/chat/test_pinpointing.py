"""A citation leads to the sentences that say what is cited."""

import pytest
from tests.chat.passages import passage

from nullus.chat.answering.citations import CitationCheck, Cited
from nullus.chat.answering.passages import Passage
from nullus.chat.answering.pinpointing import pinpointed

RHINE = passage(
    1,
    "The Danube rises in the Black Forest. It crosses ten countries on its way.\n\nThe Rhine flows 1,230 km to the North Sea. "
    "Monks called it “the father of all rivers”. Its sources lie in Switzerland.",
)
PORT = passage(
    2,
    "서버는 먼저 설정을 읽는다. 기본 포트는 8000이다. 포트는 환경 변수로 바꿀 수 있다."
    "\n\n로그는 하루에 한 번 보관한다. 보관 기간은 30일이다.",
)


def shown(of: Passage, claim: str, question: str = "?") -> str:
    start, end = pinpointed(of, claim, question)
    return of.text[start - of.start_offset : end - of.start_offset]


@pytest.mark.parametrize(
    ("of", "claim", "place"),
    [
        (RHINE, "The Rhine is 1,230 km long.", "The Rhine flows 1,230 km to the North Sea."),
        (RHINE, "It has been called “the father of all rivers”.", "Monks called it “the father of all rivers”."),
        (RHINE, "The sources lie in Switzerland", "Its sources lie in Switzerland."),
        (PORT, "기본 포트는 8000입니다.", "기본 포트는 8000이다."),
        (PORT, "보관 기간은 30일이에요.", "보관 기간은 30일이다."),
        (PORT, "포트를 환경 변수로 바꿀 수 있습니다.", "포트는 환경 변수로 바꿀 수 있다."),
        (PORT, "The default port is 8000.", "기본 포트는 8000이다."),
    ],
)
def test_the_sentence_that_says_it_is_the_place(of: Passage, claim: str, place: str) -> None:
    assert shown(of, claim) == place


def test_what_two_neighbours_say_together_is_both_of_them() -> None:
    both = "기본 포트는 8000이다. 포트는 환경 변수로 바꿀 수 있다."
    assert shown(PORT, "기본 포트는 8000이며 환경 변수로 바꿀 수 있습니다.") == both


def test_the_question_decides_between_sentences_that_say_as_much() -> None:
    made = passage(3, "Anna was born in 1901. Peter was born in 1901.")
    assert shown(made, "In 1901.", "When was Peter born?") == "Peter was born in 1901."
    assert shown(made, "In 1901.", "When was Anna born?") == "Anna was born in 1901."


def test_what_no_sentence_says_is_left_to_the_whole_passage() -> None:
    assert shown(RHINE, "강에 관한 내용입니다.") == RHINE.text


def test_a_passage_without_sentences_is_cited_as_a_whole() -> None:
    made = passage(4, "# Only a heading")
    assert pinpointed(made, "Only a heading", "?") == (made.start_offset, made.end_offset)


def test_each_marker_of_an_answer_has_a_place_of_its_own() -> None:
    check = CitationCheck([RHINE], "?")
    pieces = check.feed("The Rhine is 1,230 km long [1]. Its sources lie in Switzerland [1].") + check.finish()
    places = [RHINE.text[each.start - 100 : each.end - 100] for each in pieces if isinstance(each, Cited)]
    assert places == ["The Rhine flows 1,230 km to the North Sea.", "Its sources lie in Switzerland."]
