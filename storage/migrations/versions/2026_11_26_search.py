"""Keep beside replies, records and networks the stems of their words to search by, and fill in those that are there.

Words are stemmed in Python, so the rows pass through it, some thousands at a time in the order of their keys: memory
stays flat. It is all one transaction, so a process that is killed meanwhile leaves nothing, and the next one begins anew.
What the tables are is said here in SQL; the words are the code's own, or they would not be found.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from storage.search_index import around, by, inside, lexemes, place
from storage.types import Instant

revision = "2026_11_26_search"
down_revision = "2026_11_26_gone"
branch_labels = None
depends_on = None

_AT_A_TIME = 5000
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
_REPLIES = sa.text(
    "SELECT replies.id, person_id AS person, visibility, answers, rounds.occurrence AS day, "
    "networks.id AS network, networks.organisation_id AS organisation "
    "FROM replies JOIN rounds ON rounds.id = round_id JOIN networks ON networks.id = rounds.network_id "
    "WHERE replies.id > :after AND withdrawn_at IS NULL ORDER BY replies.id LIMIT :most"
).columns(*(sa.column(name) for name in "id person visibility answers".split()), sa.column("day", sa.Date()),
          sa.column("network"), sa.column("organisation"))
_RECORDS = sa.text(
    "SELECT outcomes.id, text, contribution, outcomes.created_at AS at, networks.id AS network, "
    "networks.organisation_id AS organisation "
    "FROM outcomes JOIN networks ON networks.id = network_id "
    "WHERE outcomes.id > :after AND withdrawn_at IS NULL ORDER BY outcomes.id LIMIT :most"
).columns(*(sa.column(name) for name in "id text contribution".split()), sa.column("at", Instant()),
          sa.column("network"), sa.column("organisation"))
_NETWORKS = sa.text(
    "SELECT id, name, purpose, created_at AS at, organisation_id AS organisation FROM networks WHERE id > :after ORDER BY id LIMIT :most"
).columns(sa.column("id"), sa.column("name"), sa.column("purpose"), sa.column("at", Instant()),
          sa.column("organisation"))


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
    for rows, words in ((_REPLIES, _reply), (_RECORDS, _record), (_NETWORKS, _card)):
        _fill(op.get_bind(), rows, words)
    bare = sa.text("reply_id IS NULL AND record_id IS NULL")
    op.create_index(
        "uq_search_words_card", "search_words", ["network_id"], unique=True, sqlite_where=bare, postgresql_where=bare
    )
    op.create_index("ix_search_words_network_id", "search_words", ["network_id"])
    if is_postgresql:
        op.create_index("ix_search_words_stems", "search_words", ["stems"], postgresql_using="gin")
        op.execute("ANALYZE search_words")


def _fill(connection: sa.Connection, rows: sa.TextualSelect, words: Callable[[Any], dict[str, Any]]) -> None:
    stems = "to_tsvector('simple', :stems)" if connection.dialect.name == "postgresql" else ":stems"
    add = sa.text(
        "INSERT INTO search_words (place, organisation_id, network_id, reply_id, record_id, stems) "
        f"VALUES (:place, :organisation_id, :network_id, :reply_id, :record_id, {stems})"
    )
    for found in _batches(connection, rows):
        told = [words(row) for row in found]
        told = [row for row in told if row["stems"]]
        if told:
            connection.execute(add, _apart(connection, told))


def _batches(connection: sa.Connection, rows: sa.TextualSelect) -> Iterator[Sequence[Any]]:
    after = ""
    while found := connection.execute(rows, {"after": after, "most": _AT_A_TIME}).all():
        yield found
        after = found[-1].id


def _apart(connection: sa.Connection, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each in a place of its own: what meets another of its day steps aside."""
    places = [row["place"] for row in told]
    there = sa.text("SELECT place FROM search_words WHERE place IN :places").bindparams(
        sa.bindparam("places", expanding=True)
    )
    taken = set(connection.execute(there, {"places": places}).scalars())
    for row in told:
        while row["place"] in taken:
            row["place"] += 1
        taken.add(row["place"])
    return told


def _of(row: Any, text: str, marks: Sequence[str], **more: Any) -> dict[str, Any]:
    words = lexemes(text, marks) if text.strip() else ""
    return {"organisation_id": row.organisation, "reply_id": None, "record_id": None, "stems": words, **more}


def _reply(row: Any) -> dict[str, Any]:
    text = "\n".join(answer["text"] for answer in json.loads(row.answers) if answer.get("text"))
    marks = [by(row.person), *([inside(row.network)] if row.visibility == "delt" else [])]
    return _of(row, text, marks, place=place(row.day, row.id), network_id=row.network, reply_id=row.id)


def _record(row: Any) -> dict[str, Any]:
    at = place(row.at.astimezone(UTC).date(), row.id)
    text = f"{row.text}\n{row.contribution}"
    return _of(row, text, [around(row.network)], place=at, network_id=row.network, record_id=row.id)


def _card(row: Any) -> dict[str, Any]:
    at = place(row.at.astimezone(UTC).date(), row.id)
    return _of(row, f"{row.name}\n{row.purpose}", [around(row.id)], place=at, network_id=row.id)


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_words")
