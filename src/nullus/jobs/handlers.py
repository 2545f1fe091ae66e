"""Which function does which task: what each room's `worker.py` offers to the worker role."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from nullus.jobs.context import JobContext
from nullus.jobs.task import Task
from nullus.platform.actor import Actor

P = TypeVar("P")

Handler = Callable[[JobContext, P], Awaitable[object]]
BatchHandler = Callable[[Sequence[tuple[JobContext, P]]], Awaitable[object]]


@dataclass(slots=True)
class Handlers:
    _by_name: dict[str, tuple[Task[Any], Callable[..., Awaitable[object]]]] = field(default_factory=dict)

    def add(self, task: Task[P], handler: Handler[P]) -> None:
        """One call a job: `await handler(context, payload)`; what it returns (JSON types) is kept as the job's result."""
        if task.batch != 1:
            raise TypeError(f"{task.name} is done in batches: use add_batch")
        self._put(task, handler)

    def add_batch(self, task: Task[P], handler: BatchHandler[P]) -> None:
        """One call for up to `task.batch` jobs: `await handler([(context, payload), …])`.

        Each may be settled on its own by `context.succeed()` or `context.fail(error)`; when the handler returns the rest
        have succeeded, when it raises the rest have failed with that error.
        """
        self._put(task, handler)

    def merge(self, other: "Handlers") -> None:
        for task, handler in other._by_name.values():
            self._put(task, handler)

    def around(self, wrap: Callable[[Actor], AbstractContextManager[None]]) -> None:
        """Enter `wrap(actor)` around every run, with the actor of its (first) job."""

        def wrapped(handler: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
            async def run(*given: Any) -> object:
                context = given[0] if isinstance(given[0], JobContext) else given[0][0][0]
                with wrap(context.actor):
                    return await handler(*given)

            return run

        self._by_name = {name: (task, wrapped(handler)) for name, (task, handler) in self._by_name.items()}

    def __iter__(self) -> Iterator[Task[Any]]:
        return (task for task, _ in self._by_name.values())

    def find(self, name: str) -> tuple[Task[Any], Callable[..., Awaitable[object]]]:
        return self._by_name[name]

    def _put(self, task: Task[Any], handler: Callable[..., Awaitable[object]]) -> None:
        if task.name in self._by_name:
            raise ValueError(f"two handlers for {task.name}")
        self._by_name[task.name] = (task, handler)
