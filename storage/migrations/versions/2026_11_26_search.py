"""Keep beside replies, records and networks the stems of their words to search by, and fill in those that are there.

It is all one transaction, so a process that is killed meanwhile leaves nothing, and the next one begins anew. What the
tables are is said here in SQL; the words are the code's own (`storage.search_filling`), or they would not be found.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from storage.search_filling import fill

revision = "2026_11_26_search"
down_revision = "2026_11_26_gone"
branch_labels = None
depends_on = None

_FTS = (
    "CREATE VIRTUAL TABLE search_index USING fts5(stems, content='search_words', content_rowid='place', detail=none)",
    "CREATE TRIGGER search_words_added AFTER INSERT ON search_words BEGIN "
    "INSERT INTO search_index(rowid, stems) VALUES (new.place, new.stems); END",
    "CREATE TRIGGER search_words_removed AFTER DELETE ON search_words BEGIN "
    "INSERT INTO search_index(search_index, rowid, stems) VALUES ('delete', old.place, old.stems); END",
    "CREATE TRIGGER search_words_changed AFTER UPDATE ON search_words BEGIN "
    "INSERT INTO search_index(search_index, rowid, stems) VALUES ('delete', old.place, old.stems); "
    "INSERT INTO search_index(rowid, stems) VALUES (new.place, new.stems); END",
)


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "search_words",
        sa.Column("place", sa.BigInteger() if is_postgresql else sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("reply_id", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Text(), nullable=True),
        sa.Column("stems", TSVECTOR() if is_postgresql else sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{of}.id"], name=f"fk_search_words_{name}_{of}", ondelete="CASCADE"
            )
            for name, of in (("network_id", "networks"), ("reply_id", "replies"), ("record_id", "outcomes"))
        ),
        sa.PrimaryKeyConstraint("place", name="pk_search_words"),
        sa.UniqueConstraint("reply_id", name="uq_search_words_reply_id"),
        sa.UniqueConstraint("record_id", name="uq_search_words_record_id"),
    )
    for statement in () if is_postgresql else _FTS:
        op.execute(statement)
    fill(op.get_bind())
    bare = sa.text("reply_id IS NULL AND record_id IS NULL")
    op.create_index(
        "uq_search_words_card", "search_words", ["network_id"], unique=True, sqlite_where=bare, postgresql_where=bare
    )
    op.create_index("ix_search_words_network_id", "search_words", ["network_id"])
    if is_postgresql:
        op.create_index("ix_search_words_stems", "search_words", ["stems"], postgresql_using="gin")
        op.execute("ANALYZE search_words")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_words")
