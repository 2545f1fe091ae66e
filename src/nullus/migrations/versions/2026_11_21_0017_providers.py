"""The operator's model providers: where they are, what they may see, and their keys, sealed."""

from alembic import op

from nullus.migrations.walls import wall

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# `key` is sealed and bound to the name and the address. `problem` is the code of what the last trial failed with.
PROVIDERS = """
create schema if not exists llm;
create table llm.providers (
    name text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    kind text not null check (length(kind) between 1 and 40),
    address text not null check (length(address) between 1 and 500),
    key bytea check (length(key) <= 4000),
    clearance text not null check (clearance in ('public', 'internal', 'confidential', 'personal')),
    models jsonb not null check (jsonb_typeof(models) = 'array'),
    enabled boolean not null default true,
    checked_at timestamptz,
    problem text check (length(problem) <= 80),
    created_at timestamptz not null default clock_timestamp(),
    changed_at timestamptz not null default clock_timestamp()
);
do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant usage on schema llm to nullus_app;
        grant select, insert, update, delete on llm.providers to nullus_app;
    end if;
end $$;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(PROVIDERS)
    wall(op, "llm.providers", "false", service="all")
