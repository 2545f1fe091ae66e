"""The SQL of prices."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString
from uuid import UUID

from psycopg.rows import TupleRow
from sqlalchemy import Row, text

from nullus.platform.database import Reader, Tx

# Of each provider and model the row that speaks now; the history stays for who wants to know what was paid.
_COLUMNS: LiteralString = "id, provider, model, per_million_read, per_million_written, per_hour, currency, valid_from"
_VALID: LiteralString = (
    f"select distinct on (provider, model) {_COLUMNS} from llm.prices where valid_from <= clock_timestamp() "
    "order by provider, model, valid_from desc"
)


async def valid(reader: Reader) -> list[TupleRow]:
    """The prices that hold now."""
    return await reader.fetch(_VALID, {})


async def listed(tx: Tx) -> Sequence[Row[Any]]:
    """The prices that hold now, and those that are to come."""
    found = await tx.execute(
        text(
            f"select * from ({_VALID}) v union all select {_COLUMNS} from llm.prices where valid_from > clock_timestamp() "
            "order by provider, model, valid_from"
        )
    )
    return found.all()


async def add(tx: Tx, values: Mapping[str, Any]) -> Row[Any]:
    """A price from a moment on; one of the same moment is replaced."""
    found = await tx.execute(
        text(
            "insert into llm.prices (id, provider, model, per_million_read, per_million_written, per_hour, currency, "
            "valid_from) values (:id, :provider, :model, :per_million_read, :per_million_written, :per_hour, :currency, "
            "coalesce(:valid_from, clock_timestamp())) on conflict (provider, model, valid_from) do update set "
            "per_million_read = excluded.per_million_read, per_million_written = excluded.per_million_written, "
            f"per_hour = excluded.per_hour, currency = excluded.currency returning {_COLUMNS}"
        ),
        dict(values),
    )
    return found.one()


async def find(tx: Tx, price_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(f"select {_COLUMNS} from llm.prices where id = :id"), {"id": price_id})
    return found.one_or_none()


async def withdraw(tx: Tx, price_id: UUID) -> bool:
    """Remove a price that does not hold yet; whether there was one."""
    gone = await tx.execute(
        text("delete from llm.prices where id = :id and valid_from > clock_timestamp()"), {"id": price_id}
    )
    return gone.rowcount > 0
