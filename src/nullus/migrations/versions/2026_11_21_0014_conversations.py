"""Conversations: what people ask and what they are answered, each behind the wall of their own account.

Not even the service or those who administer a workspace see a row of somebody's conversation: a few functions that tell
no contents are all that reaches across. The passages of an answer are rows of their own that go with their document.
"""

from alembic import op

from nullus.migrations.walls import WORKSPACE, definer, gap, wall

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# A conversation belongs to an account. One that was asked for without an account (`account_id` null) belongs to the key that
# asked (`key_id`), and to the operator of the machine, who made the key.
OWN = (
    f"{WORKSPACE} and (account_id = (select walls.person()) or (account_id is null and (select walls.person()) is null "
    "and (select walls.reach()) <> 'guest'))"
)
TABLES = """
create schema chat;
create table chat.conversations (
    workspace_id uuid not null references identity.workspaces on delete cascade,
    id uuid not null,
    account_id uuid references identity.accounts on delete cascade,
    key_id uuid,
    title text not null default '' check (length(title) <= 200),
    titled_by text not null default 'words' check (titled_by in ('words', 'model', 'person')),
    pinned_at timestamptz,
    collection_ids uuid[],
    model text check (length(model) <= 200),
    sensitivity text not null default 'public' check (sensitivity in ('public', 'internal', 'confidential', 'personal')),
    head_id uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (account_id is null or key_id is null),
    primary key (workspace_id, id)
);
create index conversations_of on chat.conversations (workspace_id, account_id, updated_at desc, id desc);
create index conversations_by_account on chat.conversations (account_id);

-- A tree: what was edited or asked again stays beside what took its place. `head_id` above is the end of the branch in use.
create table chat.messages (
    workspace_id uuid not null,
    id uuid not null,
    account_id uuid,
    key_id uuid,
    conversation_id uuid not null,
    parent_id uuid,
    role text not null check (role in ('user', 'assistant')),
    state text not null check (state in ('writing', 'complete', 'partial', 'stopped', 'failed')),
    text text not null default '',
    rewritten text,
    language text,
    mode text,
    finish text,
    citations jsonb not null default '[]',
    checks jsonb not null default '{}',
    model text,
    provider text,
    prompt text,
    attempts jsonb not null default '[]',
    usage jsonb not null default '{}',
    cost numeric(18, 8),
    currency text,
    took jsonb not null default '{}',
    failure jsonb,
    degraded jsonb,
    created_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, conversation_id, id),
    foreign key (workspace_id, conversation_id) references chat.conversations on delete cascade,
    foreign key (workspace_id, conversation_id, parent_id) references chat.messages (workspace_id, conversation_id, id)
        on delete cascade
);
create index messages_by_parent on chat.messages (workspace_id, conversation_id, parent_id, id);
create index messages_being_written on chat.messages (created_at) where state = 'writing';

-- What an answer was made from. Goes with its document: nothing of a deleted one stays in anybody's conversation.
create table chat.evidence (
    workspace_id uuid not null,
    message_id uuid not null,
    number integer not null,
    account_id uuid,
    document_id uuid not null,
    document_name text not null,
    collection_id uuid not null,
    chunk_id bigint not null,
    text text not null,
    heading_path text[] not null default '{}',
    page integer,
    start_offset integer not null,
    end_offset integer not null,
    score double precision not null default 0,
    cited boolean not null default false,
    primary key (workspace_id, message_id, number),
    foreign key (workspace_id, message_id) references chat.messages on delete cascade,
    foreign key (workspace_id, document_id) references knowledge.documents on delete cascade
);
create index evidence_by_document on chat.evidence (workspace_id, document_id);

-- For searching titles (`id` is the conversation's) and texts (the message's): which characters, and pairs of them, stand
-- there, as bits. Fixed width, so that a hundred thousand of them are read in one short scan; the text itself decides.
create table chat.search_marks (
    workspace_id uuid not null,
    id uuid not null,
    account_id uuid,
    key_id uuid,
    conversation_id uuid not null,
    marks bit(2048) not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, conversation_id) references chat.conversations on delete cascade
);
alter table chat.search_marks alter column marks set storage plain;
create index search_marks_of on chat.search_marks (workspace_id, account_id, id desc);
create index search_marks_by_conversation on chat.search_marks (workspace_id, conversation_id);

-- Where a link leads: `id` is that of the credential. `head_id`: it shows what was said up to there.
create table chat.shares (
    workspace_id uuid not null,
    id uuid not null,
    account_id uuid,
    key_id uuid,
    conversation_id uuid not null,
    head_id uuid not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, conversation_id) references chat.conversations on delete cascade
);
create index shares_by_conversation on chat.shares (workspace_id, conversation_id, id);

create table chat.feedback (
    workspace_id uuid not null,
    message_id uuid not null,
    account_id uuid,
    rating smallint not null check (rating in (-1, 1)),
    reason text not null default '' check (length(reason) <= 2000),
    question text not null,
    model text,
    provider text,
    prompt text,
    evidence jsonb not null default '[]',
    created_at timestamptz not null default now(),
    primary key (workspace_id, message_id),
    foreign key (workspace_id, message_id) references chat.messages on delete cascade
);

do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant usage on schema chat to nullus_app;
        grant select, insert, update, delete on all tables in schema chat to nullus_app;
    end if;
end $$;
"""
KINDS = ("conversations", "messages", "evidence", "search_marks", "shares", "feedback")

_CLEAR = """
if walls.reach() <> 'all' then raise insufficient_privilege using message = 'only the service itself may do this'; end if;
return query select
    (select count(*) from chat.conversations c where c.workspace_id = walls.workspace()),
    (select count(*) from chat.messages m where m.workspace_id = walls.workspace());
delete from chat.conversations c where c.workspace_id = walls.workspace();
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(TABLES)
    for table in KINDS:
        wall(op, f"chat.{table}", OWN)
    gap(op, "chat.conversations", "select", "delete")
    gap(op, "chat.messages", "select")
    definer(
        op,
        "chat.workspaces_of(person uuid)",
        "setof uuid",
        "return query select distinct c.workspace_id from chat.conversations c where c.account_id = person;",
        service_only=True,
    )
    definer(op, "chat.clear()", "table (conversations bigint, messages bigint)", _CLEAR)
