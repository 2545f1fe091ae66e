"""Refusals and failures: written on a connection of their own, since what was refused rolls back.

A flood is counted, not dropped: after some a minute from one source, the rest of that minute is one entry with a count.
While the database is down they wait in the spool.
"""

import asyncio
import contextlib
import ipaddress
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from nullus.audit import store
from nullus.audit.entries import Detail, Outcome, row_of
from nullus.audit.spool import Spool
from nullus.kit import new_id
from nullus.observability import logs
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import DatabaseUnavailable

PER_MINUTE = 10
WINDOW_SECONDS = 60.0
MOST_SOURCES = 10_000
PATIENCE_SECONDS = 3.0
LOOK_EVERY_SECONDS = 1.0
log = logs.get("nullus.audit")

Source = tuple[str, str, str]


@dataclass(slots=True)
class _Window:
    """What one source did in one minute: how much was written, and how much more only counted."""

    ends_at: float
    began: datetime
    written: int = 0
    counted: int = 0
    like: dict[str, Any] = field(default_factory=dict)


class Refusals:
    """The refusals of one process. `run` closes windows and replays the spool."""

    def __init__(
        self,
        db: Database,
        spool: Path | None = None,
        *,
        per_minute: int = PER_MINUTE,
        window_seconds: float = WINDOW_SECONDS,
    ) -> None:
        self._db = db
        self._spool = Spool(spool) if spool else None
        self._per_minute = per_minute
        self._window_seconds = window_seconds
        self._windows: dict[Source, _Window] = {}
        _KNOWN[db] = self

    async def write(self, row: dict[str, Any]) -> None:
        """Write one entry, or count it when its source has had its share of this minute. Never fails for an outage."""
        source = self._source_of(row)
        window = self._windows.get(source)
        if window is not None and window.ends_at <= time.monotonic():
            await self._close(source, window)
            window = None
        if window is None:
            window = _Window(time.monotonic() + self._window_seconds, datetime.now(UTC))
            self._windows[source] = window
        if window.written >= self._per_minute:
            window.counted += 1
            window.like = row
            return
        window.written += 1
        await self._keep(row)

    async def flush(self, *, everything: bool = False) -> None:
        """Write the counts of windows that are over (or of all), then what waited for the database."""
        for source, window in list(self._windows.items()):
            if everything or window.ends_at <= time.monotonic():
                await self._close(source, window)
        await self._replay()

    async def run(self) -> None:
        """Keep flushing until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            with contextlib.suppress(DatabaseUnavailable):
                await self.flush()

    def _source_of(self, row: Mapping[str, Any]) -> Source:
        source = (_network(row["address"]) or str(row["account_id"] or "-"), row["action"], row["outcome"])
        if source not in self._windows and len(self._windows) >= MOST_SOURCES:
            return ("others", row["action"], row["outcome"])
        return source

    async def _close(self, source: Source, window: _Window) -> None:
        if self._windows.get(source) is window:
            del self._windows[source]
        if window.counted:
            details = {
                "count": window.counted,
                "since": window.began.isoformat(),
                "code": window.like["details"].get("code"),
            }
            await self._keep(
                {**window.like, "id": new_id(), "object_kind": None, "object_id": None, "details": details}
            )

    async def _keep(self, row: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._db.system_transaction() as tx:
                await store.add(tx, row)
        except (DatabaseUnavailable, TimeoutError):
            await self._wait_for_database(row)

    async def _wait_for_database(self, row: dict[str, Any]) -> None:
        if self._spool is None:
            raise DatabaseUnavailable(retry_after_seconds=2)
        try:
            if await asyncio.to_thread(self._spool.is_full):
                log.error("a refusal is not recorded: the spool is full", action=row["action"])
                return
            await asyncio.to_thread(self._spool.put, row)
        except OSError as error:  # the refusal itself stands; that nobody can read of it must not be silent
            log.error("a refusal is not recorded", action=row["action"], exc_info=error)

    async def _replay(self) -> None:
        while self._spool is not None and (waiting := await asyncio.to_thread(self._spool.waiting)):
            async with self._db.system_transaction() as tx:
                await store.add_many(tx, [row for _, row in waiting])
            await asyncio.to_thread(self._spool.done, [path for path, _ in waiting])


@asynccontextmanager
async def keeping_refusals(db: Database, spool: Path, per_minute: int = PER_MINUTE) -> AsyncIterator[Refusals]:
    """The refusals of a process while it lives; at its end every count is written."""
    refusals = Refusals(db, spool, per_minute=per_minute)
    running = asyncio.create_task(refusals.run())
    try:
        yield refusals
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        with contextlib.suppress(DatabaseUnavailable):
            await refusals.flush(everything=True)


_KNOWN: WeakKeyDictionary[Database, Refusals] = WeakKeyDictionary()


async def record_refusal(
    db: Database,
    actor: Actor | None,
    action: str,
    *,
    object_kind: str | None = None,
    object_id: object = None,
    outcome: Outcome = "refused",
    subjects: Iterable[UUID] = (),
    details: Mapping[str, Detail] | None = None,
    workspace_id: UUID | None = None,
) -> None:
    """Record what was refused or failed, apart from the transaction that rolls back; arguments as in `record`.

    Call it after that transaction has ended. While the database is down the entry waits in this machine's spool.
    """
    row = row_of(
        actor,
        action,
        object_kind=object_kind,
        object_id=object_id,
        outcome=outcome,
        subjects=subjects,
        details=details,
        workspace_id=workspace_id,
    )
    await (_KNOWN.get(db) or Refusals(db)).write(row)


def _network(address: str | None) -> str:
    """Who counts as one source: an IPv4 address, an IPv6 network of 64 bits."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
