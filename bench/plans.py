"""Networks with a schedule each, of which some fall due at one instant; written in bulk."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import Engine, insert

from bot.slack.interactions import PLATFORM
from core.model.ids import MemberId, NetworkId, OrganisationId, PersonId, WorkspaceId
from core.model.members import Member, MemberState
from core.model.networks import AnchorState, Network, NetworkState, NetworkType
from core.model.organisations import INFORMATION_VERSION, Organisation, Person, Workspace
from core.model.schedules import Schedule, Weekly
from core.services import prompts
from scheduler.calendar import WorkingDays
from storage import members as member_rows
from storage import migrations
from storage import networks as network_rows
from storage import people as people_rows
from storage import schedules as schedule_rows
from storage.rates import Lanes
from storage.rows import Kind
from storage.unit_of_work import SqlUnitsOfWork

_AT_A_TIME = 2_000
_ORGANISATION, _WORKSPACE = OrganisationId("bench"), WorkspaceId("bench")


def a_monday() -> datetime:
    """Nine o'clock on a working Monday that lies ahead, with another two weeks later."""
    zone, calendar = ZoneInfo("Europe/Copenhagen"), WorkingDays()
    day = datetime.now(zone).date() + timedelta(days=7)
    while day.weekday() or not calendar.is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(9), zone).astimezone(UTC)


def fill(engine: Engine, *, schedules: int, due: int, members: int, due_at: datetime) -> None:
    """Migrate an empty database and write so many. The networks of those that fall due have so many members."""
    migrations.upgrade(engine)
    with SqlUnitsOfWork(engine, lanes=Lanes.off()).writing() as uow:
        uow.organisations.save(Organisation(id=_ORGANISATION, name="Bænkebjerg", contact="dpo@bench.example"))
        uow.organisations.save_workspace(
            Workspace(id=_WORKSPACE, organisation_id=_ORGANISATION, platform=PLATFORM, external_id="T0BENCH01")
        )
        prompts.settle(uow, yaml.safe_load((files("content") / "prompts.yaml").read_text("utf-8")))
        uow.commit()
    for start in range(0, schedules, _AT_A_TIME):
        numbers = range(start, min(start + _AT_A_TIME, schedules))
        with engine.begin() as connection:
            for kind, rows in _rows(numbers, due, members, due_at):
                connection.execute(insert(kind.table), rows)


def _rows(
    numbers: Sequence[int], due: int, members: int, due_at: datetime
) -> Iterator[tuple[Kind, list[dict[str, object]]]]:
    people = [person for number in numbers for person in _people(number, members if number < due else 1)]
    networks = [_network(number, due_at) for number in numbers]
    joined = [_member(person, due_at) for person in people]
    falling = [_schedule(number, due_at if number < due else due_at + timedelta(days=7)) for number in numbers]
    yield people_rows.PEOPLE, [people_rows.PEOPLE.write(person) for person in people]
    yield network_rows.NETWORKS, [network_rows.NETWORKS.write(network) for network in networks]
    yield member_rows.MEMBERS, [member_rows.MEMBERS.write(member) for member in joined]
    yield schedule_rows.SCHEDULES, [schedule_rows.SCHEDULES.write(schedule) for schedule in falling]


def _people(network: int, count: int) -> list[Person]:
    return [
        Person(
            id=PersonId(f"p{network}-{number}"),
            organisation_id=_ORGANISATION,
            workspace_id=_WORKSPACE,
            account=f"U{network}N{number}",
            name=f"Nogen {number}",
            informed_version=INFORMATION_VERSION,
        )
        for number in range(count)
    ]


def _network(number: int, due_at: datetime) -> Network:
    return Network(
        id=NetworkId(f"n{number}"),
        organisation_id=_ORGANISATION,
        workspace_id=_WORKSPACE,
        name=f"Tidlig indsats {number}",
        purpose="Familier skal møde én indgang til kommunen, uanset hvor de banker på",
        leader_id=PersonId(f"p{number}-0"),
        created_at=due_at - timedelta(days=60),
        starts_on=(due_at - timedelta(days=60)).date(),
        ends_on=(due_at + timedelta(days=180)).date(),
        type=tuple(NetworkType)[number % len(NetworkType)],
        anchor_state=AnchorState.NONE,
        state=NetworkState.ACTIVE,
        conversation=f"C{number:07}",
        made_conversation=True,
    )


def _member(person: Person, due_at: datetime) -> Member:
    network, _, number = person.id[1:].partition("-")
    return Member(
        id=MemberId(f"m{network}-{number}"),
        network_id=NetworkId(f"n{network}"),
        person_id=person.id,
        state=MemberState.ACTIVE,
        invited_at=due_at - timedelta(days=50),
        joined_at=due_at - timedelta(days=49),
    )


def _schedule(number: int, due_at: datetime) -> Schedule:
    return Schedule(
        network_id=NetworkId(f"n{number}"),
        rule=Weekly(weekday=0, first=due_at.date(), every=2),
        at=time(9),
        zone="Europe/Copenhagen",
        next_occurrence=due_at.date(),
        next_due_at=due_at,
    )
