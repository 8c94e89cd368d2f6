"""The table of links, see `core.model.links`."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, where


class LinkRow(Base):
    """`key`: the delivery's. `digest`: SHA-256 of the secret, which is nowhere; empty until it is sent. `wanted`: JSON,
    empty if it leads to a page.
    """

    __tablename__ = "links"

    key: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    network_id: Mapped[str | None] = mapped_column(ForeignKey("networks.id"))
    expires_at: Mapped[datetime]
    digest: Mapped[str]
    revoked_at: Mapped[datetime | None]
    wanted: Mapped[str] = mapped_column(server_default="")

    __table_args__ = (
        where("ix_links_digest", "digest", condition="digest <> ''"),
        where("ix_links_person", "person_id", condition="revoked_at IS NULL"),
    )
