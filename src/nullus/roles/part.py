"""The parts of the service: what each needs before it starts, and how it is stopped."""

import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nullus.platform.postgres import processes
from nullus.platform.settings import PlatformSettings
from nullus.roles.backoff import Backoff
from nullus.roles.children import Child
from nullus.roles.logbook import Logbook
from nullus.roles.state import PartRecord, PartState

STOP_ORDER = ("migrations", "api", "scheduler", "worker", "spawner", "postgres")
_GENTLE = ((signal.SIGTERM, 15.0),)
_AT_ONCE = ((signal.SIGTERM, 2.0),)
_WORKER = ((signal.SIGTERM, 30.0),)
_POSTGRES = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))


@dataclass(slots=True)
class Part:
    """One part and, while it runs, its process."""

    name: str
    module: str
    needs: tuple[str, ...]
    logbook: Logbook
    record: PartRecord
    once: bool = False
    takes_socket: bool = False
    forked: bool = False
    stop_steps: tuple[tuple[signal.Signals, float], ...] = _GENTLE
    child: Child | None = None
    backoff: Backoff = field(default_factory=Backoff)
    due_at: float = 0.0

    @property
    def is_well(self) -> bool:
        return self.record.state in {"ready", "external"} or (self.once and self.record.state == "stopped")

    def is_due(self, parts: Mapping[str, "Part"]) -> bool:
        """Whether it should be started now: it is not done, its wait is over, and what it needs is there."""
        if self.record.state == "external" or (self.once and self.record.state == "stopped"):
            return False
        return time.monotonic() >= self.due_at and all(parts[name].is_well for name in self.needs)

    def began(self, child: Child) -> None:
        self.child = child
        self.record.pid = child.pid
        self.record.token = processes.started_at(child.pid)
        self.became("starting")

    def became(self, new: PartState) -> None:
        if self.record.state != new:
            self.record.state = new
            self.record.since = time.time()
        if new == "ready":
            self.record.reason = None

    def finished(self) -> None:
        """A part that runs once did what it had to."""
        self._gone()
        self.record.reason = None
        self.became("stopped")

    def failed(self, reason: str) -> float:
        """It ended and should not have; returns the wait in seconds until it is started again."""
        delay = self.backoff.next_delay(self.child.lived() if self.child else 0.0)
        self._gone()
        self.due_at = time.monotonic() + delay
        self.record.restarts += 1
        self.record.reason = reason
        self.became("restarting")
        return delay

    def _gone(self) -> None:
        self.child = None
        self.record.pid = self.record.token = None


def plan_parts(
    settings: PlatformSettings, logs: Path, echo: Callable[[str], None] | None, fork: bool
) -> dict[str, Part]:
    """The parts of this installation, in starting order. With an external database there is none to start.

    `fork`: the roles are forked from a spawner, which imports while the database starts.
    """

    def part(name: str, needs: tuple[str, ...], **more: object) -> Part:
        module = f"nullus.roles.{'migrate' if name == 'migrations' else name}"
        return Part(name, module, needs, Logbook(logs, name, echo), PartRecord(name), **more)  # type: ignore[arg-type]

    needs = ("migrations", "spawner") if fork else ("migrations",)
    parts = [
        part("postgres", (), stop_steps=_POSTGRES),
        part("migrations", ("postgres",), once=True),
        part("api", needs, takes_socket=True, forked=fork),
        part("worker", needs, stop_steps=_WORKER, forked=fork),
        part("scheduler", needs, forked=fork),
    ]
    if fork:
        parts.insert(0, part("spawner", (), stop_steps=_AT_ONCE))  # it imports while the database is prepared
    planned = {each.name: each for each in parts}
    if settings.database_url:
        planned["postgres"].record.state = "external"
    return planned
