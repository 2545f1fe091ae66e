"""The only SQL of this room."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text

from nullus.platform.database import Tx

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
_ADD = text(
    f"insert into audit.entries ({_NAMES}) values ("  # names of columns, from the table above
    + ", ".join(f"cast(:{name} as {kind})" for name, kind in _COLUMNS.items())
    + ")"
)
_ADD_MANY = text(
    f"insert into audit.entries ({_NAMES}) select {_NAMES} from jsonb_to_recordset(cast(:rows as jsonb)) as given ("
    + ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    + ") on conflict do nothing"
)


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    """Write one entry."""
    await tx.execute(_ADD, {**row, "details": json.dumps(row["details"])})


async def add_many(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write entries in one statement; one that is there already (a spool that is replayed) is left alone."""
    if rows:
        await tx.execute(_ADD_MANY, {"rows": json.dumps([wire_form(row) for row in rows])})


def wire_form(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON types that PostgreSQL reads back into the same columns."""
    return {name: _plain(row[name]) for name in _COLUMNS}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, list):
        return [str(each) for each in value]
    return value if value is None or isinstance(value, dict | str) else str(value)
