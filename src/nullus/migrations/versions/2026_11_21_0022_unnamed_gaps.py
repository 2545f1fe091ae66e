"""Who leaves is named nowhere any more: not where they answered for the questions of others either."""

from alembic import op

from nullus.migrations.walls import definer

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_UNNAME = """
return query
with done as (update chat.gaps g set resolved_by = null where g.resolved_by = person returning 1) select count(*) from done;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    definer(op, "chat.unname(person uuid)", "setof bigint", _UNNAME, service_only=True)
