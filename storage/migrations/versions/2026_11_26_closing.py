"""Remember how far the closing rounds of a network have come, when its conversation is put away, who took a report."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_closing"
down_revision = "2026_11_26_rhythm"
branch_labels = None
depends_on = None

_ROUNDS = ("closing_round", "closing_rounds")


def upgrade() -> None:
    for name in _ROUNDS:
        op.add_column("networks", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("networks", sa.Column("archives_at", Instant(), nullable=True))
    op.add_column("accesses", sa.Column("is_report", sa.Boolean(), nullable=False, server_default=sa.false()))
    # What is being rounded off already has the one last round that there was before.
    op.execute("UPDATE networks SET closing_round = 1, closing_rounds = 1 WHERE state = 'afrundes'")


def downgrade() -> None:
    op.execute("DELETE FROM timers WHERE kind IN ('closing_goes_on', 'put_away')")
    op.drop_column("accesses", "is_report")
    op.drop_column("networks", "archives_at")
    for name in reversed(_ROUNDS):
        op.drop_column("networks", name)
