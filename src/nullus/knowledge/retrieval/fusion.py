"""One ranking out of the lexical and the dense one, by scores, so that the list that tells more apart decides more.

fused(chunk) = lexical / ceiling + trust * cosine. The first part is the share of the question's weight (BM25 with every term at
its highest) that the chunk answers, the second the embedder's similarity by how far it is to be trusted beside that. A list whose
scores lie close together moves nothing; equal ranks would: reciprocal ranks of a weak embedder halve the lexical quality.
"""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.analysis import language
from nullus.knowledge.lexical import Hits, Ranking

DEPTH = 100  # of each list
STATIC_TRUST = 0.12  # an averaging (static) embedder; measured on seven English sets, see benchmarks/search_quality.py
MODEL_TRUST = 0.5  # a transformer that declares the language


class Fused(NamedTuple):
    """A chunk, its fused score, and its place (from 1), score in each list; None where the list does not have it."""

    number: int
    score: float
    lexical_rank: int | None
    dense_rank: int | None
    lexical_score: float | None
    cosine: float | None


def readable(text: str, languages: Collection[str] | None) -> bool:
    """Whether an embedder of these languages (None: of all) can read the text. A text that nothing betrays counts as English."""
    return languages is None or (language.language_of(text) or "en") in languages


def fuse(ranking: Ranking, dense: Sequence[tuple[int, float]], k: int, trust: float) -> list[Fused]:
    """The best k of the lexical ranking and the dense list (chunk number and cosine, best first, about DEPTH of them).

    An empty dense list (the embedder cannot read the question, or is away) leaves the lexical ranking as it is.
    """
    if not dense:
        return _lexical_alone(ranking, k)
    depth = max(k, DEPTH)
    lexical = ranking.best(depth)
    numbers = np.fromiter((number for number, _ in dense), dtype=np.int64, count=len(dense))
    cosines = np.fromiter((cosine for _, cosine in dense), dtype=np.float64, count=len(dense))
    cosines[np.isnan(cosines)] = 0.0
    candidates, scores = lexical.numbers, lexical.scores
    scale = 1 / ranking.ceiling if ranking.ceiling > 0 else 0.0
    similarity = _aligned(candidates, numbers, cosines)
    # What the dense list does not have is at most as near as its last.
    fused = scores * scale + trust * np.where(np.isnan(similarity), cosines.min(), similarity)
    further = _contenders(lexical, numbers, cosines * trust, fused, k, scale, depth)
    if len(further):
        more = ranking.scores_of(further)
        near = _aligned(further, numbers, cosines)
        candidates, scores = np.concatenate((candidates, further)), np.concatenate((scores, more))
        similarity, fused = np.concatenate((similarity, near)), np.concatenate((fused, more * scale + trust * near))
    order = np.lexsort((candidates, -fused))[:k]
    return _described(order, candidates, fused, scores, similarity, lexical, numbers)


def _lexical_alone(ranking: Ranking, k: int) -> list[Fused]:
    found = ranking.best(k)
    scale = 1 / ranking.ceiling if ranking.ceiling > 0 else 0.0
    listed = zip(found.numbers.tolist(), found.scores.tolist(), strict=True)
    return [Fused(number, score * scale, rank, None, score, None) for rank, (number, score) in enumerate(listed, 1)]


def _contenders(
    lexical: Hits,
    numbers: NDArray[np.int64],
    gains: NDArray[np.float64],
    fused: NDArray[np.float64],
    k: int,
    scale: float,
    depth: int,
) -> NDArray[np.int64]:
    """The chunks only the dense list has that can come among the best k: none has more of the words than the last lexical one."""
    most = float(lexical.scores[-1]) * scale if len(lexical.scores) == depth else 0.0
    bar = float(np.partition(fused, len(fused) - k)[len(fused) - k]) if len(fused) >= k else -np.inf
    near_enough = set(numbers[gains + most >= bar - 1e-9].tolist())
    return np.array(sorted(near_enough.difference(lexical.numbers.tolist())), dtype=np.int64)


def _aligned(
    candidates: NDArray[np.int64], numbers: NDArray[np.int64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The value of each candidate, NaN for those without one."""
    aligned = np.full(len(candidates), np.nan)
    if len(numbers):
        order = np.argsort(numbers)
        places = np.searchsorted(numbers[order], candidates).clip(max=len(numbers) - 1)
        held = numbers[order][places] == candidates
        aligned[held] = values[order][places[held]]
    return aligned


def _described(
    order: NDArray[np.intp],
    candidates: NDArray[np.int64],
    fused: NDArray[np.float64],
    scores: NDArray[np.float64],
    similarity: NDArray[np.float64],
    lexical: Hits,
    dense: NDArray[np.int64],
) -> list[Fused]:
    lexical_ranks = {number: rank for rank, number in enumerate(lexical.numbers.tolist(), 1)}
    dense_ranks: dict[int, int] = {}
    for rank, number in enumerate(dense.tolist(), 1):
        dense_ranks.setdefault(number, rank)
    rows = (each[order].tolist() for each in (candidates, fused, scores, similarity))
    return [
        Fused(
            number,
            value,
            lexical_ranks.get(number),
            dense_ranks.get(number),
            score if score > 0 else None,
            None if math.isnan(cosine) else cosine,
        )
        for number, value, score, cosine in zip(*rows, strict=True)
    ]
