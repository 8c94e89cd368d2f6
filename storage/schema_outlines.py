"""The table of what the words of closed rounds come to."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, where


class OutlineRow(Base):
    """One for each closed round that can have an outline. `body`: it, as JSON; nothing where it waits to be made, also
    after a reply of the round was changed.
    """

    __tablename__ = "outlines"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True)
    body: Mapped[str | None]

    __table_args__ = (where("ix_outlines_missing", "round_id", condition="body IS NULL"),)
