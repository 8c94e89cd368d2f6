"""Remember who shares the lead and who receives, what a network grew out of, and what happened to it."""

from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_life_cycle"
down_revision = "2026_11_26_organisation"
branch_labels = None
depends_on = None

_STATES = ("co_leader_state", "receiver_state")
_NAMES = {"co_leader_id": "people", "next_leader_id": "people", "receiver_id": "people", "parent_id": "networks"}
_FOUND_BY = ("receiver_id", "parent_id")


def upgrade() -> None:
    for name in _STATES:
        op.add_column("networks", sa.Column(name, sa.Text(), nullable=False, server_default="intet"))
    for name, table in _NAMES.items():
        key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_networks_{name}_{table}"))
        op.add_column("networks", sa.Column(name, sa.Text(), key, nullable=True), inline_references=True)
    for name in _FOUND_BY:
        op.create_index(op.f(f"ix_networks_{name}"), "networks", [name])
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("written", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("other_id", sa.Text(), nullable=True),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("after", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_events_network_id_networks")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_events_by_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_events_person_id_people")),
        sa.ForeignKeyConstraint(["other_id"], ["networks.id"], name=op.f("fk_events_other_id_networks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_network_id_at"), "events", ["network_id", "at"])
    _remember_parents()
    _ask_about_the_end()


def _remember_parents() -> None:
    """What was made of an offshoot already grew out of the network that the offshoot is of."""
    op.execute("UPDATE networks SET parent_id = (SELECT network_id FROM outcomes WHERE became_id = networks.id)")


def _ask_about_the_end() -> None:
    """The leaders of networks that are under way already are asked too, in the morning three weeks before the end."""
    networks = sa.table("networks", sa.column("id"), sa.column("state"), sa.column("ends_on", sa.Date()))
    timers = sa.table("timers", sa.column("kind"), sa.column("subject"), sa.column("due_at", Instant()))
    ending = sa.select(networks.c.id, networks.c.ends_on).where(
        networks.c.state == "i_gang", networks.c.ends_on.is_not(None)
    )
    days = (("end_nears", -21), ("end_passed", 1))
    rows = [
        {"kind": kind, "subject": id, "due_at": datetime.combine(ends_on + timedelta(later), time(8), UTC)}
        for id, ends_on in op.get_bind().execute(ending).all()
        for kind, later in days
    ]
    if rows:
        op.get_bind().execute(sa.insert(timers), rows)


def downgrade() -> None:
    op.execute("DELETE FROM timers WHERE kind IN ('end_nears', 'end_passed')")
    op.drop_index(op.f("ix_events_network_id_at"), "events")
    op.drop_table("events")
    for name in _FOUND_BY:
        op.drop_index(op.f(f"ix_networks_{name}"), "networks")
    for name in (*_NAMES, *_STATES):
        op.drop_column("networks", name)
