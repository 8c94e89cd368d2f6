"""The tables of what goes out and what comes in: deliveries and their lanes, events, acts.

What they name may be gone before it is sent or after it was done, so nothing here is a foreign key.
"""

from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import storage.schema_calls
import storage.schema_history
import storage.schema_inquiries
import storage.schema_outcomes  # noqa: F401 - a table of `METADATA`
from storage import (  # noqa: F401 - their tables are part of the whole
    schema_codes,
    schema_conditions,
    schema_digests,
    schema_outlines,
    schema_prompts,
    schema_readouts,
    schema_remarks,
)
from storage import schema_organisation as _organisation  # noqa: F401 - its tables belong to METADATA
from storage.schema import Base, own_id, where

STOPPED = "state IN ('dead', 'held', 'expired', 'cancelled')"
"""A condition in the words of the index on it, so that both databases see that it applies."""


class DeliveryRow(Base):
    """The ledger. `written`: the order of writing, to break ties. `booked`: its lanes are paid until `retry_at`."""

    __tablename__ = "deliveries"

    id: Mapped[str] = own_id()
    key: Mapped[str]
    effect: Mapped[str]
    content: Mapped[str]
    organisation_id: Mapped[str]
    workspace_id: Mapped[str]
    network_id: Mapped[str | None]
    person_id: Mapped[str | None]
    subject: Mapped[str]
    urgency: Mapped[int]
    written: Mapped[int] = mapped_column(BigInteger)
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    conversation: Mapped[str | None]
    thread: Mapped[str | None]
    thread_key: Mapped[str | None]
    after_key: Mapped[str | None]
    target_key: Mapped[str | None]
    payload: Mapped[str]
    state: Mapped[str]
    attempt: Mapped[int]
    token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    booked: Mapped[bool]
    first_try_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    absent_reads: Mapped[int]
    revision: Mapped[int]
    sent_conversation: Mapped[str | None]
    sent_message: Mapped[str | None]
    error: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("key"),
        where("ix_deliveries_new", "urgency", "due_at", "written", condition="state = 'pending' AND retry_at IS NULL"),
        where("ix_deliveries_pending", "network_id", condition="state = 'pending'"),
        where("ix_deliveries_again", "retry_at", condition="state = 'pending' AND retry_at IS NOT NULL"),
        where("ix_deliveries_expiring", "expires_at", condition="state = 'pending' AND expires_at IS NOT NULL"),
        where("ix_deliveries_leased", "lease_until", condition="state = 'sending'"),
        where("ix_deliveries_unknown", "retry_at", condition="state = 'unknown'"),
        where("ix_deliveries_stopped", "network_id", condition=STOPPED),
        where("ix_deliveries_missed", "person_id", condition=STOPPED),
        where("ix_deliveries_address", "sent_message", "sent_conversation", condition="sent_message IS NOT NULL"),
    )


class LaneRow(Base):
    """One rate limit. `free_at`: the instant from which there is room; `paused_until`: the platform said wait."""

    __tablename__ = "lanes"

    key: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime]
    paused_until: Mapped[datetime]


class InboundEventRow(Base):
    """`done_at`: worked off. After five failed attempts it lies until somebody looks."""

    __tablename__ = "inbound_events"

    key: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(primary_key=True)
    payload: Mapped[str]
    received_at: Mapped[datetime]
    written: Mapped[int] = mapped_column(BigInteger)
    done_at: Mapped[datetime | None]
    attempts: Mapped[int]
    error: Mapped[str | None]

    __table_args__ = (
        where("ix_inbound_events_waiting", "received_at", "written", condition="done_at IS NULL"),
        where("ix_inbound_events_done", "done_at", condition="done_at IS NOT NULL"),
    )


class TimerRow(Base):
    """Something that is to happen at an instant; it is deleted when it has."""

    __tablename__ = "timers"

    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime | None]


class MarkRow(Base):
    """What this database says of itself, e.g. that it was restored."""

    __tablename__ = "marks"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ActRow(Base):
    __tablename__ = "acts"

    key: Mapped[str] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime] = mapped_column(index=True)


class DirectionRow(Base):
    """How an adapter reaches somebody or some place again. `facts`: a JSON object of texts."""

    __tablename__ = "directions"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    facts: Mapped[str]


METADATA = Base.metadata
"""Every table: this module reads in the others."""
