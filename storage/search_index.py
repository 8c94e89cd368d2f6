"""The index of words follows the rows: whoever saves a reply, a record or a network says so here, in its transaction.

Beside the words of a thing stand marks of who may find it: its writer, those in its network, those around it. So the
index itself passes over what somebody may not see, however many others wrote the same word.
"""

from collections.abc import Iterable
from datetime import UTC, date
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, Executable, Text, bindparam, cast, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from core.model import searching
from core.model.ids import NetworkId, OrganisationId, RoundId
from core.model.networks import Network
from core.model.outcomes import Record
from core.model.replies import Reply
from storage.rows import table_of
from storage.schema import NetworkRow, RoundRow
from storage.schema_search import SearchRow
from storage.stemming import stem

_FIRST_DAY = date(2000, 1, 1)
_BITS = 47
"""Of a place, below its day: two things of a day never meet there in practice, and step aside where they do."""
_MARK = "zq"
"""How the marks begin; a word that does is written with one letter more, so that nobody can look for a mark."""


def stemmed(words: Iterable[str]) -> list[str]:
    """Folded words as they stand in the index."""
    return [_lexeme(word) for word in words]


@lru_cache(maxsize=100_000)
def _lexeme(word: str) -> str:
    found = stem(word)
    return f"{_MARK}z{found}" if found.startswith(_MARK) else found


def by(person_id: str) -> str:
    """The mark of what somebody has written."""
    return _mark("p", person_id)


def inside(network_id: str) -> str:
    """The mark of what is shared in a network."""
    return _mark("i", network_id)


def around(network_id: str) -> str:
    """The mark of what everybody who sees a network may read of it."""
    return _mark("a", network_id)


def _mark(kind: str, id: str) -> str:
    return f"{_MARK}{kind}{blake2b(id.encode(), digest_size=8).hexdigest()}"


def first_place(day: date) -> int:
    """The least place of a day."""
    return (day - _FIRST_DAY).days << _BITS


def place(day: date, id: str) -> int:
    """Where something of a day stands: within it as its id has it, which tells nothing of who came first."""
    return first_place(day) + int.from_bytes(blake2b(id.encode(), digest_size=5).digest(), "big")


class Lexemes(FunctionElement[str]):
    """Words with a space between, as the column keeps them."""

    type = Text()
    inherit_cache = True


@compiles(Lexemes, "sqlite")
def _plain(element: Lexemes, compiler: SQLCompiler, **rest: Any) -> str:  # noqa: ANN401 - passed on
    return str(compiler.process(element.clauses, **rest))


@compiles(Lexemes, "postgresql")
def _vector(element: Lexemes, compiler: SQLCompiler, **rest: Any) -> str:  # noqa: ANN401 - passed on
    return f"to_tsvector('simple', {compiler.process(element.clauses, **rest)})"


_TABLE = table_of(SearchRow)
_WORDS = Lexemes(cast(bindparam("words"), Text))
_OF = {
    "reply_id": _TABLE.c.reply_id == bindparam("of"),
    "record_id": _TABLE.c.record_id == bindparam("of"),
    "network_id": (_TABLE.c.network_id == bindparam("of")) & _TABLE.c.reply_id.is_(None) & _TABLE.c.record_id.is_(None),
}
"""What a row is of, by the column that says so; of neither reply nor record: the network's card."""
_CHANGE = {name: update(_TABLE).where(this).values(stems=_WORDS) for name, this in _OF.items()}
_REMOVE = {name: delete(_TABLE).where(this) for name, this in _OF.items()}
_ADD: dict[str, Executable] = {
    dialect: insert(_TABLE)
    .values({column.name: bindparam(column.name) for column in _TABLE.c if column.name != "stems"} | {"stems": _WORDS})
    .on_conflict_do_nothing()
    .execution_options(preserve_rowcount=True)
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_ROUND = (
    select(RoundRow.occurrence, NetworkRow.id, NetworkRow.organisation_id)
    .join(NetworkRow, NetworkRow.id == RoundRow.network_id)
    .where(RoundRow.id == bindparam("round"))
)
_ORGANISATION = select(NetworkRow.organisation_id).where(NetworkRow.id == bindparam("network"))


class Where(NamedTuple):
    """The day and the network of a round."""

    day: date
    network_id: NetworkId
    organisation_id: OrganisationId


class SearchIndex:
    """In one transaction. `before`: something as it was read, if it was; what has not changed is not written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reply(self, reply: Reply, before: Reply | None, where: Where | None) -> None:
        """`where`: of its round, if it is known."""
        if before is not None and _told(before) == _told(reply):
            return
        text, shared, stands = _told(reply)
        at = where or self._of_round(reply.round_id)
        marks = [by(reply.person_id), *([inside(at.network_id)] if shared else [])]
        self._keep("reply_id", reply.id, at, text if stands else "", marks)

    def record(self, record: Record, before: Record | None) -> None:
        details = record.details
        if before is not None and (before.details, before.stands) == (details, record.stands):
            return
        organisation = self._connection.execute(_ORGANISATION, {"network": record.network_id}).scalar_one()
        at = Where(record.created_at.astimezone(UTC).date(), record.network_id, OrganisationId(organisation))
        text = f"{details.text}\n{details.contribution}" if record.stands else ""
        self._keep("record_id", record.id, at, text, [around(record.network_id)])

    def network(self, network: Network, before: Network | None) -> None:
        if before is not None and (before.name, before.purpose) == (network.name, network.purpose):
            return
        at = Where(network.created_at.astimezone(UTC).date(), network.id, network.organisation_id)
        self._keep("network_id", network.id, at, f"{network.name}\n{network.purpose}", [around(network.id)])

    def _of_round(self, id: RoundId) -> Where:
        day, network_id, organisation_id = self._connection.execute(_ROUND, {"round": id}).one()
        return Where(day, NetworkId(network_id), OrganisationId(organisation_id))

    def _keep(self, of: str, id: str, at: Where, text: str, marks: list[str]) -> None:
        """The words of something, in the place of those that it had; none: it is not there any more."""
        if not text.strip():
            self._connection.execute(_REMOVE[of], {"of": id})
            return
        words = lexemes(text, marks)
        row = {"organisation_id": at.organisation_id, "network_id": at.network_id, "reply_id": None, "record_id": None}
        wanted = place(at.day, id)
        while not self._add({**row, of: id, "place": wanted, "words": words}):
            if self._connection.execute(_CHANGE[of], {"of": id, "words": words}).rowcount:
                return
            wanted += 1  # another has the place

    def _add(self, values: dict[str, object]) -> bool:
        return self._connection.execute(_ADD[self._connection.dialect.name], values).rowcount == 1


def lexemes(text: str, marks: Iterable[str]) -> str:
    """The words of a text as the index keeps them, each once, and the marks."""
    return " ".join([*dict.fromkeys(stemmed(searching.compared(text))), *marks])


def _told(reply: Reply) -> tuple[str, bool, bool]:
    text = "\n".join(answer.text for answer in reply.answers if answer.text)
    return text, reply.is_shared, reply.stands
