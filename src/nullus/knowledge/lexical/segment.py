"""An immutable piece of the inverted index: at most 65,536 chunks, so a posting is three bytes and a score table fits the cache."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge import analysis

MOST_CHUNKS = 65_536
FAMILIES = 2
SORTED_AT_ONCE = 8_192  # chunks whose postings are sorted together: bounds the memory of a build


@dataclass(frozen=True)
class Addition:
    """Chunks to add: their numbers (unique over the workspace), the code of each one's collection, and its packed terms."""

    numbers: Sequence[int]
    collections: Sequence[int]
    packed: Sequence[bytes]


@dataclass(frozen=True, eq=False)
class Segment:
    """Postings of `terms[i]` lie in `documents` and `counts` from `offsets[i]` to `offsets[i + 1]`, by place in the segment.

    `numbers`, `collections` and `lengths` (words, characters) are by place; numbers ascend. `peaks` is each term's highest count.
    """

    numbers: NDArray[np.int64]
    collections: NDArray[np.int32]
    lengths: NDArray[np.int32]  # (2, chunks)
    terms: NDArray[np.uint32]
    peaks: NDArray[np.uint8]
    offsets: NDArray[np.uint32]
    documents: NDArray[np.uint16]
    counts: NDArray[np.uint8]
    totals: NDArray[np.int64] = field(init=False)  # words and characters in all
    # What scoring.py computes once for each state of the whole index, by its mean lengths.
    tables: dict[tuple[float, ...], tuple[NDArray[np.float32], NDArray[np.float32]]] = field(
        default_factory=dict, init=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "totals", self.lengths.sum(axis=1, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What the segment consists of, in the order it is stored."""
        return {name: getattr(self, name) for name in ARRAYS}

    def places_of(self, numbers: NDArray[np.int64]) -> NDArray[np.intp]:
        """Places of those of the sorted `numbers` that are in the segment."""
        if not len(self) or not len(numbers):
            return np.zeros(0, dtype=np.intp)
        places: NDArray[np.intp] = np.searchsorted(self.numbers, numbers)
        places[places == len(self)] = 0
        found: NDArray[np.intp] = places[self.numbers[places] == numbers]
        return found


ARRAYS = ("numbers", "collections", "lengths", "terms", "peaks", "offsets", "documents", "counts")


def build(addition: Addition) -> list[Segment]:
    """Segments of the added chunks, as full as can be. ValueError for packed terms that cannot be read."""
    order = np.argsort(np.asarray(addition.numbers, dtype=np.int64), kind="stable").tolist()
    segments = []
    for start in range(0, len(order), MOST_CHUNKS):
        block = order[start : start + MOST_CHUNKS]
        pieces = [piece(addition, block[at : at + SORTED_AT_ONCE]) for at in range(0, len(block), SORTED_AT_ONCE)]
        segments.append(merge(pieces))
    return segments


def piece(addition: Addition, places: Sequence[int]) -> Segment:
    """One segment of the few chunks at `places`, whose numbers ascend, by one sort of (term, chunk, count) keys."""
    lists = [analysis.unpack(addition.packed[place]) for place in places]
    sizes = np.fromiter((len(each.terms) for each in lists), dtype=np.int64, count=len(lists))
    keys = np.concatenate([each.terms for each in lists]).astype(np.uint64) << np.uint64(24)
    keys |= np.repeat(np.arange(len(lists), dtype=np.uint64), sizes) << np.uint64(8)
    keys |= np.concatenate([each.counts for each in lists])
    keys.sort()
    terms = (keys >> np.uint64(24)).astype(np.uint32)
    starts = np.flatnonzero(np.concatenate((np.ones(min(1, len(terms)), dtype=bool), terms[1:] != terms[:-1])))
    counts = keys.astype(np.uint8)
    return Segment(
        numbers=np.array([addition.numbers[place] for place in places], dtype=np.int64),
        collections=np.array([addition.collections[place] for place in places], dtype=np.int32),
        lengths=np.array([(each.word_length, each.character_length) for each in lists], dtype=np.int32)
        .reshape(-1, 2)
        .T.copy(),
        terms=terms[starts],
        peaks=np.maximum.reduceat(counts, starts) if len(starts) else np.zeros(0, dtype=np.uint8),
        offsets=np.append(starts, len(keys)).astype(np.uint32),
        documents=(keys >> np.uint64(8)).astype(np.uint16),
        counts=counts,
    )


def merge(segments: Sequence[Segment]) -> Segment:
    """One segment of several, which hold different chunks and at most 65,536 together."""
    if len(segments) == 1:
        return segments[0]
    order = np.argsort(np.concatenate([each.numbers for each in segments]))
    place = np.empty(len(order), dtype=np.uint16)
    place[order] = np.arange(len(order)).astype(np.uint16)
    shifts = np.cumsum([0, *(len(each) for each in segments)])
    documents = np.concatenate(
        [place[shift : shift + len(each)][each.documents] for each, shift in zip(segments, shifts, strict=False)]
    )
    terms = np.concatenate([each.terms for each in segments])
    sizes = np.concatenate([np.diff(each.offsets) for each in segments]).astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    by_term = np.argsort(terms, kind="stable")
    terms, sizes = terms[by_term], sizes[by_term]
    taken = _ranges(starts[by_term], sizes)
    first = np.flatnonzero(np.concatenate((np.ones(min(1, len(terms)), dtype=bool), terms[1:] != terms[:-1])))
    ends = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
    peaks = np.concatenate([each.peaks for each in segments])[by_term]
    return Segment(
        numbers=np.concatenate([each.numbers for each in segments])[order],
        collections=np.concatenate([each.collections for each in segments])[order],
        lengths=np.concatenate([each.lengths for each in segments], axis=1)[:, order],
        terms=terms[first],
        peaks=np.maximum.reduceat(peaks, first) if len(first) else np.zeros(0, dtype=np.uint8),
        offsets=np.append(ends[first], ends[-1]).astype(np.uint32),
        documents=documents[taken],
        counts=np.concatenate([each.counts for each in segments])[taken],
    )


def _ranges(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int32]:
    """start, start + 1, … of each range, one range after the other."""
    total = int(sizes.sum())
    steps = np.ones(total, dtype=np.int32)
    filled = sizes > 0
    starts, sizes = starts[filled], sizes[filled]
    at = np.cumsum(sizes) - sizes
    if total:
        steps[0] = starts[0]
        steps[at[1:]] = starts[1:] - (starts[:-1] + sizes[:-1]) + 1
    return np.cumsum(steps, dtype=np.int32)


def without(segment: Segment, places: NDArray[np.intp]) -> Segment | None:
    """The segment without the chunks at `places`, their postings and terms that stood nowhere else; None when nothing is left."""
    stays = np.ones(len(segment), dtype=bool)
    stays[places] = False
    if not stays.any():
        return None
    kept = stays[segment.documents]
    sizes = np.zeros(0, dtype=np.int64)
    if len(segment.terms):
        sizes = np.add.reduceat(kept.view(np.uint8), segment.offsets[:-1], dtype=np.int64)
    new_place = (np.cumsum(stays) - 1).astype(np.uint16)
    used = sizes > 0
    counts = segment.counts[kept]
    starts = (np.cumsum(sizes) - sizes)[used]
    return Segment(
        numbers=segment.numbers[stays],
        collections=segment.collections[stays],
        lengths=segment.lengths[:, stays],
        terms=segment.terms[used],
        peaks=np.maximum.reduceat(counts, starts) if len(starts) else np.zeros(0, dtype=np.uint8),
        offsets=np.append(starts, len(counts)).astype(np.uint32),
        documents=new_place[segment.documents[kept]],
        counts=counts,
    )
