"""A person's data can be taken out and taken away: the ledger of erasures, and where somebody's documents are."""

from alembic import op

from nullus.migrations.walls import definer, wall

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# `leaving`: nothing but the id is left of the account, and its data are on their way out.
# The ledger holds nothing that leads to anybody: the account's id belongs to no account once the erasure is done. It stays,
# so that a backup from before can be cleaned again. `foreseen`: what each room must still see gone; emptied at the end.
ERASURES = """
alter table identity.accounts drop constraint accounts_state_check,
    add constraint accounts_state_check check (state in ('pending', 'waiting', 'active', 'suspended', 'leaving'));
create table identity.erasures (
    id uuid primary key,
    account_id uuid not null unique,
    documents text not null check (documents in ('keep', 'delete')),
    workspaces uuid[] not null default '{}',
    state text not null default 'accepted' check (state in ('accepted', 'done')),
    removed jsonb not null default '{}',
    foreseen jsonb not null default '{}',
    leftovers text[] not null default '{}',
    verified boolean not null default false,
    job_id bigint,
    requested_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz
);
do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant select, insert, update, delete on identity.erasures to nullus_app;
    end if;
end $$;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(ERASURES)
    wall(op, "identity.erasures", "false", service="all")
    definer(
        op,
        "knowledge.workspaces_of(person uuid)",
        "setof uuid",
        "return query select c.workspace_id from knowledge.collections c where c.owner_id = person "
        "union select v.workspace_id from knowledge.versions v where v.uploaded_by = person;",
        service_only=True,
    )
