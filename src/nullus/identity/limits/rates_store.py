"""The SQL of rates: one statement lets a call in by several limits at once."""

from collections.abc import Sequence
from typing import LiteralString

from sqlalchemy import text

from nullus.platform.database import Reader, Tx

# The rows are taken in the order of their keys, so that two calls never wait for each other. The clock is read again
# where the row is already there: whoever waited for its lock must not count with an earlier time.
TAKE = """
with asked (key, step, span) as (
    select key, make_interval(secs => step), make_interval(secs => span)
    from unnest(cast(:keys as text[]), cast(:steps as float8[]), cast(:spans as float8[])) a (key, step, span)
)
insert into identity.rates as r (key, due)
select key, clock_timestamp() + step from asked order by key
on conflict (key) do update
    set due = greatest(r.due, clock_timestamp()) + (select step from asked where asked.key = excluded.key)
    where greatest(r.due, clock_timestamp()) + (select step - span from asked where asked.key = excluded.key)
        <= clock_timestamp()
returning key
"""


# The same for one limit, which most calls have: there is nothing to roll back, so it needs no transaction around it.
TAKE_ONE: LiteralString = """
insert into identity.rates as r (key, due) values (%(key)s, clock_timestamp() + make_interval(secs => %(step)s))
on conflict (key) do update
    set due = greatest(r.due, clock_timestamp()) + make_interval(secs => %(step)s)
    where greatest(r.due, clock_timestamp()) + make_interval(secs => %(step)s - %(span)s) <= clock_timestamp()
returning true
"""
_AHEAD: LiteralString = (
    "select extract(epoch from due - clock_timestamp())::float8 from identity.rates where key = %(key)s"
)


async def take_one(reader: Reader, key: str, step: float, span: float) -> float:
    """Count a call in one bucket; returns the seconds to wait when it was not let in, else 0."""
    values = {"key": key, "step": step, "span": span}
    if await reader.fetch(TAKE_ONE, values):
        return 0.0
    found = await reader.fetch(_AHEAD, values)
    return max(0.001, (found[0][0] if found else 0.0) + step - span)


async def take(tx: Tx, asked: Sequence[tuple[str, float, float]]) -> dict[str, float]:
    """Count a call in each bucket: (key, seconds between calls, seconds of the whole span). Empty when all let it in.

    Else the seconds to wait by the key of each that did not: roll back then, so that the others do not count it either.
    """
    values = {
        "keys": [key for key, _, _ in asked],
        "steps": [step for _, step, _ in asked],
        "spans": [span for _, _, span in asked],
    }
    let_in = set((await tx.execute(text(TAKE), values)).scalars())
    if len(let_in) == len(asked):
        return {}
    found = await tx.execute(
        text(
            "select key, extract(epoch from due - clock_timestamp())::float8 as ahead from identity.rates "
            "where key = any(:keys)"
        ),
        values,
    )
    ahead = {row.key: row.ahead for row in found}
    return {key: max(0.001, ahead[key] + step - span) for key, step, span in asked if key not in let_in}


async def give_back(tx: Tx, key: str, interval: float) -> None:
    """Undo one call that should not count, such as a code that turned out to be right."""
    await tx.execute(
        text("update identity.rates set due = due - make_interval(secs => :interval) where key = :key"),
        {"key": key, "interval": interval},
    )


async def forget(tx: Tx, keys: Sequence[str]) -> None:
    await tx.execute(text("delete from identity.rates where key = any(:keys)"), {"keys": list(keys)})


async def trim(tx: Tx) -> int:
    """Drop the buckets that are empty by now; returns how many."""
    return (await tx.execute(text("delete from identity.rates where due < clock_timestamp()"))).rowcount
