"""The SQL of the ledger: rows of calls, and with them what calls used of budgets and no longer hold."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from sqlalchemy import Row, text

from nullus.platform.database import Reader, Tx

_COLUMNS: LiteralString = (
    "workspace_id, id, at, day, account_id, app, task, provider, model, prompt, conversation_id, message_id, tokens_read, "
    "tokens_written, counted, money, currency, priced, seconds, outcome, cached, redacted"
)
_TYPES: LiteralString = (
    "workspace_id uuid, id uuid, at timestamptz, day date, account_id uuid, app text, task text, provider text, model text, "
    "prompt text, conversation_id uuid, message_id uuid, tokens_read bigint, tokens_written bigint, counted boolean, "
    "money numeric, currency text, priced boolean, seconds real, outcome text, cached boolean, redacted integer"
)
# A call is counted once: where its row is new, or where it was taken for lost and only was slow. The periods are locked in
# the order of their keys, so that two statements never wait for each other.
_MOVE: LiteralString = """
moved as materialized (
    select budget, began, sum(used) as used, sum(freed) as freed from (
        select c.budget, c.began, c.amount as used, 0 as freed from said join kept using (id)
            cross join lateral jsonb_to_recordset(said.charges) c (budget uuid, began timestamptz, amount numeric)
        union all
        select u.budget, u.began, 0, u.amount from freed
            cross join lateral unnest(freed.budgets, freed.began, freed.amounts) u (budget, began, amount)
    ) each group by budget, began
),
locked as materialized (
    select p.budget_id, p.began from llm.budget_periods p
        where (p.budget_id, p.began) in (select budget, began from moved) order by 1, 2 for update
)
update llm.budget_periods p set used = p.used + moved.used, reserved = greatest(0, p.reserved - moved.freed)
    from moved join locked on locked.budget_id = moved.budget and locked.began = moved.began
    where p.budget_id = moved.budget and p.began = moved.began
    returning p.budget_id, p.used, p.warned_at is not null
"""
_SETTLE: LiteralString = f"""
with said as materialized (select * from jsonb_to_recordset(%(rows)s::jsonb) as r ({_TYPES}, charges jsonb)),
kept as (
    insert into llm.calls as c ({_COLUMNS}) select {_COLUMNS} from said
    on conflict (workspace_id, id) do update set tokens_read = excluded.tokens_read,
        tokens_written = excluded.tokens_written, counted = excluded.counted, money = excluded.money,
        priced = excluded.priced, seconds = excluded.seconds, outcome = excluded.outcome, redacted = excluded.redacted
        where c.outcome = 'lost'
    returning id
),
freed as (delete from llm.holds h using said where h.id = said.id returning h.budgets, h.began, h.amounts),
{_MOVE}"""
_KEEP: LiteralString = (
    f"insert into llm.calls ({_COLUMNS}) select {_COLUMNS} from jsonb_to_recordset(%(rows)s::jsonb) as r ({_TYPES}) "
    "on conflict (workspace_id, id) do nothing returning 1"
)
_SWEEP: LiteralString = f"""
with gone as materialized (
    delete from llm.holds where id in (select id from llm.holds where expires_at <= clock_timestamp()
        order by id limit 1000 for update skip locked) returning *
),
said as materialized (
    select r.*, '[]'::jsonb as charges from gone cross join lateral jsonb_to_record(gone.call) as r ({_TYPES})
),
kept as (insert into llm.calls ({_COLUMNS}) select {_COLUMNS} from said on conflict (workspace_id, id) do nothing returning id),
freed as (select budgets, began, amounts from gone),
{_MOVE}"""


async def settle(reader: Reader, rows: str) -> list[tuple[UUID, Decimal, bool]]:
    """Write rows (a JSON array, each with its `charges`), once each, and give back what they held.

    Returns budgets of which something was used or given back: how much is used, and whether that was warned of before.
    Raises ValueError for a row that no table takes.
    """
    try:
        return [(row[0], row[1], row[2]) for row in await reader.fetch(_SETTLE, {"rows": rows})]
    except (psycopg.DataError, psycopg.IntegrityError) as refused:
        raise ValueError(str(refused)) from refused


async def keep(reader: Reader, rows: str) -> None:
    """Write rows of calls that no budget was asked for. Raises ValueError for a row that no table takes."""
    try:
        await reader.fetch(_KEEP, {"rows": rows})
    except (psycopg.DataError, psycopg.IntegrityError) as refused:
        raise ValueError(str(refused)) from refused


async def sweep(reader: Reader) -> int:
    """Give back what crashed calls held, and write them down as lost; from how many periods."""
    return len(await reader.fetch(_SWEEP, {}))


_BY: dict[str, tuple[str, str]] = {
    "person": ("account_id::text", "account_id"),
    "workspace": ("workspace_id::text", "workspace_id"),
    "app": ("app", "app"),
    "model": ("provider || '/' || model", "provider, model"),
    "task": ("task", "task"),
    "day": ("day::text", "day"),
}


async def report(tx: Tx, by: str, first: Any, last: Any, workspace_id: UUID | None) -> Sequence[Row[Any]]:
    """Sums from day to day by one of person, workspace, app, model, task, day; the dearest first, days in their order."""
    shown, grouped = _BY[by]
    order = "key" if by == "day" else "money desc, tokens_read + tokens_written desc, key"
    found = await tx.execute(
        text(
            f"select * from (select {shown} as key, currency, count(*) as calls, count(*) filter (where outcome <> 'ok') as "
            "failed, count(*) filter (where cached) as cached, count(*) filter (where not priced and not cached) as "
            "unpriced, count(*) filter (where not counted) as estimated, sum(tokens_read) as tokens_read, "
            "sum(tokens_written) as tokens_written, sum(money) as money, sum(seconds)::float8 as seconds, "
            "sum(redacted) as redacted from llm.calls where day between :first and :last "
            "and (cast(:workspace as uuid) is null or workspace_id = :workspace) "
            f"group by {grouped}, currency) each order by {order} limit 1000"
        ),
        {"first": first, "last": last, "workspace": workspace_id},
    )
    return found.all()


async def unpriced(tx: Tx) -> Sequence[Row[Any]]:
    """Models that were called in the last thirty days and whose price nobody has said."""
    found = await tx.execute(
        text(
            "select provider, model, count(*) as calls from llm.calls where not priced and not cached "
            "and day > current_date - 30 group by provider, model order by 3 desc, 1, 2 limit 100"
        )
    )
    return found.all()
