"""Remembers every Web API call and every delivery to the bot, for tests to read."""

import time
from collections import deque
from typing import Any


class Recorder:
    """Two bounded lists; the oldest entries fall out."""

    def __init__(self, most: int = 5000) -> None:
        self.calls: deque[dict[str, Any]] = deque(maxlen=most)
        self.deliveries: deque[dict[str, Any]] = deque(maxlen=most)

    def call(self, method: str, arguments: dict[str, Any], unknown: list[str], token: str) -> dict[str, Any]:
        """Note a call as it arrives; the answer is filled in by the caller."""
        entry = {
            "time": time.time(),
            "method": method,
            "arguments": arguments,
            "unknown_arguments": unknown,
            "token": f"{token[:5]}…" if token else "",
            "ok": None,
            "error": "",
            "fault": "",
        }
        self.calls.append(entry)
        return entry

    def delivery(self, kind: str, name: str, outcome: str, retry: int = 0) -> None:
        self.deliveries.append({"time": time.time(), "kind": kind, "name": name, "outcome": outcome, "retry": retry})

    def clear(self) -> None:
        self.calls.clear()
        self.deliveries.clear()
