"""Keep a leader's calls for help and what the secretariat answered."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_calls"
down_revision = "2026_11_26_digests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("network_id", sa.Text(), sa.ForeignKey("networks.id"), nullable=False),
        sa.Column("by_id", sa.Text(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), sa.ForeignKey("people.id")),
        sa.Column("answered_at", Instant()),
    )
    waits = sa.text("answered_at IS NULL")
    op.create_index("ix_calls_waiting", "calls", ["network_id"], sqlite_where=waits, postgresql_where=waits)


def downgrade() -> None:
    op.drop_table("calls")
