"""The lexical index of one workspace: derived from the stored terms of its chunks, never the truth itself.

Writers take turns and replace the tuple of segments as a whole; a reader keeps the tuple it started with, so it sees one state.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.analysis import QueryTerms
from nullus.knowledge.lexical import scoring, segment
from nullus.knowledge.lexical.scoring import Allowed, Hits, Ranking
from nullus.knowledge.lexical.segment import Addition, Segment


class LexicalIndex:
    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self._segments = tuple(segments)
        self._writing = threading.Lock()

    def __len__(self) -> int:
        return sum(map(len, self._segments))

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The present state; it never changes."""
        return self._segments

    @property
    def memory(self) -> int:
        """Bytes of all arrays (those of a stored index are mapped from its files)."""
        return sum(array.nbytes for each in self._segments for array in each.arrays.values())

    def add(self, addition: Addition) -> None:
        """Add chunks; one that is there already is replaced. Cheapest in batches of up to 65,536, in the order of their numbers."""
        last = {number: place for place, number in enumerate(addition.numbers)}
        if len(last) < len(addition.numbers):
            chosen = sorted(last.values())
            addition = Addition(
                [addition.numbers[place] for place in chosen],
                [addition.collections[place] for place in chosen],
                [addition.packed[place] for place in chosen],
            )
        if not last:
            return
        self.join(segment.build(addition))

    def join(self, built: Sequence[Segment]) -> None:
        """Add what was built already: segments of different chunks. Chunks that are there already are replaced."""
        numbers = np.concatenate([np.zeros(0, dtype=np.int64), *(each.numbers for each in built)])
        with self._writing:
            kept = _without(self._segments, numbers)
            self._segments = _settled([*kept, *built])

    def remove(self, numbers: Iterable[int]) -> int:
        """Take chunks out, with every posting of theirs; how many were there."""
        gone = np.fromiter(numbers, dtype=np.int64)
        with self._writing:
            before = len(self)
            self._segments = tuple(_without(self._segments, gone))
            return before - len(self)

    def exchange(self, copies: Mapping[Segment, Segment]) -> None:
        """Put equal segments (the mapped ones for those in memory) in place of those that are still there."""
        with self._writing:
            self._segments = tuple(copies.get(each, each) for each in self._segments)

    def rank(self, query: QueryTerms, allowed: Allowed | None = None) -> Ranking:
        """The ranking of the present state."""
        return scoring.Ranking(self._segments, query, allowed)

    def search(self, query: QueryTerms, k: int, allowed: Allowed | None = None) -> Hits:
        """The k best allowed chunks; no hits for a query without terms."""
        return self.rank(query, allowed).best(k)

    def frequencies(self, terms: NDArray[np.uint32]) -> NDArray[np.int64]:
        """In how many chunks each term stands."""
        return scoring.frequencies(self._segments, terms)

    def held(self, numbers: Iterable[int]) -> list[int]:
        """Those of the numbers that are in the index: the proof of a removal asks it."""
        asked = np.unique(np.fromiter(numbers, dtype=np.int64))
        found: list[int] = []
        for each in self._segments:
            found += each.numbers[each.places_of(asked)].tolist()
        return sorted(found)


def _without(segments: Iterable[Segment], numbers: NDArray[np.int64]) -> list[Segment]:
    numbers = np.unique(numbers)
    kept: list[Segment] = []
    for each in segments:
        places = each.places_of(numbers)
        left = segment.without(each, places) if len(places) else each
        if left is not None:
            kept.append(left)
    return kept


def _settled(segments: list[Segment]) -> tuple[Segment, ...]:
    """Merge neighbours until each is more than twice as large as its successor or full: few segments, each chunk moved rarely."""
    settled: list[Segment] = []
    for each in segments:
        settled.append(each)
        while len(settled) > 1:
            older, newer = settled[-2], settled[-1]
            if len(older) > 2 * len(newer) or len(older) + len(newer) > segment.MOST_CHUNKS:
                break
            settled[-2:] = [segment.merge([older, newer])]
    return tuple(settled)
