"""The worker: takes jobs in fair turns, runs their handlers, settles them under their lease, stops gracefully.

Four loops share one state: taking, settling (what ends together is written together), the pulse (`pulse.py`) and the
listener for notifications. PostgreSQL may come and go; each loop waits and goes on.
"""

import asyncio
import contextlib
import os
import socket
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from nullus.jobs import engine, lease_store, pulse
from nullus.jobs.context import JobContext
from nullus.jobs.errors import JobTimedOut, PayloadUnreadable
from nullus.jobs.handlers import Handlers
from nullus.jobs.models import Leased, Verdict, Wish
from nullus.jobs.outages import OUTAGES
from nullus.jobs.outcomes import describe, judge, plain
from nullus.jobs.settings import JobsSettings
from nullus.jobs.task import Task
from nullus.observability import logs, metrics
from nullus.platform.database import Database
from nullus.platform.errors import NullusError

log = logs.get("nullus.jobs")

_RUNS = metrics.counter("job_runs", "Runs of jobs that ended.", ("task", "outcome"))
_RUN_SECONDS = metrics.histogram(
    "job_seconds",
    "How long one call of a handler took.",
    ("task",),
    (0.01, 0.05, 0.2, 1.0, 5.0, 20.0, 60.0, 300.0, 1800.0),
)

_REMEMBERED_WORKSPACES = 1000
_SETTLE_AT_STOP_SECONDS = 5.0


class Runner:
    """One worker. `await run()` until `stop()` is called (from the same loop; safe to call twice)."""

    def __init__(
        self,
        db: Database,
        handlers: Handlers,
        settings: JobsSettings | None = None,
        *,
        resources: Any = None,
        name: str | None = None,
    ) -> None:
        self.db = db
        self.own_db = Database(db.url, pool_size=3)
        """The worker's own connections, so that handlers that use up theirs never silence its pulse."""
        self.handlers = handlers
        self.settings = settings or JobsSettings()
        self.resources = resources
        self.name = name or f"{socket.gethostname()}:{os.getpid()}"
        self.worker_id = 0
        self.running: dict[int, JobContext] = {}
        """Every job that this worker has taken and not yet settled."""
        self.wake = asyncio.Event()
        self.taking = asyncio.Lock()
        """Held while jobs are taken, so that the pulse never mistakes a job just taken for a stray."""
        self._groups: dict[asyncio.Task[None], list[JobContext]] = {}
        self._verdicts: list[tuple[Verdict, asyncio.Future[None]]] = []
        self._settle_wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._served: dict[UUID, None] = {}

    def stop(self) -> None:
        """Take nothing new, let what runs finish for the grace time, release the rest, then end `run`."""
        self._stopping.set()
        self.wake.set()

    async def run(self) -> None:
        """Work until stopped. An unforeseen error in a loop ends the worker: its supervisor starts it again."""
        await self._register_patiently()
        log.info("worker started", worker=self.worker_id, concurrency=self.settings.concurrency)
        loops = [
            asyncio.create_task(each, name=name)
            for name, each in (
                ("take", self._take_loop()),
                ("settle", self._settle_loop()),
                ("pulse", pulse.beat_until_cancelled(self)),
                ("listen", pulse.listen_until_cancelled(self)),
            )
        ]
        try:
            await asyncio.wait(loops, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.stop()
            crashed = [each for each in loops if each.done() and not each.cancelled() and each.exception()]
            if not crashed:
                await loops[0]
            await self._wind_down(0.0 if crashed else self.settings.stop_grace_seconds)
            for each in loops:
                each.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            with contextlib.suppress(*OUTAGES):
                async with self.own_db.system_transaction() as tx:
                    await engine.unregister_worker(tx, self.worker_id)
            await self.own_db.close()
            log.info("worker stopped", worker=self.worker_id)
        for each in crashed:
            each.result()

    async def register(self) -> None:
        """Enter the list of the living under a new id."""
        async with self.own_db.system_transaction() as tx:
            self.worker_id = await engine.register_worker(tx)
            await lease_store.describe_worker(
                tx,
                self.worker_id,
                name=self.name,
                queues=self.settings.queues,
                tasks=[task.name for task in self.handlers],
                concurrency=self.settings.concurrency,
            )

    def request_cancel(self, job_ids: Iterable[int]) -> None:
        """Tell running jobs to stop, and interrupt those that have not after the grace time."""
        for job_id in job_ids:
            context = self.running.get(job_id)
            if context is not None and not context.cancelled.is_set():
                context.cancelled.set()
                asyncio.get_running_loop().call_later(self.settings.cancel_grace_seconds, self._interrupt, context)

    def give_up_leases(self) -> None:
        """The others took this worker for dead: whatever it runs belongs to somebody else now."""
        for context in self.running.values():
            context.lost = True
        for group in self._groups:
            group.cancel()

    async def _register_patiently(self) -> None:
        while True:
            try:
                return await self.register()
            except OUTAGES:
                log.warning("worker waits for the database")
                await asyncio.sleep(0.5)

    # Taking

    async def _take_loop(self) -> None:
        while not self._stopping.is_set():
            self.wake.clear()
            free = self.settings.concurrency - len(self._groups)
            wait: float | None = None
            if free > 0:
                try:
                    wait = await self._take(free)
                except (*OUTAGES, IntegrityError) as error:  # the latter: this worker was just taken for dead
                    log.warning("worker cannot take jobs", error=type(error).__name__)
                    wait = 0.5
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), wait)

    async def _take(self, free: int) -> float | None:
        """Start up to `free` groups; returns how long to sleep at most."""
        wish = Wish(
            worker_id=self.worker_id,
            queues=self.settings.queues,
            batches={task.name: task.batch for task in self.handlers},
            slots=free,
            served=tuple(self._served),
            suspects=not any(context.lease.deaths for context in self.running.values()),
        )
        async with self.taking:
            async with self.own_db.system_transaction() as tx:
                await lease_store.relax(tx)
                leaders = await lease_store.take(tx, wish)
                wanted: dict[tuple[UUID, str], int] = {}
                for each in leaders:
                    if wish.batches[each.task] > 1 and not each.deaths:
                        place = (each.workspace_id, each.task)
                        wanted[place] = wanted.get(place, 0) + wish.batches[each.task] - 1
                more = await lease_store.take_more(tx, self.worker_id, wanted) if wanted else []
                due = await lease_store.seconds_until_due(tx) if len(leaders) < free else None
            for group in share_out(leaders, more):
                self._start(group)
        for each in leaders:
            self._served.pop(each.workspace_id, None)
            self._served[each.workspace_id] = None
        while len(self._served) > _REMEMBERED_WORKSPACES:
            del self._served[next(iter(self._served))]
        if len(leaders) == free:
            return None if len(self._groups) >= self.settings.concurrency else 0.0
        return min(self.settings.poll_seconds, max(0.0, due)) if due is not None else self.settings.poll_seconds

    def _start(self, leases: list[Leased]) -> None:
        contexts = [context for lease in leases if (context := self._context(lease)) is not None]
        if not contexts:
            return
        self.running |= {context.job_id: context for context in contexts}
        group = asyncio.create_task(self._run_group(contexts), name=f"job {leases[0].task} {leases[0].id}")
        self._groups[group] = contexts
        group.add_done_callback(self._group_ended)

    def _context(self, lease: Leased) -> JobContext | None:
        try:
            return JobContext(lease, db=self.db, resources=self.resources, on_settled=self._settle_one)
        except (KeyError, ValueError, TypeError):  # an actor as another release wrote it
            error = PayloadUnreadable(task=lease.task)
            verdict = Verdict(
                lease.id, lease.attempts, "failed", failure=describe(error, task=lease.task, job_id=lease.id)
            )
            self._hand_in(verdict)
            return None

    def _group_ended(self, group: "asyncio.Task[None]") -> None:
        for context in self._groups.pop(group):
            if self.running.get(context.job_id) is context:
                del self.running[context.job_id]
        self.wake.set()
        if not group.cancelled() and group.exception() is not None:
            log.error("worker met a defect", exc_info=group.exception())

    # Running

    async def _run_group(self, contexts: list[JobContext]) -> None:
        """Run one handler call and wait until every job of it is settled; the slot is free after that."""
        task, handler = self.handlers.find(contexts[0].task)
        pairs = [(context, payload) for context in contexts if (payload := self._payload(task, context)) is not None]
        if pairs:
            with _RUN_SECONDS.labels(task.name).time():
                error, result = await self._call(task, handler, pairs)
            for context, _ in pairs:
                if not context.reported:
                    self._settle_one(context, error, result if task.batch == 1 else None)
        waits = [future for verdict, future in self._verdicts if any(c.job_id == verdict.job_id for c in contexts)]
        if waits:
            await asyncio.wait(waits)

    def _payload(self, task: Task[Any], context: JobContext) -> Any:
        try:
            return task.decode(context.lease.args["payload"])
        except (ValueError, KeyError):
            self._settle_one(context, PayloadUnreadable(task=task.name), None)
            return None

    async def _call(
        self, task: Task[Any], handler: Callable[..., Awaitable[object]], pairs: list[tuple[JobContext, Any]]
    ) -> tuple[BaseException | None, Any]:
        try:
            async with asyncio.timeout(task.timeout) as limit:
                return None, await (handler(*pairs[0]) if task.batch == 1 else handler(pairs))
        except TimeoutError as error:
            if limit.expired():
                return JobTimedOut(task=task.name, seconds=task.timeout, job_id=pairs[0][0].job_id), None
            return error, None
        except asyncio.CancelledError as error:
            ours = asyncio.current_task()
            return error if ours and ours.cancelling() else RuntimeError("the handler cancelled itself"), None
        except Exception as error:  # noqa: BLE001  the job edge: judged, logged and stored
            return error, None

    def _interrupt(self, context: JobContext) -> None:
        if self.running.get(context.job_id) is context and not context.reported:
            for group, contexts in self._groups.items():
                if context in contexts:
                    group.cancel()

    # Settling

    def _settle_one(self, context: JobContext, error: BaseException | None, result: Any) -> None:
        if context.reported:
            return
        context.reported = True
        error = plain(error)
        task, _ = self.handlers.find(context.task)
        verdict = judge(task, context.lease, error, result, cancelled=context.cancelled.is_set())
        _log_outcome(context, error, verdict)
        if verdict is not None and not context.lost:
            self._hand_in(verdict)

    def _hand_in(self, verdict: Verdict) -> None:
        self._verdicts.append((verdict, asyncio.get_running_loop().create_future()))
        self._settle_wake.set()

    async def _settle_loop(self) -> None:
        while True:
            await self._settle_wake.wait()
            self._settle_wake.clear()
            while self._verdicts:
                written = self._verdicts[:500]
                try:
                    await self._write([verdict for verdict, _ in written])
                except OUTAGES as error:
                    log.warning("worker cannot settle jobs", error=type(error).__name__, jobs=len(written))
                    await asyncio.sleep(0.3)
                    continue
                del self._verdicts[: len(written)]
                for _, future in written:
                    if not future.done():
                        future.set_result(None)

    async def _write(self, verdicts: list[Verdict]) -> None:
        try:
            async with self.own_db.system_transaction() as tx:
                await lease_store.settle(tx, self.worker_id, verdicts)
        except IntegrityError:  # somebody queued the same key in this very moment
            async with self.own_db.system_transaction() as tx:
                await lease_store.settle(tx, self.worker_id, verdicts, drop_keys=True)

    async def _wind_down(self, grace: float) -> None:
        if self._groups:
            await asyncio.wait(self._groups, timeout=grace)
        for group in list(self._groups):
            group.cancel()
        if self._groups:
            await asyncio.wait(self._groups, timeout=_SETTLE_AT_STOP_SECONDS)


def share_out(leaders: list[Leased], more: list[Leased]) -> list[list[Leased]]:
    """Give the further jobs of batches to the leaders of the same workspace and task, evenly."""
    groups = [[leader] for leader in leaders]
    for each in more:
        fitting = (
            g for g in groups if (g[0].workspace_id, g[0].task, g[0].deaths) == (each.workspace_id, each.task, 0)
        )
        min(fitting, key=len).append(each)
    return groups


def _log_outcome(context: JobContext, error: BaseException | None, verdict: Verdict | None) -> None:
    facts: dict[str, Any] = {
        "job": context.job_id,
        "task": context.task,
        "attempt": context.attempt,
        "workspace": str(context.actor.workspace_id),
        "request": context.actor.request_id,
    }
    outcome = _outcome(context, error, verdict)
    _RUNS.labels(context.task, outcome).inc()
    if outcome == "succeeded":
        log.debug("job succeeded", **facts)
    elif outcome in {"cancelled", "released"}:
        log.info(f"job {outcome}", **facts)
    elif outcome == "lease_lost":
        log.warning("job taken over by another worker", **facts)
    elif verdict is not None:
        code = error.code if isinstance(error, NullusError) else type(error).__name__
        trace = None if isinstance(error, NullusError) else error
        event = "job failed" if outcome == "failed" else "job will be retried"
        log.warning(event, **facts, code=code, delay=round(verdict.delay, 2), exc_info=trace)


def _outcome(context: JobContext, error: BaseException | None, verdict: Verdict | None) -> str:
    if verdict is None:
        return "lease_lost"
    if verdict.status == "succeeded" or context.finished:
        return "succeeded"
    if verdict.status == "aborted":
        return "cancelled"
    if isinstance(error, asyncio.CancelledError):
        return "released"
    return "failed" if verdict.status == "failed" else "retried"
