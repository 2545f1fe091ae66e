"""Accounts, memberships, groups, invitations, tiers, quotas and rates; whose a collection is and who sees it.

An account belongs to a person (or a guest, or a program) and not to a workspace: memberships tie the two together.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# What a transaction says of itself, in one place. Without `nullus.workspace` every table behind a wall is an error;
# '*' belongs to the service itself and opens only what a policy names as open to it.
SETTINGS = """
create schema walls;
create function walls.workspace() returns uuid language sql stable parallel safe as
    $$ select nullif(current_setting('nullus.workspace'), '*')::uuid $$;
create function walls.is_system() returns boolean language sql stable parallel safe as
    $$ select current_setting('nullus.workspace') = '*' $$;
create function walls.person() returns uuid language sql stable parallel safe as
    $$ select nullif(current_setting('nullus.person', true), '')::uuid $$;
create function walls.reach() returns text language sql stable parallel safe as
    $$ select coalesce(current_setting('nullus.reach', true), '') $$;
"""

TIERS = """
create table identity.tiers (
    name text primary key,
    title_en text not null,
    title_ko text not null,
    position integer not null default 0,
    limits jsonb not null default '{}',
    features jsonb not null default '{}',
    updated_at timestamptz not null default now()
);
insert into identity.tiers (name, title_en, title_ko, position, limits, features) values
    ('guest', 'Guest', '게스트', 0, '{"questions": 3}', '{}'),
    ('stargazer', 'Stargazer', '별지기', 10, '{"questions_day": 10}', '{}'),
    ('protostar', 'Protostar', '원시별', 20, '{}', '{}');
"""

ACCOUNTS = """
-- email_key is the address as it is compared: one person, one key. State 'pending' waits for the e-mail to be verified,
-- 'waiting' for somebody's approval. `epoch` is counted up when everything that stands for the account has to look again.
create table identity.accounts (
    id uuid primary key,
    kind text not null check (kind in ('person', 'guest', 'service')),
    state text not null check (state in ('pending', 'waiting', 'active', 'suspended')),
    email text,
    email_key text unique,
    email_verified_at timestamptz,
    name text not null default '',
    language text not null default 'ko' check (language in ('ko', 'en')),
    time_zone text not null default 'UTC',
    password_hash text,
    password_set_at timestamptz,
    platform_roles text[] not null default '{}' check (platform_roles <@ array['operator', 'auditor']),
    tier text not null references identity.tiers,
    home_workspace_id uuid references identity.workspaces on delete set null,
    epoch bigint not null default 0,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz
);
create index accounts_newest on identity.accounts (created_at desc, id desc);

-- A second factor, or a passkey that is a way in of its own. `secret` is sealed; a recovery code is a hash.
create table identity.factors (
    id uuid primary key,
    account_id uuid not null references identity.accounts on delete cascade,
    kind text not null check (kind in ('totp', 'passkey', 'recovery')),
    name text not null default '',
    secret bytea not null,
    handle bytea unique,
    counter bigint not null default 0,
    confirmed_at timestamptz,
    used_at timestamptz,
    created_at timestamptz not null default now()
);
create index factors_by_account on identity.factors (account_id);

-- Who somebody is at another provider: the issuer's word and its subject, never the e-mail.
create table identity.federated (
    issuer text not null,
    subject text not null,
    account_id uuid not null references identity.accounts on delete cascade,
    email text,
    created_at timestamptz not null default now(),
    used_at timestamptz,
    primary key (issuer, subject)
);
create index federated_by_account on identity.federated (account_id);
create table identity.oidc_providers (
    name text primary key,
    issuer text not null unique,
    client_id text not null,
    client_secret bytea,
    scopes text not null default 'openid email profile',
    flavour text not null default 'oidc' check (flavour in ('oidc', 'github')),
    created_at timestamptz not null default now()
);
-- Settings of the whole service that are changed while it runs: how people may sign up, and the like.
create table identity.policies (
    name text primary key,
    value jsonb not null,
    updated_at timestamptz not null default now()
);
"""

CREDENTIALS = """
alter table identity.credentials
    alter column workspace_id drop not null,
    add column account_id uuid references identity.accounts on delete cascade,
    add column family_id uuid references identity.credentials on delete cascade,
    add column epoch bigint not null default 0,
    add column data jsonb not null default '{}',
    add column address text,
    add column agent text,
    add column authenticated_at timestamptz,
    add column seen_at timestamptz,
    drop constraint credentials_kind_check,
    add constraint credentials_kind_check check (kind in ('operator', 'key', 'owner_link', 'session', 'refresh', 'guest',
        'share', 'invitation', 'verify', 'reset', 'email_change', 'login', 'challenge'));
create index credentials_by_account on identity.credentials (account_id, kind) where revoked_at is null;
create index credentials_by_family on identity.credentials (family_id);
create index credentials_expired on identity.credentials (expires_at) where expires_at is not null;
"""

WORKSPACES = """
alter table identity.workspaces add column settings jsonb not null default '{}';
create table identity.memberships (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    account_id uuid not null references identity.accounts on delete cascade,
    role text not null check (role in ('owner', 'admin', 'editor', 'viewer', 'guest')),
    created_at timestamptz not null default now(),
    primary key (workspace_id, account_id)
);
create index memberships_by_account on identity.memberships (account_id);
create table identity.groups (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    id uuid not null,
    name text not null,
    created_at timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, name)
);
create table identity.group_members (
    workspace_id uuid not null,
    group_id uuid not null,
    account_id uuid not null,
    primary key (workspace_id, group_id, account_id),
    foreign key (workspace_id, group_id) references identity.groups on delete cascade,
    foreign key (workspace_id, account_id) references identity.memberships on delete cascade
);
create index group_members_by_account on identity.group_members (workspace_id, account_id);
create table identity.invitations (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    id uuid not null,
    credential_id uuid not null unique references identity.credentials on delete cascade,
    email_key text,
    email text,
    role text check (role in ('owner', 'admin', 'editor', 'viewer', 'guest')),
    tier text references identity.tiers on delete cascade,
    group_ids uuid[] not null default '{}',
    uses_max integer not null default 1 check (uses_max > 0),
    uses integer not null default 0,
    note text not null default '',
    invited_by uuid,
    created_at timestamptz not null default now(),
    primary key (workspace_id, id),
    check (uses <= uses_max)
);
"""

QUOTAS = """
-- subject: 'account:<id>', 'address:<network>', 'app:<id>'…; period 'all', 'day' or 'month' and the day it began on, in the
-- subject's time zone. What is reserved is spent until it is settled.
create table identity.usage (
    subject text not null,
    meter text not null,
    period text not null check (period in ('all', 'day', 'month')),
    began date not null,
    used numeric not null default 0 check (used >= 0),
    reserved numeric not null default 0 check (reserved >= 0),
    updated_at timestamptz not null default now(),
    primary key (subject, meter, period, began)
);
create table identity.reservations (
    id uuid primary key,
    account_id uuid references identity.accounts on delete cascade,
    workspace_id uuid references identity.workspaces on delete cascade,
    parts jsonb not null,
    state text not null default 'open' check (state in ('open', 'settled', 'released', 'expired')),
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    settled_at timestamptz
);
create index reservations_open on identity.reservations (expires_at) where state = 'open';
create index reservations_by_account on identity.reservations (account_id);
create unlogged table identity.rates (
    key text primary key,
    due timestamptz not null
);
create index rates_due on identity.rates (due);
"""

# Who sees a collection: its owner ('private'), its owner and the members of its groups ('group'), every member of the
# workspace, or guests too ('public').
COLLECTIONS = """
alter table knowledge.collections
    add column access text not null default 'workspace' check (access in ('private', 'group', 'workspace', 'public')),
    add column owner_id uuid references identity.accounts on delete set null;
create table knowledge.collection_groups (
    workspace_id uuid not null,
    collection_id uuid not null,
    group_id uuid not null,
    primary key (workspace_id, collection_id, group_id),
    foreign key (workspace_id, collection_id) references knowledge.collections on delete cascade,
    foreign key (workspace_id, group_id) references identity.groups on delete cascade
);
"""

GRANTS = """
do $$
declare room text;
begin
    if not exists (select from pg_roles where rolname = 'nullus_app') then
        return;
    end if;
    grant usage on schema walls to nullus_app;
    foreach room in array array['identity', 'knowledge'] loop
        execute format('grant select, insert, update, delete on all tables in schema %I to nullus_app', room);
    end loop;
end $$;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for script in (SETTINGS, TIERS, ACCOUNTS, CREDENTIALS, WORKSPACES, QUOTAS, COLLECTIONS, GRANTS):
        op.execute(script)
