"""Terms of many tokens at once: each token is looked up as a number, and numbers become terms without Python's help."""

from array import array
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

MOST_TERMS = 4_000_000  # held before everything is forgotten: 16 MB


class Vocabulary(dict[str, int]):
    """The number of every token met so far; `terms` turns numbers into terms. Not for several threads.

    A token longer than `longest` gets a number, too, but is not found again: such ones hardly ever recur.
    """

    def __init__(self, terms_of: Callable[[str], Sequence[int]], longest: int) -> None:
        super().__init__()
        self._terms_of = terms_of
        self._longest = longest
        self._starts, self._sizes, self._terms = array("q"), array("q"), array("I")

    def __missing__(self, token: str) -> int:
        terms = self._terms_of(token)
        number = len(self._starts)
        self._starts.append(len(self._terms))
        self._sizes.append(len(terms))
        self._terms.extend(terms)
        if len(token) <= self._longest:
            self[token] = number
        return number

    def terms(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The terms of these numbers, one number's after the other's, and how many each has."""
        if not len(numbers):
            return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64)
        sizes = np.frombuffer(self._sizes, dtype=np.int64)[numbers]
        starts = np.frombuffer(self._starts, dtype=np.int64)[numbers]
        total = int(sizes.sum())
        if not total:
            return np.zeros(0, dtype=np.uint32), sizes
        places = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(total)
        return np.frombuffer(self._terms, dtype=np.uint32)[places], sizes

    def forget_if_full(self) -> None:
        """Begin anew when too much is held; numbers given out before mean nothing after this."""
        if len(self._terms) > MOST_TERMS or len(self._starts) > MOST_TERMS:
            self.clear()
            self._starts, self._sizes, self._terms = array("q"), array("q"), array("I")
