"""How much the service takes: so many calls in so many seconds, for each thread and for the whole tenant."""

import math
import time
from collections import defaultdict, deque

Limits = tuple[tuple[float, int], ...]

SENDING: Limits = ((1, 7), (2, 8), (30, 60), (3600, 1800))
READING: Limits = ((1, 14), (2, 16), (30, 120), (3600, 3600))
TENANT: Limits = ((1, 50),)


class Rates:
    """Remembers when calls came. Nothing is counted that was refused."""

    def __init__(self) -> None:
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def wait(self, lane: str, limits: Limits) -> int:
        """0 and it counts, or the whole seconds after which to come again."""
        now = time.monotonic()
        calls = self._calls[lane]
        while calls and calls[0] <= now - limits[-1][0]:
            calls.popleft()
        waits = [
            within - (now - recent[-most])
            for within, most in limits
            if len(recent := [at for at in calls if at > now - within]) >= most
        ]
        if waits:
            return max(1, math.ceil(max(waits)))
        calls.append(now)
        return 0
