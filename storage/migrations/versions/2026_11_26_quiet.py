"""Let people pause what is written to them, and switch off the reminders of a network."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_quiet"
down_revision = "2026_11_26_conditions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("paused_until", sa.Date(), nullable=True))
    op.add_column("members", sa.Column("unreminded_at", Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("members", "unreminded_at")
    op.drop_column("people", "paused_until")
