"""Workspaces, credentials, collections, documents and the search index.

Every table that holds somebody's data carries its workspace. Foreign keys include it, so a row can never refer to
another workspace's row.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

IDENTITY = """
create schema identity;

create table identity.workspaces (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null default now()
);

create table identity.credentials (
    id uuid primary key,
    workspace_id uuid not null references identity.workspaces on delete cascade,
    kind text not null check (kind in ('operator', 'key', 'owner_link', 'session')),
    name text not null,
    hash bytea not null unique,
    scopes text[] not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    used_at timestamptz,
    revoked_at timestamptz
);
create index credentials_by_workspace on identity.credentials (workspace_id, created_at desc);
"""

KNOWLEDGE = """
create schema knowledge;

create table knowledge.collections (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    id uuid not null,
    name text not null,
    description text not null default '',
    sensitivity text not null default 'internal' check (sensitivity in ('public', 'internal', 'confidential', 'personal')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, name)
);

create table knowledge.documents (
    workspace_id uuid not null,
    id uuid not null,
    collection_id uuid not null,
    name text not null,
    metadata jsonb not null default '{}',
    status text not null check (status in ('received', 'processing', 'ready', 'failed')),
    failure_code text,
    failure_fields jsonb,
    latest_version integer not null,
    current_version_id uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, collection_id, name),
    foreign key (workspace_id, collection_id) references knowledge.collections on delete cascade
);
create index documents_newest on knowledge.documents (workspace_id, collection_id, created_at desc, id desc);
create index documents_by_metadata on knowledge.documents using gin (metadata jsonb_path_ops);

create table knowledge.versions (
    workspace_id uuid not null,
    id uuid not null,
    document_id uuid not null,
    number integer not null,
    digest text not null,
    size bigint not null,
    status text not null check (status in ('received', 'processing', 'ready', 'failed', 'superseded')),
    failure_code text,
    failure_fields jsonb,
    format text,
    title text,
    language text,
    pages integer,
    characters integer,
    chunks integer not null default 0,
    embedded integer not null default 0,
    job_id bigint,
    uploaded_by uuid,
    created_at timestamptz not null default now(),
    settled_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, document_id, number),
    foreign key (workspace_id, document_id) references knowledge.documents on delete cascade
);
create index versions_by_digest on knowledge.versions (digest);
create index versions_unsettled on knowledge.versions (created_at) where status in ('received', 'processing');

-- One row a workspace: what its index is made with, and a counter that orders every change of it.
create table knowledge.indexes (
    workspace_id uuid primary key references identity.workspaces on delete cascade,
    embedder text not null,
    dimension integer not null,
    analyser text not null,
    generation bigint not null default 0,
    chunks bigint not null default 0,
    in_graph boolean not null default false
);

create table knowledge.chunks (
    number bigint generated always as identity primary key,
    workspace_id uuid not null,
    collection_id uuid not null,
    document_id uuid not null,
    version_id uuid not null,
    generation bigint not null,
    ordinal integer not null,
    start_offset integer not null,
    end_offset integer not null,
    page integer,
    heading_path text[] not null,
    digest bytea not null,
    text text not null,
    foreign key (workspace_id, version_id) references knowledge.versions on delete cascade
);
create index chunks_by_version on knowledge.chunks (version_id, ordinal);
create index chunks_by_generation on knowledge.chunks (workspace_id, generation);

create table knowledge.lexical_entries (
    number bigint primary key references knowledge.chunks on delete cascade,
    workspace_id uuid not null,
    terms bytea not null
);
alter table knowledge.lexical_entries alter column terms set storage external;

create table knowledge.vectors (
    number bigint primary key references knowledge.chunks on delete cascade,
    workspace_id uuid not null,
    collection_id uuid not null,
    embedding public.halfvec not null,
    in_graph boolean not null default false
);
create index vectors_outside_graph on knowledge.vectors (workspace_id, collection_id) where not in_graph;

-- What left the index and when, without any content: so that derived indexes can follow.
create table knowledge.removals (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    generation bigint not null,
    version_id uuid not null,
    removed_at timestamptz not null default now(),
    primary key (workspace_id, generation, version_id)
);

create table knowledge.idempotency_keys (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    key text not null,
    request_digest text not null,
    answer jsonb not null,
    created_at timestamptz not null default now(),
    primary key (workspace_id, key)
);
"""

# The application role owns nothing, so it cannot build indexes: this function does one thing for it, with checked input.
GRAPH = """
create function knowledge.build_graph(dimension integer) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if dimension not between 1 and 4000 then
        raise exception 'dimension % is out of range', dimension;
    end if;
    execute format(
        'create index if not exists vectors_graph_%1$s on knowledge.vectors '
        'using hnsw ((embedding::public.halfvec(%1$s)) public.halfvec_cosine_ops) with (m = 16, ef_construction = 64) '
        'where in_graph and public.vector_dims(embedding) = %1$s', dimension);
end $$;
revoke all on function knowledge.build_graph(integer) from public;
"""

GRANTS = """
do $$
declare room text;
begin
    if not exists (select from pg_roles where rolname = 'nullus_app') then
        return;
    end if;
    grant select on public.schema_history to nullus_app;  -- readiness compares it with the release
    foreach room in array array['identity', 'knowledge'] loop
        execute format('grant usage on schema %I to nullus_app', room);
        execute format('grant select, insert, update, delete on all tables in schema %I to nullus_app', room);
        execute format('grant usage on all sequences in schema %I to nullus_app', room);
        execute format('grant execute on all functions in schema %I to nullus_app', room);
    end loop;
end $$;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for script in (IDENTITY, KNOWLEDGE, GRAPH, GRANTS):
        op.execute(script)
