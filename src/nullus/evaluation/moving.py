"""Which questions went better or worse from one run to another by one measure: counted and paged in the database, however many."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from nullus.evaluation import run_store, runs
from nullus.evaluation.measures import LOWER_IS_BETTER
from nullus.evaluation.runs import Evaluation
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

Way = Literal["worse", "better", "same"]
_WAYS: tuple[Way, ...] = ("worse", "better", "same")


@dataclass(frozen=True, slots=True)
class MovedQuestion:
    """`gain`: by how much the second run is better; below 0 it is worse, whichever direction of the measure that is."""

    question_id: UUID
    question: str
    first: float
    second: float
    gain: float


@dataclass(frozen=True, slots=True)
class Moved:
    """How many questions went each way, and one page of those that went `way`, the greatest change first."""

    way: Way
    counts: dict[Way, int]
    items: list[MovedQuestion]


async def moved(
    tx: Tx,
    actor: Actor,
    first: Evaluation,
    second: Evaluation,
    measure: str,
    way: Way | None,
    after: tuple[float, UUID] | None,
    limit: int,
) -> Moved:
    """`way` None: those that got worse; where none did, those that got better; else those that stayed. Raises NotComparable."""
    runs.check_ended(first, second)
    sign = -1 if measure in LOWER_IS_BETTER else 1
    values = {"first": first.id, "second": second.id, "measure": measure, "sign": sign}
    row = await run_store.moved_counts(tx, actor.workspace_id, values)
    counts: dict[Way, int] = {each: getattr(row, each) for each in _WAYS}
    chosen = _telling(counts) if way is None else way
    rows = await run_store.moved_page(tx, actor.workspace_id, values, chosen, after, limit)
    return Moved(chosen, counts, [MovedQuestion(**row._asdict()) for row in rows])


def _telling(counts: dict[Way, int]) -> Way:
    for each in _WAYS:
        if counts[each]:
            return each
    return "same"
