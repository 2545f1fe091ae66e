"""Exact BM25 over segments: planned once (statistics of the allowed chunks), then asked for its best or for single scores.

score(chunk) = sum over the query's terms of  weight * idf * tf / (tf + K1 * (1 - B + B * length / mean length)),
idf = ln(1 + (N - df + 0.5) / (df + 0.5))  (Robertson and Zaragoza 2009, with Lucene's positive idf), where length and its mean are
those of the term's family (words or characters), and N, df and the means count the allowed chunks only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.analysis import QueryTerms
from nullus.knowledge.lexical.segment import FAMILIES, Segment

K1 = 0.7
B = 0.6
_FAMILY_BIT = np.uint32(31)
_WORTH_PRUNING = 20_000  # postings in a segment: below, scoring all is faster than choosing
_SLACK = 1e-4  # bounds are computed in other roundings than scores


class Hits(NamedTuple):
    """Chunk numbers, best first (equal scores: the lower number first), and their scores."""

    numbers: NDArray[np.int64]
    scores: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Allowed:
    """Which chunks count: of these collections, and (both given: and also) with these numbers. None sets no limit."""

    collections: frozenset[int] | None = None
    numbers: NDArray[np.int64] | None = None

    @cached_property
    def _sorted(self) -> NDArray[np.int64]:
        return np.unique(np.zeros(0, np.int64) if self.numbers is None else self.numbers)

    def mask(self, segment: Segment) -> NDArray[np.bool_] | None:
        """The allowed places of a segment, computed once; None when that is all of them."""
        if segment not in self._masks:
            self._masks[segment] = self._mask(segment)
        return self._masks[segment]

    @cached_property
    def _masks(self) -> dict[Segment, NDArray[np.bool_] | None]:
        return {}

    def _mask(self, segment: Segment) -> NDArray[np.bool_] | None:
        mask = np.ones(len(segment), dtype=bool)
        if self.collections is not None:
            mask = np.isin(
                segment.collections, np.fromiter(self.collections, dtype=np.int32, count=len(self.collections))
            )
        if self.numbers is not None:
            listed = np.zeros(len(segment), dtype=bool)
            listed[segment.places_of(self._sorted)] = True
            mask &= listed
        return None if mask.all() else mask


class _Found(NamedTuple):
    """Where a segment keeps the query's terms: only those it has, words first."""

    term: NDArray[np.intp]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    peaks: NDArray[np.float32]


def _find(segment: Segment, terms: NDArray[np.uint32]) -> _Found:
    places = np.searchsorted(segment.terms, terms)
    held = (
        np.flatnonzero(segment.terms.take(places, mode="clip") == terms) if len(segment.terms) else np.zeros(0, np.intp)
    )
    places = places[held]
    starts = segment.offsets[places].astype(np.int64)
    return _Found(
        held, starts, segment.offsets[places + 1].astype(np.int64) - starts, segment.peaks[places].astype(np.float32)
    )


def _saturation(segment: Segment, means: tuple[float, ...]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """K1 * (1 - B + B * length / mean) for each family and place, and its least value: computed once a state of the index."""
    known = segment.tables.get(means)
    if known is None:
        scale = np.array([[K1 * B / mean if mean else 0.0] for mean in means], dtype=np.float32)
        table = segment.lengths.astype(np.float32) * scale + np.float32(K1 * (1 - B))
        known = (table, table.min(axis=1))
        segment.tables.clear()
        segment.tables[means] = known
    return known


class _Postings(NamedTuple):
    """Postings of several terms, one after the other: places, counts, and how many each term has."""

    places: NDArray[np.intp]
    counts: NDArray[np.float32]
    sizes: NDArray[np.int64]


def _postings(
    segment: Segment, starts: NDArray[np.int64], sizes: NDArray[np.int64], kept: NDArray[np.bool_] | None
) -> _Postings:
    """Read postings; with `kept`, those of the kept places only."""
    slices = [slice(start, start + size) for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)]
    if not slices:
        return _Postings(np.zeros(0, np.intp), np.zeros(0, np.float32), sizes)
    places = np.concatenate([segment.documents[each] for each in slices]).astype(np.intp)
    counts = np.concatenate([segment.counts[each] for each in slices])
    if kept is not None:
        chosen = np.flatnonzero(kept.take(places))
        ends = np.searchsorted(chosen, np.cumsum(sizes))
        places, counts, sizes = places[chosen], counts[chosen], np.diff(ends, prepend=0)
    return _Postings(places, counts.astype(np.float32), sizes)


def frequencies(
    segments: Sequence[Segment], terms: NDArray[np.uint32], allowed: Allowed | None = None
) -> NDArray[np.int64]:
    """In how many of the allowed chunks each term stands: words of others must not even correct a question."""
    counted = np.zeros(len(terms), dtype=np.int64)
    for segment in segments:
        mask = allowed.mask(segment) if allowed else None
        found = _find(segment, terms)
        counted[found.term] += (
            found.sizes if mask is None else _postings(segment, found.starts, found.sizes, mask).sizes
        )
    return counted


class _Part:
    """One segment's share of a ranking."""

    def __init__(self, segment: Segment, found: _Found, families: NDArray[np.intp]) -> None:
        self.segment = segment
        self.found = found
        self.families = families[found.term]

    def weigh(self, weights: NDArray[np.float32], means: tuple[float, ...]) -> None:
        self.weights = weights[self.found.term]
        self.table, self.least = _saturation(self.segment, means)

    def score(self, which: NDArray[np.intp], kept: NDArray[np.bool_] | None) -> NDArray[np.float64]:
        """Summed scores by place, of the terms at `which` (ascending) of those found here."""
        postings = _postings(self.segment, self.found.starts[which], self.found.sizes[which], kept)
        return self._summed(postings, which)

    def _summed(self, postings: _Postings, which: NDArray[np.intp]) -> NDArray[np.float64]:
        of_words = int(postings.sizes[: int(np.searchsorted(self.families[which], 1))].sum())
        values = np.empty(len(postings.places), dtype=np.float32)
        for family, part in enumerate((slice(0, of_words), slice(of_words, None))):
            np.take(self.table[family], postings.places[part], out=values[part], mode="clip")
        values += postings.counts
        np.divide(postings.counts, values, out=values)
        values *= np.repeat(self.weights[which], postings.sizes)
        return np.bincount(postings.places, weights=values, minlength=len(self.segment)).astype(np.float64, copy=False)

    def bounds(self) -> NDArray[np.float64]:
        """No chunk of the segment gets more from each term."""
        peaks = self.found.peaks
        return np.asarray(self.weights * (peaks / (peaks + self.least[self.families])), dtype=np.float64)

    def best(self, k: int, threshold: float) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Places and scores of all chunks that can be among the best k, given that k others reach `threshold` already."""
        every = np.arange(len(self.found.term))
        if int(self.found.sizes.sum()) < _WORTH_PRUNING:
            return _at_least(self.score(every, None), max(threshold, 1e-9), k)
        bounds = self.bounds()
        order = np.argsort(bounds / self.found.sizes)  # what promises least for each posting read is left for last
        summed = np.cumsum(bounds[order])
        if threshold > 0:
            left = int(np.searchsorted(summed, threshold - _SLACK))
        else:
            left = int(np.searchsorted(np.cumsum(self.found.sizes[order]), 0.7 * self.found.sizes.sum()))
        if left == 0:
            return _at_least(self.score(every, None), max(threshold, 1e-9), k)
        late, early = np.sort(order[:left]), np.sort(order[left:])
        scores = self.score(early, None)
        if threshold <= 0 and len(scores) > k:
            threshold = _kth(scores, k)
        open_ = scores >= threshold - summed[left - 1] - _SLACK
        scores += self.score(late, open_ if np.count_nonzero(open_) * 4 < len(open_) else None)
        return _at_least(scores, max(threshold - _SLACK, 1e-9), k)


def _kth(scores: NDArray[np.float64], k: int) -> float:
    """The k-th highest of more than k scores. A sample tells where to look: selecting among all is several times slower."""
    if len(scores) > 16 * k + 4096:
        sample = scores[::16]
        rank = len(sample) - min(len(sample), k // 8 + 8)
        high = scores[scores >= np.partition(sample, rank)[rank]]
        if k <= len(high) < len(scores):
            scores = high
    return float(np.partition(scores, len(scores) - k)[len(scores) - k])


def _at_least(scores: NDArray[np.float64], threshold: float, k: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Places with a score of at least `threshold`, of many only the k best and their equals."""
    places = np.flatnonzero(scores >= threshold)
    values = scores[places]
    if len(places) > 2 * k:
        best = values >= _kth(values, k)
        places, values = places[best], values[best]
    return places, values


class Ranking:
    """BM25 of one query over one state of the index: `best(k)` and `scores_of(numbers)` agree to the last digit but one."""

    def __init__(self, segments: Sequence[Segment], query: QueryTerms, allowed: Allowed | None = None) -> None:
        order = np.argsort(query.terms)  # words first: the family is the top bit
        terms, weights = query.terms[order], query.weights[order]
        self._families = (terms >> _FAMILY_BIT).astype(np.intp)
        self._masks = [allowed.mask(segment) if allowed else None for segment in segments]
        self._parts = [_Part(segment, _find(segment, terms), self._families) for segment in segments]
        frequencies = np.zeros(len(terms), dtype=np.int64)
        lengths = np.zeros(FAMILIES, dtype=np.int64)
        self.chunks = 0
        for part, mask in zip(self._parts, self._masks, strict=True):
            if mask is None:
                frequencies[part.found.term] += part.found.sizes
                lengths += part.segment.totals
                self.chunks += len(part.segment)
            else:
                frequencies[part.found.term] += _postings(part.segment, part.found.starts, part.found.sizes, mask).sizes
                lengths += part.segment.lengths[:, mask].sum(axis=1)
                self.chunks += int(np.count_nonzero(mask))
        means = tuple((lengths / max(self.chunks, 1)).tolist())
        rarity = np.log1p((self.chunks - frequencies + 0.5) / (frequencies + 0.5))
        scaled = (weights * rarity).astype(np.float32)
        # No chunk can score more: every term, also one that stands nowhere, at its highest.
        self.ceiling = float(scaled.sum(dtype=np.float64))
        for part in self._parts:
            part.weigh(scaled, means)
        self.frequencies = frequencies[np.argsort(order)]  # in how many allowed chunks each term of the query stands

    def best(self, k: int) -> Hits:
        """The k best chunks with a score above 0."""
        numbers, scores, threshold = np.zeros(0, np.int64), np.zeros(0, np.float64), 0.0
        by_size = sorted(zip(self._parts, self._masks, strict=True), key=lambda pair: len(pair[0].segment))
        for part, mask in by_size:
            if mask is None:
                places, values = part.best(k, threshold)
            else:
                every = np.arange(len(part.found.term))
                places, values = _at_least(part.score(every, mask), max(threshold - _SLACK, 1e-9), k)
            numbers = np.concatenate((numbers, part.segment.numbers[places]))
            scores = np.concatenate((scores, values))
            if len(scores) > k:
                threshold = _kth(scores, k)
                numbers, scores = numbers[scores >= threshold], scores[scores >= threshold]
            elif len(scores) == k:
                threshold = float(scores.min())
        order = np.lexsort((numbers, -scores))[:k]
        return Hits(numbers[order], scores[order])

    def scores_of(self, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        """Scores of given chunks; 0 for those that match nothing, are not allowed or not there."""
        wanted, back = np.unique(numbers, return_inverse=True)
        scores = np.zeros(len(wanted), dtype=np.float64)
        for part, mask in zip(self._parts, self._masks, strict=True):
            places = part.segment.places_of(wanted)
            if not len(places):
                continue
            kept = np.zeros(len(part.segment), dtype=bool)
            kept[places] = True
            if mask is not None:
                kept &= mask
            summed = part.score(np.arange(len(part.found.term)), kept)
            scores[np.searchsorted(wanted, part.segment.numbers[places])] = summed[places]
        return scores[back]
