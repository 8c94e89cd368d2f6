"""The table of what is being written for the library."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base


class ProofRow(Base):
    """One for each person and prompt. `version`: the one it is to become; `body` as that of a prompt."""

    __tablename__ = "proofs"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    prompt_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    body: Mapped[str]
    at: Mapped[datetime]
