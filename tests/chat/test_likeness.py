"""Near-duplicates: the better ranked stays, and what differs in a figure is never one."""

from tests.chat.passages import passage

from nullus.chat.answering.likeness import distinct
from nullus.chat.answering.passages import Passage

TEXT = "The harbour office opens at 7:30 every morning and closes at 19:00. On Sundays the office of the harbour stays closed."


def numbers(passages: list[Passage]) -> list[int]:
    return [each.number for each in passages]


def test_the_same_text_in_other_spaces_marks_and_letters_is_dropped() -> None:
    again = f"  **{TEXT.upper()}**\n\n"
    assert numbers(distinct([passage(1, TEXT), passage(2, "Something else entirely."), passage(3, again)])) == [1, 2]


def test_almost_the_same_text_is_dropped_and_the_better_ranked_stays() -> None:
    changed = TEXT.replace("every morning", "each morning")
    assert numbers(distinct([passage(1, changed), passage(2, TEXT)])) == [1]
    korean = "라인강은 스위스 알프스에서 시작하여 북해로 흐른다. 로마 사람들은 이 강을 국경으로 삼았다."
    assert numbers(distinct([passage(1, korean), passage(2, korean.replace("이 강을", "그 강을"))])) == [1]


def test_a_part_of_a_better_passage_is_dropped_and_a_longer_one_is_not() -> None:
    part = TEXT.split(". ", maxsplit=1)[0] + "."
    assert numbers(distinct([passage(1, TEXT), passage(2, part)])) == [1]
    assert numbers(distinct([passage(1, part), passage(2, TEXT)])) == [1, 2]


def test_texts_that_differ_in_a_figure_both_stay() -> None:
    assert numbers(distinct([passage(1, TEXT), passage(2, TEXT.replace("19:00", "18:00"))])) == [1, 2]


def test_very_short_texts_are_only_the_same_as_their_equals() -> None:
    assert numbers(distinct([passage(1, "Yes"), passage(2, "No"), passage(3, "yes.")])) == [1, 2]
