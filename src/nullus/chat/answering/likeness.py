"""Passages that say the same thing once more take room and say nothing: of each such group the best ranked stays."""

from collections.abc import Sequence
from functools import cached_property

from nullus.chat.answering import support
from nullus.chat.answering.passages import Passage

SAME = 0.85
"""Share of the shorter text's shingles that the longer one must hold."""
_SHINGLE = 4


def distinct(passages: Sequence[Passage]) -> list[Passage]:
    """The passages in their order without near-duplicates of better ones; their numbers stay as they were.

    Texts that differ in a number are never the same: two price lists or two years of one report may contradict each other.
    Time grows with the square of the number of passages, which is at most 100.
    """
    kept: list[_Text] = []
    for passage in passages:
        text = _Text(passage)
        if not any(_same(text, other) for other in kept):
            kept.append(text)
    return [text.passage for text in kept]


class _Text:
    """What of a passage is compared; each measure is taken when it is first needed."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.plain = support.squeezed(passage.text)

    @cached_property
    def numbers(self) -> set[str]:
        return support.numbers(self.passage.text)

    @cached_property
    def shingles(self) -> set[str]:
        """Overlapping pieces of the text; of a very short one none, so that it is only ever the same as its equal."""
        return {self.plain[at : at + _SHINGLE] for at in range(len(self.plain) - _SHINGLE + 1)}


def _same(text: _Text, better: _Text) -> bool:
    if text.plain == better.plain:
        return True
    if len(text.plain) > len(better.plain) / SAME or not text.numbers <= better.numbers:
        return False
    least = min(len(text.shingles), len(better.shingles))
    return least > 0 and len(text.shingles & better.shingles) >= SAME * least
