"""The tables of what has happened to the organisation: its units, its offices, who saw what. Rows are only added."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id


class UnitChangeRow(Base):
    """`written`: the order of writing; several happen at one instant. `by_id`: a person in chat."""

    __tablename__ = "unit_changes"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    source: Mapped[str]
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    before: Mapped[str]
    after: Mapped[str]
    written: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (Index(None, "organisation_id", "written"),)


class RoleChangeRow(Base):
    """`given`: or taken back."""

    __tablename__ = "role_changes"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    given: Mapped[bool]
    at: Mapped[datetime]
    source: Mapped[str]
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    written: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (Index(None, "organisation_id", "written"), Index(None, "person_id", "role"))


class AccessRow(Base):
    """`network_id`: no foreign key: what was looked at outlives what it was about."""

    __tablename__ = "accesses"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    network_id: Mapped[str | None]
    file: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime]
    written: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (Index(None, "organisation_id", "written"),)
