"""What an act costs the database, counted: the figures of the benchmark rest on it."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import groupby
from urllib.parse import parse_qs

import pytest
from sqlalchemy import Engine

from bench import acts, municipality
from bench.access import BOT_USER, SECRET, TEAM
from bench.reflecting import NOW as LATER
from bench.reflecting import ORGANISATION, Reflecting, fill
from bot.slack import interactions
from bot.slack.installation import Installation
from core.model import figures
from core.model.ids import NetworkId
from core.model.networks import Network
from core.model.periods import EVER
from core.model.requests import Request
from core.model.rounds import Round, RoundState
from core.model.summaries import NetworkSummary, StructureSummary
from core.services import desks, summaries
from handlers.dispatch import Dispatch
from handlers.everything import HANDLERS
from handlers.routing import Interaction, Show
from scheduler.calendar import WorkingDays
from storage import migrations
from storage.engine import connect
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.builders import NOW, a_municipality, a_prompt, a_round, saved_network

ME = Installation(signing_secret=SECRET, bot_token="xoxb-bench", team=TEAM, bot_user=BOT_USER)


class Town:
    """A municipality of the benchmark, and the bot's handlers in it."""

    def __init__(self, engine: Engine) -> None:
        self.made = municipality.build(engine, rounds=2)
        self._driver = engine.connect().connection.driver_connection
        self._dispatch = Dispatch(
            units_of_work=SqlUnitsOfWork(engine), calendar=lambda _: WorkingDays(), now=lambda: NOW
        )

    def statements(self, interaction: Interaction) -> list[str]:
        """The first word of each that it takes, the second time: what is built once is built."""
        said: list[str] = []
        self._driver.set_trace_callback(said.append)
        response = self._dispatch.run(interaction)
        self._driver.set_trace_callback(None)
        assert isinstance(response, Show)
        inside = "--"  # how SQLite tells what a trigger does; after it, it tells once more what it came from
        ours = [statement for statement in said if not statement.startswith(inside)]
        return [statement.split()[0] for statement, _ in groupby(ours)]


@pytest.fixture
def town() -> Town:
    assert HANDLERS  # importing them names the routes
    engine = connect("sqlite://")
    town = Town(engine)
    yield town
    engine.dispose()


def test_a_reading_commits_nothing_whatever_the_number_of_networks(town: Town) -> None:
    """Who acts, their networks, the open rounds in them, what they are asked for a role, what did not reach them."""
    counts = set()
    for request in acts.Reads(town.made).next(20, port=1):
        fields = {name: value for name, [value] in parse_qs(request.partition(b"\r\n\r\n")[2].decode()).items()}
        said = town.statements(interactions.command(fields, ME))
        assert "COMMIT" not in said
        counts.add(said.count("SELECT"))
    assert counts <= {4, 5}


def test_the_secretariat_s_desk_takes_the_same_whatever_the_number_of_networks() -> None:
    """A question each about the networks, their rounds, the register and so on, and no reply is read."""
    counts = []
    for networks in (3, 30):
        engine = connect("sqlite://")
        migrations.upgrade(engine)
        said = _of_a_desk(engine, networks)
        assert not [each for each in said if "replies.answers" in each]
        counts.append(len(said))
        engine.dispose()
    assert counts[0] == counts[1] <= 13


def _of_a_desk(engine: Engine, networks: int) -> list[str]:
    """What is asked to draw it, in a municipality of so many networks that have each closed three rounds."""
    with SqlUnitsOfWork(engine).writing() as uow:
        who = a_municipality(uow).sekretariat
        uow.prompts.add(a_prompt(), 1)
        for network in [saved_network(uow, who) for _ in range(networks)]:
            for n in range(3):
                uow.rounds.save(_closed(network, n))
        uow.commit()
    said: list[str] = []
    engine.connect().connection.driver_connection.set_trace_callback(said.append)
    with SqlUnitsOfWork(engine).reading() as uow:
        desks.of(uow, who, at=NOW)
    return [each for each in said if each.startswith("SELECT")]


def _closed(network: Network, n: int) -> Round:
    at = NOW - timedelta(days=30 + n)
    snapshot = figures.count(a_prompt(), [], members=9, k=5)
    return a_round(
        network,
        state=RoundState.CLOSED,
        occurrence=at.date(),
        due_at=at,
        closed_at=at,
        figures=snapshot,
    )


def test_a_reply_commits_once(town: Town) -> None:
    """A first one, and one that changes it, each with all that is to be sent because of it."""
    replies = acts.Writes(town.made).next(121, port=1)
    for request in (replies[0], replies[120]):
        [payload] = parse_qs(request.partition(b"\r\n\r\n")[2].decode())["payload"]
        said = town.statements(interactions.submission(json.loads(payload), ME))
        assert said.count("COMMIT") == 1
        assert len(said) <= 15


@pytest.fixture(params=[10, 40], ids=["few networks", "many networks"])
def reflected(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = connect("sqlite://")
    fill([engine], Reflecting(replies=36 * request.param, networks=request.param))
    yield engine
    engine.dispose()


def selects(engine: Engine, look: Callable[[SqlUnitOfWork], object]) -> int:
    """How many it takes, the second time."""
    said: list[str] = []
    with SqlUnitsOfWork(engine).reading() as uow:
        look(uow)
        uow._connection.connection.driver_connection.set_trace_callback(said.append)
        look(uow)
        uow._connection.connection.driver_connection.set_trace_callback(None)
    return sum(statement.startswith(("SELECT", "WITH")) for statement in said)


def whole(uow: SqlUnitOfWork) -> StructureSummary:
    return summaries.of_structure(uow, uow.organisations.get(ORGANISATION), Request(), at=LATER)


def one(uow: SqlUnitOfWork) -> NetworkSummary:
    return summaries.of_network(uow, uow.networks.get(NetworkId("n3")), EVER, at=LATER)


class TestASummary:
    def test_of_all_networks_takes_as_many_as_of_a_few(self, reflected: Engine) -> None:
        """Up to fifty are read together; a prompt of the library is read once."""
        assert selects(reflected, whole) <= 96

    def test_of_one_network_takes_few(self, reflected: Engine) -> None:
        """Whatever the number of networks beside it."""
        assert selects(reflected, one) <= 25
