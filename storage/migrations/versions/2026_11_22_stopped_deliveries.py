"""Find the deliveries that stopped on the way by their network and by their person."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_stopped"
down_revision = "2026_11_22_wake"
branch_labels = None
depends_on = None

_CONDITION = sa.text("state IN ('dead', 'held', 'expired', 'cancelled')")


def upgrade() -> None:
    for name, column in (("ix_deliveries_stopped", "network_id"), ("ix_deliveries_missed", "person_id")):
        op.create_index(name, "deliveries", [column], sqlite_where=_CONDITION, postgresql_where=_CONDITION)


def downgrade() -> None:
    op.drop_index("ix_deliveries_missed", "deliveries")
    op.drop_index("ix_deliveries_stopped", "deliveries")
