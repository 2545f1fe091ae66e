"""Which function does which work of this room."""

from nullus.identity import quota_store, rates_store, tasks
from nullus.identity.quotas import Quotas
from nullus.identity.settings import QuotaSettings
from nullus.jobs import Handlers, JobContext


def build_handlers(settings: QuotaSettings) -> Handlers:
    """The handlers of this room."""

    async def give_back(context: JobContext, _: tasks.GiveBack) -> dict[str, int]:
        return {"reservations": await Quotas(context.db, settings).give_back_overdue()}

    async def tidy_use(context: JobContext, _: tasks.TidyUse) -> dict[str, int]:
        async with context.db.system_transaction() as tx:
            rates = await rates_store.trim(tx)
            await quota_store.trim(tx)
        return {"rates": rates}

    handlers = Handlers()
    handlers.add(tasks.GIVE_BACK, give_back)
    handlers.add(tasks.TIDY_USE, tidy_use)
    return handlers
