"""Many rows in one statement. On PostgreSQL each statement costs the driver more than the server's work on a row.

There each column of the rows comes as one array, so the statement's text is always the same and stays prepared. SQLite
is in our own process: a statement for each row costs it nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Table,
    Text,
    bindparam,
    column,
    func,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeEngine

from storage.rows import Values

Columns = Mapping[str, ColumnElement[Any]]
"""What a row is given, by name."""


class UpdateMany:
    """An UPDATE of rows by their key, each with values of its own.

    `key`: the column that says which row. `types`: what each is given, by name; `values`: what becomes of its columns.
    Rows that others may update too must have been locked before, in an order that everybody keeps.
    """

    def __init__(
        self, table: Table, key: str, types: Mapping[str, TypeEngine[Any]], values: Callable[[Columns], Columns]
    ) -> None:
        everything = {key: table.c[key].type, **types}
        one = {name: bindparam(f"given_{name}", type_=kind) for name, kind in everything.items()}
        arrays = [bindparam(f"given_{name}", type_=ARRAY(kind)) for name, kind in everything.items()]
        names = [column(name, kind) for name, kind in everything.items()]
        many = dict(func.unnest(*arrays).table_valued(*names).render_derived(name="given").c)
        self._names = tuple(everything)
        self._one = update(table).where(table.c[key] == one[key]).values(dict(values(one)))
        self._many = update(table).where(table.c[key] == many[key]).values(dict(values(many)))

    def run(self, connection: Connection, rows: Sequence[Values]) -> None:
        """`rows`: each with its key and what it is given."""
        if not rows:
            return
        if connection.dialect.name == "postgresql":
            given = {f"given_{name}": [row[name] for row in rows] for name in self._names}
            connection.execute(self._many, given)
        else:
            connection.execute(self._one, [{f"given_{name}": row[name] for name in self._names} for row in rows])


class _OneOf(FunctionElement[Any]):
    type = NullType()  # a Boolean would be compared with 1 on SQLite, which then finds no index for it
    inherit_cache = True


def one_of(of: Any, name: str) -> ColumnElement[bool]:  # noqa: ANN401 - a column, mapped or not
    """Whether a column is one of the keys that come as the parameter of that name."""
    return _OneOf(of, bindparam(name, type_=ARRAY(Text)))


@compiles(_OneOf, "postgresql")
def _on_postgresql(element: _OneOf, compiler: SQLCompiler, **rest: Any) -> str:  # noqa: ANN401 - passed on
    of, keys = (compiler.process(part, **rest) for part in element.clauses)
    return f"{of} = ANY ({keys})"


@compiles(_OneOf, "sqlite")
def _on_sqlite(element: _OneOf, compiler: SQLCompiler, **rest: Any) -> str:  # noqa: ANN401 - passed on
    of, keys = element.clauses
    return compiler.process(of.in_(bindparam(keys.key, expanding=True)), **rest)
