"""The best passages with what stands right before and after them, so that a model reads a thought to its end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from nullus.chat.answering import prompting
from nullus.chat.answering.passages import Passage
from nullus.knowledge import Beside
from nullus.llm import tokens

_GAP = 64
"""Characters between two chunks (blank lines, marks) beyond which something is missing there."""


def worth_widening(passages: Sequence[Passage], room: int, most: int) -> list[Passage]:
    """The passages whose neighbours could go along: the `most` best, when `room` tokens hold more than all passages as they are."""
    needed = sum(tokens(each.text) + prompting.FRAME_TOKENS for each in passages)
    return list(passages[:most]) if needed < room else []


def widened(passages: Sequence[Passage], beside: Mapping[str, Sequence[Beside]], room: int) -> list[Passage]:
    """Each passage joined with its neighbours (by chunk id) as far as `room` tokens last, best first.

    A neighbour that was itself found is taken out of the list: it is part of the better passage now. Numbers and order stay;
    offsets are those of the joined text.
    """
    left = room - sum(tokens(each.text) + prompting.FRAME_TOKENS for each in passages)
    found = {(each.document_id, each.start_offset): each for each in passages}
    used: set[tuple[UUID, int]] = set()
    wide: list[Passage] = []
    for passage in passages:
        if (passage.document_id, passage.start_offset) in used:
            continue
        for neighbour in beside.get(passage.chunk_id, ()):
            place = (passage.document_id, neighbour.start_offset)
            twin = found.get(place)
            if place in used or (twin is not None and twin.number < passage.number):
                continue  # it went along with a better one, or is one
            cost = 0 if twin is not None else tokens(neighbour.text)
            joined = _joined(passage, neighbour) if cost <= left else None
            if joined is not None:
                left -= cost
                passage = joined
                used.add(place)
        wide.append(passage)
    return wide


def _joined(passage: Passage, neighbour: Beside) -> Passage | None:
    """One passage of the two; None when they do not stand next to each other. What lay between them becomes white space."""
    before = neighbour.end_offset <= passage.start_offset
    gap = passage.start_offset - neighbour.end_offset if before else neighbour.start_offset - passage.end_offset
    if not 0 <= gap <= _GAP:
        return None
    between = "\n\n"[:gap] + " " * (gap - 2)
    passage = passage.ranked(widened=True)
    if before:
        return replace(
            passage,
            text=neighbour.text + between + passage.text,
            start_offset=neighbour.start_offset,
            page=neighbour.page,
        )
    return replace(passage, text=passage.text + between + neighbour.text, end_offset=neighbour.end_offset)
