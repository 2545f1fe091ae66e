"""A question keeps of what and how it was asked, so that it can be answered once more in the same way."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(
        "alter table chat.messages add column collection_ids uuid[], add column top_k integer, add column reranked boolean"
    )
