"""Vectors as they may enter an index: the right size, finite, and of length one."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nullus.llm.errors import EmbeddingDamaged
from nullus.llm.ports import Vectors

_LEAST_LENGTH = 1e-6


def checked(raw: Any, count: int, dimension: int, fingerprint: str) -> Vectors:
    """`raw` (nested lists or an array) as float32 [count, dimension] with rows of length 1. Raises EmbeddingDamaged."""
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            vectors = np.asarray(raw, dtype=np.float32)
    except (ValueError, TypeError, OverflowError):
        raise EmbeddingDamaged(fingerprint=fingerprint, problem="they are not lists of numbers of one size") from None
    if count == 0:
        return np.empty((0, dimension), np.float32)
    if vectors.shape != (count, dimension):
        problem = f"{count} of size {dimension} were expected, {list(vectors.shape)} came"
        raise EmbeddingDamaged(fingerprint=fingerprint, problem=problem)
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or float(lengths.min()) < _LEAST_LENGTH:
        raise EmbeddingDamaged(fingerprint=fingerprint, problem="some are zero or not numbers")
    unit: Vectors = vectors / lengths
    return unit


def in_batches(texts: Sequence[str], size: int) -> Iterator[list[str]]:
    """The texts in lists of at most `size`, cleaned of what no model server takes."""
    for start in range(0, len(texts), size):
        yield [clean(text) for text in texts[start : start + size]]


def clean(text: str) -> str:
    """Text that every server accepts: no lone surrogates, no NUL, never empty."""
    return text.encode("utf-8", "replace").decode().replace("\x00", " ") or " "
