"""The table of what people are asked for their role."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, own_id, where


class InquiryRow(Base):
    """`answers`: a JSON list."""

    __tablename__ = "inquiries"

    id: Mapped[str] = own_id()
    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    audience: Mapped[str]
    prompt_id: Mapped[str]
    prompt_version: Mapped[int]
    phase: Mapped[str]
    months: Mapped[int]
    asked_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    answers: Mapped[str]
    answered_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "network_id", "asked_at"),
        where("ix_inquiries_waiting", "person_id", condition="answered_at IS NULL"),
    )
