"""/try/clock: moves the calendar clock, for a trial on one's own machine. Mounted only when a clock file is set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clocks import MovableClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """How the calendar is moved. `next_opening`, `next_event`: the next instants at which something falls due, after
    the given one. `live`: do all that is due now.
    """

    clock: MovableClock
    next_opening: Callable[[], datetime | None]
    next_event: Callable[[datetime], datetime | None]
    live: Callable[[], None]

    def to(self, target: datetime) -> None:
        """Through every event on the way, in its order: who jumps to Thursday has lived Tuesday."""
        while (event := self.next_event(self.clock.now())) is not None and event < target:
            self.clock.move_to(event)
            self.live()
        self.clock.move_to(target)
        self.live()

    def told(self) -> dict[str, str | None]:
        upcoming = self.next_opening()
        return {"now": self.clock.now().isoformat(), "next": upcoming.isoformat() if upcoming else None}


def route(travel: Travel) -> Route:
    """GET tells the time, POST {"to": "next"} or {"days": 1} moves it. Only callers on this machine are answered."""

    async def clock(request: Request) -> Response:
        if request.client is None or request.client.host not in ("127.0.0.1", "::1"):
            return JSONResponse({"error": "only from this machine"}, status_code=403)
        if request.method == "POST":
            asked = await request.json()
            target = await to_thread.run_sync(_target, travel, asked)
            if target is None:
                return JSONResponse({"error": "nothing is planned yet"}, status_code=409)
            await to_thread.run_sync(travel.to, target)
        return JSONResponse(await to_thread.run_sync(travel.told))

    return Route("/try/clock", clock, methods=["GET", "POST"])


def _target(travel: Travel, asked: dict[str, object]) -> datetime | None:
    if asked.get("to") == "next":
        return travel.next_opening()
    days = asked.get("days", 1)
    return travel.clock.now() + timedelta(days=days) if isinstance(days, int) and 0 < days <= 400 else None
