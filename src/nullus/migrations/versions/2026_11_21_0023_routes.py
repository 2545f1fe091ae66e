"""Which models are tried for a task, and which of them are left alone for a while."""

from alembic import op

from nullus.migrations.walls import wall

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# Breakers are unlogged: after a crash of the database every model deserves a new try anyway.
TABLES = """
create schema if not exists llm;
create table llm.routes (
    task text primary key,
    models text[] not null check (cardinality(models) between 1 and 100),
    changed_at timestamptz not null default clock_timestamp()
);
create unlogged table llm.breakers (
    provider text not null,
    model text not null,
    open_until timestamptz not null,
    trying_until timestamptz not null,
    times integer not null,
    primary key (provider, model)
);
"""
GRANTS = """
do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant usage on schema llm to nullus_app;
        grant select, insert, update, delete on llm.routes, llm.breakers to nullus_app;
    end if;
end $$;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(TABLES)
    op.execute(GRANTS)
    for table in ("llm.routes", "llm.breakers"):
        wall(op, table, "false", service="all")
