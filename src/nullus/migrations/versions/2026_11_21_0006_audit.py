"""The audit trail: entries that nobody can change as the application, their checkpoints, exports and expiry."""

from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

# `at` and `xid` are the server's word: the application may not name them. The address is the one personal field that is
# no random id; the sealed digest commits to it with a salt, so it can be erased (audit.forget) and the seal still holds.
TABLES = """
create schema audit;
create table audit.entries (
    id uuid primary key,
    workspace_id uuid,
    at timestamptz not null default clock_timestamp(),
    happened_at timestamptz,
    xid xid8 not null default pg_current_xact_id(),
    actor_kind text not null check (length(actor_kind) <= 40),
    account_id uuid,
    credential_kind text not null default '' check (length(credential_kind) <= 40),
    credential_id uuid,
    address text check (length(address) <= 100),
    address_salt bytea,
    address_digest text check (length(address_digest) = 64),
    request_id text not null default '-' check (length(request_id) <= 100),
    action text not null check (length(action) between 1 and 100),
    object_kind text check (length(object_kind) <= 100),
    object_id text check (length(object_id) <= 200),
    subjects uuid[] not null default '{}' check (cardinality(subjects) <= 1000),
    outcome text not null check (outcome in ('done', 'refused', 'failed')),
    details jsonb not null default '{}' check (jsonb_typeof(details) = 'object' and pg_column_size(details) <= 8000),
    check ((address is null) = (address_salt is null)),
    check (address is null or address_digest is not null)
);
create index entries_by_workspace on audit.entries (workspace_id, id);
create index entries_by_transaction on audit.entries (xid, id);

-- One signed line for each sealed batch: what `snapshot` sees and the one before it did not.
create table audit.checkpoints (
    number bigint primary key check (number > 0),
    snapshot pg_snapshot not null,
    line text not null
);
create table audit.exports (
    day date primary key,
    digest text not null,
    first_checkpoint bigint not null,
    last_checkpoint bigint not null,
    entries bigint not null,
    made_at timestamptz not null default now()
);
-- Entries up to this checkpoint were removed because their time was over.
create table audit.expirations (
    checkpoint bigint primary key references audit.checkpoints,
    entries bigint not null,
    at timestamptz not null default now()
);
"""

# The owner sees the tables only from inside the functions below: a mark that they set. Where the owner is the application
# too, that is a rule against mistakes, not against somebody who can run any statement.
WALLS = """
create function audit.sees_everything() returns boolean language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    select walls.is_system() or walls.reach() = 'all' or exists (
        select from identity.accounts
        where id = walls.person() and state = 'active' and platform_roles && array['operator', 'auditor'])
$$;
do $$
declare tab text; mark text := 'current_setting(''nullus.definer'', true) = ''on''';
begin
    foreach tab in array array['entries', 'checkpoints', 'exports', 'expirations'] loop
        execute format('alter table audit.%I enable row level security', tab);
        execute format('alter table audit.%I force row level security', tab);
        execute format('create policy inside on audit.%I to current_user using (%s) with check (%s)', tab, mark, mark);
    end loop;
end $$;
create policy written on audit.entries for insert
    with check (workspace_id is null or (select walls.is_system()) or workspace_id = (select walls.workspace()));
create policy read_in_workspace on audit.entries for select
    using (workspace_id = (select walls.workspace()) and (select walls.reach()) in ('all', 'member'));
create policy sealed on audit.checkpoints for insert with check ((select walls.is_system()));
create policy read on audit.checkpoints for select using ((select audit.sees_everything()));
create policy exported on audit.exports for insert with check ((select walls.is_system()));
create policy read on audit.exports for select using ((select audit.sees_everything()));
create policy read on audit.expirations for select using ((select audit.sees_everything()));
"""

FUNCTIONS = """
create function audit.refuse_strangers() returns void language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if not audit.sees_everything() then
        raise insufficient_privilege using message = 'the whole audit trail is for the service and its auditors';
    end if;
end $$;

-- In the order of sealing. `unseen`: only what this snapshot does not see.
create function audit.scan(after_xid xid8, after_id uuid, unseen pg_snapshot, most integer)
returns setof audit.entries language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform audit.refuse_strangers();
    perform set_config('nullus.definer', 'on', true);
    return query select * from audit.entries
        where (xid, id) > (after_xid, after_id) and (unseen is null or not pg_visible_in_snapshot(xid, unseen))
        order by xid, id limit most;
    perform set_config('nullus.definer', '', true);
end $$;

create function audit.everywhere(
    before uuid, only_action text, only_outcome text, only_account uuid, only_object text, only_subject uuid,
    only_address text, since timestamptz, until timestamptz, most integer)
returns setof audit.entries language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform audit.refuse_strangers();
    perform set_config('nullus.definer', 'on', true);
    return query select * from audit.entries as e
        where (before is null or e.id < before) and (only_action is null or e.action = only_action)
            and (only_outcome is null or e.outcome = only_outcome) and (only_account is null or e.account_id = only_account)
            and (only_object is null or e.object_id = only_object)
            and (only_subject is null or only_subject = any (e.subjects))
            and (only_address is null or e.address = only_address)
            and (since is null or e.at >= since) and (until is null or e.at < until)
        order by e.id desc limit most;
    perform set_config('nullus.definer', '', true);
end $$;

-- A person is erased: where they came from is forgotten. What they did stays, under an id that leads to nobody any more.
create function audit.forget(subject uuid) returns bigint language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare forgotten bigint;
begin
    if not (walls.is_system() or walls.reach() = 'all' or walls.person() is not distinct from subject) then
        raise insufficient_privilege using message = 'only the service or the person may have the person forgotten';
    end if;
    perform set_config('nullus.definer', 'on', true);
    update audit.entries set address = null, address_salt = null
        where address is not null and (account_id = subject or (account_id is null and subject = any (subjects)));
    get diagnostics forgotten = row_count;
    perform set_config('nullus.definer', '', true);
    return forgotten;
end $$;

-- The only way in which entries go: whole sealed batches, a year old at the least, whatever the setting says.
create function audit.expire(through bigint, keep interval) returns bigint language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare seen pg_snapshot; sealed_at timestamptz; gone bigint;
begin
    if not walls.is_system() then
        raise insufficient_privilege using message = 'only the service itself lets entries expire';
    end if;
    perform set_config('nullus.definer', 'on', true);
    select c.snapshot, (c.line::jsonb ->> 'time')::timestamptz into seen, sealed_at
        from audit.checkpoints as c where c.number = through;
    if seen is null then
        raise invalid_parameter_value using message = 'there is no such checkpoint: what is not sealed does not expire';
    end if;
    if sealed_at > now() - greatest(keep, interval '365 days') then
        raise insufficient_privilege using message = 'these entries are too young to expire';
    end if;
    if not exists (select from audit.exports where last_checkpoint >= through) then
        raise insufficient_privilege using message = 'these entries are not exported yet';
    end if;
    delete from audit.entries where xid < pg_snapshot_xmax(seen) and pg_visible_in_snapshot(xid, seen);
    get diagnostics gone = row_count;
    insert into audit.expirations (checkpoint, entries) values (through, gone) on conflict do nothing;
    perform set_config('nullus.definer', '', true);
    return gone;
end $$;
"""

GRANTS = """
revoke all on all functions in schema audit from public;
do $$
begin
    if not exists (select from pg_roles where rolname = 'nullus_app') then
        return;
    end if;
    grant usage on schema audit to nullus_app;
    grant execute on all functions in schema audit to nullus_app;
    grant select on all tables in schema audit to nullus_app;
    grant insert (id, workspace_id, happened_at, actor_kind, account_id, credential_kind, credential_id, address,
        address_salt, address_digest, request_id, action, object_kind, object_id, subjects, outcome, details)
        on audit.entries to nullus_app;
    grant insert on audit.checkpoints, audit.exports to nullus_app;
end $$;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    connection = op.get_bind().connection.driver_connection  # straight to the driver: there are colons in the functions
    assert connection is not None
    for script in (TABLES, WALLS, FUNCTIONS, GRANTS):
        connection.execute(script)
