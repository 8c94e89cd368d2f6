"""The calendar is moved through everything on the way, and by callers on this machine only."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from starlette.applications import Starlette

from bot.clocks import MovableClock
from bot.web.trial_clock import Travel, route


class _Trip:
    """A journey with one event two days ahead and an opening three days ahead."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovableClock(folder / "clock.json")
        self.begun = self.clock.now()
        self.lived: list[datetime] = []
        travel = Travel(
            clock=self.clock,
            next_opening=lambda: self.begun + timedelta(days=3),
            next_event=self._next_event,
            live=lambda: self.lived.append(self.clock.now()),
        )
        self.app = Starlette(routes=[route(travel)])

    def ask(self, body: dict[str, object], caller: str = "127.0.0.1") -> int:
        """POST from somewhere; the status."""

        async def posted() -> int:
            transport = httpx.ASGITransport(app=self.app, client=(caller, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
                return (await client.post("/try/clock", json=body)).status_code

        return asyncio.run(posted())

    def _next_event(self, after: datetime) -> datetime | None:
        event = self.begun + timedelta(days=2)
        return event if event > after else None


class TestTravelling:
    def test_what_falls_due_on_the_way_is_lived(self, tmp_path: Path) -> None:
        """Who jumps to the opening has lived the reminder before it."""
        trip = _Trip(tmp_path)
        assert trip.ask({"to": "next"}) == 200
        assert [round((at - trip.begun) / timedelta(days=1)) for at in trip.lived] == [2, 3]

    def test_only_this_machine_may_move_it(self, tmp_path: Path) -> None:
        """A caller from elsewhere is refused, and nothing moves."""
        trip = _Trip(tmp_path)
        assert trip.ask({"days": 1}, caller="192.0.2.7") == 403
        assert trip.lived == []

    def test_nonsense_moves_nothing(self, tmp_path: Path) -> None:
        """Days that are no number, or that go back, are refused."""
        trip = _Trip(tmp_path)
        assert trip.ask({"days": -1}) == 409
        assert trip.ask({"days": "mange"}) == 409
