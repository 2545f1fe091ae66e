"""Answers that are given again: seen by who sees all that they come from, gone with any of it."""

from alembic import op

from nullus.migrations.walls import WORKSPACE, definer, gap, hand_over, wall

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = """
alter table knowledge.collections add column cache_answers boolean not null default true;

create table llm.kept_answers (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    key bytea not null check (length(key) = 32),
    account_id uuid references identity.accounts on delete cascade,
    sources uuid[] not null,
    prompt text not null,
    text text not null check (length(text) <= 100000),
    provider text not null,
    model text not null,
    tokens_in int not null,
    tokens_out int not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    primary key (workspace_id, key)
);
create index kept_answers_newest on llm.kept_answers (workspace_id, created_at desc);
create index kept_answers_by_end on llm.kept_answers (expires_at);
create index kept_answers_by_account on llm.kept_answers (account_id);

-- The same sources the other way round.
create table llm.kept_sources (
    workspace_id uuid not null,
    source_id uuid not null,
    key bytea not null,
    primary key (workspace_id, source_id, key),
    foreign key (workspace_id, key) references llm.kept_answers on delete cascade
);
create index kept_sources_by_key on llm.kept_sources (workspace_id, key);

do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant select, insert, delete on llm.kept_answers, llm.kept_sources to nullus_app;
    end if;
end $$;

-- With its caller's rights: what the asker does not see is not there.
create function llm.may_be_kept(those uuid[]) returns boolean language sql stable as $$
    select not exists (
        select from unnest(those) as source (id)
        where not exists (select from knowledge.documents d where d.workspace_id = walls.workspace() and d.id = source.id)
        and not exists (select from knowledge.collections c
            where c.workspace_id = walls.workspace() and c.id = source.id and c.cache_answers)
        and not exists (select from chat.messages m where m.workspace_id = walls.workspace() and m.id = source.id)) $$;

create function llm.forget_source() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare before text := current_setting('nullus.definer', true); gone uuid;
begin
    gone := case when tg_table_name = 'collection_groups' then (to_jsonb(coalesce(new, old)) ->> 'collection_id')::uuid
        else (to_jsonb(old) ->> 'id')::uuid end;
    perform set_config('nullus.definer', 'on', true);
    delete from llm.kept_answers a using llm.kept_sources s
    where s.source_id = gone and a.workspace_id = s.workspace_id and a.key = s.key;
    perform set_config('nullus.definer', coalesce(before, ''), true);
    return null;
end $$;
revoke all on function llm.forget_source() from public;
"""
TRIGGERS = """
create trigger forget_answers after delete on knowledge.documents for each row execute function llm.forget_source();
create trigger forget_answers_replaced after update of current_version_id, collection_id on knowledge.documents for each row
    when (old.current_version_id is not null
        and (old.current_version_id, old.collection_id) is distinct from (new.current_version_id, new.collection_id))
    execute function llm.forget_source();
create trigger forget_answers after delete on knowledge.collections for each row execute function llm.forget_source();
create trigger forget_answers_changed after update of access, sensitivity, owner_id, cache_answers on knowledge.collections
    for each row when ((old.access, old.sensitivity, old.owner_id, old.cache_answers)
        is distinct from (new.access, new.sensitivity, new.owner_id, new.cache_answers))
    execute function llm.forget_source();
create trigger forget_answers after insert or delete on knowledge.collection_groups
    for each row execute function llm.forget_source();
create trigger forget_answers after delete on chat.messages for each row execute function llm.forget_source();
"""
_TRIM = """
delete from llm.kept_answers a where a.expires_at <= now() or exists (
    select from unnest(a.sources) as source (id)
    where not exists (select from knowledge.documents d where d.workspace_id = a.workspace_id and d.id = source.id)
    and not exists (select from knowledge.collections c where c.workspace_id = a.workspace_id and c.id = source.id)
    and not exists (select from chat.messages m where m.workspace_id = a.workspace_id and m.id = source.id));
"""
_NEWEST = """
delete from llm.kept_answers a where a.workspace_id = walls.workspace() and a.key in (
    select o.key from llm.kept_answers o where o.workspace_id = walls.workspace()
    order by o.created_at desc offset greatest(most, 0));
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    connection = op.get_bind().connection.driver_connection  # straight to the driver: the functions are full of colons
    assert connection is not None
    connection.execute(TABLES)
    wall(op, "llm.kept_answers", f"{WORKSPACE} and llm.may_be_kept(sources)")
    wall(op, "llm.kept_sources")
    gap(op, "llm.kept_answers", "select", "delete")
    gap(op, "llm.kept_sources", "select")
    op.execute(TRIGGERS)  # before the owner may not call the function any more
    hand_over(op, "llm.forget_source()")
    definer(op, "llm.trim_answers()", "void", _TRIM, service_only=True)
    definer(op, "llm.keep_newest_answers(most integer)", "void", _NEWEST)
