"""Remember the links of people without an account, and whether they want mails."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_links"
down_revision = "2026_11_26_picks"
branch_labels = None
depends_on = None

_SENT = sa.text("digest <> ''")
_WORKS = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "links",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=True),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_links_person_id_people"),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name="fk_links_network_id_networks"),
        sa.PrimaryKeyConstraint("key", name="pk_links"),
    )
    op.create_index("ix_links_digest", "links", ["digest"], sqlite_where=_SENT, postgresql_where=_SENT)
    op.create_index("ix_links_person", "links", ["person_id"], sqlite_where=_WORKS, postgresql_where=_WORKS)
    op.add_column("people", sa.Column("wants_mail", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.drop_column("people", "wants_mail")
    op.drop_index("ix_links_person", "links")
    op.drop_index("ix_links_digest", "links")
    op.drop_table("links")
