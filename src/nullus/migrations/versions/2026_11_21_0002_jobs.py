"""The queue: the library's tables, frozen as it shipped them, and ours beside them."""

from alembic import op

from nullus.jobs.schema import install_statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    # Straight to the driver and without parameters: the library's functions are full of per cent signs and colons.
    connection = op.get_bind().connection.driver_connection
    assert connection is not None
    for statement in install_statements():
        connection.execute(statement)
