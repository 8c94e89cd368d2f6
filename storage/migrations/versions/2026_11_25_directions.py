"""Remember how a platform's adapter reaches people and places again."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_directions"
down_revision = "2026_11_22_waiting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directions",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "subject", name="pk_directions"),
    )


def downgrade() -> None:
    op.drop_table("directions")
