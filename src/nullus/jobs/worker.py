"""Which function does which upkeep of the queue."""

from nullus.jobs import store, tasks
from nullus.jobs.context import JobContext
from nullus.jobs.handlers import Handlers
from nullus.jobs.settings import JobsSettings

_AT_ONCE = 1000


def build_handlers(settings: JobsSettings | None = None) -> Handlers:
    """The handlers of this room."""
    limits = settings or JobsSettings()

    async def trim(context: JobContext, _: tasks.TrimJobs) -> dict[str, int]:
        removed = 0
        while True:
            async with context.db.system_transaction() as tx:
                batch = await store.trim(
                    tx, keep_days=limits.keep_days, keep_failed_days=limits.keep_failed_days, limit=_AT_ONCE
                )
            removed += batch
            await context.progress(removed)
            if batch < _AT_ONCE:
                return {"removed": removed}

    handlers = Handlers()
    handlers.add(tasks.TRIM_JOBS, trim)
    return handlers
