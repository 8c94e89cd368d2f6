"""The table of calls for help."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id, where


class CallRow(Base):
    """A leader's question to the secretariat, and what it answered."""

    __tablename__ = "calls"

    id: Mapped[str] = own_id()
    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"))
    by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    answer_by: Mapped[date]
    text: Mapped[str]
    answer: Mapped[str]
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]

    __table_args__ = (where("ix_calls_waiting", "network_id", condition="answered_at IS NULL"),)
