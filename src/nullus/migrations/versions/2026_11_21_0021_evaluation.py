"""Golden questions, evaluations over them and what each question measured: behind the walls of their collection."""

from alembic import op

from nullus.migrations.walls import WORKSPACE, definer, gap, hand_over, wall

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# The words of an expected passage are a document's words: they go when it goes, and a question that rested on nothing else
# goes with them. What a question measured goes with the question.
TABLES = """
create schema evaluation;
create table evaluation.questions (
    workspace_id uuid not null,
    id uuid not null,
    collection_id uuid not null,
    question text not null check (length(question) between 1 and 8000),
    language text,
    answerable boolean not null,
    facts jsonb not null default '[]' check (jsonb_typeof(facts) = 'array'),
    origin text not null check (origin in ('hand', 'import', 'feedback')),
    source text not null default '' check (length(source) <= 200),
    digest bytea not null,
    made_by uuid,
    created_at timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, collection_id, digest),
    foreign key (workspace_id, collection_id) references knowledge.collections on delete cascade
);
create index questions_of on evaluation.questions (workspace_id, collection_id, id);
create index questions_by_maker on evaluation.questions (made_by) where made_by is not null;

-- One row for each document that holds the passage `place` of a question.
create table evaluation.passages (
    workspace_id uuid not null,
    question_id uuid not null,
    place int not null,
    document_id uuid not null,
    quote text not null check (length(quote) between 1 and 20000),
    primary key (workspace_id, question_id, place, document_id),
    foreign key (workspace_id, question_id) references evaluation.questions on delete cascade,
    foreign key (workspace_id, document_id) references knowledge.documents on delete cascade
);
create index passages_by_document on evaluation.passages (workspace_id, document_id);

create table evaluation.runs (
    workspace_id uuid not null,
    id uuid not null,
    collection_id uuid not null,
    name text not null default '' check (length(name) <= 200),
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
    configuration jsonb not null,
    bars jsonb not null default '{}',
    questions int not null default 0,
    unmatched int not null default 0,
    metrics jsonb not null default '{}',
    missed text[] not null default '{}',
    failures jsonb not null default '{}',
    failure jsonb,
    job_id bigint,
    made_by uuid,
    created_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, collection_id) references knowledge.collections on delete cascade
);
create index runs_of on evaluation.runs (workspace_id, created_at desc, id desc);
create index runs_by_collection on evaluation.runs (workspace_id, collection_id);
create index runs_by_maker on evaluation.runs (made_by) where made_by is not null;

create table evaluation.results (
    workspace_id uuid not null,
    run_id uuid not null,
    question_id uuid not null,
    measures jsonb not null,
    failure text,
    primary key (workspace_id, run_id, question_id),
    foreign key (workspace_id, run_id) references evaluation.runs on delete cascade,
    foreign key (workspace_id, question_id) references evaluation.questions on delete cascade
);
create index results_by_question on evaluation.results (workspace_id, question_id);

do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant usage on schema evaluation to nullus_app;
        grant select, insert, update, delete on all tables in schema evaluation to nullus_app;
    end if;
end $$;
"""
# Fires in the deletion of a document, which the table's owner carries out: it can look through no wall of ours. So the function
# is one of those that reach across, and deletes nothing but questions of the rows that have just gone.
DROP_UNFOUNDED = """
create function evaluation.drop_unfounded() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $body$ begin
    perform set_config('nullus.definer', 'on', true);
    delete from evaluation.questions q using gone g
    where q.workspace_id = g.workspace_id and q.id = g.question_id and not exists (
        select from evaluation.passages p where p.workspace_id = q.workspace_id and p.question_id = q.id);
    perform set_config('nullus.definer', '', true);
    return null;
end $body$;
revoke all on function evaluation.drop_unfounded() from public;
create trigger drop_unfounded after delete on evaluation.passages
    referencing old table as gone for each statement execute function evaluation.drop_unfounded();
"""
IN_VISIBLE_COLLECTION = f"""{WORKSPACE} and ((select walls.reach()) = 'all' or exists (
    select from knowledge.collections c where c.workspace_id = (select walls.workspace()) and c.id = collection_id))"""
OF_VISIBLE_QUESTION = f"""{WORKSPACE} and ((select walls.reach()) = 'all' or exists (
    select from evaluation.questions q where q.workspace_id = (select walls.workspace()) and q.id = question_id))"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(TABLES)
    for table in ("questions", "runs"):
        wall(op, f"evaluation.{table}", IN_VISIBLE_COLLECTION)
    for table in ("passages", "results"):
        wall(op, f"evaluation.{table}", OF_VISIBLE_QUESTION)
    op.execute(DROP_UNFOUNDED)
    gap(op, "evaluation.questions", "select", "delete")
    gap(op, "evaluation.passages", "select")
    gap(op, "evaluation.runs", "select")
    hand_over(op, "evaluation.drop_unfounded()")
    definer(
        op,
        "evaluation.workspaces_of(person uuid)",
        "setof uuid",
        "return query select q.workspace_id from evaluation.questions q where q.made_by = person "
        "union select r.workspace_id from evaluation.runs r where r.made_by = person;",
        service_only=True,
    )
