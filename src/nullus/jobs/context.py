"""What a handler holds while it runs a job: who asked, how to report, whether it should stop, whether it still may write."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from nullus.jobs import lease_store
from nullus.jobs.errors import JobCancelled, LeaseLost
from nullus.jobs.models import Leased, Progress, Verdict
from nullus.jobs.outcomes import storable
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx


class JobContext:
    """One run of one job. `resources` is what the worker role hands to every handler."""

    def __init__(
        self,
        lease: Leased,
        *,
        db: Database,
        resources: Any,
        on_settled: "Callable[[JobContext, BaseException | None, Any], None]",
    ) -> None:
        self.lease = lease
        self.job_id = lease.id
        self.task = lease.task
        self.attempt = lease.attempts - lease.forgiven + 1
        """Counts from 1 in each life of the job, without runs that its worker did not survive; the last try is `retries + 1`."""
        self.actor = Actor.from_json(lease.args["actor"])
        self.db = db
        self.resources = resources
        self.cancelled = asyncio.Event()
        """Set when somebody asked the job to stop."""
        self.lost = False
        """Set when the worker knows that the lease is gone."""
        self.reported = False
        """Set when the worker has been told how this run ended."""
        self.finished = False
        """Set by `finish`; true for the database only once that transaction has committed."""
        self.report: Progress | None = None
        """The latest sign, until the worker's next heartbeat writes it."""
        self._on_settled = on_settled
        self._last = Progress(lease.id, lease.attempts, None, None, None)

    async def progress(self, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
        """Say how far the job is; costs nothing, the worker writes the latest with its heartbeat. Raises JobCancelled."""
        self.check_cancelled()
        clean = None if note is None else storable(note[:500])
        self._last = self.report = Progress(self.job_id, self.lease.attempts, done, total, clean)

    async def heartbeat(self) -> None:
        """Say that the job is getting on, without new figures. Raises JobCancelled."""
        self.check_cancelled()
        self.report = self._last

    def check_cancelled(self) -> None:
        """Raise JobCancelled when the job was asked to stop, LeaseLost when another worker has it."""
        if self.lost:
            raise LeaseLost(job_id=self.job_id)
        if self.cancelled.is_set():
            raise JobCancelled(job_id=self.job_id)

    async def fence(self, tx: Tx) -> None:
        """To be called in the transaction that writes the job's effects. Raises LeaseLost when this run is no longer the
        job's: a worker that was taken for dead and wakes again writes nothing.
        """
        if self.lost or not await lease_store.hold_lease(tx, self.lease.worker_id, self.job_id, self.lease.attempts):
            self.lost = True
            raise LeaseLost(job_id=self.job_id)

    async def finish(self, tx: Tx, result: Any = None) -> None:
        """Mark the job as succeeded in the transaction that writes its last effects: exactly once, whatever is killed when.

        Raises LeaseLost like `fence`. Nothing but the commit may follow; if the transaction rolls back, so does this.
        """
        verdict = Verdict(self.job_id, self.lease.attempts, "succeeded", result=storable(result))
        if self.lost or not await lease_store.settle(tx, self.lease.worker_id, [verdict]):
            self.lost = True
            raise LeaseLost(job_id=self.job_id)
        self.finished = True

    @property
    def settled(self) -> bool:
        """Whether this run has been settled, by whatever way."""
        return self.reported or self.finished

    def succeed(self, result: Any = None) -> None:
        """Settle this job of a batch now, while the others go on."""
        self._on_settled(self, None, result)

    def fail(self, error: BaseException) -> None:
        """Settle this job of a batch now: retried or failed by the same rules as if the handler had raised the error."""
        self._on_settled(self, error, None)


async def finish_all(tx: Tx, contexts: Sequence[JobContext], result: Any = None) -> None:
    """`finish` for the jobs of a batch, in one statement. Raises LeaseLost when any of them is lost, and marks which."""
    if not contexts:
        return
    verdicts = [Verdict(each.job_id, each.lease.attempts, "succeeded", result=result) for each in contexts]
    written = await lease_store.settle(tx, contexts[0].lease.worker_id, verdicts)
    for each in contexts:
        each.lost = each.lost or each.job_id not in written
    lost = next((each for each in contexts if each.lost), None)
    if lost is not None:  # the transaction rolls back
        raise LeaseLost(job_id=lost.job_id)
    for each in contexts:
        each.finished = True
