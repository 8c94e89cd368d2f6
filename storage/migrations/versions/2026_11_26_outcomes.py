"""Remember what comes out of networks: changes, results, proposals and offshoots."""

import sqlalchemy as sa
from alembic import op
from storage.types import Instant

revision = "2026_11_26_outcomes"
down_revision = "2026_11_26_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unit_ids", sa.Text(), nullable=False),
        sa.Column("contribution", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("novelty", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("growth", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reply_id", sa.Text(), nullable=True),
        sa.Column("became_id", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.Column("confirmed_basis", sa.Text(), nullable=False),
        sa.Column("edited_at", Instant(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outcomes"),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name="fk_outcomes_network_id_networks"),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name="fk_outcomes_author_id_people"),
        sa.ForeignKeyConstraint(["became_id"], ["networks.id"], name="fk_outcomes_became_id_networks"),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name="fk_outcomes_confirmed_by_people"),
    )
    op.create_index("ix_outcomes_network_id_created_at", "outcomes", ["network_id", "created_at"])
    lifted = sa.text("reply_id IS NOT NULL AND withdrawn_at IS NULL")
    op.create_index(
        "uq_outcomes_reply", "outcomes", ["reply_id"], unique=True, sqlite_where=lifted, postgresql_where=lifted
    )
    grown = sa.text("became_id IS NOT NULL")
    op.create_index(
        "uq_outcomes_became", "outcomes", ["became_id"], unique=True, sqlite_where=grown, postgresql_where=grown
    )


def downgrade() -> None:
    op.drop_table("outcomes")
