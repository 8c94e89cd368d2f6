"""Keep the lines that the secretariat writes to its summaries, each with who and when."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_remarks"
down_revision = "2026_11_26_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("written", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_remarks_organisation_id_organisations"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name="fk_remarks_by_id_people"),
        sa.PrimaryKeyConstraint("id", name="pk_remarks"),
    )
    op.create_index("ix_remarks_organisation_id_scope_written", "remarks", ["organisation_id", "scope", "written"])


def downgrade() -> None:
    op.drop_table("remarks")
