"""A running workspace from a test's side: faults, recorded calls, state, and waiting."""

import time
from collections.abc import Callable, Mapping
from typing import ClassVar, Self, TypeVar

import httpx

from sandbox.driver_parts import expect
from sandbox.settings import Foreign, Json

T = TypeVar("T")


class Workspace:
    """A running workspace, seen from outside: its levers and records.

    `METHODS`: what the platform calls what every chat has, for faults: "post" and "history" (the reading back).
    """

    METHODS: ClassVar[Mapping[str, str]] = {}

    def __init__(self, url: str, *, patience: float = 5.0) -> None:
        self.url = url
        self.patience = patience
        self.http = httpx.Client(base_url=url, timeout=40, trust_env=False)

    def close(self) -> None:
        self.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, path: str, **query: object) -> Json:
        answer: Json = self.http.get(path, params={k: str(v) for k, v in query.items()}).raise_for_status().json()
        return answer

    def post(self, path: str, given: Json | None = None) -> Json:
        answer: Json = self.http.post(path, json=given or {}).raise_for_status().json()
        return answer

    def names(self) -> dict[str, str]:
        """Display names by person id and channel names by channel id."""
        found = self.get("/sandbox/people")
        rooms: dict[str, str] = found["channels"]
        return rooms | {one["id"]: one["real_name"] for one in found["people"]}

    def calls(self, method: str = "") -> list[Json]:
        """The bot's calls so far, oldest first: method, arguments, unknown_arguments, ok, error, fault."""
        found: list[Json] = self.get("/sandbox/calls", **({"method": method} if method else {}))["calls"]
        return found

    def deliveries(self) -> list[Json]:
        """What was sent to the bot: kind, name, outcome, retry."""
        found: list[Json] = self.get("/sandbox/deliveries")["deliveries"]
        return found

    def under_way(self) -> int:
        """How much is being told to the bot just now."""
        return int(self.get("/sandbox/deliveries")["under_way"])

    def forget_calls(self) -> None:
        self.http.delete("/sandbox/calls").raise_for_status()

    def faults(self, *rules: Json, **more: Foreign) -> None:
        """Set fault rules; `events={"duplicate": True}` and `channel_creation="nobody"` may be given too."""
        named = [
            rule | {"method": self.METHODS.get(rule.get("method", "*"), rule.get("method", "*"))} for rule in rules
        ]
        self.post("/sandbox/faults", {"rules": named} | more)

    def state(self) -> Json:
        return self.get("/sandbox/state")

    def add_person(self, **fields: object) -> None:
        """Somebody new, or changed when the id is known."""
        self.post("/sandbox/people", fields)

    def eventually(self, find: Callable[[], T], *, within: float | None = None) -> T:
        """The first truthy result of `find`; AssertionError with the last one when time is up."""
        end = time.monotonic() + (self.patience if within is None else within)
        while not (found := find()):
            expect(time.monotonic() < end, f"it did not happen; last seen: {found!r}")
            time.sleep(0.02)
        return found
