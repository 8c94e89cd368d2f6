"""What a chat brings to the application: its platform, its routes, and what has to be told when all stops."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.routing import BaseRoute

from sandbox.platform import Platform


@dataclass(frozen=True)
class Face:
    """`parts`: what its own endpoints find in the application's state, by name. `events` is one of them.

    `opening` runs when the server begins, `stopping` before it lets go of its connections, `closing` after.
    """

    platform: Platform
    routes: Sequence[BaseRoute]
    parts: Mapping[str, object]
    opening: Sequence[Callable[[], Awaitable[object]]] = field(default=())
    stopping: Sequence[Callable[[], Awaitable[object]]] = field(default=())
    closing: Sequence[Callable[[], Awaitable[object]]] = field(default=())
