"""Work that this room can be asked to do."""

from dataclasses import dataclass
from datetime import timedelta

from nullus.jobs import Schedule, Task


@dataclass(frozen=True, slots=True)
class GiveBackBudgets:
    """Give back what crashed calls held of budgets."""


@dataclass(frozen=True, slots=True)
class TidyBudgets:
    """Drop periods of budgets that nobody looks at any more."""


@dataclass(frozen=True, slots=True)
class TidyAnswers:
    """Drop kept answers that are too old or come from what is gone."""


GIVE_BACK_BUDGETS = Task("llm.give_back_budgets", GiveBackBudgets, queue="upkeep", retries=1)
TIDY_BUDGETS = Task("llm.tidy_budgets", TidyBudgets, queue="upkeep", retries=3)
TIDY_ANSWERS = Task("llm.tidy_answers", TidyAnswers, queue="upkeep", retries=3)

SCHEDULES = (
    Schedule(GIVE_BACK_BUDGETS, timedelta(seconds=30), GiveBackBudgets()),
    Schedule(TIDY_BUDGETS, timedelta(days=1), TidyBudgets()),
    Schedule(TIDY_ANSWERS, timedelta(hours=1), TidyAnswers()),
)
