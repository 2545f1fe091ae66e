"""Verifying the database itself: its entries against its checkpoints, and those against the file beside it."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from nullus.audit import store
from nullus.audit.errors import KeyMissing
from nullus.audit.sealing import checkpoint_file, entry_of, public_key_file
from nullus.audit.verifier import (
    Checkpoint,
    Examination,
    Found,
    Report,
    compare_with_witness,
    line_hash,
    read_key,
)
from nullus.jobs import system_actor
from nullus.platform.database import Database, Tx

PAGE = 5_000


@dataclass(slots=True)
class Progress:
    """How far a verification is: `of` checkpoints are to be looked at."""

    entries: int = 0
    checkpoints: int = 0
    of: int = 0


async def verify(db: Database, home: Path, progress: Progress | None = None) -> Report:
    """Read the whole trail as one state and say what is not as it was sealed. Raises KeyMissing before the first seal.

    `progress` is kept up to date meanwhile, for who looks at it.
    """
    progress = progress or Progress()
    if not public_key_file(home).is_file():
        raise KeyMissing(path=public_key_file(home))
    key = await asyncio.to_thread(read_key, str(public_key_file(home)))
    file = checkpoint_file(home)
    size = file.size()  # before the database is looked at: what is in the file was in the database first
    hashes: dict[int, str] = {}
    async with db.transaction(system_actor("verify"), unchanging=True) as tx:
        examination = Examination(key, expired_through=await store.expired_through(tx))
        progress.of = await store.count_checkpoints(tx)
        pages = _Pages(tx, examination, progress)
        async for number, line in store.all_checkpoints(tx):
            hashes[number] = line_hash(line)
            await pages.feed_below(_end_of(line))
            await asyncio.to_thread(examination.close, line)
            progress.checkpoints += 1
        await pages.feed_below(None)
    if hashes and not size:
        examination.add("witness_missing", f"{file.path} is missing: a rolled-back database would not be found")
    elif size:
        await asyncio.to_thread(compare_with_witness, hashes, file.lines(size), examination)
    return await asyncio.to_thread(examination.finish)


class _Pages:
    """The entries of one state, page by page, fed as far as a checkpoint needs them."""

    def __init__(self, tx: Tx, examination: Examination, progress: Progress) -> None:
        self._tx = tx
        self._progress = progress
        self._examination = examination
        self._at: tuple[int, str | None] = (0, None)
        self._over = False

    async def feed_below(self, end: int | None) -> None:
        """Feed until every entry of a transaction below `end` has been."""
        while not self._over and (end is None or self._at[0] < end):
            rows = await store.scan(self._tx, *self._at, PAGE)
            self._over = len(rows) < PAGE
            if rows:
                self._at = (int(rows[-1].xid), str(rows[-1].id))
                found = [Found(entry_of(row), row.address, row.address_salt) for row in rows]
                await asyncio.to_thread(self._examination.feed, found)
                self._progress.entries += len(found)


def _end_of(line: str) -> int:
    try:
        return Checkpoint.parse(line).snapshot.end
    except ValueError:  # the examination says so
        return 0
