"""What comes before an answer: thoughts, and the word for nothing found."""

import pytest

from nullus.chat.answering.preface import Preface


def run(text: str, size: int = 1) -> tuple[str, bool]:
    preface = Preface()
    shown = "".join(preface.feed(text[at : at + size]) for at in range(0, len(text), size))
    return shown + preface.finish(), preface.not_found


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "shown", "not_found"),
    [
        ("The answer is 4 [1].", "The answer is 4 [1].", False),
        ("NOT_FOUND", "", True),
        (" NOT_FOUND.\n", "", True),
        ("**NOT_FOUND**", "", True),
        ("not found", "", True),
        ("NOT_FOUND is a status code.", "NOT_FOUND is a status code.", False),
        ("Not all is lost.", "Not all is lost.", False),
        ("<think>4? No: 5.</think>\n\nIt is 5.", "It is 5.", False),
        ("<think>hm</think>NOT_FOUND", "", True),
        ("<think>never ends", "", False),
        ("<thing> is a tag", "<thing> is a tag", False),
        ("", "", False),
    ],
)
def test_prefaces(text: str, size: int, shown: str, not_found: bool) -> None:
    assert run(text, size) == (shown, not_found)
