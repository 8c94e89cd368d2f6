"""The table of what can be searched. Beside it stands an index of its words, which the migration makes: `search_index`
on SQLite, GIN on PostgreSQL.
"""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema import Base, where


class SearchRow(Base):
    """`place`: the day in its upper bits, then something of the id: newest first without a sort, and within a day in no
    order that tells who came first. Neither reply nor record: the network's own card. They go with what they are of.

    `stems`: words without endings, and who may find them (`storage.searches`); on PostgreSQL as a tsvector.
    """

    __tablename__ = "search_words"

    place: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    organisation_id: Mapped[str]
    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id", ondelete="CASCADE"))
    reply_id: Mapped[str | None] = mapped_column(ForeignKey("replies.id", ondelete="CASCADE"))
    record_id: Mapped[str | None] = mapped_column(ForeignKey("outcomes.id", ondelete="CASCADE"))
    stems: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))

    __table_args__ = (
        Index(None, "network_id"),
        UniqueConstraint("reply_id"),
        UniqueConstraint("record_id"),
        where("uq_search_words_card", "network_id", condition="reply_id IS NULL AND record_id IS NULL", unique=True),
        Index("ix_search_words_stems", "stems", postgresql_using="gin", info={"only": "postgresql"}).ddl_if(
            dialect="postgresql"
        ),
    )
