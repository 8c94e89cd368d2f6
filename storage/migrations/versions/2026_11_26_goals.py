"""Remember from when the first year counts, what its proposal is to be about, and what a network plays into."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_goals"
down_revision = "2026_11_26_prompts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisations", sa.Column("first_year_from", sa.Date(), nullable=True))
    op.add_column("organisations", sa.Column("area", sa.Text(), nullable=False, server_default=""))
    op.add_column("organisations", sa.Column("area_in_chat", sa.Text(), nullable=True))
    op.add_column("networks", sa.Column("agenda", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("networks", "agenda")
    for name in ("area_in_chat", "area", "first_year_from"):
        op.drop_column("organisations", name)
