"""Remember how each version of a prompt came to be, and what is being written."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_prompts"
down_revision = "2026_11_26_echoes"
branch_labels = None
depends_on = None

_COLUMNS = ("making", "source", "by_id", "at")


def upgrade() -> None:
    op.add_column("prompts", sa.Column("making", sa.Text(), nullable=False, server_default="tilfoejet"))
    op.add_column("prompts", sa.Column("source", sa.Text(), nullable=False, server_default="skabelon"))
    op.add_column("prompts", sa.Column("by_id", sa.Text(), nullable=True))
    op.add_column("prompts", sa.Column("at", Instant(), nullable=True))
    op.create_table(
        "proofs",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("prompt_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_proofs_person_id_people"),
        sa.PrimaryKeyConstraint("person_id", "prompt_id", name="pk_proofs"),
    )


def downgrade() -> None:
    op.drop_table("proofs")
    for name in reversed(_COLUMNS):
        op.drop_column("prompts", name)
