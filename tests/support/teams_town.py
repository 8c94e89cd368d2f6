"""The same municipality on Teams: the real bot and a local tenant, over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import house as houses
from bot.clocks import MovableClock
from bot.settings import from_values
from bot.teams.manifest import manifest
from bot.wiring import build, running
from sandbox.serve import running as tenant_running
from sandbox.settings import Patience, TeamsSettings
from sandbox.teams.driver import TeamsDriver
from tests.support.town import EMMA, PATIENCE, SARA, Town, environment, knows_people, serving

APP, PASSWORD = "00000000-0000-4000-8000-0000000070a0", "a-client-secret"


def tenant_settings(bot_url: str, *, state: Path | None = None) -> TeamsSettings:
    """The administrator lets the app make channels and let people in; `state`: where the tenant is remembered."""
    site = "https://netvaerk.example"
    return TeamsSettings(
        manifest=manifest(app=APP, organisation="Aaby Kommune", website=site, makes_channels=True),
        bot_url=f"{bot_url}/api/messages",
        app_id=APP,
        password=PASSWORD,
        graph=("channels", "members", "guests"),
        clock_url=f"{bot_url}/try/clock",
        patience=Patience(event_retries=(0.0, 0.2, 1.0)),
        state=state,
    )


def teams_environment(database: str, driver: TeamsDriver, folder: Path, *, port: int) -> dict[str, str]:
    """As on Slack, with Teams instead."""
    given = environment(database, driver.url, folder, port=port)
    return {name: text for name, text in given.items() if not name.startswith("SLACK_")} | {
        "SECRETARIAT": driver.object_id(SARA),
        "ADMINISTRATORS": driver.object_id(SARA),
        "TEAMS_APP_ID": APP,
        "TEAMS_APP_PASSWORD": PASSWORD,
        "TEAMS_TENANT": driver.teams()["tenant"],
        "TEAMS_GRAPH": "channels,guests",
        "TEAMS_LOCAL_URL": driver.url,
    }


@contextmanager
def teams_town(database: str, folder: Path, *, port: int, state: Path | None = None) -> Iterator[Town]:
    """Everything started, and gone again after."""
    url = f"http://127.0.0.1:{port}"
    with (
        tenant_running(tenant_settings(url, state=state)) as place,
        TeamsDriver(place.url, patience=PATIENCE) as driver,
    ):
        given = from_values(teams_environment(database, driver, folder, port=port))
        with houses.opened(given) as house:
            bot = build(running(house))
            with serving(bot, port):
                driver.eventually(lambda: knows_people(house))
                clock = house.clock
                assert isinstance(clock, MovableClock)
                _meet_emma(driver)
                yield Town(driver, bot, clock, url, "teams")


def _meet_emma(driver: TeamsDriver) -> None:
    """No roster tells what language somebody reads; who has had the app in her hand is known by it."""
    driver.person(EMMA).open_messages()
    driver.eventually(lambda: not driver.under_way())
