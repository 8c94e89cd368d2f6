"""The order in which keys are written and locked: Python's own, whatever language a database sorts in."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class ByCode(FunctionElement[str]):
    """A text that is compared character by character, as `sorted` does."""

    type = Text()
    inherit_cache = True


@compiles(ByCode, "postgresql")
def _on_postgresql(element: ByCode, compiler: SQLCompiler, **rest: Any) -> str:  # noqa: ANN401 - passed on
    return f'({compiler.process(element.clauses, **rest)}) COLLATE "C"'


@compiles(ByCode, "sqlite")
def _on_sqlite(element: ByCode, compiler: SQLCompiler, **rest: Any) -> str:  # noqa: ANN401 - passed on
    return f"({compiler.process(element.clauses, **rest)})"
