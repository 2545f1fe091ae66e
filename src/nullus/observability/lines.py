"""Where log lines go: at once, or a few of them together when a busy process would spend its time on writing them."""

import asyncio
import threading
from typing import TextIO


class Lines:
    """A logger for structlog that writes to `file`; `gather`: seconds that a line below a warning may wait for others.

    A line of a thread without an event loop, and every warning and error with what waited before it, is written at once. Only
    what waits is lost when the process is killed with -9.
    """

    def __init__(self, file: TextIO, gather: float = 0.0) -> None:
        self._file = file
        self._gather = gather
        self._waiting: list[str] = []
        self._lock = threading.Lock()
        self._due = False

    def info(self, line: str) -> None:
        """Take a line that may wait."""
        with self._lock:
            self._waiting.append(line)
            if self._due:
                return
            loop = self._loop()
            self._due = loop is not None
        if loop is None:
            self.flush()
        else:
            loop.call_later(self._gather, self.flush)

    def error(self, line: str) -> None:
        """Take a line that somebody may be waiting for."""
        with self._lock:
            self._waiting.append(line)
        self.flush()

    debug = msg = log = info
    warning = warn = critical = fatal = exception = failure = error

    def flush(self) -> None:
        """Write what waits."""
        with self._lock:
            waiting, self._waiting, self._due = self._waiting, [], False
            if waiting:
                self._file.write("\n".join(waiting) + "\n")
                self._file.flush()

    def _loop(self) -> asyncio.AbstractEventLoop | None:
        if not self._gather:
            return None
        try:
            return asyncio.get_running_loop()
        except RuntimeError:
            return None
