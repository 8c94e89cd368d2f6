"""Remember what a leader wants of the next round, and which prompts are one network's own."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_picks"
down_revision = "2026_11_25_directions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picks",
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("picked_by", sa.Text(), nullable=False),
        sa.Column("picked_at", Instant(), nullable=False),
        sa.Column("prompt_id", sa.Text(), nullable=False),
        sa.Column("prompt_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name="fk_picks_network_id_networks"),
        sa.ForeignKeyConstraint(["picked_by"], ["people.id"], name="fk_picks_picked_by_people"),
        sa.PrimaryKeyConstraint("network_id", name="pk_picks"),
    )
    op.add_column("prompts", sa.Column("network_id", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("prompts", "network_id")
    op.drop_table("picks")
