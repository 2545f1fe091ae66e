"""Tidy up once something has not been in use for a while: what makes work fast need not be held while nobody works."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from types import TracebackType


class Rest(AbstractContextManager[None]):
    """A context that may be entered many times at once; `tidy` is called `seconds` after the last one was left.

    `tidy` runs on the event loop; one that gives an awaitable is awaited in a task.
    """

    def __init__(self, seconds: float, tidy: Callable[[], Awaitable[None] | None]) -> None:
        self._seconds = seconds
        self._tidy = tidy
        self._users = 0
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Future[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether somebody is inside."""
        return self._users > 0

    def __enter__(self) -> None:
        self._users += 1
        self.stop()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._users -= 1
        if not self._users:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._now)

    def stop(self) -> None:
        """Forget the tidying that was due."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _now(self) -> None:
        self._timer = None
        if (tidying := self._tidy()) is not None:
            task = asyncio.ensure_future(tidying)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
