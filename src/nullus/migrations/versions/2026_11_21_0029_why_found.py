"""A source keeps why it was found: its places in the two searches, and what was done with it afterwards."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("alter table chat.evidence add column ranks jsonb")
