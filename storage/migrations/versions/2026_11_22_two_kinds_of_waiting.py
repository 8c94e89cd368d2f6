"""Find what is new and what waits for its place by an index each, however long the backlog."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_waiting"
down_revision = "2026_11_22_stopped"
branch_labels = None
depends_on = None

_ORDER = ["urgency", "due_at", "written"]
_PENDING = sa.text("state = 'pending'")
_NEW = sa.text("state = 'pending' AND retry_at IS NULL")
_AGAIN = sa.text("state = 'pending' AND retry_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_deliveries_new", "deliveries", _ORDER, sqlite_where=_NEW, postgresql_where=_NEW)
    op.create_index("ix_deliveries_again", "deliveries", ["retry_at"], sqlite_where=_AGAIN, postgresql_where=_AGAIN)
    op.create_index(
        "ix_deliveries_pending", "deliveries", ["network_id"], sqlite_where=_PENDING, postgresql_where=_PENDING
    )
    op.drop_index("ix_deliveries_due", "deliveries")


def downgrade() -> None:
    op.create_index("ix_deliveries_due", "deliveries", _ORDER, sqlite_where=_PENDING, postgresql_where=_PENDING)
    op.drop_index("ix_deliveries_pending", "deliveries")
    op.drop_index("ix_deliveries_again", "deliveries")
    op.drop_index("ix_deliveries_new", "deliveries")
