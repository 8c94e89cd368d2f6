"""A ledger full of messages to many conversations in many workspaces, and how fast the lanes let them out at best."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import Engine, Table, func, insert, select, text
from sqlalchemy.orm import DeclarativeBase

from bot.slack.interactions import PLATFORM
from core.model.deliveries import Content, Delivery, DeliveryState, Effect, Urgency
from core.model.ids import OrganisationId, PersonId, WorkspaceId
from core.model.organisations import INFORMATION_VERSION, Organisation, Person, Workspace
from locales.words import Plain, Strong
from storage import migrations
from storage.deliveries import DELIVERIES
from storage.engine import begin, for_writing
from storage.rates import Lanes, Rate
from storage.schema_outside import DeliveryRow
from storage.unit_of_work import SqlUnitsOfWork
from views.codec import encode
from views.elements import Actions, Button, Heading, Note, Text, View

FILL = 0.85
"""How much of a platform's limits our lanes are set to use."""

_ORGANISATION = OrganisationId("bench")
_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """`direct`: the share that goes to one person each; `threaded`: the share that goes into a thread."""

    deliveries: int
    workspaces: int = 100
    conversations: int = 10
    direct: float = 0.1
    threaded: float = 0.1
    seed: int = 1


def lanes() -> Lanes:
    """Ours at the fill of the stand-in's limits: one message a second in a conversation, five in a workspace."""
    posts = ("post", Rate(5 * FILL, burst=8))
    return Lanes(conversation=Rate(FILL), tiers={Effect.POST: posts, Effect.DIRECT: posts})


def fill(engine: Engine, town: Town) -> list[Delivery]:
    """Migrate an empty database and write everything that is to be sent, all of it due."""
    migrations.upgrade(engine)
    with SqlUnitsOfWork(engine, lanes=Lanes.off()).writing() as uow:
        uow.organisations.save(Organisation(id=_ORGANISATION, name="Bænkebjerg", contact="dpo@bench.example"))
        for workspace in _workspaces(town):
            uow.organisations.save_workspace(workspace)
            for person in _people(town, workspace):
                uow.people.save(person)
        uow.commit()
    made = _deliveries(town)
    table = table_of(DeliveryRow)
    with engine.begin() as connection:
        for start in range(0, len(made), _AT_A_TIME):
            rows = [DELIVERIES.write(delivery) for delivery in made[start : start + _AT_A_TIME]]
            connection.execute(insert(table), rows)
        connection.execute(text("ANALYZE deliveries"))  # as the server does by itself, a minute later
    return made


def bound(made: Sequence[Delivery], lanes: Lanes) -> float:
    """Seconds that these need at least if every lane is used to the full from the first moment on."""
    counts: Counter[str] = Counter()
    rates: dict[str, Rate] = {}
    for delivery in made:
        for key, rate in lanes.of(delivery, delivery.conversation).items():
            if rate:
                counts[key] += 1
                rates[key] = rate
    waits = [(count - rates[key].burst) * rates[key].interval for key, count in counts.items()]
    return max(waits, default=timedelta()).total_seconds()


def states(engine: Engine) -> Mapping[str, int]:
    """How many deliveries are in each state."""
    with SqlUnitsOfWork(engine).reading() as uow:
        return {state.value: count for state, count in uow.ledger.counts().items() if count}


def waits(engine: Engine) -> bool:
    """Whether any delivery has not come to rest.

    Asked in one statement: one state after the other would miss what goes from the last back to the first meanwhile.
    """
    connection = begin(for_writing(engine), writes=False)  # who was stopped may hold a file's lock for long
    try:
        return connection.execute(_WAITING).first() is not None
    finally:
        connection.close()


def ended(engine: Engine) -> float:
    """When the last delivery came to rest, in seconds since 1970."""
    with engine.connect() as connection:
        last: datetime = connection.execute(select(func.max(DeliveryRow.settled_at))).scalar_one()
    return last.timestamp()


def table_of(row: type[DeclarativeBase]) -> Table:
    assert isinstance(row.__table__, Table)
    return row.__table__


_UNDER_WAY = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)
_WAITING = select(DeliveryRow.id).where(DeliveryRow.state.in_([state.value for state in _UNDER_WAY])).limit(1)


def _workspaces(town: Town) -> list[Workspace]:
    return [
        Workspace(
            id=WorkspaceId(f"w{number:03}"),
            organisation_id=_ORGANISATION,
            platform=PLATFORM,
            external_id=f"{number:03}",
        )
        for number in range(town.workspaces)
    ]


def _people(town: Town, workspace: Workspace) -> list[Person]:
    return [
        Person(
            id=PersonId(f"{workspace.id}-{number:02}"),
            organisation_id=_ORGANISATION,
            workspace_id=workspace.id,
            account=f"U{workspace.external_id}X{number:02}",
            name=f"Nogen {number}",
            informed_version=INFORMATION_VERSION,
        )
        for number in range(town.conversations)
    ]


def _deliveries(town: Town) -> list[Delivery]:
    draw, now = Random(town.seed), datetime.now(UTC) - timedelta(minutes=1)
    payload = encode(_card())
    roots: dict[str, str] = {}
    made: list[Delivery] = []
    places = [(workspace, place) for workspace in range(town.workspaces) for place in range(town.conversations)]
    draw.shuffle(places)  # the rounds of many municipalities that are due at one minute open in no order of theirs
    for number in range(town.deliveries):
        workspace, place = places[number % len(places)]
        channel, key, kind = f"C{workspace:03}X{place:02}", f"bench:{number:06}:{draw.randrange(10**6)}", draw.random()
        is_direct = kind < town.direct
        is_threaded = not is_direct and kind < town.direct + town.threaded
        thread_key = roots.get(channel) if is_threaded else None
        if not is_direct and thread_key is None:
            roots[channel] = key
        made.append(
            Delivery(
                key=key,
                effect=Effect.DIRECT if is_direct else Effect.POST,
                content=Content.ANSWER,
                organisation_id=_ORGANISATION,
                workspace_id=WorkspaceId(f"w{workspace:03}"),
                person_id=PersonId(f"w{workspace:03}-{place:02}") if is_direct else None,
                conversation=None if is_direct else channel,
                thread_key=thread_key,
                payload=payload,
                urgency=Urgency.PROMPT,
                due_at=now,
            )
        )
    return made


def _card() -> View:
    """About as much as a round asks."""
    asked = "Hvad har I opnået siden sidst, og hvem har I fået med? Skriv kort, så alle kan følge med. "
    body = (Heading("Hvordan går det?"), Text((Strong("1. "), Plain(asked * 2))), Text((Plain(asked),)))
    button = Actions((Button(label="Svar", route="rounds.answer", value="bench"),))
    return View(summary="Hvordan går det?", elements=(*body, Note((Plain("Svar senest fredag"),)), button))
