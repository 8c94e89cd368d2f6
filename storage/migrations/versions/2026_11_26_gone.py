"""Find the replies that figures count no more by their round: a summary asks for those alone."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_gone"
down_revision = "2026_11_26_remarks"
branch_labels = None
depends_on = None

_GONE = sa.text("(withdrawn_at IS NOT NULL OR is_late)")


def upgrade() -> None:
    op.create_index("ix_replies_gone", "replies", ["round_id"], sqlite_where=_GONE, postgresql_where=_GONE)


def downgrade() -> None:
    op.drop_index("ix_replies_gone", "replies")
