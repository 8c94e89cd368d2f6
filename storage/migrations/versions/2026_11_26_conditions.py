"""Keep a register of the drivers and barriers that networks raise."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_conditions"
down_revision = "2026_11_26_outcomes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conditions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_conditions_organisation_id_organisations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conditions"),
    )
    op.create_index("ix_conditions_organisation_id_kind_code", "conditions", ["organisation_id", "kind", "code"])
    op.create_table(
        "condition_raisings",
        sa.Column("condition_id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["conditions.id"], name="fk_condition_raisings_condition_id_conditions"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_condition_raisings_round_id_rounds"),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name="fk_condition_raisings_network_id_networks"),
        sa.PrimaryKeyConstraint("condition_id", "round_id", name="pk_condition_raisings"),
    )
    op.create_index("ix_condition_raisings_network_id", "condition_raisings", ["network_id"])
    op.create_table(
        "condition_changes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("condition_id", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["conditions.id"], name="fk_condition_changes_condition_id_conditions"
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_condition_changes_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_condition_changes"),
    )
    op.create_index("ix_condition_changes_condition_id_at", "condition_changes", ["condition_id", "at"])


def downgrade() -> None:
    op.drop_table("condition_changes")
    op.drop_table("condition_raisings")
    op.drop_table("conditions")
