"""The only SQL of this room."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx, run

_COLUMNS = {
    "id": "uuid",
    "workspace_id": "uuid",
    "happened_at": "timestamptz",
    "actor_kind": "text",
    "account_id": "uuid",
    "credential_kind": "text",
    "credential_id": "uuid",
    "address": "text",
    "address_salt": "bytea",
    "address_digest": "text",
    "request_id": "text",
    "action": "text",
    "object_kind": "text",
    "object_id": "text",
    "subjects": "uuid[]",
    "outcome": "text",
    "details": "jsonb",
}
_NAMES = ", ".join(_COLUMNS)
_AT_ONCE = 5000
_ADD = (
    f"insert into audit.entries ({_NAMES}) values ("  # names of columns, from the table above
    + ", ".join(f"%({name})s::{kind}" for name, kind in _COLUMNS.items())
    + ")"
)
_ADD_MANY = text(
    f"insert into audit.entries ({_NAMES}) select {_NAMES} from jsonb_to_recordset(cast(:rows as jsonb)) as given ("
    + ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    + ") on conflict do nothing"
)


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    """Write one entry."""
    await run(tx, _ADD, {**row, "details": json.dumps(row["details"])})


async def add_many(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write entries in one statement for each few thousand; one that is there already (a spool that is replayed) is left alone."""
    for begin in range(0, len(rows), _AT_ONCE):
        some = [wire_form(row) for row in rows[begin : begin + _AT_ONCE]]
        await tx.execute(_ADD_MANY, {"rows": json.dumps(some)})


def wire_form(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON types that PostgreSQL reads back into the same columns."""
    return {name: _plain(row[name]) for name in _COLUMNS}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, list):
        return [str(each) for each in value]
    return value if value is None or isinstance(value, dict | str) else str(value)


# The whole trail, for the service itself and its auditors

_ENTRY = (
    "id, workspace_id, at, happened_at, xid::text as xid, actor_kind, account_id, credential_kind, credential_id, address, "
    "address_salt, address_digest, request_id, action, object_kind, object_id, subjects, outcome, details"
)
_NO_ID = "00000000-0000-0000-0000-000000000000"


async def hold_seal(tx: Tx) -> None:
    """One seals at a time; the others wait for the end of its transaction."""
    await tx.execute(text("select pg_advisory_xact_lock(hashtext('audit.seal'))"))


async def last_checkpoint(tx: Tx) -> str | None:
    found = await tx.execute(text("select line from audit.checkpoints order by number desc limit 1"))
    line = found.scalar()
    return None if line is None else str(line)


async def add_checkpoint(tx: Tx, number: int, snapshot: str, line: str) -> None:
    await tx.execute(
        text(
            "insert into audit.checkpoints (number, snapshot, line) values (:number, cast(:snapshot as pg_snapshot), :line)"
        ),
        {"number": number, "snapshot": snapshot, "line": line},
    )


async def count_checkpoints(tx: Tx) -> int:
    """They are numbered from 1 on without gaps."""
    return int((await tx.execute(text("select coalesce(max(number), 0) from audit.checkpoints"))).scalar_one())


async def checkpoint_lines(tx: Tx, after: int, most: int) -> list[tuple[int, str]]:
    found = await tx.execute(
        text("select number, line from audit.checkpoints where number > :after order by number limit :most"),
        {"after": after, "most": most},
    )
    return [(row.number, row.line) for row in found]


async def all_checkpoints(tx: Tx, after: int = 0) -> AsyncIterator[tuple[int, str]]:
    """Every checkpoint after this one, in order."""
    while found := await checkpoint_lines(tx, after, 1000):
        for each in found:
            yield each
        after = found[-1][0]


async def unsealed(tx: Tx, seen: str | None, after_xid: int, most: int) -> Sequence[Row[Any]]:
    """Entries that the snapshot `seen` does not see, and with each what is seen now, since when it may be, and when it was."""
    found = await tx.execute(
        text(
            f"select pg_current_snapshot()::text as sees, now() as began, clock_timestamp() as looked, {_ENTRY} from audit.scan("
            "cast(cast(:after as text) as xid8), cast(:id as uuid), cast(:seen as pg_snapshot), :most)"
        ),
        {"seen": seen, "after": str(after_xid), "id": _NO_ID, "most": most},
    )
    return found.all()


async def scan(tx: Tx, after_xid: int, after_id: str | None, most: int) -> Sequence[Row[Any]]:
    """Entries in the order of sealing, after this one."""
    found = await tx.execute(
        text(f"select {_ENTRY} from audit.scan(cast(cast(:after as text) as xid8), cast(:id as uuid), null, :most)"),
        {"after": str(after_xid), "id": after_id or _NO_ID, "most": most},
    )
    return found.all()


async def expired_through(tx: Tx) -> int:
    """The last checkpoint whose entries have expired; 0 when none has."""
    return int((await tx.execute(text("select coalesce(max(checkpoint), 0) from audit.expirations"))).scalar_one())


async def forget(tx: Tx, account_id: UUID) -> int:
    return int((await tx.execute(text("select audit.forget(:account)"), {"account": account_id})).scalar_one())


# Looking, exporting, expiring


async def sees_everything(tx: Tx) -> bool:
    """Whether this transaction is the service's own, its operator's, or an auditor's of the whole service."""
    return bool((await tx.execute(text("select audit.sees_everything()"))).scalar_one())


async def list_everywhere(tx: Tx, wanted: Mapping[str, Any]) -> Sequence[Row[Any]]:
    found = await tx.execute(
        text(
            f"select {_ENTRY} from audit.everywhere(cast(:before as uuid), :action, :outcome, cast(:account as uuid), "
            ":object, cast(:subject as uuid), :address, cast(:since as timestamptz), cast(:until as timestamptz), :most)"
        ),
        dict(wanted),
    )
    return found.all()


_FILTERS = {
    "before": "id < :before",
    "action": "action = :action",
    "outcome": "outcome = :outcome",
    "account": "account_id = :account",
    "object": "object_id = :object",
    "subject": ":subject = any (subjects)",
    "address": "address = :address",
    "since": "at >= :since",
    "until": "at < :until",
}


async def list_in_workspace(tx: Tx, workspace_id: UUID, wanted: Mapping[str, Any]) -> Sequence[Row[Any]]:
    asked = " and ".join(
        ["workspace_id = :workspace", *(_FILTERS[name] for name in _FILTERS if wanted[name] is not None)]
    )
    found = await tx.execute(
        text(f"select {_ENTRY} from audit.entries where {asked} order by id desc limit :most"),
        {"workspace": workspace_id, **{name: value for name, value in wanted.items() if value is not None}},
    )
    return found.all()


async def newest_checkpoints(tx: Tx, before: int, most: int) -> list[str]:
    found = await tx.execute(
        text("select line from audit.checkpoints where number < :before order by number desc limit :most"),
        {"before": before, "most": most},
    )
    return [row.line for row in found]


async def checkpoint_line(tx: Tx, number: int) -> str | None:
    found = await tx.execute(text("select line from audit.checkpoints where number = :number"), {"number": number})
    line = found.scalar()
    return None if line is None else str(line)


async def exported_through(tx: Tx) -> int:
    return int((await tx.execute(text("select coalesce(max(last_checkpoint), 0) from audit.exports"))).scalar_one())


async def add_export(tx: Tx, day: date, digest: str, first: int, last: int, entries: int) -> None:
    await tx.execute(
        text(
            "insert into audit.exports (day, digest, first_checkpoint, last_checkpoint, entries) "
            "values (:day, :digest, :first, :last, :entries)"
        ),
        {"day": day, "digest": digest, "first": first, "last": last, "entries": entries},
    )


async def list_exports(tx: Tx, before: date, most: int) -> Sequence[Row[Any]]:
    found = await tx.execute(
        text(
            "select day, digest, first_checkpoint, last_checkpoint, entries, made_at from audit.exports "
            "where day < :before order by day desc limit :most"
        ),
        {"before": before, "most": most},
    )
    return found.all()


async def exported_before(tx: Tx, day: date) -> int:
    """The last checkpoint of the exports of days before this one; 0 without any."""
    found = await tx.execute(
        text("select coalesce(max(last_checkpoint), 0) from audit.exports where day < :day"), {"day": day}
    )
    return int(found.scalar_one())


async def expire(tx: Tx, through: int, keep_days: int) -> int:
    found = await tx.execute(
        text("select audit.expire(:through, make_interval(days => :days))"), {"through": through, "days": keep_days}
    )
    return int(found.scalar_one())


async def oldest_unsealed_seconds(tx: Tx) -> float:
    """The age of the oldest entry that is not sealed; 0 when all are."""
    found = await tx.execute(
        text(
            "with last as (select snapshot from audit.checkpoints order by number desc limit 1) "
            "select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::float8 from audit.scan("
            "coalesce((select pg_snapshot_xmin(snapshot) from last), '0'::xid8), cast(:id as uuid), "
            "(select snapshot from last), 1000)"
        ),
        {"id": _NO_ID},
    )
    return float(found.scalar_one())


async def about(tx: Tx, account_id: UUID, before: UUID | None, most: int) -> Sequence[Row[Any]]:
    """Entries of which the account is the actor or a subject, newest first."""
    every = (
        "select {names} from audit.everywhere(cast(:before as uuid), null, null, {account}, null, {subject}, null, null, "
        "null, :most)"
    )
    acted = every.format(names=_ENTRY, account=":account", subject="null")
    concerned = every.format(names=_ENTRY, account="null", subject=":account")
    found = await tx.execute(
        text(f"select distinct on (id) * from (({acted}) union all ({concerned})) e order by id desc limit :most"),
        {"account": account_id, "before": before, "most": most},
    )
    return found.all()
