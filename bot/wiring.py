"""Builds the object graph: the only module that knows every name, and takes no decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot import engines, joining, travel
from bot import house as houses
from bot.clocks import MovableClock
from bot.house import House
from bot.slack import gaps
from bot.slack.app import Crew, Doors
from bot.slack.app import build as slack_app
from bot.slack.client import SlackClient
from bot.slack.directory import Identity, SlackDirectory
from bot.slack.http import routes as slack_routes
from bot.slack.installation import Installation
from bot.slack.interactions import PLATFORM
from bot.slack.messenger import SlackMessenger
from bot.slack.socket_mode import run_socket
from bot.web import health, trial_clock
from core.model.organisations import Workspace
from handlers import (
    conversations,
    deliveries,
    home,
    members,
    networks,
    people,
    replies,
    rounds,
    routing,
    schedules,
    summaries,
)
from handlers.dispatch import Dispatch
from scheduler.catching_up import CatchingUp
from scheduler.composing import Composer
from scheduler.deliveries import Dispatcher
from scheduler.engine import Engine
from scheduler.housekeeping import Housekeeping
from scheduler.inbox import InboxWorker
from scheduler.rounds import sweep
from storage.listening import Listener

HANDLERS = (home, networks, conversations, deliveries, members, people, schedules, rounds, replies, summaries)
"""Importing a handler's module names its routes; the list is here so that none is forgotten."""

DAY = 24 * 3600.0
HOUR = 3600.0
TEN_MINUTES = 600.0
MINUTE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A process put together and not yet started."""

    house: House
    engine: Engine
    dispatcher: Dispatcher
    inbox: InboxWorker[joining.Act, routing.Response]
    catching_up: CatchingUp[dict[str, Any]]
    app: Starlette
    listen: joining.Listen | None
    crew: Crew
    listener: Listener | None

    def start(self) -> None:
        self.engine.run()
        if self.listener is not None:
            self.listener.start()

    def stop(self, grace: float) -> None:
        """Take nothing new, finish what is under way within `grace` seconds, hand the rest back."""
        if self.listener is not None:
            self.listener.stop()
        self.dispatcher.stop()
        self.inbox.stop()
        self.catching_up.stop()
        self.engine.stop(grace)
        self.crew.close()


def build(house: House, identity: Identity) -> Bot:
    """The bot for the workspace that the token belongs to."""
    installation, client = _installed(house, identity)
    workspace = houses.settle(house, platform=PLATFORM, workspace=identity.team).workspace
    engine = engines.chosen(house.settings)
    directory = SlackDirectory(client, team=identity.team)
    dispatch = Dispatch(
        units_of_work=house.units_of_work,
        calendar=house.calendar,
        now=house.clock.now,
        committed=lambda: engine.nudge("deliveries"),
        met_stranger=lambda: engine.nudge("people"),
    )
    entrance = joining.Entrance(house=house, workspace=workspace, me=installation, directory=directory, engine=engine)
    inbox = _inbox(entrance, dispatch)
    dispatcher = _dispatcher(house, SlackMessenger(client, bot_user=identity.bot_user))
    catching_up = _catching_up(entrance, client)
    _ring(engine, house, dispatcher, inbox, entrance)
    engine.every("gaps", TEN_MINUTES, catching_up.catch_up)
    crew = Crew()
    doors = Doors(dispatch=dispatch.run, receive=entrance.receive, is_ours=entrance.is_ours, on_bug=entrance.on_bug)
    app = slack_app(installation, doors=doors, crew=crew)
    return Bot(
        house=house,
        engine=engine,
        dispatcher=dispatcher,
        inbox=inbox,
        catching_up=catching_up,
        app=Starlette(routes=[*slack_routes(app), *_web(house, workspace, dispatcher)]),
        listen=(lambda: run_socket(app, installation.app_token, api_url=installation.api_url))
        if installation.app_token
        else None,
        crew=crew,
        listener=_listener(house, engine),
    )


def slack_client(house: House) -> SlackClient:
    """A client with the token of the settings."""
    access = house.settings.slack
    if access is None:
        raise ValueError("no platform is set")
    return SlackClient(access.bot_token, api_url=access.api_url, timeout=house.settings.pace.timeout)


def _installed(house: House, identity: Identity) -> tuple[Installation, SlackClient]:
    access = house.settings.slack
    if access is None:
        raise ValueError("no platform is set")
    installation = Installation(
        signing_secret=access.signing_secret,
        bot_token=access.bot_token,
        team=identity.team,
        bot_user=identity.bot_user,
        enterprise=identity.enterprise,
        app_token=access.app_token,
        api_url=access.api_url,
    )
    return installation, slack_client(house)


def _inbox(entrance: joining.Entrance, dispatch: Dispatch) -> InboxWorker[joining.Act, routing.Response]:
    return InboxWorker(
        units_of_work=entrance.house.units_of_work,
        parse=entrance.parse,
        run=entrance.carrying(dispatch),
        answer=entrance.answer,
        now=entrance.house.clock.now,
    )


def _dispatcher(house: House, messenger: SlackMessenger) -> Dispatcher:
    return Dispatcher(
        units_of_work=house.units_of_work,
        messengers={PLATFORM: messenger},
        composer=Composer(units_of_work=house.units_of_work, now=house.clock.now),
        calendar=house.calendar,
        now=house.clock.now,
        rules=houses.rules(house.settings.pace),
        senders=house.settings.pace.senders,
    )


def _catching_up(entrance: joining.Entrance, client: SlackClient) -> CatchingUp[dict[str, Any]]:
    return CatchingUp(
        units_of_work=entrance.house.units_of_work,
        workspace_id=entrance.workspace.id,
        read=partial(gaps.told, client, entrance.me.team),
        keep=entrance.keep,
    )


def _listener(house: House, engine: Engine) -> Listener | None:
    """What other processes write wakes this one. On SQLite there are none; Procrastinate wakes its workers itself."""
    if not house.settings.postgresql_url or house.settings.engine != "apscheduler":
        return None
    return Listener(house.database, ("deliveries", "inbox"), engine.nudge)


def _ring(
    engine: Engine,
    house: House,
    dispatcher: Dispatcher,
    inbox: InboxWorker[joining.Act, routing.Response],
    entrance: joining.Entrance,
) -> None:
    def swept() -> None:
        if sweep(house.units_of_work, house.calendar, house.clock.now()):
            engine.nudge("deliveries")

    def worked_off() -> None:
        if inbox.work():
            engine.nudge("deliveries")

    tick = house.settings.pace.tick
    tidy = Housekeeping(units_of_work=house.units_of_work, clocks=(house.clock.now, house.wire_now)).tidy
    engine.every("sweep", tick, swept)
    engine.every("deliveries", tick, dispatcher.dispatch)
    engine.every("reconcile", tick, dispatcher.reconcile)
    engine.every("inbox", tick, worked_off)
    engine.every("keep up", MINUTE, house.keep_up, everywhere=True)
    engine.every("housekeeping", HOUR, tidy)
    engine.every("people", DAY, entrance.learn_everyone)


def _web(house: House, workspace: Workspace, dispatcher: Dispatcher) -> list[BaseRoute]:
    def figures() -> Mapping[str, object]:
        with house.units_of_work.reading() as uow:
            return health.of_work(uow, now=house.clock.now())

    routes: list[BaseRoute] = [health.route(figures)]
    if isinstance(house.clock, MovableClock):
        routes.append(trial_clock.route(travel.through(house, house.clock, dispatcher)))
    return routes


def running(house: House) -> House:
    """The house as the running bot has it: what is left to be sent is sent."""
    return replace(house, is_running=True)
