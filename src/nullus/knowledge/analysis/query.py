"""The terms of a question with their weights. What every question says ("what is the …") weighs nothing beside the rest."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.analysis import scripts, terms, words

LONGEST_QUERY = 2_000  # characters read of a query
MOST_TERMS = 400
# Of a character term beside a word. Measured in 13 languages: flat between 0.3 and 0.7.
CHARACTER_WEIGHT = 0.4
# Stop words are left out of questions only, never of the index, and only where something else is left.
_STOP_WORDS = re.findall(
    "[a-z]+",
    """a an and are as at be been but by can could did do does for from had has have he her his how if in into is it its me my of
    on or our s she should so t than that the their them there these they this those to was we were what when where which who whom
    whose why will with would you your""",
)
_STOP_TERMS = frozenset(words.word_term(words.stem(word)) for word in _STOP_WORDS) | frozenset(
    words.word_term(word) for word in _STOP_WORDS
)


@dataclass(frozen=True, eq=False)
class QueryTerms:
    """Distinct terms (uint32, the top bit set for characters), the weight of each, and the cleaned text they came from."""

    terms: NDArray[np.uint32]
    weights: NDArray[np.float32]
    text: str

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def words(self) -> "QueryTerms":
        """The word family alone."""
        return self._only(self.terms < words.CHARACTER_FAMILY)

    @cached_property
    def characters(self) -> "QueryTerms":
        """The character family alone."""
        return self._only(self.terms >= words.CHARACTER_FAMILY)

    def _only(self, kept: NDArray[np.bool_]) -> "QueryTerms":
        return QueryTerms(self.terms[kept], self.weights[kept], self.text)


def analyse_query(text: str) -> QueryTerms:
    """Terms and weights of a question; none (and no error) for an empty one or one without letters and digits."""
    cleaned = scripts.clean(text[:LONGEST_QUERY])
    counted = Counter(terms.word_stream(cleaned))
    if not cleaned.isascii():
        counted.update(terms.cjk_stream(cleaned)[1].tolist())
    content = {term: count for term, count in counted.items() if term not in _STOP_TERMS}
    if any(term < words.CHARACTER_FAMILY for term in content):
        counted = Counter(content)
    chosen = list(counted.items())[:MOST_TERMS]
    found = np.array([term for term, _ in chosen], dtype=np.uint32)
    weights = np.array([count for _, count in chosen], dtype=np.float32)
    weights[found >= words.CHARACTER_FAMILY] *= CHARACTER_WEIGHT
    return QueryTerms(found, weights, cleaned)


def is_stop_word(word: str) -> bool:
    """Whether a question says this word without asking for it."""
    return words.word_term(words.stem(word)) in _STOP_TERMS
