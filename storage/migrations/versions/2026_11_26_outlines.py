"""Keep beside closed rounds what their words come to. All that have closed wait for theirs; the bot makes them."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_outlines"
down_revision = "2026_11_26_calls"
branch_labels = None
depends_on = None

_MISSING = sa.text("body IS NULL")


def upgrade() -> None:
    op.create_table(
        "outlines",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_outlines_round_id_rounds", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", name="pk_outlines"),
    )
    op.execute(
        "INSERT INTO outlines (round_id) SELECT id FROM rounds "
        "WHERE state = 'lukket' AND figures IS NOT NULL AND phase <> 'efter'"
    )
    op.create_index(
        "ix_outlines_missing", "outlines", ["round_id"], sqlite_where=_MISSING, postgresql_where=_MISSING
    )


def downgrade() -> None:
    op.drop_table("outlines")
