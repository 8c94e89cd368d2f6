"""Remember with a link which file it fetches, and who took out which. Links to files that are out work on: they last a day."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_files"
down_revision = "2026_11_26_closing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accesses", sa.Column("file", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE accesses SET file = 'report' WHERE is_report")
    op.drop_column("accesses", "is_report")
    op.add_column("links", sa.Column("wanted", sa.Text(), nullable=False, server_default=""))
    op.execute(
        """UPDATE links SET wanted = '{"file":"report","about":{"network":"' || network_id || '"}}' """
        "WHERE key LIKE 'report:%'"
    )


def downgrade() -> None:
    op.execute("DELETE FROM links WHERE wanted <> ''")
    op.drop_column("links", "wanted")
    op.add_column("accesses", sa.Column("is_report", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE accesses SET is_report = (file <> '')")
    op.drop_column("accesses", "file")
