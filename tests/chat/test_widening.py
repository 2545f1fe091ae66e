"""Neighbours of passages: joined with right offsets, once, and only as far as there is room."""

from dataclasses import replace
from uuid import UUID

from tests.chat.passages import passage

from nullus.chat.answering.passages import Passage
from nullus.chat.answering.widening import widened, worth_widening
from nullus.knowledge import Beside

DOCUMENT = "First part.\n\nSecond part.\n\nThird part. \n \nFourth part."
PARTS = {1: (0, 11), 2: (13, 25), 3: (27, 38), 4: (42, 54)}
WIDE = 10_000


def found(number: int, part: int) -> Passage:
    start, end = PARTS[part]
    made = passage(number, DOCUMENT[start:end])
    return replace(made, document_id=UUID(int=9), chunk_id=str(part), start_offset=start, end_offset=end)


def beside(of: int, *parts: int) -> list[Beside]:
    return [Beside(of, DOCUMENT[slice(*PARTS[each])], None, *PARTS[each]) for each in parts]


def test_a_passage_is_joined_with_both_neighbours_at_its_place() -> None:
    (wide,) = widened([found(1, 2)], {"2": beside(2, 1, 3)}, WIDE)
    assert wide.text == DOCUMENT[0:38]
    assert (wide.start_offset, wide.end_offset, wide.number, wide.chunk_id) == (0, 38, 1, "2")
    assert (wide.ranks.fused, wide.ranks.widened) == (1, True)


def test_every_sentence_keeps_its_place_in_the_document() -> None:
    (wide,) = widened([found(1, 3)], {"3": beside(3, 2, 4)}, WIDE)
    assert len(wide.text) == wide.end_offset - wide.start_offset
    for sentence in wide.sentences:
        at = slice(wide.start_offset + sentence.start, wide.start_offset + sentence.end)
        assert DOCUMENT[at] == sentence.text


def test_a_neighbour_that_was_found_itself_becomes_part_of_the_better_one() -> None:
    wide = widened([found(1, 2), found(2, 4), found(3, 3)], {"2": beside(2, 1, 3), "4": beside(4, 3)}, WIDE)
    assert [(each.number, each.start_offset, each.end_offset) for each in wide] == [(1, 0, 38), (2, 42, 54)]


def test_a_neighbour_of_two_passages_goes_along_once() -> None:
    wide = widened([found(1, 1), found(2, 3)], {"1": beside(1, 2), "3": beside(3, 2, 4)}, WIDE)
    assert [(each.start_offset, each.end_offset) for each in wide] == [(0, 25), (27, 54)]


def test_without_room_nothing_is_joined() -> None:
    few = [found(1, 2), found(2, 4)]
    assert worth_widening(few, 60, 2) == []
    assert worth_widening(few, 1_000, 1) == [few[0]]
    assert widened(few, {"2": beside(2, 1)}, 130) == few


def test_what_does_not_stand_next_to_it_is_not_joined() -> None:
    far = Beside(2, "elsewhere", None, 400, 409)
    assert widened([found(1, 2)], {"2": [far]}, WIDE) == [found(1, 2)]
