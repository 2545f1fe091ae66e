"""What a text is about: its terms without what every question says, weighed as the search weighs them."""

from collections.abc import Sequence
from functools import lru_cache

from nullus.knowledge import analyse_chunks, analyse_query, unpack

# Words that ask but do not tell what about; the search leaves English ones out itself.
_ASKING = """
무엇 무엇인가 무엇인가요 뭐 누구 누구인가 언제 언제인가 어디 어디인가 어느 어떤 어떻게 왜 몇 얼마 얼마나 무슨 이름 것 수 때 곳 등 및
하다 되다 있다 없다 이다 말하다 알려주다 설명해 설명하다 주세요 해주세요 대해 대한 관하여
what which who tell explain describe please give there any many much name called mean does
"""


@lru_cache(1)
def _asking() -> frozenset[int]:
    return frozenset(analyse_query(_ASKING).terms.tolist())


def asked(question: str) -> dict[int, float]:
    """The weight of each term that the question is about; empty for one that has no letters."""
    query = analyse_query(question)
    weighed: dict[int, float] = dict(zip(query.terms.tolist(), query.weights.tolist(), strict=True))
    content = {term: weight for term, weight in weighed.items() if term not in _asking()}
    return content or weighed


def held(text: str) -> frozenset[int]:
    """Every term of a text."""
    return held_by_each([text])[0]


def held_by_each(texts: Sequence[str]) -> list[frozenset[int]]:
    """Every term of each text: much faster than one by one."""
    return [frozenset(unpack(packed).terms.tolist()) for packed in analyse_chunks(texts)]


def coverage(wanted: dict[int, float], there: frozenset[int]) -> float:
    """The share, 0 to 1, of the wanted weight that is there."""
    total = sum(wanted.values())
    return sum(weight for term, weight in wanted.items() if term in there) / total if total else 0.0
