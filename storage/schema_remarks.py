"""The table of the lines that the secretariat writes to its summaries."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id


class RemarkRow(Base):
    """`scope`: its code (`core.model.scopes`); no foreign keys: what was written outlives what it was about."""

    __tablename__ = "remarks"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    scope: Mapped[str]
    text: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    written: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (Index(None, "organisation_id", "scope", "written"),)
