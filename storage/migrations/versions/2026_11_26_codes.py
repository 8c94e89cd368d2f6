"""Keep the secretariat's codes, and which replies it has given which."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_codes"
down_revision = "2026_11_26_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "codes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("retired_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_codes_organisation_id_organisations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_codes"),
    )
    op.create_index("ix_codes_organisation_id", "codes", ["organisation_id"])
    op.create_table(
        "codings",
        sa.Column("reply_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["replies.id"], name="fk_codings_reply_id_replies", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_codings_organisation_id_organisations"
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_codings_by_people"),
        sa.PrimaryKeyConstraint("reply_id", name="pk_codings"),
    )
    op.create_index("ix_codings_organisation_id_at", "codings", ["organisation_id", "at"])


def downgrade() -> None:
    op.drop_table("codings")
    op.drop_table("codes")
