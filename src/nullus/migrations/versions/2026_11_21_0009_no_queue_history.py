"""The queue keeps no history of its own, and announces new jobs once a statement.

What a job went through stands in `jobs.records` (state) and in the audit trail (who asked for what): nothing reads the
library's history, and it cost three rows a job. Its two notifications a job only ever said "look".
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NO_HISTORY = """
drop trigger procrastinate_trigger_status_events_update_v1 on jobs.procrastinate_jobs;
drop trigger procrastinate_trigger_status_events_insert_v1 on jobs.procrastinate_jobs;
drop trigger procrastinate_trigger_scheduled_events_v1 on jobs.procrastinate_jobs;
drop trigger procrastinate_trigger_abort_requested_events_v1 on jobs.procrastinate_jobs;
truncate jobs.procrastinate_events;
"""

ONE_NOTICE = """
create function jobs.announce() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('procrastinate_any_queue_v1', '{"type": "job_inserted"}');
    return null;
end $$;
revoke execute on function jobs.announce() from public;
drop trigger procrastinate_jobs_notify_queue_job_inserted_v1 on jobs.procrastinate_jobs;
create trigger announce after insert on jobs.procrastinate_jobs for each statement execute function jobs.announce();
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for script in (NO_HISTORY, ONE_NOTICE):
        op.execute(script)
