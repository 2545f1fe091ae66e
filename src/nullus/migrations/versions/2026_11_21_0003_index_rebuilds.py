"""An index can be made anew, and says so: derived indexes know by its identity that they must start over."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REBUILDS = """
alter table knowledge.indexes
    add column identity uuid not null default gen_random_uuid(),
    add column state text not null default 'ready' check (state in ('ready', 'rebuilding')),
    add column target text,
    add column rebuilt_to bigint not null default 0,
    add column rebuild_job bigint;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(REBUILDS)
