"""Whom the bot believes where it was told to believe the Playground, and what it asks of nobody then."""

import asyncio
from contextlib import closing

import pytest

from bot.access import GraphUse, TeamsAccess
from bot.teams.client import TeamsClient
from bot.teams.directions import Directions
from bot.teams.gate import Verdict
from bot.teams.installation import PLATFORM, Installation, installed
from bot.teams.playground import MARK, OpenGate
from core.services import organisations
from storage.unit_of_work import SqlUnitsOfWork
from tests.bot.teams.places import APP
from tests.builders import NOW
from views.messenger import NotPermitted

SERVICE = "http://localhost:56150/_connector"
CALLS = {MARK: "true", "host": "127.0.0.1:3100", "user-agent": "axios/1.12.2"}


@pytest.fixture
def me() -> Installation:
    return installed(
        TeamsAccess(
            app_id=APP,
            password="",
            tenant=APP,
            tenants=(APP,),
            graph=frozenset(GraphUse),
            local_url="http://127.0.0.1:56150",
            trusts_playground=True,
        )
    )


def _verdict(me: Installation, service: object = SERVICE, **headers: str) -> Verdict:
    told = CALLS | {name.replace("_", "-"): text for name, text in headers.items()}
    return asyncio.run(OpenGate(me).verdict(told, {"serviceUrl": service}))


class TestTheGate:
    def test_lets_the_playground_in(self, me: Installation) -> None:
        """It signs nothing, and says of itself what it is."""
        assert _verdict(me) is Verdict.COMES_IN

    def test_is_told_of_in_the_log(self, me: Installation, caplog: pytest.LogCaptureFixture) -> None:
        """Whoever looks why it works sees at once that anybody here could do that."""
        OpenGate(me)
        [line] = caplog.records
        assert line.levelname == "WARNING"
        assert "TEAMS_TRUST=playground" in line.getMessage()

    @pytest.mark.parametrize(
        "headers",
        [
            {MARK: ""},
            {"origin": "http://evil.example"},
            {"origin": "http://127.0.0.1:3100"},
            {"x_forwarded_for": "10.0.0.1"},
            {"forwarded": "for=10.0.0.1"},
            {"via": "1.1 proxy"},
        ],
        ids=str,
    )
    def test_is_shut_to_pages_and_to_whom_a_proxy_passes_on(self, me: Installation, headers: dict[str, str]) -> None:
        """A page in a browser on this machine reaches the bot too, and names where it is from."""
        assert _verdict(me, **headers) is Verdict.TURNED_AWAY

    @pytest.mark.parametrize(
        "service",
        [
            None,
            "",
            "https://smba.trafficmanager.net/teams/",
            "http://evil.example:56150/_connector",
            "http://localhost.evil.example:56150/_connector",
            "http://localhost:56150@evil.example/_connector",
            "http://localhost:3100/_connector",
            "http://localhost:56150/elsewhere",
            "http://localhost:port/_connector",
            "https://localhost:56150/_connector",
        ],
    )
    def test_is_shut_to_who_would_have_answers_go_elsewhere(self, me: Installation, service: object) -> None:
        """What people said would leave this machine."""
        assert _verdict(me, service) is Verdict.TURNED_AWAY


def test_only_the_playground_is_spoken_to(me: Installation, uows: SqlUnitsOfWork) -> None:
    """Also where the tenant was heard from somewhere else before, on the same database."""
    with uows.writing() as uow:
        contact = "dpo@aaby.example"
        organisations.settle(uow, platform=PLATFORM, workspace=APP, name="Aaby", contact=contact, at=NOW)
        uow.commit()
    directions = Directions(uows, me)
    directions.note_service(APP, "https://smba.trafficmanager.net/teams/")
    assert directions.service(APP) == "http://127.0.0.1:56150/_connector/"


def test_graph_is_not_asked_for_what_the_playground_has_not(me: Installation) -> None:
    """Whatever stood at such an address there would be taken for Microsoft's word."""
    with closing(TeamsClient(me, timeout=0.1)) as client, pytest.raises(NotPermitted, match="no_graph"):
        client.graph("GET", APP, "teams")
