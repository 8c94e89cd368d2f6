"""The tables of the register of drivers and barriers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id


class ConditionRow(Base):
    """`texts`: a JSON object, by language. The id follows from organisation, kind and code: there is one of each."""

    __tablename__ = "conditions"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str]
    code: Mapped[str]
    texts: Mapped[str]
    status: Mapped[str]
    owner: Mapped[str]
    action: Mapped[str]
    day: Mapped[date | None]
    opening: Mapped[int]

    __table_args__ = (Index(None, "organisation_id", "kind", "code"),)


class RaisingRow(Base):
    __tablename__ = "condition_raisings"

    condition_id: Mapped[str] = mapped_column(ForeignKey("conditions.id"), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"))
    opening: Mapped[int]
    at: Mapped[datetime]

    __table_args__ = (Index(None, "network_id"),)


class ChangeRow(Base):
    __tablename__ = "condition_changes"

    id: Mapped[str] = own_id()
    condition_id: Mapped[str] = mapped_column(ForeignKey("conditions.id"))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    status: Mapped[str]
    owner: Mapped[str]
    action: Mapped[str]
    day: Mapped[date | None]
    opening: Mapped[int]

    __table_args__ = (Index(None, "condition_id", "at"),)
