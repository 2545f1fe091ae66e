"""The SQL of budgets: what they allow, what was used of them in each period, and what calls that are under way hold."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString
from uuid import UUID

from psycopg.rows import TupleRow
from sqlalchemy import Row, text

from nullus.platform.database import Reader, Tx

_COLUMNS: LiteralString = (
    "b.id, b.workspace_id, b.account_id, b.app, b.set_by, b.meter, b.period, b.amount, b.currency, b.time_zone"
)
_ALL: LiteralString = f"select {_COLUMNS} from llm.budgets b order by b.id"
_HOLD: LiteralString = (
    "select llm.hold(%(id)s, %(lease)s, %(call)s::jsonb, %(budgets)s::uuid[], %(began)s::timestamptz[], "
    "%(ends)s::timestamptz[], %(amounts)s::numeric[])"
)
_RENEW: LiteralString = (
    "update llm.holds set expires_at = clock_timestamp() + make_interval(secs => %(lease)s) where id in "
    "(select id from llm.holds where id = any(%(ids)s) for update skip locked) returning 1"
)


async def every(reader: Reader) -> list[TupleRow]:
    """Every budget, in the order of ids."""
    return await reader.fetch(_ALL, {})


async def hold(reader: Reader, values: Mapping[str, Any]) -> UUID | None:
    """Take the amounts from all of the budgets, or from none; the id of the one that has too little."""
    found: UUID | None = (await reader.fetch(_HOLD, values))[0][0]
    return found


async def renew(reader: Reader, ids: Sequence[UUID], lease: float) -> None:
    """Say that these calls go on."""
    await reader.fetch(_RENEW, {"ids": list(ids), "lease": lease})


async def listed(tx: Tx, workspace_id: UUID | None, moment: Any) -> Sequence[Row[Any]]:
    """Budgets of a workspace (None: all), each with what stands in the period that a moment belongs to."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, p.began, p.ends, coalesce(p.used, 0) as used, coalesce(p.reserved, 0) as reserved, "
            "p.warned_at from llm.budgets b left join llm.budget_periods p on p.budget_id = b.id and p.began <= :moment "
            "and p.ends > :moment where cast(:workspace as uuid) is null or b.workspace_id = :workspace order by b.id"
        ),
        {"workspace": workspace_id, "moment": moment},
    )
    return found.all()


async def touching(tx: Tx, workspace_id: UUID, account_id: UUID | None, share: float) -> Sequence[Row[Any]]:
    """Budgets that a person's calls in a workspace fall under and of which, now, this share is used."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, p.began, p.ends, p.used, p.reserved, p.warned_at from llm.budgets b "
            "join llm.budget_periods p on p.budget_id = b.id and p.began <= now() and p.ends > now() "
            "where (b.workspace_id is null or b.workspace_id = :workspace) "
            "and (b.account_id is null or b.account_id = :account) and p.used >= b.amount * :share order by b.id"
        ),
        {"workspace": workspace_id, "account": account_id, "share": share},
    )
    return found.all()


async def find(tx: Tx, budget_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(f"select {_COLUMNS} from llm.budgets b where b.id = :id"), {"id": budget_id})
    return found.one_or_none()


async def put(tx: Tx, values: Mapping[str, Any]) -> UUID:
    """Set the budget of these conditions, meter and period; returns its id."""
    found = await tx.execute(
        text(
            "insert into llm.budgets (id, workspace_id, account_id, app, set_by, meter, period, amount, currency, time_zone) "
            "values (:id, :workspace_id, :account_id, :app, :set_by, :meter, :period, :amount, :currency, :time_zone) "
            "on conflict (workspace_id, account_id, app, set_by, meter, period) do update set amount = excluded.amount, "
            "currency = excluded.currency, time_zone = excluded.time_zone, changed_at = clock_timestamp() returning id"
        ),
        dict(values),
    )
    made: UUID = found.scalar_one()
    await tx.execute(  # more money than before: it is not used up to that share any more, and may be said again
        text(
            "update llm.budget_periods set warned_at = null where budget_id = :id and used < :amount * cast(:share as float8)"
        ),
        {"id": made, "amount": values["amount"], "share": values["share"]},
    )
    return made


async def remove(tx: Tx, budget_id: UUID) -> None:
    await tx.execute(text("delete from llm.budgets where id = :id"), {"id": budget_id})


async def warn(tx: Tx, budget_ids: Sequence[UUID], share: float) -> Sequence[Row[Any]]:
    """Note that these budgets are used up to a share; those of which it was not noted yet in this period."""
    found = await tx.execute(
        text(
            "update llm.budget_periods p set warned_at = clock_timestamp() from llm.budgets b where b.id = p.budget_id "
            "and p.budget_id = any(:ids) and p.warned_at is null and p.ends > clock_timestamp() "
            f"and p.used >= b.amount * cast(:share as float8) returning {_COLUMNS}, p.began, p.ends, p.used"
        ),
        {"ids": sorted(budget_ids), "share": share},
    )
    return found.all()


async def worst(tx: Tx, share: float) -> Sequence[Row[Any]]:
    """Every budget of which, now, this share is used: of the whole service."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, p.used from llm.budgets b join llm.budget_periods p on p.budget_id = b.id "
            "and p.began <= now() and p.ends > now() where p.used >= b.amount * cast(:share as float8) order by b.id"
        ),
        {"share": share},
    )
    return found.all()


async def trim(tx: Tx) -> None:
    """Drop periods that nobody looks at any more: days after two months, months after two years."""
    await tx.execute(
        text(
            "delete from llm.budget_periods p using llm.budgets b where b.id = p.budget_id and p.ends < now() - "
            "case b.period when 'day' then interval '62 days' else interval '25 months' end"
        )
    )
