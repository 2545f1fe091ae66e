"""Which function does which upkeep of the trail."""

from datetime import UTC, datetime
from pathlib import Path

from nullus.audit import exporting, tasks
from nullus.audit.settings import AuditSettings
from nullus.jobs import Handlers, JobContext


def build_handlers(home: Path, settings: AuditSettings) -> Handlers:
    """The handlers of this room; exports go below `home`."""
    objects = exporting.exports_store(home)

    async def export(context: JobContext, _: tasks.ExportTrail) -> dict[str, int]:
        days = await exporting.export_days(context.db, objects, datetime.now(UTC).date())
        return {"days": len(days)}

    async def expire(context: JobContext, _: tasks.ExpireEntries) -> dict[str, int]:
        return {"entries": await exporting.expire(context.db, settings.keep_days, datetime.now(UTC).date())}

    handlers = Handlers()
    handlers.add(tasks.EXPORT_TRAIL, export)
    handlers.add(tasks.EXPIRE_ENTRIES, expire)
    return handlers
