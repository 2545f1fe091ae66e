"""Publications: public pages and chatbots on other sites, who visits them, and how often."""

from alembic import op

from nullus.migrations.walls import WORKSPACE, wall

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# Statements on tables that exist stay compatible with the version before: it makes no credentials of the new kinds.
KINDS = """
alter table identity.credentials
    drop constraint credentials_kind_check,
    add constraint credentials_kind_check check (kind in ('operator', 'key', 'owner_link', 'session', 'refresh', 'guest',
        'share', 'invitation', 'verify', 'reset', 'email_change', 'login', 'challenge', 'visitor', 'handover')) not valid;
alter table identity.credentials validate constraint credentials_kind_check;
create index credentials_of_visitors on identity.credentials ((data ->> 'publication'))
    where kind = 'visitor' and revoked_at is null;
"""
# `app` is the public name in a page's source. Visits and counts hold nothing that anybody said. A visit's conversation may be
# deleted by its visitor at any time: then the next question begins another.
TABLES = """
create schema publishing;
create table publishing.publications (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    id uuid not null,
    app text not null unique check (length(app) <= 64),
    name text not null check (length(name) between 1 and 80),
    slug text unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 3 and 60),
    face text not null check (length(face) <= 20),
    face_image bytea check (length(face_image) <= 65536),
    face_type text check (face_type in ('image/png', 'image/jpeg', 'image/webp')),
    greeting text not null check (length(greeting) <= 500),
    suggestions text[] not null default '{}' check (cardinality(suggestions) <= 6),
    languages text[] not null check (cardinality(languages) between 1 and 2),
    accent text not null check (accent ~ '^#[0-9a-f]{6}$'),
    scheme text not null check (scheme in ('auto', 'light', 'dark')),
    tier text not null check (length(tier) <= 100),
    origins text[] not null default '{}' check (cardinality(origins) <= 50),
    widget boolean not null,
    page boolean not null,
    crawlers text not null check (crawlers in ('none', 'search', 'all')),
    questions_per_day int not null check (questions_per_day between 1 and 1000000),
    identity text not null check (identity in ('off', 'optional', 'required')),
    identity_secret bytea,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    primary key (workspace_id, id),
    check ((face_image is null) = (face_type is null)),
    check (not page or slug is not null)
);

create table publishing.collections (
    workspace_id uuid not null,
    publication_id uuid not null,
    collection_id uuid not null,
    primary key (workspace_id, publication_id, collection_id),
    foreign key (workspace_id, publication_id) references publishing.publications on delete cascade,
    foreign key (workspace_id, collection_id) references knowledge.collections on delete cascade
);
create index collections_published on publishing.collections (workspace_id, collection_id);

create table publishing.visits (
    workspace_id uuid not null,
    publication_id uuid not null,
    account_id uuid not null references identity.accounts on delete cascade,
    subject bytea,
    conversation_id uuid,
    created_at timestamptz not null default clock_timestamp(),
    primary key (workspace_id, publication_id, account_id),
    foreign key (workspace_id, publication_id) references publishing.publications on delete cascade
);
create index visits_by_account on publishing.visits (account_id);
create unique index visits_by_subject on publishing.visits (publication_id, subject) where subject is not null;

create table publishing.days (
    workspace_id uuid not null,
    publication_id uuid not null,
    day date not null,
    visitors int not null default 0,
    questions int not null default 0,
    over_limit int not null default 0,
    primary key (workspace_id, publication_id, day),
    foreign key (workspace_id, publication_id) references publishing.publications on delete cascade
);

create table publishing.refusals (
    workspace_id uuid not null,
    publication_id uuid not null,
    origin text not null check (length(origin) <= 300),
    times int not null default 1,
    last_at timestamptz not null default clock_timestamp(),
    primary key (workspace_id, publication_id, origin),
    foreign key (workspace_id, publication_id) references publishing.publications on delete cascade
);
"""
GRANTS = """
do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant usage on schema publishing to nullus_app;
        grant select, insert, update, delete on all tables in schema publishing to nullus_app;
    end if;
end $$;
"""
MEMBER = f"{WORKSPACE} and (select walls.reach()) <> 'guest'"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(KINDS)
    op.execute(TABLES)
    op.execute(GRANTS)
    # The service itself lets visitors in, before anybody knows in which workspace.
    wall(op, "publishing.publications", MEMBER, service="reads")
    wall(op, "publishing.collections", WORKSPACE)
    for table in ("visits", "days", "refusals"):
        wall(op, f"publishing.{table}", MEMBER, service="all")
