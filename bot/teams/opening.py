"""Which buttons open a dialog at once: those whose handler can answer with a form.

Teams wants to know before the button is pressed. Nobody writes it down beside a route: it is read from the handler, and
where that is wrong people get one press more, or a dialog that shows what would have been a message.
"""

from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType

from handlers import routing
from handlers.routing import Open


@cache
def opens(route: str) -> bool:
    """Whether the handler of a route names `Open`, itself or in a function inside it."""
    found = routing.find(route)
    return found is not None and isinstance(found.handler, FunctionType) and _names_it(found.handler)


def _names_it(handler: FunctionType) -> bool:
    return any(handler.__globals__.get(name) is Open for code in _codes(handler.__code__) for name in code.co_names)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)
