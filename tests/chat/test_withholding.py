"""A document's own words are left out of what somebody else wrote, however they are spelt; other words stay."""

import unicodedata

import pytest

from nullus.chat.answering import support
from nullus.chat.showing.withholding import RUN, Withheld

PASSAGE = "The harbour office opens at 7:30 every morning. 부산항 사무소는 매일 아침 일곱 시 삼십 분에 문을 엽니다. It is shut."


@pytest.mark.parametrize(
    "text",
    [
        "As written: The harbour office opens at 7:30 every morning.",
        "the HARBOUR  office\n\nopens at **7:30** every morning",
        "| the | harbour | office | opens | at | 7:30 |",
        "`Theharbourofficeopensat7:30`",
        "그래서 부산항사무소는 매일 아침 일곱시 삼십분에 문을 엽니다.",
        unicodedata.normalize("NFD", "부산항 사무소는 매일 아침 일곱 시 삼십 분에"),
        "ｔｈｅ ｈａｒｂｏｕｒ ｏｆｆｉｃｅ ｏｐｅｎｓ",
    ],
)
def test_its_words_are_left_out_however_they_are_spelt(text: str) -> None:
    shown, cut = Withheld([PASSAGE]).out_of(text)
    assert cut
    plain, kept = support.squeezed(PASSAGE), support.squeezed(shown)
    assert not any(kept[at : at + RUN] in plain for at in range(len(kept) - RUN + 1))
    assert "[…]" in shown


def test_what_stands_around_stays() -> None:
    text = "I read that the harbour office opens at 7:30 every morning [1]. Bring a coat!"
    assert Withheld([PASSAGE]).out_of(text) == ("I read that […] [1]. Bring a coat!", True)


@pytest.mark.parametrize("text", ["", "The office is somewhere else.", "7:30", "부산항", "The harbour."])
def test_words_of_ones_own_stay(text: str) -> None:
    assert Withheld([PASSAGE]).out_of(text) == (text, False)
    assert Withheld([]).out_of(PASSAGE) == (PASSAGE, False)


def test_a_short_passage_and_a_short_sentence_count_as_a_whole() -> None:
    assert Withheld(["Code: 4711-99"]).out_of("The code: 4711-99, they say.") == ("The […], they say.", True)
    assert Withheld(["Nothing. It is shut now. Nothing."]).out_of("It is shut now, alas") == ("[…], alas", True)
