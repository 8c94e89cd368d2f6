"""Finding words: SQLite's FTS5 and PostgreSQL's tsvector over the same stems, newest first.

On SQLite the index gives its rows in the order of their places, so a page of a common word is read from the end. On
PostgreSQL the planner would choose between that and the words by how common it takes them to be, and with a limit it is
often wrong by a thousand: it reads a million rows from the end for a word that stands in none. So what the words give
is looked at first, up to some; only what is common is read from the end. None of it is prepared, since a prepared
statement is planned as if nothing were known of the words; in its text they must not stand, which gets into logs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    union,
)

from core.model.ids import NetworkId
from core.model.searching import Hit, Query, Sight
from storage.networks import NETWORKS
from storage.outcomes import OUTCOMES
from storage.replies import REPLIES
from storage.rounds import ROUNDS
from storage.rows import parts, table_of
from storage.schema import MemberRow, NetworkRow, PersonRow, ReplyRow, RoundRow
from storage.schema_outcomes import OutcomeRow
from storage.schema_search import SearchRow
from storage.search_index import around, by, first_place, inside, stemmed

_END = 2**63 - 1
_TABLE: Table = table_of(SearchRow)
_INDEX = table("search_index", column("rowid"))
_NETWORK, _REPLY, _ROUND, _RECORD = parts(NETWORKS, REPLIES, ROUNDS, OUTCOMES)


def _rows(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Places with what each is of, the newest first."""
    return (
        select(*NETWORKS.table.c, *REPLIES.table.c, *ROUNDS.table.c, *OUTCOMES.table.c, _TABLE.c.place)
        .select_from(_TABLE)
        .join(NetworkRow, NetworkRow.id == _TABLE.c.network_id)
        .outerjoin(ReplyRow, ReplyRow.id == _TABLE.c.reply_id)
        .outerjoin(RoundRow, RoundRow.id == ReplyRow.round_id)
        .outerjoin(OutcomeRow, OutcomeRow.id == _TABLE.c.record_id)
        .where(*conditions)
        .order_by(_TABLE.c.place.desc())
    )


def _asked(place: ColumnElement[int], matches: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """What a match gives, from a place backwards."""
    return (
        matches,
        place >= bindparam("first"),
        place < bindparam("before"),
        _TABLE.c.organisation_id == bindparam("organisation"),
    )


_IN_NETWORK = _TABLE.c.network_id == bindparam("network")
_SQLITE = (
    _rows(*_asked(_INDEX.c.rowid, literal_column("search_index").op("MATCH")(bindparam("match"))))
    .order_by(None)
    .order_by(_INDEX.c.rowid.desc())
    .join(_INDEX, _INDEX.c.rowid == _TABLE.c.place)
    .limit(bindparam("most"))
)
_WORDS = func.to_tsquery("simple", cast(bindparam("match"), Text))
_POSTGRESQL = _asked(_TABLE.c.place, _TABLE.c.stems.op("@@")(_WORDS))
_FROM_THE_END = _rows(*_POSTGRESQL).limit(bindparam("most"))
_ENOUGH = 2_000
"""Of a million, so many are found from the end after some thousand rows."""


def _some(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The newest places of up to so many that the words give, and how many these are."""
    given = select(_TABLE.c.place).where(*conditions).limit(bindparam("enough")).subquery()
    return select(given.c.place, func.count().over()).order_by(given.c.place.desc()).limit(bindparam("most"))


_SOME = {False: _some(*_POSTGRESQL), True: _some(*_POSTGRESQL, _IN_NETWORK)}
_OF_PLACES = _rows(_TABLE.c.place == any_(bindparam("places", type_=ARRAY(BigInteger))))
_SELECT = {
    ("sqlite", False): _SQLITE,
    ("sqlite", True): _SQLITE.where(_IN_NETWORK),
    ("postgresql", False): _FROM_THE_END,
    ("postgresql", True): _FROM_THE_END.where(_IN_NETWORK),
}
_THESE: BindParameter[str] = bindparam("networks", expanding=True)
_NAMES = union(
    select(MemberRow.network_id, PersonRow.name)
    .join(PersonRow, PersonRow.id == MemberRow.person_id)
    .where(MemberRow.network_id.in_(_THESE)),
    select(NetworkRow.id, PersonRow.name)
    .join(PersonRow, or_(PersonRow.id == NetworkRow.leader_id, PersonRow.id == NetworkRow.anchor_id))
    .where(NetworkRow.id.in_(_THESE)),
)


class SqlSearches:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stems(self, words: Collection[str]) -> Sequence[str]:
        return stemmed(words)

    def find(self, query: Query) -> Sequence[Hit]:
        if not query.stems:
            return []
        dialect, period = self._connection.dialect.name, query.period
        end = first_place(period.last + timedelta(days=1)) if period.last else _END
        asked = {
            "match": _match(query, dialect),
            "organisation": query.sight.organisation_id,
            "network": query.network_id,
            "first": first_place(period.first) if period.first else 0,
            "before": min(end, query.before if query.before is not None else _END),
            "most": query.most,
            "enough": _ENOUGH,
        }
        is_of_one = query.network_id is not None
        if dialect == "sqlite":
            return self._hits(_SELECT[dialect, is_of_one], asked)
        with _unprepared(self._connection):
            some = self._connection.execute(_SOME[is_of_one], asked).all()
            if some and some[0][1] >= _ENOUGH:
                return self._hits(_SELECT[dialect, is_of_one], asked)
        return self._hits(_OF_PLACES, {"places": [place for place, _ in some]}) if some else []

    def _hits(self, statement: Select[Any], asked: Mapping[str, object]) -> Sequence[Hit]:
        return [_hit(row) for row in self._connection.execute(statement, asked).all()]

    def names(self, network_ids: Collection[NetworkId]) -> Mapping[NetworkId, Sequence[str]]:
        names: defaultdict[NetworkId, list[str]] = defaultdict(list)
        for id, name in self._connection.execute(_NAMES, {"networks": list(network_ids)}):
            names[NetworkId(id)].append(name)
        return names


@contextmanager
def _unprepared(connection: Connection) -> Iterator[None]:
    """psycopg prepares what it has executed a few times; what is done here is planned anew each time."""
    driver: Any = connection.connection.driver_connection
    kept, driver.prepare_threshold = driver.prepare_threshold, None
    try:
        yield
    finally:
        driver.prepare_threshold = kept


def _hit(row: Row[Any]) -> Hit:
    return Hit(
        place=row[-1],
        network=NETWORKS.value(row[_NETWORK]),
        reply=REPLIES.outer(row[_REPLY]),
        round=ROUNDS.outer(row[_ROUND]),
        record=OUTCOMES.outer(row[_RECORD]),
    )


def _match(query: Query, dialect: str) -> str:
    """What the index is asked, in its own words: all of the stems, and one of the marks that somebody sees by."""
    quote, both, either = ('"', " AND ", " OR ") if dialect == "sqlite" else ("'", " & ", " | ")
    stems = [f"{quote}{stem}{quote}" for stem in query.stems]
    marks = [f"{quote}{mark}{quote}" for mark in _marks(query.sight)]
    return both.join([*stems, *([f"({either.join(marks)})"] if marks else [])])


def _marks(sight: Sight) -> list[str]:
    """None for who sees all of the organisation."""
    if sight.is_whole:
        return []
    return [by(sight.person_id), *map(inside, sorted(sight.inside)), *map(around, sorted(sight.around))]
