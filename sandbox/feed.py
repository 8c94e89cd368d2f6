"""What is told to the bot: one thing after another, with a test's mischief on the way out."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine

from sandbox.faults import Faults
from sandbox.settings import Json

_REORDER_WINDOW = 0.2


class Feed:
    """Sends what is emitted, at once or held, in order or not, once or twice. `deliver` sees one through."""

    def __init__(self, faults: Faults, deliver: Callable[[Json], Awaitable[None]]) -> None:
        self._faults = faults
        self._deliver = deliver
        self._held: list[Json] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def under_way(self) -> int:
        """How much is being told just now; what is held is not."""
        return len(self._tasks)

    def emit(self, envelope: Json, *, asks: bool = False) -> None:
        """`asks`: somebody waits for the answer, so it is neither held nor put in another order."""
        copies = [envelope, envelope] if self._faults.duplicate else [envelope]
        if (self._faults.hold or self._faults.reorder) and not asks:
            self._held += copies
            if not self._faults.hold and self._timer is None:
                self._timer = asyncio.get_running_loop().call_later(_REORDER_WINDOW, self.release)
            return
        for one in copies:
            self._start([one])

    def release(self) -> None:
        """Let go of held events, backwards when told to reorder."""
        self._timer = None
        held, self._held = self._held, []
        self._start(held[::-1] if self._faults.reorder else held)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, envelopes: list[Json]) -> None:
        self.see_to(self._in_turn(envelopes))

    def see_to(self, work: Coroutine[None, None, None]) -> None:
        """Something that goes on beside all else and ends with the feed."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, envelopes: list[Json]) -> None:
        # Sent side by side they would arrive in any order, not in the one a test asked for.
        for one in envelopes:
            await self._deliver(one)
