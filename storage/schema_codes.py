"""The tables of codes and codings."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id


class CodeRow(Base):
    """`texts`: a JSON object, by language. `words`: a JSON list."""

    __tablename__ = "codes"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str]
    option: Mapped[str]
    texts: Mapped[str]
    words: Mapped[str]
    retired_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "organisation_id"),)


class CodingRow(Base):
    """`codes`: their ids with a space between, empty for none. It goes with its reply."""

    __tablename__ = "codings"

    reply_id: Mapped[str] = mapped_column(ForeignKey("replies.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    codes: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    __table_args__ = (Index(None, "organisation_id", "at"),)
