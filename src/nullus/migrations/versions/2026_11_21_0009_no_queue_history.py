"""The queue keeps no history of its own: nothing reads it, and it cost three rows a job.

What a job went through stands in `jobs.records` (state) and in the audit trail (who asked for what).
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


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(NO_HISTORY)
