"""Exports: the entries of each checkpoint and after them the checkpoint, one JSON object a line, verifiable anywhere.

They hold no addresses, only the commitments to them, so that erasing a person need not reach into files that left.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from nullus.audit import store
from nullus.audit.entries import Detail
from nullus.audit.errors import ExportNotPossible
from nullus.audit.sealing import entry_of, folder_of
from nullus.audit.trail import record
from nullus.audit.verifier import Checkpoint, canonical
from nullus.jobs import system_actor
from nullus.platform.database import Database, Tx
from nullus.platform.objects import ObjectStore, open_store

PAGE = 5_000


def exports_store(home: Path) -> ObjectStore:
    """Where daily exports go: beside the originals of documents, whose sweep knows nothing of them."""
    return open_store("local", folder_of(home) / "exports")


async def export(
    db: Database, *, after: int = 0, since: datetime | None = None, until: datetime | None = None
) -> AsyncIterator[bytes]:
    """The sealed trail after a checkpoint, of the checkpoints in a span of time, as one state. Raises ExportNotPossible."""
    async with db.transaction(system_actor("export"), unchanging=True) as tx:
        line = await store.checkpoint_line(tx, after)
        pages = _Pages(tx, _parsed(after, line) if line is not None else None)
        async for number, line in store.all_checkpoints(tx, after):
            now = _parsed(number, line)
            if until is not None and now.time >= until:
                return
            entries = await pages.of(now)
            if since is None or now.time >= since:
                yield b"".join(each + b"\n" for each in entries) + line.encode() + b"\n"


async def export_days(db: Database, objects: ObjectStore, today: date) -> list[date]:
    """Put every day that is over and not exported yet into the object store, a file each; returns the days."""
    done: list[date] = []
    while True:
        async with db.system_transaction() as tx:
            after = await store.exported_through(tx)
            following = await store.checkpoint_lines(tx, after, 1)
        if not following:
            return done
        day = _parsed(*following[0]).time.astimezone(UTC).date()
        if day >= today:
            return done
        await _export_day(db, objects, day, after)
        done.append(day)


async def _export_day(db: Database, objects: ObjectStore, day: date, after: int) -> None:
    entries, last = 0, after

    async def content() -> AsyncIterator[bytes]:
        nonlocal entries, last
        until = datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)
        async for piece in export(db, after=after, until=until):
            entries += piece.count(b"\n") - 1
            last += 1
            yield piece

    stored = await objects.put(content())
    async with db.system_transaction() as tx:
        await store.add_export(tx, day, stored.digest, after + 1, last, entries)
        details: dict[str, Detail] = {"digest": stored.digest, "entries": entries, "since": day.isoformat()}
        await record(tx, system_actor("export"), "audit.exported", object_kind="export", object_id=day, details=details)


async def expire(db: Database, keep_days: int, today: date) -> int:
    """Let entries go whose time is over and that are exported; returns how many."""
    async with db.system_transaction() as tx:
        through = await store.exported_before(tx, today - timedelta(days=max(keep_days, 365) + 1))
        if through <= await store.expired_through(tx):
            return 0
        gone = await store.expire(tx, through, keep_days)
        details = {"entries": gone, "checkpoint": through}
        await record(tx, system_actor("expire"), "audit.expired", details=details)
        return gone


class _Pages:
    """The entries of one state in the order of sealing, from a checkpoint on."""

    def __init__(self, tx: Tx, before: Checkpoint | None) -> None:
        self._tx = tx
        self._before = before
        self._at: tuple[int, str | None] = (before.snapshot.least if before else 0, None)
        self._over = False
        self._waiting: list[tuple[int, bytes]] = []

    async def of(self, now: Checkpoint) -> list[bytes]:
        """The lines of the entries that this checkpoint covers."""
        while not self._over and self._at[0] < now.snapshot.end:
            rows = await store.scan(self._tx, *self._at, PAGE)
            self._over = len(rows) < PAGE
            if rows:
                self._at = (int(rows[-1].xid), str(rows[-1].id))
            self._waiting += [
                (int(row.xid), canonical(entry_of(row)))
                for row in rows
                if self._before is None or not self._before.snapshot.sees(int(row.xid))
            ]
        mine = [line for xid, line in self._waiting if now.snapshot.sees(xid)]
        self._waiting = [(xid, line) for xid, line in self._waiting if not now.snapshot.sees(xid)]
        return mine


def _parsed(number: int, line: str) -> Checkpoint:
    try:
        return Checkpoint.parse(line)
    except ValueError:
        raise ExportNotPossible(number=number) from None
