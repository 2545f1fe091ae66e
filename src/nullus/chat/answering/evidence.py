"""Whether the documents speak of what is asked at all: decided from the passages, before anybody writes an answer.

Two measures, the stronger one counts: the share of the question's lexical weight that one passage answers (from the search: words
that stand nowhere weigh most), and the plain share of its terms that a passage with its headings holds. Both were set with
benchmarks/answers.py: of questions about what the documents hold 98 in 100 pass; of questions about other subjects none or
nearly none; of questions about left-out articles of the same encyclopedia one in ten.
"""

from collections.abc import Sequence

from nullus.chat.answering import terms
from nullus.chat.answering.passages import Passage

_SHARE = 0.235
_TERMS = 0.66
_LOOKED_AT = 5

ENOUGH = 1.0
"""For an answer of quotations: nobody else reads the passages before the asker does."""
ENOUGH_FOR_A_MODEL = 0.4
"""For a model, which reads the passages and may still say that the answer is not there."""


def strength(question: str, passages: Sequence[Passage]) -> float:
    """How much the best passage speaks of the question: from 1 on it is enough for quotations."""
    looked_at = passages[:_LOOKED_AT]
    share = max((passage.share for passage in looked_at), default=0.0) / _SHARE
    if share >= ENOUGH or not looked_at:
        return share
    wanted = terms.asked(question)
    there = terms.held_by_each([f"{passage.surroundings}\n{passage.text}" for passage in looked_at])
    return max(share, *(terms.coverage(wanted, each) / _TERMS for each in there))
