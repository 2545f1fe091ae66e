"""The queue library on our own transactions: the only file that names procrastinate.

The library brings the tables, their rules and state changes, and the notifications; `store.py` adds what it cannot do
(many jobs in one statement, fair turns, fenced settling in batches). Its queries run on the caller's SQLAlchemy transaction,
so no second pool exists.
"""

import re
from typing import Any

from procrastinate import connector, manager

from nullus.platform.database import Tx

_UNQUALIFIED = re.compile(r"(?<![.\w])procrastinate_")


class _OnTransaction(connector.BaseAsyncConnector):
    """The library's road to the database: one SQLAlchemy transaction, names qualified with our schema."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx

    async def execute_query_async(self, query: str, **arguments: Any) -> None:
        await self.tx.exec_driver_sql(_qualified(query), arguments)

    async def execute_query_one_async(self, query: str, **arguments: Any) -> dict[str, Any]:
        found = await self.tx.exec_driver_sql(_qualified(query), arguments)
        return dict(found.mappings().one())

    async def execute_query_all_async(self, query: str, **arguments: Any) -> list[dict[str, Any]]:
        found = await self.tx.exec_driver_sql(_qualified(query), arguments)
        return [dict(row) for row in found.mappings()]


async def cancel(tx: Tx, job_id: int) -> bool:
    """A queued job is cancelled, a running one asked to stop; False when it is neither."""
    return await manager.JobManager(_OnTransaction(tx)).cancel_job_by_id_async(job_id, abort=True)


async def register_worker(tx: Tx) -> int:
    return await manager.JobManager(_OnTransaction(tx)).register_worker()


async def unregister_worker(tx: Tx, worker_id: int) -> None:
    await manager.JobManager(_OnTransaction(tx)).unregister_worker(worker_id)


def channel() -> str:
    """The notification channel on which new jobs and requests to stop are announced."""
    return next(iter(manager.get_channel_for_queues(None)))


def _qualified(query: str) -> str:
    return _UNQUALIFIED.sub("jobs.procrastinate_", query)
