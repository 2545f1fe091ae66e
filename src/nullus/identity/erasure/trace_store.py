"""What is left of somebody: a look into every column of every table that could name them, as the catalogue lists them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from nullus.platform.database import Tx

CONTENTS = frozenset({"knowledge.chunks", "knowledge.lexical_entries", "knowledge.vectors"})
"""What is made of documents: it names no account, it goes with its document, and what stays may well mention people."""
PURPOSELY = frozenset({"identity.erasures"})
"""The ledger itself; the id in it belongs to nobody once it is done."""
_COLUMNS = text(
    "select format('%I.%I', n.nspname, c.relname) as name, quote_ident(a.attname) as attribute, t.typname as type "
    "from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid "
    "join pg_type t on t.oid = a.atttypid where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped "
    "and n.nspname = any(:schemas) and t.typname in ('uuid', '_uuid', 'text', '_text', 'varchar', 'json', 'jsonb') "
    "order by 1, a.attnum"
)


async def traces(tx: Tx, needles: Sequence[str], schemas: Sequence[str], but: frozenset[str] = CONTENTS) -> list[str]:
    """Every `schema.table.column` in which the transaction sees one of the needles: ids, addresses, any text."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for row in await tx.execute(_COLUMNS, {"schemas": list(schemas)}):
        if row.name not in but | PURPOSELY:
            tables.setdefault(row.name, []).append((row.attribute, row.type))
    values = {
        "ids": [each for each in needles if _is_id(each)],
        "patterns": [f"%{_escaped(each)}%" for each in needles],
    }
    found: list[str] = []
    for table, columns in tables.items():
        looks = ", ".join(f"bool_or({_look(name, kind)})" for name, kind in columns)
        row = (await tx.execute(text(f"select {looks} from {table}"), values)).one()
        found += [f"{table}.{name}" for (name, _), there in zip(columns, row, strict=True) if there]
    return found


def _look(name: str, kind: str) -> str:
    if kind == "uuid":
        return f"{name} = any(cast(:ids as uuid[]))"
    return f"cast({name} as text) ilike any(cast(:patterns as text[]))"


def _is_id(needle: str) -> bool:
    try:
        UUID(needle)
    except ValueError:
        return False
    return True


def _escaped(needle: str) -> str:
    return needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
