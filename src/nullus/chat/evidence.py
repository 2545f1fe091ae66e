"""Whether the documents speak of what is asked at all: decided from the passages, before anybody writes an answer.

The measure is the largest share of the question's terms (words and, at less weight, their characters) that one passage holds.
Measured by benchmarks/answers.py: asked about what the documents hold, 98 of 100 questions reach `ENOUGH`; asked about
another subject in another language none does, about another subject of the same encyclopedia one in five.
"""

from collections.abc import Sequence

from nullus.chat import terms
from nullus.chat.passages import Passage

ENOUGH = 0.46
"""For an answer of quotations: nobody else reads the passages before the asker does."""
ENOUGH_FOR_A_MODEL = 0.2
"""For a model, which reads the passages and may still say that the answer is not there."""
_LOOKED_AT = 5


def strength(question: str, passages: Sequence[Passage]) -> float:
    """How much of the question the best passage speaks of, 0 to 1. The headings above a passage count as part of it."""
    wanted = terms.asked(question)
    return max((_covered(wanted, passage) for passage in passages[:_LOOKED_AT]), default=0.0)


def _covered(wanted: dict[int, float], passage: Passage) -> float:
    return terms.coverage(wanted, passage.terms | terms.held(passage.surroundings))
