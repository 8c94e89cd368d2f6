"""Where the adapter is tried: a local tenant over real HTTP, with the bot's door beside it."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot.access import GraphUse
from bot.crew import Crew
from bot.platforms import Doors
from bot.settings import TeamsAccess
from bot.teams.acquaintance import Acquaintance
from bot.teams.app import Door
from bot.teams.client import TeamsClient
from bot.teams.directions import Directions
from bot.teams.directory import TeamsDirectory
from bot.teams.gate import Gate
from bot.teams.graph import Graph
from bot.teams.installation import PLATFORM, Installation, installed
from bot.teams.manifest import manifest
from bot.teams.messenger import TeamsMessenger
from core.services import organisations
from core.services.people import Profile
from handlers.routing import Done, Interaction, Response
from locales.words import Plain
from sandbox.serve import Running, running
from sandbox.settings import Patience, TeamsSettings
from sandbox.teams.driver import TeamsDriver
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW
from views.elements import Text, View

APP, PASSWORD = "11111111-2222-4333-8444-555555555555", "a-client-secret"
METTE, ANDERS, JONAS = "U0METTE01", "U0ANDERS1", "U0JONAS01"
READS_THREADS = "ChannelMessage.Read.Group"
QUICK = Patience(answer=3.0, event_retries=(0.1, 0.3, 1.0), snapshot=0.05)
EVERYTHING = ("channels", "members", "guests")


def saying(text: str) -> View:
    return View(summary=text, elements=(Text((Plain(text),)),))


@dataclass
class Handlers:
    """Handlers of a test: by route (a command's is its text), noted as they are called."""

    answers: dict[str, Response | Exception] = field(default_factory=dict)
    done: list[Interaction] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    met: dict[str, Profile] = field(default_factory=dict)
    prompts: set[str] = field(default_factory=set)
    said: list[View] = field(default_factory=list)
    refusing: int = 0

    def dispatch(self, interaction: Interaction) -> Response:
        self.done.append(interaction)
        answer = self.answers.get(interaction.route, Done())
        if isinstance(answer, Exception):
            raise answer
        return answer

    def receive(self, key: str, payload: str) -> bool:
        if self.refusing:
            self.refusing -= 1
            raise RuntimeError("the database is away")
        is_new = key not in self.told
        self.told[key] = payload
        return is_new

    def is_ours(self, told: Interaction) -> bool:
        return told.route != "messages.posted" or told.thread in self.prompts

    def doors(self) -> Doors:
        return Doors(
            dispatch=self.dispatch,
            receive=self.receive,
            is_ours=self.is_ours,
            on_bug=lambda interaction, reference: saying(f"Noget gik galt ({reference})"),
            say=lambda interaction, view: self.said.append(view),
            is_known=lambda tenant, account: account in self.met,
            learn=lambda tenant, profiles: self.met.update((one.account, one) for one in profiles),
        )

    def forget(self) -> None:
        for noted in (self.done, self.told, self.met, self.said):
            noted.clear()

    def last(self, route: str) -> Interaction:
        return next(one for one in reversed(self.done) if one.route == route)


@dataclass
class Place:
    """A tenant, the app's own client in it, and the handlers behind its door."""

    tenant: Running
    driver: TeamsDriver
    me: Installation
    client: TeamsClient
    directions: Directions
    messenger: TeamsMessenger
    handlers: Handlers
    stop: Callable[[], None] = field(default=lambda: None, kw_only=True)
    names: dict[str, Any]

    @property
    def workspace(self) -> str:
        return str(self.names["tenant"])

    def account(self, person: str) -> str:
        return self.driver.object_id(person)

    def channel(self, name: str) -> str:
        """The id of one that is there."""
        rooms = self.tenant.platform.workspace.channels.values()
        return next(one.id for one in rooms if one.name == name)

    def directory(self) -> TeamsDirectory:
        return TeamsDirectory(self.client, self.directions, tenant=self.workspace)

    def introduce(self) -> None:
        """What the activities of an installation would have told."""
        names = self.names
        self.directions.note_team(self.workspace, names["team"], {"group": names["group"], "name": "Teamet"})
        for room in self.tenant.platform.workspace.channels.values():
            if room.kind != "im":
                self.directions.note_place(self.workspace, room.id, {"team": names["team"]})
        for person, ids in names["people"].items():
            self.directions.note_person(self.workspace, self.account(person), {"user": ids["account_id"]})


def until(holds: Callable[[], object], seconds: float = 5) -> Any:
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
    return found


def the_manifest(*, reads: bool = True) -> dict[str, Any]:
    made = manifest(app=APP, organisation="Aaby Kommune", website="https://aaby.example", makes_channels=True)
    if not reads:
        asked = made["authorization"]["permissions"]["resourceSpecific"]
        asked[:] = [one for one in asked if one["name"] != READS_THREADS]
    return made


@contextmanager
def a_tenant(
    uows: SqlUnitsOfWork,
    bot_url: str = "http://127.0.0.1:9/",
    *,
    reads: bool = True,
    graph: frozenset[GraphUse] = frozenset(GraphUse),
    timeout: float = 1.0,
) -> Iterator[Place]:
    """A tenant with the bot's own manifest; nobody answers unless the test does. `reads`: the team's owner agrees."""
    told = TeamsSettings(
        the_manifest(reads=reads), bot_url, app_id=APP, password=PASSWORD, graph=EVERYTHING, patience=QUICK
    )
    with running(told) as tenant, TeamsDriver(tenant.url) as driver:
        names = driver.teams()
        home = str(names["tenant"])
        access = TeamsAccess(
            app_id=APP, password=PASSWORD, tenant=home, tenants=(home,), graph=graph, local_url=tenant.url
        )
        with uows.writing() as uow:
            contact = "dpo@aaby.example"
            organisations.settle(uow, platform=PLATFORM, workspace=home, name="Aaby", contact=contact, at=NOW)
            uow.commit()
        me = installed(access)
        directions = Directions(uows, me)
        with closing(TeamsClient(me, timeout=timeout)) as client:
            messenger = TeamsMessenger(client, directions, Graph(client))
            yield Place(tenant, driver, me, client, directions, messenger, Handlers(), names)


@contextmanager
def over_http(uows: SqlUnitsOfWork, **how: Any) -> Iterator[Place]:
    """The bot's door, knocked at by the tenant."""
    with socket.socket() as listener, closing(Crew(4, 4)) as crew:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api/messages"
        with a_tenant(uows, url, **how) as place, closing(Gate(place.me)) as gate:
            place.introduce()
            place.stop = crew.close
            doors = place.handlers.doors()
            known = Acquaintance(place.me, doors, place.directions, {place.workspace: place.directory()})
            door = Door(place.me, doors, crew, gate=gate, known=known, messenger=place.messenger)
            with _serving(Starlette(routes=door.routes()), listener):
                until(lambda: place.handlers.told)  # that the bot is in the team: a tenant tells it by itself
                place.handlers.forget()
                yield place


@contextmanager
def _serving(app: Starlette, listener: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True)
    thread.start()
    until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(5)
