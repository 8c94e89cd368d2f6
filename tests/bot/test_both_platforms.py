"""One process serves both platforms: one organisation, and the trouble of the one is not the other's."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import house as houses
from bot.house import House
from bot.settings import from_values
from bot.slack.directory import identify
from bot.wiring import Bot, build, running, slack_client
from core.model.deliveries import DeliveryState
from core.model.organisations import OURS
from core.services import summaries
from sandbox.driver import Driver
from sandbox.serve import running as place_running
from sandbox.settings import Patience, TeamsSettings
from sandbox.slack.driver import SlackDriver
from sandbox.teams.driver import TeamsDriver
from tests.bot.teams.places import APP, PASSWORD, the_manifest
from tests.support import town as towns
from tests.support.playing import PLACE, start
from tests.support.ports import free_port
from tests.support.town import METTE, SARA, Town

ROOM = "sundhed-og-omsorg"


@dataclass
class Both:
    """The bot, and a workspace on each side."""

    bot: Bot
    slack: SlackDriver
    teams: TeamsDriver
    url: str

    @property
    def house(self) -> House:
        return self.bot.house

    def town(self, workspace: Driver) -> Town:
        return Town(workspace, self.bot, self.house.clock, self.url)


@contextmanager
def _both(folder: Path, *faults: dict[str, object]) -> Iterator[Both]:
    """`faults`: what is wrong with Teams from the start. It ends before the bot does, so nothing hangs any longer."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    app = {"app_id": APP, "password": PASSWORD}
    patience = Patience(answer=60.0, event_retries=(0.1, 0.5))
    tenant_settings = TeamsSettings(the_manifest(), f"{url}/api/messages", patience=patience, **app)
    with ExitStack() as stack, ExitStack() as ends_first:
        workspace = stack.enter_context(place_running(towns.workspace_settings(url)))
        tenant = ends_first.enter_context(place_running(tenant_settings))
        slack = stack.enter_context(SlackDriver(workspace.url, patience=towns.PATIENCE))
        teams = stack.enter_context(TeamsDriver(tenant.url, patience=towns.PATIENCE))
        teams.faults(*faults)
        given = towns.environment(f"sqlite:///{folder / 'both.db'}", workspace.url, folder, port=port) | {
            "TEAMS_APP_ID": APP,
            "TEAMS_APP_PASSWORD": PASSWORD,
            "TEAMS_TENANT": str(teams.teams()["tenant"]),
            "TEAMS_LOCAL_URL": tenant.url,
            "SECRETARIAT": f"{SARA}, {teams.object_id(SARA)}",
        }
        house = stack.enter_context(houses.opened(from_values(given)))
        bot = build(running(house), identify(slack_client(house)))
        stack.enter_context(towns.serving(bot, port))
        teams.eventually(lambda: _secretariat(house) >= (1 if faults else 2))
        yield Both(bot, slack, teams, url)
        ends_first.close()


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with _both(tmp_path) as both:
        yield both


def _secretariat(house: House) -> int:
    with house.units_of_work.reading() as uow:
        return sum(len(uow.people.secretariat(each.id)) for each in uow.organisations.all())


class TestOneOrganisation:
    def test_meets_in_two_workspaces(self, both: Both) -> None:
        """There is one of it, however many platforms it uses; who has no account on either is met on our own."""
        with both.house.units_of_work.reading() as uow:
            [organisation] = uow.organisations.all()
            found = {(each.platform, each.organisation_id) for each in uow.organisations.workspaces()}
        assert found == {(platform, organisation.id) for platform in ("slack", "teams", OURS)}

    def test_is_summed_up_over_both(self, both: Both) -> None:
        """The secretariat's summary counts the networks of either side, whichever side it is asked on."""
        start(both.town(both.slack), name="Tryg hjem")
        start(both.town(both.teams), name="Sund aldring", channel=ROOM, **{PLACE: "Her, hvor vi er nu"})
        with both.house.units_of_work.reading() as uow:
            [organisation] = uow.organisations.all()
            assert sorted(each.name for each in summaries.networks(uow, organisation)) == ["Sund aldring", "Tryg hjem"]
        both.teams.person(SARA).say_to_bot("opsamling Tryg hjem")
        assert both.town(both.teams).hears(both.teams.person(SARA), "Opsamling: Tryg hjem")


class TestTheTroubleOfTeams:
    def test_whose_keys_hang_keeps_no_command_of_slack_waiting(self, tmp_path: Path) -> None:
        """Many activities wait for the keys; a command on Slack is answered while all of them still do."""
        with ThreadPoolExecutor(12) as pool, _both(tmp_path, {"kind": "hang", "method": "keys", "times": 99}) as both:
            waiting = [pool.submit(both.teams.inject, _activity(both)) for _ in range(12)]
            both.teams.eventually(lambda: both.teams.calls("keys"))
            assert both.slack.person(METTE).command("/netvaerk mine").text
            assert not any(each.done() for each in waiting)

    def test_that_says_wait_to_everything_keeps_no_command_of_slack_waiting(self, both: Both) -> None:
        """Answers for Teams pile up; Slack's are given, and what is for Teams still waits then."""
        both.teams.faults({"kind": "rate_limit", "retry_after": 600, "times": 9999})
        people = [both.teams.person(one) for one in (METTE, SARA)]
        for person in people:
            person.say_to_bot("hjælp")
        both.teams.eventually(lambda: any(call["error"] for call in both.teams.calls()))
        assert both.slack.person(METTE).command("/netvaerk mine").text
        both.slack.person(METTE).say_to_bot("hjælp")
        assert both.town(both.slack).hears(both.slack.person(METTE), "Det her kan jeg hjælpe med")
        with both.house.units_of_work.reading() as uow:
            assert uow.ledger.counts()[DeliveryState.PENDING] > 0


def _activity(both: Both) -> dict[str, object]:
    """Something said in a personal chat, as far as it is looked at before it is believed."""
    names = both.teams.teams()
    talk = {"conversationType": "personal", "tenantId": names["tenant"], "id": "a:1"}
    return {"type": "message", "id": "1", "serviceUrl": names["service_url"], "conversation": talk, "text": "hjælp"}
