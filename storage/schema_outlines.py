"""The table of what the words of closed rounds come to."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, where


class OutlineRow(Base):
    """One for each closed round that can have an outline. `since`: by the database's clock, when the round closed.

    `body`: it, as JSON, in a version of it; nothing where it waits to be made. A trigger takes it away with each reply
    of the round that is written.
    """

    __tablename__ = "outlines"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]
    version: Mapped[int]
    body: Mapped[str | None]

    __table_args__ = (where("ix_outlines_missing", "round_id", condition="body IS NULL"),)
