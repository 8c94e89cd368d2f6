"""Remember that somebody was told once more of an invitation, so that they never are again.

A reminder is a message of a week from now on: one of a day that has not gone out yet does not any more.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_rhythm"
down_revision = "2026_11_26_goals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("reminded_at", Instant(), nullable=True))
    op.execute("UPDATE deliveries SET state = 'cancelled' WHERE content = 'reminder' AND state = 'pending'")


def downgrade() -> None:
    op.drop_column("members", "reminded_at")
