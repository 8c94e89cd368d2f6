"""Remember who is in some phases of a network only."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_phases"
down_revision = "2026_11_26_life_cycle"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("phases", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("members", "phases")
