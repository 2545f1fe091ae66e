"""What calls to models cost: prices, a row for every call, budgets and what is held of them."""

from alembic import op

from nullus.migrations.walls import wall

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# Neither workspaces nor accounts are referenced: a row outlives the account that it no longer names, and a foreign key
# would cost every call a look.
TABLES = """
create schema if not exists llm;
create table llm.prices (
    id uuid primary key,
    provider text not null,
    model text not null,
    per_million_read numeric check (per_million_read >= 0),
    per_million_written numeric check (per_million_written >= 0),
    per_hour numeric check (per_hour >= 0),
    currency text not null,
    valid_from timestamptz not null default clock_timestamp(),
    unique (provider, model, valid_from)
);
comment on table llm.prices is 'the latest row that is valid speaks for its provider and model; all prices null: unknown again';
create table llm.calls (
    workspace_id uuid not null,
    id uuid not null,
    at timestamptz not null,
    day date not null,
    account_id uuid,
    app text not null,
    task text not null,
    provider text not null,
    model text not null,
    prompt text not null,
    conversation_id uuid,
    message_id uuid,
    tokens_read bigint not null default 0,
    tokens_written bigint not null default 0,
    counted boolean not null default true,
    money numeric not null default 0,
    currency text not null,
    priced boolean not null,
    seconds real not null default 0,
    outcome text not null,
    cached boolean not null default false,
    redacted integer not null default 0,
    primary key (workspace_id, id)
);
comment on column llm.calls.day is 'in the time zone of the account; UTC where there is none';
comment on column llm.calls.counted is 'the tokens are the server''s own count; else an estimate';
create index calls_by_day on llm.calls (workspace_id, day);
create index calls_by_account on llm.calls (account_id) where account_id is not null;
create table llm.budgets (
    id uuid primary key,
    workspace_id uuid,
    account_id uuid,
    app text,
    set_by text not null check (set_by in ('operator', 'workspace')),
    meter text not null check (meter in ('money', 'tokens')),
    period text not null check (period in ('day', 'month')),
    amount numeric not null check (amount >= 0),
    currency text not null default '',
    time_zone text not null default 'UTC',
    changed_at timestamptz not null default clock_timestamp(),
    unique nulls not distinct (workspace_id, account_id, app, set_by, meter, period),
    check (set_by = 'operator' or workspace_id is not null)
);
create table llm.budget_periods (
    budget_id uuid not null references llm.budgets on delete cascade,
    began timestamptz not null,
    ends timestamptz not null,
    used numeric not null default 0,
    reserved numeric not null default 0,
    warned_at timestamptz,
    primary key (budget_id, began)
);
create table llm.holds (
    id uuid primary key,
    expires_at timestamptz not null,
    budgets uuid[] not null,
    began timestamptz[] not null,
    amounts numeric[] not null,
    call jsonb not null
);
comment on table llm.holds is 'what calls that are under way may take of budgets; call: the row of one that never comes back';
create index holds_by_end on llm.holds (expires_at);
"""

# One statement takes from every budget that a call falls under, or from none: what was taken before a refusal is rolled
# back to where the inner block began. Budgets come in the order of their ids, so that two calls never wait for each other.
# The amount is read here: whatever the caller knew, a budget that was changed a moment ago counts.
HOLD = """
create function llm.hold(hold uuid, lease float8, call jsonb, budgets uuid[], began timestamptz[], ends timestamptz[],
    amounts numeric[]) returns uuid language plpgsql set search_path = pg_catalog, pg_temp as $body$
declare
    ceiling numeric;
    short uuid;
begin
    -- A server that loses power may forget the last holds: the calls that they are for are charged all the same.
    perform set_config('synchronous_commit', 'off', true);
    begin
        for turn in 1 .. cardinality(budgets) loop
            select b.amount into ceiling from llm.budgets b where b.id = budgets[turn];
            continue when not found;
            short := budgets[turn];
            if amounts[turn] > ceiling then  -- what costs nothing is never refused
                raise sqlstate 'NL001';
            end if;
            insert into llm.budget_periods as p (budget_id, began, ends, reserved)
                values (budgets[turn], began[turn], ends[turn], amounts[turn])
                on conflict on constraint budget_periods_pkey do update set reserved = p.reserved + excluded.reserved
                where excluded.reserved = 0 or p.used + p.reserved + excluded.reserved <= ceiling;
            if not found then
                raise sqlstate 'NL001';
            end if;
        end loop;
        insert into llm.holds (id, expires_at, budgets, began, amounts, call)
            values (hold, clock_timestamp() + make_interval(secs => lease), budgets, began, amounts, call);
        return null;
    exception when sqlstate 'NL001' or foreign_key_violation then  -- the latter: removed at this moment
        return short;
    end;
end $body$;
"""
GRANTS = """
do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant usage on schema llm to nullus_app;
        grant select, insert, update, delete on llm.prices, llm.calls, llm.budgets, llm.budget_periods, llm.holds
            to nullus_app;
        grant execute on function llm.hold to nullus_app;
    end if;
end $$;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(TABLES)
    op.execute(HOLD)
    op.execute("revoke all on function llm.hold from public")
    op.execute(GRANTS)
    wall(op, "llm.calls", service="all")
    for table in ("llm.prices", "llm.budgets", "llm.budget_periods", "llm.holds"):
        wall(op, table, "false", service="all")
