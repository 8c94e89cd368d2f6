"""Ask after the closing whether it is still noticed, and ask those in a role."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_echoes"
down_revision = "2026_11_26_phases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("networks", sa.Column("followed_up_at", Instant(), nullable=True))
    op.add_column("outcomes", sa.Column("lasting", sa.Text(), nullable=True))
    op.add_column("outcomes", sa.Column("lasting_months", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("organisations", sa.Column("echo_months", sa.Text(), nullable=False, server_default="3,6"))
    op.add_column("rounds", sa.Column("besides_id", sa.Text(), nullable=False, server_default=""))
    op.add_column("rounds", sa.Column("besides_version", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "inquiries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("prompt_id", sa.Text(), nullable=False),
        sa.Column("prompt_version", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("edited_at", Instant(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_inquiries_network_id_networks")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_inquiries_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiries")),
    )
    op.create_index(op.f("ix_inquiries_network_id_asked_at"), "inquiries", ["network_id", "asked_at"])
    waiting = sa.text("answered_at IS NULL")
    op.create_index(
        "ix_inquiries_waiting", "inquiries", ["person_id"], sqlite_where=waiting, postgresql_where=waiting
    )
    _look_ahead()


def _look_ahead() -> None:
    """What is asked later of networks that are there already: after the closing, and of anchors every month."""
    networks = sa.table(
        "networks", sa.column("id"), sa.column("state"), sa.column("anchor_state"), sa.column("closed_at", Instant())
    )
    timers = sa.table("timers", sa.column("kind"), sa.column("subject"), sa.column("due_at", Instant()))
    now = datetime.now(UTC)
    rows = []
    for id, state, anchor, closed_at in op.get_bind().execute(sa.select(*networks.c)).all():
        if state == "afsluttet" and closed_at is not None:
            days = ((3, 92), (6, 183))
            rows += [("echo", f"{id}|{months}", closed_at + timedelta(later)) for months, later in days]
        elif anchor == "ja":
            rows.append(("digest", id, (now.replace(day=1) + timedelta(32)).replace(day=1, hour=9)))
    due = [{"kind": kind, "subject": subject, "due_at": at} for kind, subject, at in rows if at > now]
    if due:
        op.get_bind().execute(sa.insert(timers), due)


def downgrade() -> None:
    op.drop_table("inquiries")
    op.execute("DELETE FROM timers WHERE kind IN ('echo', 'ask_roles', 'digest')")
    op.drop_column("rounds", "besides_version")
    op.drop_column("rounds", "besides_id")
    op.drop_column("organisations", "echo_months")
    op.drop_column("outcomes", "lasting_months")
    op.drop_column("outcomes", "lasting")
    op.drop_column("networks", "followed_up_at")
