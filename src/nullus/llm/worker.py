"""Which function does which work of this room."""

from nullus.jobs import Handlers, JobContext
from nullus.llm import cache_store, tasks
from nullus.llm.spending import budget_store
from nullus.llm.spending.ledger import Ledger


def build_handlers(ledger: Ledger) -> Handlers:
    """The handlers of this room, with what they need."""

    async def give_back(context: JobContext, _: tasks.GiveBackBudgets) -> dict[str, int]:
        return {"periods": await ledger.sweep()}

    async def tidy(context: JobContext, _: tasks.TidyBudgets) -> None:
        async with context.db.system_transaction() as tx:
            await budget_store.trim(tx)

    async def tidy_answers(context: JobContext, _: tasks.TidyAnswers) -> None:
        async with context.db.system_transaction() as tx:
            await cache_store.trim_answers(tx)

    handlers = Handlers()
    handlers.add(tasks.GIVE_BACK_BUDGETS, give_back)
    handlers.add(tasks.TIDY_BUDGETS, tidy)
    handlers.add(tasks.TIDY_ANSWERS, tidy_answers)
    return handlers
