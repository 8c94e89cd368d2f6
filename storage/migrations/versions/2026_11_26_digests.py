"""Remember who gets which digest. The secretariat that is there already gets its own from the next Monday on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_digests"
down_revision = "2026_11_26_readouts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_subscriptions_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
    )
    op.create_index(op.f("ix_subscriptions_person_id"), "subscriptions", ["person_id"])
    op.create_index(op.f("ix_subscriptions_about"), "subscriptions", ["about"])
    _begin()


def _begin() -> None:
    people = sa.table("people", sa.column("id"), sa.column("organisation_id"), sa.column("is_secretariat", sa.Boolean()))
    organisations = sa.table("organisations", sa.column("id"), sa.column("zone"))
    found = op.get_bind().execute(
        sa.select(people.c.id, organisations.c.zone)
        .join(organisations, organisations.c.id == people.c.organisation_id)
        .where(people.c.is_secretariat)
    )
    subscriptions = sa.table(
        "subscriptions",
        *(sa.column(name) for name in ("id", "person_id", "kind", "about", "rhythm", "weekday")),
        sa.column("since", sa.Date()),
    )
    timers = sa.table("timers", sa.column("kind"), sa.column("subject"), sa.column("due_at", Instant()))
    for id, zone in found.all():
        now = datetime.now(UTC).astimezone(ZoneInfo(zone))
        monday = (now + timedelta(7 - now.weekday())).replace(hour=9, minute=0, second=0, microsecond=0)
        row = {"id": f"sekretariat|{id}|", "person_id": id, "kind": "sekretariat", "about": "", "rhythm": "ugentlig"}
        op.get_bind().execute(sa.insert(subscriptions).values(**row, weekday=0, since=now.date()))
        due = {"kind": "subscription", "subject": row["id"], "due_at": monday.astimezone(UTC)}
        op.get_bind().execute(sa.insert(timers).values(**due))


def downgrade() -> None:
    op.drop_table("subscriptions")
    op.execute("DELETE FROM timers WHERE kind = 'subscription'")
