"""What a ranking and an answer are worth: pure functions of one question, and their means over many.

Relevance is binary and counted by expected passages: a hit is relevant when it holds one. A passage that several chunks hold
is found by any of them, once.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

DEPTHS = (1, 5, 10)
"""Of Recall; MRR and nDCG look at the first ten."""
CUT = 10
LOWER_IS_BETTER = frozenset({"false_refusal", "unjudged"})
RETRIEVAL = ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10")
ANSWERS = ("citation_precision", "citation_recall", "facts", "refusal", "false_refusal")
JUDGED = ("judged_right", "unjudged")


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a measure over the questions that have it; nan for none."""

    value: float
    questions: int


def recall_at(found: Sequence[AbstractSet[int]], wanted: int, depth: int) -> float:
    """The share of the `wanted` passages that the first `depth` hits hold. `found`: the places of the passages in each hit."""
    return len(set().union(*found[:depth])) / wanted


def reciprocal_rank(found: Sequence[AbstractSet[int]], depth: int = CUT) -> float:
    """1/rank of the first relevant hit, 0 where the first `depth` have none (Voorhees, TREC-8, 1999)."""
    return next((1 / rank for rank, each in enumerate(found[:depth], 1) if each), 0.0)


def ndcg(found: Sequence[AbstractSet[int]], wanted: int, depth: int = CUT) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002), gain 1 for a hit that holds a passage which no
    hit before it holds, discount log2(rank + 1), against the ideal of one new passage in each of the first hits."""
    seen: set[int] = set()
    gained = 0.0
    for rank, each in enumerate(found[:depth], 1):
        if each - seen:
            gained += 1 / math.log2(rank + 1)
            seen |= each
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(wanted, depth) + 1))


def of_ranking(found: Sequence[AbstractSet[int]], wanted: int, depth: int = CUT) -> dict[str, float]:
    """The measures of one ranking. `depth` adds the Recall there, where it is none of the usual ones."""
    measured = {f"recall@{each}": recall_at(found, wanted, each) for each in sorted({*DEPTHS, depth})}
    return {**measured, "mrr@10": reciprocal_rank(found), "ndcg@10": ndcg(found, wanted)}


def of_answer(
    *,
    answerable: bool,
    refused: bool,
    cited: Sequence[AbstractSet[int]] = (),
    wanted: int = 0,
    facts: Sequence[bool] = (),
) -> dict[str, float]:
    """The measures of one answer. `cited`: the places of the expected passages that each cited passage holds, `facts`: which
    of the expected facts the answer states.

    A refusal is right for what the documents do not answer. An answerable question that was refused has no citations to be
    precise about, but it does lack what it should have cited and stated. Precision is a lower bound: a passage that was not
    expected may support the answer as well.
    """
    if not answerable:
        return {"refusal": float(refused)}
    measured = {"false_refusal": float(refused)}
    if wanted:
        measured["citation_recall"] = len(set().union(*cited)) / wanted if cited else 0.0
        if cited:
            measured["citation_precision"] = sum(bool(each) for each in cited) / len(cited)
    if facts:
        measured["facts"] = sum(facts) / len(facts)
    return measured


def of_verdict(right: bool | None) -> dict[str, float]:
    """The measures of one answer that was to be judged; None: there is no verdict, which is neither right nor wrong."""
    return {"unjudged": 1.0} if right is None else {"judged_right": float(right), "unjudged": 0.0}


def means(questions: Sequence[Mapping[str, float]]) -> dict[str, Mean]:
    """The mean of each measure over the questions that have it, in the order in which measures are named above."""
    names = {name for each in questions for name in each}
    found = {}
    for name in ordered(names):
        values = [each[name] for each in questions if name in each]
        found[name] = Mean(math.fsum(values) / len(values), len(values))
    return found


def ordered(names: Iterable[str]) -> list[str]:
    """Measures in the order in which they are shown: Recall by its depth, then as they are named above."""
    return sorted(names, key=_order)


def _order(name: str) -> tuple[int, int, str]:
    if name.startswith("recall@"):
        return 0, int(name.removeprefix("recall@")), name
    known = [*RETRIEVAL, *ANSWERS, *JUDGED]
    return 1, known.index(name) if name in known else len(known), name
