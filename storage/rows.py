"""What the repositories share: read rows into values of the model, write back what changed, never twice the same row.

Statements are Core and built once, at import: there is no identity map to pay for. What was read in a transaction is
remembered, so that saving writes only the columns that differ: two transactions that change different things about
one network both keep theirs.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Executable, Table, Update, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.errors import Conflict, NotFound
from storage.schema import Base

RowT = TypeVar("RowT", bound=Base)
ModelT = TypeVar("ModelT")
Values = dict[str, object]


def table_of(row: type[Base]) -> Table:
    return cast(Table, row.__table__)


@cache
def insert_once(table: Table, dialect: str) -> Executable:
    """An insert that leaves a row alone that is there already; its `rowcount` tells which it was."""
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def inserted(connection: Connection, row: type[Base], values: Values) -> bool:
    """Insert a row; False, and no change, if one of its keys is taken. The transaction stays usable."""
    return connection.execute(insert_once(table_of(row), connection.dialect.name), values).rowcount == 1


def inserted_all(connection: Connection, row: type[Base], values: Sequence[Values]) -> bool:
    """Insert several rows, but those one of whose keys is taken; whether there was none of them."""
    if not values:
        return True
    return connection.execute(insert_once(table_of(row), connection.dialect.name), values).rowcount == len(values)


def _record_of(row: type[Base]) -> Callable[..., object]:
    """A tuple with the attributes of a row."""
    record: Callable[..., object] = namedtuple(row.__name__, table_of(row).c.keys())  # type: ignore[misc] # made here
    return record


class Kind(Generic[RowT, ModelT]):
    """How one noun lies in its table. `exists`: the refusal when one of its keys is taken by another."""

    def __init__(
        self,
        row: type[RowT],
        *,
        read: Callable[[RowT], ModelT],
        write: Callable[[ModelT], Values],
        key: str = "id",
        missing: str = "errors.not_found",
        exists: str = "errors.exists",
    ) -> None:
        self.row = row
        self._read = read
        self.write = write
        self.missing = missing
        self.exists = exists
        self.table = table_of(row)
        self.key = key
        self.select = select(*self.table.c)
        self._record = _record_of(row)
        self.by_key = self.select.where(self.table.c[key] == bindparam("key"))
        self.by_keys = self.select.where(self.table.c[key].in_(bindparam("keys", expanding=True)))

    def value(self, row: Sequence[object]) -> ModelT:
        """The model of a row that was selected whole. (The attributes of SQLAlchemy's own rows cost a lookup each.)"""
        return self._read(cast(RowT, self._record(*row)))

    def outer(self, row: Sequence[object]) -> ModelT | None:
        """The model of its part of such a row; None if there was nothing to join."""
        return None if row[0] is None else self.value(row)

    def update(self, columns: frozenset[str]) -> Update:
        return _update(self.table, self.key, columns)


def parts(*kinds: Kind[Any, Any]) -> Sequence[slice]:
    """Where each of them lies in a row that was joined of all their columns."""
    ends = list(accumulate(len(kind.table.c) for kind in kinds))
    return [slice(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]


@cache
def _update(table: Table, key: str, columns: frozenset[str]) -> Update:
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in sorted(columns)}
    return update(table).where(table.c[key] == bindparam("key")).values(values)


class Rows(Generic[RowT, ModelT]):
    """The rows of one noun, in one transaction."""

    __slots__ = ("_connection", "_kind", "_known")

    def __init__(self, connection: Connection, kind: Kind[RowT, ModelT]) -> None:
        self._connection = connection
        self._kind = kind
        self._known: dict[object, ModelT] = {}

    def get(self, key: object) -> ModelT:
        found = self.one(self._kind.by_key, key=key)
        if found is None:
            raise NotFound(self._kind.missing)
        return found

    def one(self, statement: Executable, **parameters: object) -> ModelT | None:
        row = self._connection.execute(statement, parameters).first()
        return None if row is None else self._remember(row)

    def many(self, statement: Executable, **parameters: object) -> Sequence[ModelT]:
        rows = self._connection.execute(statement, parameters).all()
        return [self._remember(row) for row in rows]

    def read(self, statement: Executable, **parameters: object) -> list[ModelT]:
        """Many that are only to be read: nothing of them is remembered, however many there are."""
        rows = self._connection.execute(statement, parameters).all()
        return [self._kind.value(row) for row in rows]

    def known(self, key: object) -> ModelT | None:
        """As it was read or written last in this transaction, if it was."""
        return self._known.get(key)

    def save(self, model: ModelT, **more: object) -> None:
        """`more`: columns that the model does not know of; they are written with a new row only."""
        key = getattr(model, self._kind.key)
        values = self._kind.write(model)
        known = self._known.get(key)
        if known is None:
            self._add(key, values, more)
        else:
            before = self._kind.write(known)
            self._change(key, {name: new for name, new in values.items() if new != before[name]})
        self._known[key] = model

    def add_all(self, models: Sequence[ModelT]) -> None:
        """Several that were not there."""
        if not inserted_all(self._connection, self._kind.row, [self._kind.write(model) for model in models]):
            raise Conflict(self._kind.exists)
        self._known |= {getattr(model, self._kind.key): model for model in models}

    def outer(self, row: Sequence[object]) -> ModelT | None:
        """The model of its part of a joined row, remembered if there is one."""
        return None if row[0] is None else self._remember(row)

    def _remember(self, row: Sequence[object]) -> ModelT:
        model = self._kind.value(row)
        self._known[getattr(model, self._kind.key)] = model
        return model

    def _add(self, key: object, values: Values, more: Mapping[str, object]) -> None:
        if not inserted(self._connection, self._kind.row, {**values, **more}) and not self._change(key, values):
            raise Conflict(self._kind.exists)

    def _change(self, key: object, values: Values) -> bool:
        if not values:
            return True
        statement = self._kind.update(frozenset(values))
        parameters = {f"new_{name}": new for name, new in values.items()}
        return self._connection.execute(statement, {**parameters, "key": key}).rowcount == 1
