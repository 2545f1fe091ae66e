"""Tasks: the kinds of work a room can be asked to do. A task is a name, a payload and rules; its code lives elsewhere."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from pydantic import TypeAdapter

from nullus.platform.actor import Actor
from nullus.platform.database import Tx

if TYPE_CHECKING:
    from nullus.jobs.context import JobContext

P = TypeVar("P")

Handler = Callable[["JobContext", P], Awaitable[object]]
BatchHandler = Callable[["Sequence[tuple[JobContext, P]]"], Awaitable[object]]


@dataclass(frozen=True)
class Task(Generic[P]):
    """A kind of work.

    `payload` is a frozen dataclass of JSON types (also UUID, datetime, nested dataclasses). `retries` counts the runs
    after the first; the wait before the n-th is `backoff * 2**(n-1)` seconds, at most `backoff_limit`, spread by half.
    `timeout` bounds one run (of the whole batch, where there is one); `stall_after` bounds the silence between two signs
    of progress, after which the job is named as stalled; both in seconds. `batch` lets one handler call take up to that
    many queued jobs of one workspace. `priority` orders the jobs of one workspace (higher first); between workspaces
    everybody gets a turn.
    """

    name: str
    payload: type[P]
    queue: str = "default"
    priority: int = 0
    retries: int = 5
    timeout: float = 3600.0
    stall_after: float = 45.0
    backoff: float = 1.0
    backoff_limit: float = 600.0
    batch: int = 1

    @cached_property
    def _adapter(self) -> "TypeAdapter[P]":
        return TypeAdapter(self.payload)

    def encode(self, payload: P) -> dict[str, Any]:
        """The payload as JSON types."""
        return cast("dict[str, Any]", self._adapter.dump_python(payload, mode="json"))

    def decode(self, stored: object) -> P:
        """The payload again. Raises pydantic's ValidationError when it does not fit."""
        return self._adapter.validate_python(stored)

    async def defer(
        self,
        tx: Tx,
        actor: Actor,
        payload: P,
        *,
        lock: str | None = None,
        key: str | None = None,
        priority: int | None = None,
        delay: float | timedelta | None = None,
    ) -> int:
        """Queue one job on the caller's transaction and return its id: both commit, or neither.

        `lock`: jobs of the workspace with the same lock run one at a time, in order of priority, then of age (a job that
        waits for its retry keeps its place; a higher priority overtakes it). `key`: while a job of this task with the same
        key is queued in the workspace, its id is returned and nothing is added. `delay` in seconds.
        """
        request = Deferral(payload, lock=lock, key=key, priority=priority, delay=delay)
        return (await self.defer_many(tx, actor, [request]))[0]

    async def defer_many(self, tx: Tx, actor: Actor, deferrals: "Sequence[Deferral[P]]") -> list[int]:
        """Queue many jobs at once; returns their ids in order. The same rules as `defer`."""
        from nullus.jobs import queue

        return await queue.defer_many(tx, actor, self, deferrals)


@dataclass(frozen=True, slots=True)
class Deferral(Generic[P]):
    """One job to queue: its payload and what deviates from its task."""

    payload: P
    lock: str | None = None
    key: str | None = None
    priority: int | None = None
    delay: float | timedelta | None = None


@dataclass(slots=True)
class Handlers:
    """Which function does which task: what a room's `worker.py` offers."""

    _by_name: dict[str, "tuple[Task[Any], Callable[..., Awaitable[object]]]"] = field(default_factory=dict)

    def add(self, task: Task[P], handler: "Handler[P]") -> None:
        """One call a job: `await handler(context, payload)`; what it returns (JSON types) is kept as the job's result."""
        if task.batch != 1:
            raise TypeError(f"{task.name} is done in batches: use add_batch")
        self._put(task, handler)

    def add_batch(self, task: Task[P], handler: "BatchHandler[P]") -> None:
        """One call for up to `task.batch` jobs: `await handler([(context, payload), …])`.

        Each may be settled on its own by `context.succeed()` or `context.fail(error)`; when the handler returns the rest
        have succeeded, when it raises the rest have failed with that error.
        """
        self._put(task, handler)

    def merge(self, other: "Handlers") -> None:
        for task, handler in other._by_name.values():
            self._put(task, handler)

    def __iter__(self) -> Iterator[Task[Any]]:
        return (task for task, _ in self._by_name.values())

    def find(self, name: str) -> "tuple[Task[Any], Callable[..., Awaitable[object]]]":
        return self._by_name[name]

    def _put(self, task: Task[Any], handler: Callable[..., Awaitable[object]]) -> None:
        if task.name in self._by_name:
            raise ValueError(f"two handlers for {task.name}")
        self._by_name[task.name] = (task, handler)
