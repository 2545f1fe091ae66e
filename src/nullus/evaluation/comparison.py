"""Two runs over the same questions: by how much they differ, and how sure that is.

The paired bootstrap: questions are drawn with replacement, as many as there are, 2,000 times; the middle 95 % of the mean
differences are the interval (the percentile interval of Efron and Tibshirani, An Introduction to the Bootstrap, 1993, 13.3;
for paired measures of systems: Koehn, Statistical Significance Tests for Machine Translation Evaluation, 2004; Sakai, Evaluating
Evaluation Metrics based on the Bootstrap, 2006). The seed is fixed: the same runs always compare alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from nullus.evaluation.measures import LOWER_IS_BETTER, means

SAMPLES = 2_000
CONFIDENCE = 0.95
SEED = 20_061
_DRAWN_AT_ONCE = 4_000_000

Measured = Mapping[UUID, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one measure: the means of both runs over the questions that both have it for, second less first, and its interval.

    `verdict`: better or worse (the second run) where the interval leaves out 0, else same.
    """

    measure: str
    first: float
    second: float
    difference: float
    low: float
    high: float
    questions: int
    verdict: str


def compare(first: Measured, second: Measured, *, samples: int = SAMPLES, seed: int = SEED) -> list[Difference]:
    """Every measure that both runs have for some question."""
    shared = sorted(set(first) & set(second))
    names = means([*(first[each] for each in shared), *(second[each] for each in shared)])
    found = []
    for name in names:
        pairs = [
            (first[each][name], second[each][name]) for each in shared if name in first[each] and name in second[each]
        ]
        if pairs:
            one, two = np.array(pairs, dtype=np.float64).T
            low, high = interval(two - one, samples=samples, seed=seed)
            difference = float(np.mean(two - one))
            verdict = _verdict(name, low, high)
            found.append(
                Difference(name, float(one.mean()), float(two.mean()), difference, low, high, len(pairs), verdict)
            )
    return found


def interval(
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]", *, samples: int = SAMPLES, seed: int = SEED
) -> tuple[float, float]:
    """The percentile bootstrap interval of the mean of `values`."""
    chance = np.random.default_rng(seed)
    count = len(values)
    drawn = []
    left = samples
    while left:
        batch = min(left, max(1, _DRAWN_AT_ONCE // count))
        drawn.append(values[chance.integers(0, count, (batch, count))].mean(axis=1))
        left -= batch
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(np.concatenate(drawn), [tail, 1 - tail])
    return float(low), float(high)


def _verdict(name: str, low: float, high: float) -> str:
    if low <= 0 <= high:
        return "same"
    return "better" if (low > 0) != (name in LOWER_IS_BETTER) else "worse"
