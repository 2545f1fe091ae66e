"""Words are found again where they stand on the page, however the file writes them; and no page is too strange to be refused."""

import unicodedata

import pytest
from tests.samples import pages

from nullus.knowledge.parsers import ParseFailed, parse
from nullus.knowledge.parsers.pdf_pages import GRID, MOST_PIXELS, WIDTH, Box, Look, Wanted, look

BERTH = "선석을 하룻밤 쓰는 요금은 사만 이천 원입니다."
HARBOUR = [
    ["항만 안내서", "사무소는 아침 일곱 시 반에 엽니다.", BERTH],
    ["둘째 쪽입니다.", "겨울에는 요금이 절반입니다. 예약은 한 달 전에 받습니다."],
]


def found(data: bytes, words: str, page: int = 1, others: tuple[int, ...] = ()) -> Look:
    """Where words of the read text stand; the whole text is the passage."""
    text = parse(data, "a.pdf").text
    start = text.index(words)
    return look(data, page, [Wanted(text, start, start + len(words))], others, draw=False)


def turned(angle: int) -> bytes:
    return pages.report().replace(b"/MediaBox", f"/Rotate {angle}/MediaBox".encode())


def inked(data: bytes, box: Box) -> float:
    """Share of dark dots of the picture within a box."""
    drawn = look(data, 1, (), (), draw=True)
    left, top, width, height = box
    columns = range(left * drawn.width // GRID, (left + width) * drawn.width // GRID)
    rows = range(top * drawn.height // GRID, (top + height) * drawn.height // GRID)
    dots = [drawn.rows[3 * (y * drawn.width + x)] < 128 for y in rows for x in columns]
    return sum(dots) / len(dots)


def test_a_line_is_one_box_over_its_ink_and_below_it_there_is_none() -> None:
    data = pages.report()
    (box,) = found(data, "Line 3 of the body text that goes on for a while.").boxes
    assert inked(data, box) > 0.05
    left, top, width, height = box
    assert inked(data, (left + width + 100, top, GRID - left - width - 200, height)) == 0


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_is_marked_where_it_is_drawn(angle: int) -> None:
    data = turned(angle)
    (box,) = found(data, "Line 3 of the body text that goes on for a while.").boxes
    assert inked(data, box) > 0.05
    assert (box[2] < box[3]) == (angle != 180), "it stands upright where the page lies"


def test_korean_words_are_found_and_a_place_of_two_lines_is_two_boxes() -> None:
    data = pages.hangul(HARBOUR)
    (box,) = found(data, BERTH).boxes
    assert abs(box[0] - 50 / 595 * GRID) < 60
    assert abs(box[2] - (len(BERTH) - 1) * 16 / 595 * GRID) < 200
    both = found(data, f"일곱 시 반에 엽니다.\n{BERTH}").boxes
    assert len(both) == 2
    assert both[1] == box


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (["The harbour of-", "fice opens."], "The harbour office opens."),
        (["one   two", "three four"], "one two three\nfour"),
        (["The office (closed)"], "The of\ufb01ce \u201cclosed\u201d"),
        (["UPPER and lower"], "upper AND lower"),
    ],
    ids=["hyphen", "space", "signs", "case"],
)
def test_space_hyphens_and_signs_never_hide_a_place(drawn: list[str], read: str) -> None:
    data = pages.pdf([[(12.0, line) for line in drawn]])
    seen = look(data, 1, [Wanted(read, 0, len(read))], (), draw=False)
    assert len(seen.boxes) == len(drawn)


def test_a_passage_over_two_pages_is_marked_on_each() -> None:
    data = pages.hangul(HARBOUR)
    first, second = (found(data, f"{BERTH}\n\n둘째 쪽입니다.", page) for page in (1, 2))
    assert [len(first.boxes), len(second.boxes)] == [1, 1]
    assert first.boxes != second.boxes


def test_the_page_on_which_a_place_stands_is_named() -> None:
    seen = found(pages.hangul(HARBOUR), "예약은 한 달 전에 받습니다.", 1, (2,))
    assert (seen.boxes, seen.marked) == ([], 2)


def test_words_that_stand_nowhere_and_pages_without_text_have_no_marks() -> None:
    for data in (pages.report(), pages.scan()):
        seen = look(data, 1, [Wanted("Nothing of this was ever written here.", 0, 30)], (2, 3), draw=False)
        assert (seen.boxes, seen.marked) == ([], 0)


def test_the_measures_are_those_of_the_picture() -> None:
    for data in (pages.report(), turned(90), pages.scan()):
        seen, drawn = look(data, 1, (), (), draw=False), look(data, 1, (), (), draw=True)
        assert (seen.width, seen.height) == (drawn.width, drawn.height)
        assert abs(seen.width - WIDTH) <= 1
        assert len(drawn.rows) == drawn.width * drawn.height * 3


@pytest.mark.parametrize("size", [b"[0 0 90000 5]", b"[0 0 5 90000]", b"[0 0 14400 14400]", b"[0 0 1 1]"])
def test_no_size_of_a_page_makes_a_picture_of_more_than_its_bound(size: bytes) -> None:
    drawn = look(pages.report().replace(b"[0 0 595 842]", size), 1, (), (), draw=True)
    assert 1 <= drawn.width * drawn.height <= MOST_PIXELS * 1.01
    assert max(drawn.width, drawn.height) <= MOST_PIXELS / 1000 + 1


@pytest.mark.parametrize("number", [0, -1, 3, 99_999])
def test_a_page_that_is_not_there_has_no_size(number: int) -> None:
    assert look(pages.report(), number, (), (), draw=True)[:3] == (2, 0, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(pages.locked_pdf(), "encrypted"), (pages.pdf_loop(), "damaged"), (b"%PDF-1.7 torn", "damaged")],
    ids=["locked", "loop", "torn"],
)
def test_what_cannot_be_drawn_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ParseFailed) as failed:
        look(data, 1, (), (), draw=True)
    assert failed.value.reason == reason


def test_syllables_that_a_file_writes_taken_apart_are_found_whole() -> None:
    data = pages.hangul([[unicodedata.normalize("NFD", "항만 안내서입니다")]])
    assert found(data, "안내서").boxes
