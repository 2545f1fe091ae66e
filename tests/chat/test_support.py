"""What a passage can and cannot stand behind."""

import pytest
from tests.chat.passages import passage

from nullus.chat.answering.support import numbers, quotations, supports

KOREAN = passage(
    1, "이순신은 1545년 4월 28일 한성부 건천동에서 태어났다. 그는 1,234척의 배와 12명의 장수를 이끌고 명량에서 싸웠다."
)
ENGLISH = passage(
    2,
    "The Rhine begins in the Swiss canton of Graubünden and flows 1,230 km to the North Sea. "
    "“Water is life”, said the twelve monks.",
    "rhine.md",
    ("Rivers", "Geography"),
)


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        ("이순신은 1545년에 한성부 건천동에서 태어났습니다.", True),
        ("1. 이순신은 1545년 한성부에서 태어났다.", True),
        ("이순신은 1546년에 한성부 건천동에서 태어났습니다.", False),
        ("이순신은 배 1234척을 이끌고 명량에서 싸웠습니다.", True),
        ("세종대왕은 훈민정음을 창제하여 반포하였습니다.", False),
        ("이순신은 “죽고자 하면 살 것이다”라고 말하며 명량에서 싸웠다.", False),
        ("Yi Sun-sin was born in 1545.", False),
        ("", False),
    ],
)
def test_a_korean_passage(sentence: str, supported: bool) -> None:
    assert supports(KOREAN, sentence, "이순신은 언제 태어났나요?") is supported


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        ("The Rhine flows for 1230 km from Graubünden to the North Sea.", True),
        ("The 12 monks said that “water is life”.", True),
        ('According to Geography, the Rhine begins in a "Swiss canton".', True),
        ("The Rhine flows 1,320 km to the North Sea.", False),
        ("The Rhine begins in the Austrian canton of Vorarlberg.", False),
        ("The monks said “the river is eternal and wise”.", False),
        ("Tomatoes need plenty of sun and warm soil.", False),
        ("라인강은 길이가 1,230 km입니다.", True),
        ("라인강은 길이가 1,320 km입니다.", False),
    ],
)
def test_an_english_passage(sentence: str, supported: bool) -> None:
    assert supports(ENGLISH, sentence, "How long is the Rhine?") is supported


def test_numbers_have_one_form() -> None:
    assert numbers("1,234 and ３.50, 07, 2026.11.21, 1,5") == {"1234", "3.5", "7", "2026", "11", "21", "1", "5"}


def test_quotations_of_many_kinds() -> None:
    text = '“a b” 「c」 『d』 《e》 «f» "g h" 5" pipe and 6" pipe'
    assert quotations(text) == ["a b", "c", "d", "e", "f", "g h"]
