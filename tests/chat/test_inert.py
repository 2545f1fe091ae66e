"""Text of strangers in Markdown: no renderer makes HTML, an image, a link or a footnote of it, whatever they write."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nullus.chat.showing import inert

RENDERER = MarkdownIt("commonmark", {"html": True})
HOSTILE = [
    "<script>alert(1)</script>",
    "![x](https://evil.test/a.png)",
    "[x](javascript:alert(1))",
    "<img src=https://evil.test/a.png>",
    "<https://evil.test>",
    "[a]: https://evil.test\n\n![a]",
    "\\[x](https://evil.test) \\\\[x](https://evil.test)",
    "\\<b>bold</b>",
    "```\ncode\n   ```\n<script>",
    "  ```\n<script>\n```\n<img src=x>",
    "- ```\n<script>\n```\n<img src=x>\n",
    "> ```\n<script>\n```\n<img src=x>",
    "~~~ x\n<b>\n```\n<img src=x>\n~~~\n<img src=x>",
    "````\n```\n<b>\n````\n<img src=x>",
    "``` a`b\n<img src=x>\n```\n<img src=x>",
    "1. ~~~\n<script>\n~~~\n<img src=x>",
    "\t```\n<img src=x>\n```\n<img src=x>",
    "<!-- \n``` \n-->\n<img src=x>",
    "a\r```\r<img src=x>\r```\r<img src=x>",
    "a\u2028```\n<img src=x>",
    "`open\n```\n<img src=x>\n```\n`<img src=x>",
    "[1]: https://evil.test\n\n[1]",
    "![1][1]\n\n[1]: https://evil.test",
]
PIECES = [
    "`",
    "```",
    "````",
    "~~~",
    "<b>",
    "<!--",
    "-->",
    "[",
    "]",
    "(http://e.test)",
    "!",
    "\\",
    "\n",
    "\r\n",
    "  ",
    "\t",
    "- ",
    "> ",
    "a",
    "[1]",
    ":",
    "&lt;",
]


def active(markdown: str) -> list[str]:
    """What a renderer would make of it that is more than text."""
    kinds = {"html_block", "html_inline", "image", "link_open"}
    tokens = [inner for token in RENDERER.parse(markdown) for inner in (token, *(token.children or ()))]
    return [token.type for token in tokens if token.type in kinds]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_it_acts(text: str) -> None:
    assert active(inert.block(text)) == []
    assert active(f"# {inert.line(text)}\n") == []
    assert "\n" not in inert.line(text)


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_nothing_that_can_be_put_together_acts(text: str) -> None:
    assert active(inert.block(text)) == []
    assert active(inert.block(text, lambda number: f"[^1-{number}]")) == []
    assert active(inert.block(text) + "\n\n<div>after</div>") == ["html_block"], "an open fence swallows what follows"
    assert active(inert.line(text)) == []


def test_what_is_harmless_stays_as_it_was() -> None:
    text = "# Title\n\n- **bold** and *slanted*\n- second\n\n```python\nprint(a[0] < b)\n```\n\n한국어 문장입니다."
    assert inert.block(text) == text


def test_citations_become_footnotes_and_other_brackets_do_not() -> None:
    shown = inert.block("It opens [1], or not [7]: a[0].", lambda number: "[^3-1]" if number == 1 else None)
    assert shown == "It opens [^3-1], or not \\[7\\]: a\\[0\\]."
    assert not re.search(r"^\[\^", inert.block("[1]: mine", lambda _: "[^3-1]").replace("[^3-1]\\:", ""))
