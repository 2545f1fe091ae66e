"""Paragraphs: cut so that nothing is lost, left alone where there is nothing to translate, compared afterwards."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullus.chat.translation.paragraphs import MOST, is_in, lost, paragraphs

TEXT = """# 유럽의 강

라인강의 길이는 1,230 km이다 [1].
둘째 줄이다.

```python
x = 1

y = 2
```

- 하나
- 둘

1,230
"""


def test_blank_lines_divide_and_fenced_code_stays_whole() -> None:
    found = paragraphs(TEXT)
    assert [(each.text.splitlines()[0], each.words) for each in found] == [
        ("# 유럽의 강", True),
        ("라인강의 길이는 1,230 km이다 [1].", True),
        ("```python", False),
        ("- 하나", True),
        ("1,230", False),
    ]
    assert found[2].text == "```python\nx = 1\n\ny = 2\n```"


@settings(deadline=None)
@given(st.text(alphabet=" \n\tab가`~#[1]", max_size=300) | st.text(max_size=200))
def test_paragraphs_make_up_the_text_again(text: str) -> None:
    assert "".join(each.text + each.behind for each in paragraphs(text)) == text


def test_a_long_paragraph_is_cut_at_spaces() -> None:
    found = paragraphs("낱말 " * MOST)
    assert len(found) > 2
    assert all(len(each.text) <= MOST and each.text.endswith("말") for each in found)


def test_a_fence_that_is_never_closed_is_code_to_the_end() -> None:
    assert [each.words for each in paragraphs("말\n```\ncode\n\nmore")] == [True, False]


@pytest.mark.parametrize("text", ["", "123.5", "[1] [2]", "`code`", "https://example.com/a", "hong@example.com", "—…!"])
def test_what_has_no_words_is_not_translated(text: str) -> None:
    assert not any(each.words for each in paragraphs(text))


def test_a_text_that_is_in_the_language_already_is_known() -> None:
    assert is_in("라인강은 스위스에서 시작한다.", "ko")
    assert is_in("The river begins in the Alps.", "en")
    assert is_in("ライン川はアルプスに始まる。", "ja")
    assert is_in("莱茵河发源于阿尔卑斯山。", "zh")
    assert not is_in("라인강은 스위스에서 시작한다.", "en")
    assert not is_in("Der Fluss beginnt in der Schweiz und ist lang.", "en")


@pytest.mark.parametrize(
    ("text", "translation", "missing"),
    [
        ("길이는 1,230 km이다 [1].", "It is 1,230 km long [1].", []),
        ("길이는 1,230 km이다 [1].", "It is 1230 km long [1].", []),
        ("길이는 1,230 km이다 [1].", "It is long.", ["[1]", "1,230"]),
        ("[1] 그리고 [1]", "and [1]", ["[1]"]),
        ("`nullus ask`를 쓰세요", "Use `nullus ask`.", []),
        ("`nullus ask`를 쓰세요", "Use nullus-ask.", ["`nullus ask`"]),
        ("https://example.com/a 참고", "See https://example.com/b", ["https://example.com/a"]),
        ("2024년 11월 21일", "November 21, 2024", []),
        ("3월 5일", "March the fifth", []),
    ],
)
def test_what_a_translation_lost_is_named(text: str, translation: str, missing: list[str]) -> None:
    assert sorted(lost(text, translation)) == sorted(missing)
