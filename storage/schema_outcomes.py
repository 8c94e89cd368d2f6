"""The table of what came out of networks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id, where


class OutcomeRow(Base):
    """`unit_ids`: a JSON list. `reply_id`: a reply may be gone while what was made of it stands, so no foreign key."""

    __tablename__ = "outcomes"

    id: Mapped[str] = own_id()
    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"))
    kind: Mapped[str]
    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    text: Mapped[str]
    unit_ids: Mapped[str]
    contribution: Mapped[str]
    source: Mapped[str | None]
    novelty: Mapped[str | None]
    stage: Mapped[str | None]
    growth: Mapped[str | None]
    status: Mapped[str]
    reply_id: Mapped[str | None]
    became_id: Mapped[str | None] = mapped_column(ForeignKey("networks.id"))
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_basis: Mapped[str]
    lasting: Mapped[str | None]
    lasting_months: Mapped[int] = mapped_column(server_default="0")
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "network_id", "created_at"),
        where("uq_outcomes_reply", "reply_id", condition="reply_id IS NOT NULL AND withdrawn_at IS NULL", unique=True),
        where("uq_outcomes_became", "became_id", condition="became_id IS NOT NULL", unique=True),
    )
