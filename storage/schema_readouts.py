"""The tables of what a language model has written, out of which replies, and where it may."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id, where


class ReadoutRow(Base):
    """`claims`: a JSON list. `replies`: ids with a space between, as in the sources."""

    __tablename__ = "readouts"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"))
    first: Mapped[date | None]
    last: Mapped[date | None]
    asked_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str]
    attempts: Mapped[int]
    token: Mapped[str]
    lease_until: Mapped[datetime | None]
    model: Mapped[str]
    replies: Mapped[str]
    claims: Mapped[str]
    dropped: Mapped[int]
    failure: Mapped[str | None]
    text: Mapped[str]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))

    __table_args__ = (
        Index(None, "network_id", "asked_at"),
        where("ix_readouts_waiting", "asked_at", condition="state IN ('bestilt', 'i_gang')"),
    )


class SourceRow(Base):
    """Which replies a model was given, so that what it wrote goes with any of them."""

    __tablename__ = "readout_sources"

    readout_id: Mapped[str] = mapped_column(ForeignKey("readouts.id"), primary_key=True)
    reply_id: Mapped[str] = mapped_column(ForeignKey("replies.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "reply_id"),)


class SwitchRow(Base):
    __tablename__ = "readout_switches"

    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"), primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
