"""Timed rows, and what a database says of itself."""

import sqlalchemy as sa
from alembic import op
from storage.types import Instant

revision = "2026_11_22_timers"
down_revision = "2026_11_22_first"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timers",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject", name=op.f("pk_timers")),
    )
    op.create_index(op.f("ix_timers_due_at"), "timers", ["due_at"])
    op.create_table(
        "marks",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_marks")),
    )
    op.execute(
        "INSERT INTO timers (kind, subject, due_at, expires_at) "
        "SELECT 'close', id, closes_at, NULL FROM rounds WHERE state = 'aaben' AND closes_at IS NOT NULL"
    )
    op.execute(
        "INSERT INTO timers (kind, subject, due_at, expires_at) SELECT 'remind', id, remind_at, closes_at FROM rounds "
        "WHERE state = 'aaben' AND remind_at IS NOT NULL AND reminded_at IS NULL"
    )
    is_open = sa.text("state = 'aaben'")
    op.create_index("ix_rounds_open", "rounds", ["network_id"], sqlite_where=is_open, postgresql_where=is_open)
    op.drop_index("ix_rounds_to_close", table_name="rounds")
    op.drop_index("ix_rounds_to_remind", table_name="rounds")


def downgrade() -> None:
    op.drop_index("ix_rounds_open", table_name="rounds")
    for name, column, condition in (
        ("ix_rounds_to_close", "closes_at", "state = 'aaben'"),
        ("ix_rounds_to_remind", "remind_at", "state = 'aaben' AND reminded_at IS NULL"),
    ):
        op.create_index(
            name, "rounds", [column], sqlite_where=sa.text(condition), postgresql_where=sa.text(condition)
        )
    op.drop_table("marks")
    op.drop_table("timers")
