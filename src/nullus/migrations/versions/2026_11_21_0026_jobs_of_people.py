"""The jobs that somebody asked for or that are about them are found by an index, however many jobs there are."""

from alembic import op

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None

# Whom a job is about, where that is not who asked for it (a mail): the payload's `account`, the name that every task gives it.
ABOUT = """
alter table jobs.procrastinate_jobs
    add column about_id uuid generated always as (
        case when args #>> '{payload,account}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            then (args #>> '{payload,account}')::uuid end) stored;
create index jobs_by_person on jobs.procrastinate_jobs (person_id) where person_id is not null;
create index jobs_by_subject on jobs.procrastinate_jobs (about_id) where about_id is not null;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(ABOUT)
