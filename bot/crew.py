"""The threads that do the blocking work of a platform's door, seen from the event loop; shut when the bot stops."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Stopping(Exception):
    """The bot is being stopped: it was not begun, and whoever asks later finds the next bot."""


class Threads:
    """So many side by side; the rest waits for its turn."""

    def __init__(self, count: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)

    async def run(self, function: Callable[..., T], *arguments: object) -> T:
        """What comes of it. Raises `Stopping` if it is too late to begin."""
        try:
            future = self._pool.submit(function, *arguments)
        except RuntimeError as shut:  # the one thing that this says
            raise Stopping from shut
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise  # not by us: nobody waits for it any more
            raise Stopping from None

    def close(self) -> None:
        """Begin nothing new; what is under way comes to its end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Crew:
    """`workers`: all that has to do with the database; more of them than a few beside the cores only get in each
    other's way (docs/benchmarks.md). `callers`: what waits for a platform meanwhile.
    """

    def __init__(self, workers: int = (os.cpu_count() or 1) + 4, callers: int = 32) -> None:
        self.workers = Threads(workers, "interaction")
        self.callers = Threads(callers, "caller")

    def close(self) -> None:
        """Begin nothing new; what is under way comes to its end."""
        self.workers.close()
        self.callers.close()
