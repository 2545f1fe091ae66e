"""An answer keeps why no model wrote it, where one would have: the reader is told what to do about it later too."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("alter table chat.messages add column away jsonb")
