"""Edited versions of prompts, and which of them is in use. They are the service's: nobody's data."""

from alembic import op

from nullus.migrations.walls import wall

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# `current` null is the version that comes with the package; in `history` it is 0.
TABLES = """
create schema if not exists llm;
create table llm.prompts (
    name text primary key check (length(name) between 1 and 40),
    current int check (current > 0),
    history int[] not null default '{}' check (cardinality(history) <= 100),
    changed_at timestamptz not null default clock_timestamp()
);
create table llm.prompt_versions (
    name text not null references llm.prompts,
    number int not null check (number > 0),
    texts jsonb not null check (jsonb_typeof(texts) = 'object'),
    based_on text not null,
    note text not null default '' check (length(note) <= 500),
    created_at timestamptz not null default clock_timestamp(),
    promoted_at timestamptz,
    primary key (name, number)
);
alter table llm.prompts add foreign key (name, current) references llm.prompt_versions;
do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant usage on schema llm to nullus_app;
        grant select, insert, update on llm.prompts, llm.prompt_versions to nullus_app;
    end if;
end $$;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(TABLES)
    for table in ("llm.prompts", "llm.prompt_versions"):
        wall(op, table, "false", service="all")
