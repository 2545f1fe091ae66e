"""Passages that say the same thing once more take room and say nothing: of each such group the best ranked stays."""

from collections.abc import Sequence

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
    kept: list[tuple[Passage, str, set[str]]] = []
    for passage in passages:
        plain = support.squeezed(passage.text)
        shingles = _shingles(plain)
        if not any(_same(passage, plain, shingles, *other) for other in kept):
            kept.append((passage, plain, shingles))
    return [passage for passage, _, _ in kept]


def _same(passage: Passage, plain: str, shingles: set[str], better: Passage, known: str, others: set[str]) -> bool:
    if plain == known:
        return True
    if not shingles or not others or len(shingles & others) < SAME * min(len(shingles), len(others)):
        return False
    return support.numbers(passage.text) <= support.numbers(better.text) and len(plain) <= len(known) / SAME


def _shingles(plain: str) -> set[str]:
    """Overlapping pieces of the text; of a very short one none, so that it is only ever the same as its equal."""
    return {plain[at : at + _SHINGLE] for at in range(len(plain) - _SHINGLE + 1)}
