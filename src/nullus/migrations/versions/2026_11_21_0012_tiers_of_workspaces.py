"""Whoever signs up may have a small workspace of their own; a limit that an operator has set stays as it is."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

DEFAULTS = {
    "guest": '{"workspaces": 0, "service_accounts": 0}',
    "stargazer": '{"workspaces": 1, "service_accounts": 0, "storage": 104857600, "uploads_day": 100}',
}


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("alter table identity.tiers no force row level security")
    for name, limits in DEFAULTS.items():
        op.execute(f"update identity.tiers set limits = '{limits}'::jsonb || limits where name = '{name}'")
    op.execute("alter table identity.tiers force row level security")
