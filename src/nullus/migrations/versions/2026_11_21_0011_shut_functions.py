"""A function with other rights than its caller's is for nobody but those that are named, also where only a trigger calls it."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("revoke all on function identity.count_storage() from public")
