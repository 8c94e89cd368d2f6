"""Fill the index of words with what was written past it: before there was one, or in bulk.

Words are stemmed in Python, so the rows pass through it, some thousands at a time in the order of their keys: memory
stays flat. What is there already is passed over, so it can be begun anew at any time. A step of the history of the
tables runs this, so it says in SQL of its own what it reads, and goes by no class of the code that may change.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from typing import Any, NamedTuple

import sqlalchemy as sa

from storage.search_index import around, by, inside, lexemes, place
from storage.types import Instant

_AT_A_TIME = 5000
Row = sa.Row[Any]
Values = dict[str, Any]


class _Kind(NamedTuple):
    """`rows`: those of a table after a key, in its order. `known`: which of some ids are in the index."""

    rows: sa.TextualSelect
    known: sa.TextClause


def _kind(select: str, table: str, known: str, *columns: sa.ColumnClause[Any]) -> _Kind:
    """`known`: the column of the index that has the id, and what else is to hold of it."""
    column, _, besides = known.partition(" ")
    there = f"SELECT {column} FROM search_words WHERE {column} IN :ids {besides}"  # noqa: S608 - nothing of anybody's
    rows = sa.text(f"{select} WHERE {table}.id > :after ORDER BY {table}.id LIMIT :most").columns(*columns)
    return _Kind(rows, sa.text(there).bindparams(sa.bindparam("ids", expanding=True)))


def _named(names: str) -> list[sa.ColumnClause[Any]]:
    return [sa.column(name) for name in names.split()]


_REPLIES = _kind(
    "SELECT replies.id, withdrawn_at AS gone, person_id AS person, visibility, answers, networks.id AS network, "
    "networks.organisation_id AS organisation, rounds.occurrence AS day "
    "FROM replies JOIN rounds ON rounds.id = round_id JOIN networks ON networks.id = rounds.network_id",
    "replies",
    "reply_id",
    *_named("id gone person visibility answers network organisation"),
    sa.column("day", sa.Date()),
)
_RECORDS = _kind(
    "SELECT outcomes.id, withdrawn_at AS gone, text, contribution, networks.id AS network, "
    "networks.organisation_id AS organisation, outcomes.created_at AS at "
    "FROM outcomes JOIN networks ON networks.id = network_id",
    "outcomes",
    "record_id",
    *_named("id gone text contribution network organisation"),
    sa.column("at", Instant()),
)
_NETWORKS = _kind(
    "SELECT id, NULL AS gone, name, purpose, organisation_id AS organisation, created_at AS at FROM networks",
    "networks",
    "network_id AND reply_id IS NULL AND record_id IS NULL",
    *_named("id gone name purpose organisation"),
    sa.column("at", Instant()),
)


def fill(connection: sa.Connection) -> None:
    """Whatever replies, records and networks the index lacks."""
    for kind, words in ((_REPLIES, _reply), (_RECORDS, _record), (_NETWORKS, _card)):
        _fill(connection, kind, words)


def _fill(connection: sa.Connection, kind: _Kind, words: Callable[[Row], Values]) -> None:
    stems = "to_tsvector('simple', :stems)" if connection.dialect.name == "postgresql" else ":stems"
    into = "search_words (place, organisation_id, network_id, reply_id, record_id, stems)"
    given = f":place, :organisation_id, :network_id, :reply_id, :record_id, {stems}"
    add = sa.text(f"INSERT INTO {into} VALUES ({given})")  # noqa: S608 - texts of our own
    for found in _batches(connection, kind):
        told = [values for row in found if not row.gone and (values := words(row))["stems"]]
        if told:
            connection.execute(add, _apart(connection, told))


def _batches(connection: sa.Connection, kind: _Kind) -> Iterator[Sequence[Row]]:
    """Without those that the index has. That is asked for a batch by its ids: in one statement the planner, which knows
    nothing yet of a table that is being filled, reads all of the index for each batch.
    """
    after = ""
    while found := connection.execute(kind.rows, {"after": after, "most": _AT_A_TIME}).all():
        known = set(connection.execute(kind.known, {"ids": [row.id for row in found]}).scalars())
        yield [row for row in found if row.id not in known]
        after = found[-1].id


_THERE = sa.text("SELECT place FROM search_words WHERE place IN :places").bindparams(
    sa.bindparam("places", expanding=True)
)


def _apart(connection: sa.Connection, told: list[Values]) -> list[Values]:
    """Each in a place of its own: what meets another of its day steps aside."""
    taken = set(connection.execute(_THERE, {"places": [row["place"] for row in told]}).scalars())
    for row in told:
        while row["place"] in taken:
            row["place"] += 1
        taken.add(row["place"])
    return told


def _of(row: Row, text: str, marks: Sequence[str], **more: object) -> Values:
    words = lexemes(text, marks) if text.strip() else ""
    return {"organisation_id": row.organisation, "reply_id": None, "record_id": None, "stems": words, **more}


def _reply(row: Row) -> Values:
    text = "\n".join(answer["text"] for answer in json.loads(row.answers) if answer.get("text"))
    marks = [by(row.person), *([inside(row.network)] if row.visibility == "delt" else [])]
    return _of(row, text, marks, place=place(row.day, row.id), network_id=row.network, reply_id=row.id)


def _record(row: Row) -> Values:
    text, at = f"{row.text}\n{row.contribution}", place(row.at.astimezone(UTC).date(), row.id)
    return _of(row, text, [around(row.network)], place=at, network_id=row.network, record_id=row.id)


def _card(row: Row) -> Values:
    at = place(row.at.astimezone(UTC).date(), row.id)
    return _of(row, f"{row.name}\n{row.purpose}", [around(row.id)], place=at, network_id=row.id)
