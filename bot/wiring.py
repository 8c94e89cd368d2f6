"""Builds the object graph: the only module that knows every name, and takes no decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.applications import Starlette
from starlette.routing import BaseRoute

import handlers.everything  # noqa: F401  importing them names their routes
from bot import engines, joining, reading, travel
from bot import house as houses
from bot.clocks import MovableClock
from bot.crew import Crew
from bot.house import House
from bot.joining import Entrance, Entrances
from bot.mail.platform import platform as mail
from bot.platforms import Door, Doors, Envelope, Listen, Platform
from bot.slack.client import SlackClient
from bot.slack.directory import Identity
from bot.slack.platform import client_of
from bot.slack.platform import platform as slack
from bot.web import files, health, trial_clock, trial_mails
from bot.web.files import FileDoor
from handlers import routing
from handlers.dispatch import Dispatch
from scheduler.catching_up import CatchingUp
from scheduler.composing import Composer
from scheduler.deliveries import Dispatcher
from scheduler.engine import Engine
from scheduler.housekeeping import Housekeeping
from scheduler.inbox import InboxWorker
from scheduler.outlining import Outlining
from scheduler.rounds import sweep
from storage.listening import Listener

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
    catching_up: Sequence[CatchingUp[Envelope]]
    app: Starlette
    listeners: Sequence[Listen]
    doors: Sequence[Door]
    crews: Sequence[Crew]
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
        for catching_up in self.catching_up:
            catching_up.stop()
        self.engine.stop(grace)
        for door in self.doors:
            door.close()
        for crew in self.crews:
            crew.close()


def build(house: House, identity: Identity | None = None) -> Bot:
    """The bot for all platforms that are set. `identity`: whose token Slack's is, if Slack is one of them."""
    platforms = list(_platforms(house, identity))
    engine = engines.chosen(house.settings)
    suggester = reading.suggester(house)
    dispatch = Dispatch(
        units_of_work=house.units_of_work,
        calendar=house.calendar,
        now=house.clock.now,
        committed=lambda: engine.nudge("deliveries"),
        met_stranger=lambda: engine.nudge("people"),
        lacks=house.settings.mail_lacks,
        file_door=FileDoor(house.settings.links) if house.settings.links else None,
        files_lack=house.settings.links_lack,
        suggester=suggester,
        model=house.settings.model.name if house.settings.model else "",
    )
    entrances = Entrances({each.name: _entrance(house, each, engine) for each in platforms}, dispatch, house)
    inbox = _inbox(house, entrances)
    dispatcher = _dispatcher(house, platforms)
    _ring(engine, house, dispatcher, inbox)
    engine.every("people", DAY, entrances.learn_everyone)
    reading.ring(engine, house, suggester)
    catching_up = [each for entrance in entrances.by_platform.values() for each in _catching_up(entrance, engine)]
    _ring_gaps(engine, platforms)
    crews, fetchers = [Crew() for _ in platforms], Crew()
    doors = [_door(each, dispatch, crew) for each, crew in zip(entrances.by_platform.values(), crews, strict=True)]
    return Bot(
        house=house,
        engine=engine,
        dispatcher=dispatcher,
        inbox=inbox,
        catching_up=catching_up,
        app=Starlette(routes=[*(route for door in doors for route in door.routes), *_web(house, dispatcher, fetchers)]),
        listeners=[door.listen for door in doors if door.listen],
        doors=doors,
        crews=[*crews, fetchers],
        listener=_listener(house, engine),
    )


def _ring_gaps(engine: Engine, platforms: Sequence[Platform]) -> None:
    def ring() -> None:
        for each in platforms:
            engine.nudge(_gaps(each))

    engine.every("gaps", TEN_MINUTES, ring)


def _gaps(platform: Platform) -> str:
    return f"gaps.{platform.name}"


def slack_client(house: House) -> SlackClient:
    """A client with the token of the settings."""
    access = house.settings.slack
    if access is None:
        raise ValueError("Slack is not set")
    return client_of(access, house.settings.pace)


def _platforms(house: House, identity: Identity | None) -> Iterator[Platform]:
    settings = house.settings
    if settings.slack is not None and identity is not None:
        yield slack(settings.slack, settings.pace, identity)
    if settings.teams is not None:
        from bot.teams.platform import platform as teams  # an optional library, large and slow to import

        yield teams(settings.teams, settings.pace, house.units_of_work)
    if settings.mail is not None:
        yield mail(
            settings.mail,
            settings.pace,
            house.units_of_work,
            organisation=settings.organisation,
            now=house.clock.now,
        )


def _entrance(house: House, platform: Platform, engine: Engine) -> Entrance:
    workspaces = {
        seat.workspace: houses.settle(house, platform=platform.name, workspace=seat.workspace).workspace
        for seat in platform.seats
    }
    if platform.lanes is not None:
        own = houses.lanes(house.settings.pace, platform.lanes)
        house.units_of_work.lanes.others.update((workspace.id, own) for workspace in workspaces.values())
    return Entrance(house=house, platform=platform, workspaces=workspaces, engine=engine)


def _door(entrance: Entrance, dispatch: Dispatch, crew: Crew) -> Door:
    doors = Doors(
        dispatch=dispatch.run,
        receive=entrance.receive,
        is_ours=entrance.is_ours,
        on_bug=entrance.on_bug,
        say=entrance.say,
        is_known=entrance.is_known,
        learn=entrance.learn,
        is_kept_up=entrance.is_kept_up,
        heard=entrance.heard,
        look_around=entrance.look_around,
    )
    return entrance.platform.door(doors, crew)


def _inbox(house: House, entrances: Entrances) -> InboxWorker[joining.Act, routing.Response]:
    return InboxWorker(
        units_of_work=house.units_of_work,
        parse=entrances.parse,
        run=entrances.carry_out,
        answer=entrances.answer,
        now=house.clock.now,
        platforms=tuple(entrances.by_platform),
    )


def _dispatcher(house: House, platforms: Sequence[Platform]) -> Dispatcher:
    return Dispatcher(
        units_of_work=house.units_of_work,
        messengers={each.name: each.messenger for each in platforms},
        composer=Composer(
            units_of_work=house.units_of_work,
            now=house.clock.now,
            can_archive=frozenset(each.name for each in platforms if each.archives).__contains__,
        ),
        calendar=house.calendar,
        now=house.clock.now,
        rules=houses.rules(house.settings.pace),
        senders=house.settings.pace.senders,
    )


def _catching_up(entrance: Entrance, engine: Engine) -> Iterator[CatchingUp[Envelope]]:
    """One for each workspace, rung by platform: one that is told to wait keeps no other back."""
    platform = entrance.platform
    found = [
        CatchingUp(
            units_of_work=entrance.house.units_of_work,
            workspace_id=entrance.workspaces[seat.workspace].id,
            read=seat.read,
            keep=entrance.keep,
        )
        for seat in platform.seats
    ]
    engine.every(_gaps(platform), DAY, lambda: [each.catch_up() for each in found])
    for name, (seconds, task) in platform.tasks.items():
        engine.every(name, seconds, task, everywhere=True)
    yield from found


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
    engine.every("outlines", TEN_MINUTES, Outlining(units_of_work=house.units_of_work, wire_now=house.wire_now).work)


def _web(house: House, dispatcher: Dispatcher, crew: Crew) -> list[BaseRoute]:
    def figures() -> Mapping[str, object]:
        with house.units_of_work.reading() as uow:
            return health.of_work(uow, now=house.clock.now())

    routes: list[BaseRoute] = [health.route(figures)]
    if house.settings.links is not None:
        routes += files.routes(house.units_of_work, crew, now=house.clock.now)
    if isinstance(house.clock, MovableClock):
        routes.append(trial_clock.route(travel.through(house, house.clock, dispatcher)))
        if house.settings.mail is not None and house.settings.mail.folder is not None:
            routes.append(trial_mails.route(house.settings.mail.folder))
    return routes


def running(house: House) -> House:
    """The house as the running bot has it: what is left to be sent is sent."""
    return replace(house, is_running=True)
