"""What health says of the work that waits: counts and instants, no names."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import httpx
from starlette.applications import Starlette

from bot.web import health
from core.model.deliveries import DeliveryState, Later
from core.model.timers import Timed, Timer
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_delivery


async def _asked(app: Starlette) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://bot") as client:
        return await client.get("/health")


class TestHealth:
    def test_shows_backlog_age_pauses_and_every_state(self, uows: SqlUnitsOfWork) -> None:
        """Without a name or an id in it."""
        left = [a_delivery(), a_delivery(state=DeliveryState.HELD), a_delivery(state=DeliveryState.DEAD)]
        with uows.writing() as uow:
            for delivery in left:
                uow.deliveries.add(delivery)
            [claimed] = uow.ledger.claim(now=NOW, limit=9)
            uow.ledger.settle(claimed, Later(3600, "token_revoked", "a:x"))
            uow.commit()

        def check() -> Mapping[str, object]:
            with uows.reading() as uow:
                return health.of_work(uow, now=NOW + timedelta(hours=1))

        answer = asyncio.run(_asked(Starlette(routes=[health.route(check)])))
        said = answer.json()
        assert (said["backlog"], said["oldest_waiting"], said["token_refused"]) == (1, NOW.isoformat(), 1)
        assert said["lanes_paused"]["count"] == 1
        assert said["lanes_paused"]["until"] is not None
        assert {state: n for state, n in said["deliveries"].items() if n} == {"pending": 1, "held": 1, "dead": 1}
        assert [each.id for each in left if each.id in answer.text] == []

    def test_says_that_nothing_waits(self, uows: SqlUnitsOfWork) -> None:
        """An empty ledger."""
        with uows.reading() as uow:
            said = health.of_work(uow, now=NOW)
        assert (said["backlog"], said["oldest_waiting"]) == (0, None)
        assert said["lanes_paused"] == {"count": 0, "until": None}
        assert (said["events"], said["is_due"]) == ({"waiting": 0, "set_aside": 0}, False)

    def test_shows_what_was_told_and_is_not_worked_off(self, uows: SqlUnitsOfWork) -> None:
        """And what was set aside, until somebody has looked at it."""
        with uows.writing() as uow:
            for key in ("told", "worked off", "failing"):
                uow.inbox.add(platform="slack", key=key, payload="{}", at=NOW)
            uow.inbox.done("worked off", NOW)
            for _ in range(5):
                uow.inbox.failed("failing", "en fejl")
            uow.commit()
        with uows.reading() as uow:
            said = health.of_work(uow, now=NOW)
        assert said["events"] == {"waiting": 1, "set_aside": 1}

    def test_shows_that_something_is_due(self, uows: SqlUnitsOfWork) -> None:
        """Until it is done."""
        with uows.writing() as uow:
            uow.timers.set(Timer(Timed.CLOSE, "round", NOW, None))
            uow.commit()
        with uows.reading() as uow:
            assert health.of_work(uow, now=NOW)["is_due"]
            assert not health.of_work(uow, now=NOW - timedelta(minutes=1))["is_due"]
