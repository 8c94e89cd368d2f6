"""Teams as one platform of several: what the wiring is given of it."""

from collections.abc import Iterator, Mapping
from functools import partial

from bot.access import TeamsAccess
from bot.crew import Crew
from bot.platforms import Door, Doors, Envelope, Platform, Seat
from bot.settings import Pace
from bot.teams import app, events, gaps
from bot.teams.acquaintance import Acquaintance
from bot.teams.activities import Unreadable
from bot.teams.client import TeamsClient
from bot.teams.directions import Directions
from bot.teams.directory import TeamsDirectory
from bot.teams.gate import WARM_SECONDS, Gate, Keeper
from bot.teams.graph import Graph
from bot.teams.installation import PLATFORM, Installation, installed
from bot.teams.messenger import TeamsMessenger
from bot.teams.playground import OpenGate
from core.model.deliveries import Address, Effect
from core.ports import UnitsOfWork
from core.services.people import Profile
from handlers.routing import Interaction
from storage.rates import Lanes, Rate

_AT_THE_DOOR = 4.0
"""Seconds that a look-up may take while Teams waits for an answer."""

_CALLS = ("calls", Rate(42, burst=10))  # of 50 a second in a tenant, whatever is called
LANES = Lanes(
    conversation=Rate(1.7, burst=6),  # of 60 in half a minute, seven of them at once
    tiers=dict.fromkeys(set(Effect) - {Effect.PIN, Effect.HOME}, _CALLS),
)
"""At 85 % of what Microsoft publishes, as every lane: the rest is left to answers."""


def platform(access: TeamsAccess, pace: Pace, units_of_work: UnitsOfWork) -> Platform:
    """Teams, in every tenant that is let in."""
    me = installed(access)
    directions = Directions(units_of_work, me)
    client = TeamsClient(me, timeout=pace.timeout)
    graph = Graph(client)
    messenger = TeamsMessenger(client, directions, graph)
    gate: Keeper = OpenGate(me) if me.trusts_playground else Gate(me)

    def interaction(envelope: Envelope) -> Interaction | None:
        try:
            return events.interaction(envelope, me)
        except Unreadable:
            return None

    return Platform(
        name=PLATFORM,
        seats=tuple(_seat(me, client, directions, graph, tenant) for tenant in me.tenants),
        messenger=messenger,
        interaction=interaction,
        essence=events.essence,
        profile=_nobody,
        door=partial(_door, me, directions, messenger, gate, min(pace.timeout, _AT_THE_DOOR)),
        lanes=LANES,
        answers_in_place=True,
        tasks={"teams keys": (WARM_SECONDS, gate.warm)},
    )


def _nobody(envelope: Envelope) -> Profile | None:
    """No event tells of a person as such; who acts is looked up at the door."""
    return None


def _seat(me: Installation, client: TeamsClient, directions: Directions, graph: Graph, tenant: str) -> Seat:
    def read(card: Address, known: Mapping[str, str]) -> Iterator[Envelope]:
        return gaps.told(graph, directions, tenant, card, known, bot=me.name)

    return Seat(workspace=tenant, directory=TeamsDirectory(client, directions, tenant=tenant), read=read)


def _door(
    me: Installation,
    directions: Directions,
    messenger: TeamsMessenger,
    gate: Keeper,
    timeout: float,
    doors: Doors,
    crew: Crew,
) -> Door:
    client = TeamsClient(me, timeout=timeout)
    directories = {tenant: TeamsDirectory(client, directions, tenant=tenant) for tenant in me.tenants}
    known = Acquaintance(me, doors, directions, directories)
    door = app.Door(me, doors, crew, gate=gate, known=known, messenger=messenger)
    return Door(routes=door.routes(), close=gate.close)
