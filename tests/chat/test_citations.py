"""Markers and quotations on their way to the asker."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chat.passages import passage

from nullus.chat.answering.citations import REMOVED, CitationCheck, Cited, Counts

PASSAGES = [
    passage(1, "FastAPI는 파이썬 표준 타입 힌트로 경로 매개변수의 타입을 선언한다. 기본 포트는 8000이다."),
    passage(2, "The Rhine flows 1,230 km to the North Sea. Monks called it “the father of all rivers”."),
]


def run(*pieces: str) -> tuple[str, Counts]:
    check = CitationCheck(PASSAGES, "?")
    shown = [each for piece in pieces for each in check.feed(piece)] + check.finish()
    text = "".join(f"[{each.number}]" if isinstance(each, Cited) else each for each in shown)
    return text, check.counts


@pytest.mark.parametrize(
    ("written", "shown", "kept", "dropped"),
    [
        ("기본 포트는 8000입니다 [1].", "기본 포트는 8000입니다 [1].", 1, 0),
        ("기본 포트는 8000입니다. [1]", "기본 포트는 8000입니다. [1]", 1, 0),
        ("기본 포트는 8000입니다.[1] 끝입니다.", "기본 포트는 8000입니다.[1] 끝입니다.", 1, 0),
        ("기본 포트는 8000입니다【1】.", "기본 포트는 8000입니다[1].", 1, 0),
        ("기본 포트는 8000입니다 [^1].", "기본 포트는 8000입니다 [1].", 1, 0),
        ("기본 포트는 8000입니다 [ 1 ].", "기본 포트는 8000입니다 [1].", 1, 0),
        ("기본 포트는 8000입니다 [1, 2].", "기본 포트는 8000입니다 [1].", 1, 1),
        ("기본 포트는 8000입니다 [1-2].", "기본 포트는 8000입니다 [1].", 1, 1),
        ("기본 포트는 8000입니다 [1][2].", "기본 포트는 8000입니다 [1].", 1, 1),
        ("기본 포트는 8000입니다 [9].", "기본 포트는 8000입니다.", 0, 1),
        ("기본 포트는 8000입니다 [0].", "기본 포트는 8000입니다.", 0, 1),
        ("기본 포트는 9000입니다 [1].", "기본 포트는 9000입니다.", 0, 1),
        ("[1]에 따르면 기본 포트는 8000입니다.", "[1]에 따르면 기본 포트는 8000입니다.", 1, 0),
        ("[2]에 따르면 기본 포트는 8000입니다. 네.", "에 따르면 기본 포트는 8000입니다. 네.", 0, 1),
        ("[1] 기본 포트는 8000입니다.\n다음", "[1] 기본 포트는 8000입니다.\n다음", 1, 0),
        ("기본 포트는 8000입니다.\n[1]\n", "기본 포트는 8000입니다.\n[1]\n", 1, 0),
        ("The Rhine flows 1,230 km [2] and 기본 포트는 8000이다 [1].", None, 2, 0),
        ("See `items[1]` and list[a].", "See `items[1]` and list[a].", 0, 0),
        ("```\nx[1] = y[2]\n```\nDone", "```\nx[1] = y[2]\n```\nDone", 0, 0),
        ("Brackets [not a marker] and [", "Brackets [not a marker] and [", 0, 0),
        ("An open end [1", "An open end [1", 0, 0),
        ("[", "[", 0, 0),
        ("[12345] is no marker", "[12345] is no marker", 0, 0),
    ],
)
def test_markers(written: str, shown: str | None, kept: int, dropped: int) -> None:
    text, counts = run(written)
    assert text == (written if shown is None else shown)
    assert (counts.kept, counts.dropped_citations) == (kept, dropped)


@pytest.mark.parametrize(
    ("written", "shown", "dropped"),
    [
        ("Monks called it “the father of all rivers” [2].", "Monks called it “the father of all rivers” [2].", 0),
        ("Monks called it “The Father of ALL  rivers.” [2]", "Monks called it “The Father of ALL  rivers.” [2]", 0),
        ("Monks called it “the mother of all rivers” [2].", f"Monks called it {REMOVED} [2].", 1),
        ('He said "rivers are made of pure gold" then.', f"He said {REMOVED} then.", 1),
        ("그는 「강은 순금으로 되어 있다」고 했다.", f"그는 {REMOVED}고 했다.", 1),
        ("He said “rivers are made of pure gold", f"He said {REMOVED}", 1),
        ("The so-called “river” flows.", "The so-called “river” flows.", 0),
        ('A 5" pipe and 6" pipe of invented steel.', 'A 5" pipe and 6" pipe of invented steel.', 0),
        ('print("rivers are made of pure gold")', f"print({REMOVED})", 1),
        ('`print("rivers are made of pure gold")`', '`print("rivers are made of pure gold")`', 0),
        ('An odd " sign is no quotation at all', 'An odd " sign is no quotation at all', 0),
    ],
)
def test_quotations(written: str, shown: str, dropped: int) -> None:
    text, counts = run(written)
    assert (text, counts.dropped_quotes) == (shown, dropped)


def test_sentences_without_support_are_counted() -> None:
    text, counts = run(
        "기본 포트는 8000입니다 [1]. 하늘은 초록색입니다. The Rhine flows 1,230 km. [2] 달은 치즈로 되어 있습니다 [1]."
    )
    assert text.count("[") == 2
    assert (counts.sentences, counts.unsupported_sentences) == (4, 2)


def test_a_citation_on_its_own_line_counts_for_the_line_before() -> None:
    _, counts = run("기본 포트는 8000입니다.\n[1]\n\n하늘은 초록색이라고 합니다.")
    assert (counts.kept, counts.sentences, counts.unsupported_sentences) == (1, 2, 1)


ANSWER = (
    "**답**: 기본 포트는 8000입니다 [1, 2]. 그는 “강은 순금으로 되어 있다”고 했다【7】. [2] The Rhine flows 1,230 km. "
    "See `x[1]`.\n\n- FastAPI는 타입 힌트로 타입을 선언한다[^1]\n- Monks: “the father of all rivers” [2][1]!"
)


@given(st.lists(st.integers(0, len(ANSWER)), max_size=12))
def test_the_same_text_comes_out_however_it_is_split(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(ANSWER)]
    pieces = [ANSWER[a:b] for a, b in pairwise(places)]
    assert run(*pieces) == run(ANSWER)


def test_split_at_every_position() -> None:
    for place in range(len(ANSWER)):
        assert run(ANSWER[:place], ANSWER[place:]) == run(ANSWER)


@given(st.text(alphabet=st.sampled_from("가a1 .。!?\n`()#-*，,"), max_size=120))
def test_text_without_markers_and_quotations_is_untouched(text: str) -> None:
    assert run(text)[0] == text


@given(st.text(alphabet=st.sampled_from('가8.[]【】123 ,-^“”"\n`'), max_size=80))
def test_no_marker_ever_points_outside(text: str) -> None:
    check = CitationCheck(PASSAGES, "?")
    shown = check.feed(text) + check.finish()
    assert all(each.number in {1, 2} for each in shown if isinstance(each, Cited))
    assert 0 <= check.counts.unsupported_sentences <= check.counts.sentences


def test_text_flows_at_once_and_only_what_is_open_waits() -> None:
    check = CitationCheck(PASSAGES, "?")
    assert check.feed("기본 포트는 8000입니다") == ["기본 포트는 8000입니다"]
    assert check.feed(" [") == []
    assert check.feed("1") == []
    text = PASSAGES[0].text
    start = 100 + text.index("기본")
    assert check.feed("]") == [" ", Cited(1, start, 100 + len(text))]
    assert check.feed(".") == ["."]


def claims(written: str) -> list[tuple[str, tuple[int, ...]]]:
    text, counts = run(*written)
    return [(text[each.start : each.end], each.numbers) for each in counts.claims]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (
            "기본 포트는 8000입니다 [1]. 다른 포트도 있다고 합니다.",
            [("기본 포트는 8000입니다 [1].", (1,)), ("다른 포트도 있다고 합니다.", ())],
        ),
        (
            "기본 포트는 8000입니다. [1] 그 밖에는 모르겠습니다.",
            [("기본 포트는 8000입니다. [1]", (1,)), ("그 밖에는 모르겠습니다.", ())],
        ),
        (
            "[1] 기본 포트는 8000입니다.\n끝났습니다만 정말로.",
            [("기본 포트는 8000입니다.", (1,)), ("끝났습니다만 정말로.", ())],
        ),
        ("기본 포트는 8000입니다.\n[1]\n", [("기본 포트는 8000입니다.", (1,))]),
        (
            "# 제목입니다 하나\n\n- 기본 포트는 8000입니다 [1]\n- 기본 포트는 9000입니다 [1]",
            [("- 기본 포트는 8000입니다 [1]", (1,)), ("- 기본 포트는 9000입니다", ())],
        ),
        ("[9] 근거가 없는 문장입니다.", [("근거가 없는 문장입니다.", ())]),
    ],
)
def test_every_sentence_that_says_something_is_a_claim_with_what_supports_it(
    written: str, found: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert claims(written) == found


def test_claims_and_counts_agree() -> None:
    _, counts = run(
        "The Rhine flows 1,230 km [2]. It is the longest of all rivers. Monks called it a father of rivers.\n[2]\n"
    )
    assert counts.sentences == len(counts.claims) == 3
    assert counts.unsupported_sentences == sum(not each.numbers for each in counts.claims) == 1
