"""The table of what happened to networks."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id


class EventRow(Base):
    """`before` and `after` of an end that was moved. `written`: the order of writing, to break ties."""

    __tablename__ = "events"

    id: Mapped[str] = own_id()
    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"))
    at: Mapped[datetime]
    written: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    other_id: Mapped[str | None] = mapped_column(ForeignKey("networks.id"))
    before: Mapped[date | None]
    after: Mapped[date | None]
    reason: Mapped[str]

    __table_args__ = (Index(None, "network_id", "at"),)
