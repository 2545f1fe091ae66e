"""Tasks: the kinds of work a room can be asked to do. A task is a name, a payload and rules; its code lives elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from pydantic import TypeAdapter

from nullus.jobs import deferral
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

P = TypeVar("P")


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
        wanted = [
            deferral.Wanted(
                payload=self.encode(each.payload),
                priority=self.priority if each.priority is None else each.priority,
                lock=each.lock,
                key=each.key,
                delay=each.delay,
            )
            for each in deferrals
        ]
        return await deferral.insert(
            tx, actor, task=self.name, queue=self.queue, stall_after=self.stall_after, wanted=wanted
        )


@dataclass(frozen=True, slots=True)
class Deferral(Generic[P]):
    """One job to queue: its payload and what deviates from its task."""

    payload: P
    lock: str | None = None
    key: str | None = None
    priority: int | None = None
    delay: float | timedelta | None = None
