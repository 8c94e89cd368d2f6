"""Keep what a language model has drafted, out of which replies, and in which networks it may."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_readouts"
down_revision = "2026_11_26_codes"
branch_labels = None
depends_on = None

_WAITING = sa.text("state IN ('bestilt', 'i_gang')")


def upgrade() -> None:
    op.create_table(
        "readouts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("replies", sa.Text(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_readouts_organisation_id_organisations"
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name="fk_readouts_network_id_networks"),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name="fk_readouts_asked_by_people"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_readouts_decided_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_readouts"),
    )
    op.create_index("ix_readouts_network_id_asked_at", "readouts", ["network_id", "asked_at"])
    op.create_index(
        "ix_readouts_waiting", "readouts", ["asked_at"], sqlite_where=_WAITING, postgresql_where=_WAITING
    )
    op.create_table(
        "readout_sources",
        sa.Column("readout_id", sa.Text(), nullable=False),
        sa.Column("reply_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["readout_id"], ["readouts.id"], name="fk_readout_sources_readout_id_readouts"),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["replies.id"], name="fk_readout_sources_reply_id_replies", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("readout_id", "reply_id", name="pk_readout_sources"),
    )
    op.create_index("ix_readout_sources_reply_id", "readout_sources", ["reply_id"])
    op.create_table(
        "readout_switches",
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name="fk_readout_switches_network_id_networks"),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_readout_switches_by_people"),
        sa.PrimaryKeyConstraint("network_id", name="pk_readout_switches"),
    )


def downgrade() -> None:
    op.drop_table("readout_switches")
    op.drop_table("readout_sources")
    op.drop_table("readouts")
