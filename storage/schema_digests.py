"""The table of subscriptions: who gets which digest, and how often."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id


class SubscriptionRow(Base):
    """`id`: kind, person and committee, as timed rows name it. `about`: a unit's id, empty for none."""

    __tablename__ = "subscriptions"

    id: Mapped[str] = own_id()
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    about: Mapped[str]
    rhythm: Mapped[str]
    weekday: Mapped[int]
    since: Mapped[date | None]
    told_on: Mapped[date | None]

    __table_args__ = (Index(None, "person_id"), Index(None, "about"))
