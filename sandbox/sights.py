"""What each person sees happen, in order: feeds the page's live updates and lets tests wait."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable

from sandbox.settings import Json


class Sights:
    """A numbered log per person; readers wait for what is newer than they know."""

    def __init__(self, most: int = 500) -> None:
        self._logs: dict[str, deque[Json]] = defaultdict(lambda: deque(maxlen=most))
        self._waiting: set[asyncio.Future[None]] = set()
        self.latest = 0

    def show(self, people: Iterable[str], kind: str, **what: object) -> None:
        """`kind` is message, message_changed, message_deleted, ephemeral, modal, home, channels, people or error."""
        for person in people:
            self.latest += 1
            self._logs[person].append({"seq": self.latest, "kind": kind} | what)
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def since(self, person: str, seq: int) -> list[Json]:
        return [sight for sight in self._logs[person] if sight["seq"] > seq]

    async def wait(self, person: str, seq: int, seconds: float) -> list[Json]:
        """What this person saw after `seq`, as soon as there is something, else nothing after `seconds`."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not (found := self.since(person, seq)):
            left = end - loop.time()
            if left <= 0:
                return []
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.add(future)
            try:
                await asyncio.wait_for(future, left)
            except TimeoutError:
                return []
            finally:
                self._waiting.discard(future)
        return found
