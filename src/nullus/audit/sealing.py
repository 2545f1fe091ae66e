"""Sealing: every few seconds what is new is put under a Merkle root, signed, chained, and written outside the database too.

A batch is what one snapshot sees and the one before it did not: complete whatever order transactions commit in, and
never held up by one that takes long.
"""

import asyncio
import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Row

from nullus.audit import store
from nullus.audit.checkpoint_file import CheckpointFile
from nullus.audit.verifier import Checkpoint, canonical, key_name, leaf_of, line_hash, pack_leaves, root_of
from nullus.observability import logs
from nullus.platform import secrets
from nullus.platform.database import Database, Tx
from nullus.platform.errors import DatabaseUnavailable, TransactionCrossed

KEY_SECRET = "audit-signing"  # noqa: S105  # the name of a file
BATCH = 5_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
log = logs.get("nullus.audit")


def folder_of(home: Path) -> Path:
    """Where the audit keeps what does not belong into the database."""
    return home / "audit"


def checkpoint_file(home: Path) -> CheckpointFile:
    return CheckpointFile(folder_of(home) / "checkpoints.jsonl")


def public_key_file(home: Path) -> Path:
    return folder_of(home) / "public-key"


def signing_key(home: Path) -> Ed25519PrivateKey:
    """The key that seals; made at first use, its public half written where people find it."""
    text, _ = secrets.read_or_create(home, KEY_SECRET)
    key = Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(text + "="))
    public = public_key_file(home)
    if not public.is_file():
        secrets.make_private_folder(public.parent)
        public.write_text(key.public_key().public_bytes_raw().hex() + "\n", encoding="ascii")
    return key


class Sealer:
    """The sealing of one installation. Several may run: one seals at a time."""

    def __init__(self, db: Database, home: Path, *, batch: int = BATCH) -> None:
        self._db = db
        self._key = signing_key(home)
        self._file = checkpoint_file(home)
        self._batch = batch
        self._written: str | None = None  # the last line that this process knows to be in the file

    async def run(self, every_seconds: float, stop: asyncio.Event) -> None:
        """Seal until `stop`, and once more then; outlives outages of the database and a full disk."""
        while not stop.is_set():
            await self._seal_all()
            try:
                await asyncio.wait_for(stop.wait(), every_seconds)
            except TimeoutError:
                continue
        await self._seal_all()

    async def _seal_all(self) -> None:
        try:
            while await self.seal():
                continue
        except (DatabaseUnavailable, TransactionCrossed):
            log.warning("sealing waits for the database")
        except OSError as error:
            log.error("checkpoints cannot be written outside the database", exc_info=error)

    async def seal(self) -> int:
        """Seal one batch; returns how many entries it had. Raises OSError when only the file could not be written."""
        async with self._db.system_transaction() as tx:
            await store.hold_seal(tx)
            text = await store.last_checkpoint(tx)
            last = Checkpoint.parse(text) if text is not None else None
            batch = await self._next_batch(tx, last)
            line = None
            if batch is not None:
                line = self._checkpoint(batch, last)
                await store.add_checkpoint(tx, last.number + 1 if last else 1, batch.snapshot, line)
        await self._complete_file(text, line)
        return len(batch.rows) if batch else 0

    async def _next_batch(self, tx: Tx, last: Checkpoint | None) -> "_Batch | None":
        """What is new; when it is much, cut between two transactions that have ended, as have all before them."""
        most = self._batch + 1
        seen = last.content["snapshot"] if last else None
        while True:
            rows = await store.unsealed(tx, seen, last.snapshot.least if last else 0, most)
            if not rows:
                return None
            if len(rows) < most:
                return _Batch(rows, rows[0].sees, rows[0].began)
            end, ended = int(rows[-1].xid), int(rows[0].sees.partition(":")[0])
            before = [row for row in rows if int(row.xid) < end]
            if before and end <= ended and (last is None or end >= last.snapshot.end):
                return _Batch(before, f"{end}:{end}:", last.floor if last else _LONG_AGO)
            most *= 4

    def _checkpoint(self, batch: "_Batch", last: Checkpoint | None) -> str:
        leaves = [(row.id.hex, leaf_of(entry_of(row))) for row in batch.rows]
        content: dict[str, Any] = {
            "v": 1,
            "number": last.number + 1 if last else 1,
            "previous": line_hash(last.line) if last else "",
            "snapshot": batch.snapshot,
            "time": batch.rows[0].looked.isoformat(),
            "floor": batch.floor.isoformat(),
            "count": len(leaves),
            "first": leaves[0][0],
            "last": leaves[-1][0],
            "root": root_of([each for _, each in leaves]).hex(),
            "leaves": pack_leaves(leaves),
            "key": key_name(self._key.public_key().public_bytes_raw()),
        }
        content["signature"] = self._key.sign(canonical(content)).hex()
        return canonical(content).decode()

    async def _complete_file(self, before: str | None, line: str | None) -> None:
        """Bring the file up to the database: usually by the new line, after a crash by all that it lacks."""
        if line is not None and before == self._written and (before is not None or not self._file.path.exists()):
            await asyncio.to_thread(self._file.append, [line])
        elif (line or before) != self._written:
            there = await asyncio.to_thread(self._file.hashes)
            async with self._db.system_transaction() as tx:
                lacking = [each async for _, each in store.all_checkpoints(tx) if line_hash(each) not in there]
            if lacking:
                await asyncio.to_thread(self._file.append, lacking)
        self._written = line or before


@dataclass(frozen=True, slots=True)
class _Batch:
    """`snapshot` sees these entries; `floor`: what it does not see yet will say no earlier time."""

    rows: Sequence[Row[Any]]
    snapshot: str
    floor: datetime


def entry_of(row: Row[Any]) -> dict[str, Any]:
    """What is sealed of an entry, and what is exported: everything but the address, of which only the commitment is."""
    return {
        "id": str(row.id),
        "workspace": _text(row.workspace_id),
        "at": row.at.astimezone(UTC).isoformat(),
        "happenedAt": row.happened_at.astimezone(UTC).isoformat() if row.happened_at else None,
        "xid": row.xid,
        "actorKind": row.actor_kind,
        "account": _text(row.account_id),
        "credentialKind": row.credential_kind,
        "credential": _text(row.credential_id),
        "addressDigest": row.address_digest,
        "request": row.request_id,
        "action": row.action,
        "objectKind": row.object_kind,
        "object": row.object_id,
        "subjects": [str(each) for each in row.subjects],
        "outcome": row.outcome,
        "details": row.details,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
