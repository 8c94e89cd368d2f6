"""The data that is measured on: a municipality of 200 people in 20 networks, each with an open round.

Beside them is one network of 60 others who answer: a member has one first reply in each round, so for first replies to
last as long as the measuring, it has many rounds open at once, and what the 200 read stays what life is like.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import product
from random import Random

import yaml
from sqlalchemy import Engine

from bench.access import TEAM
from bot.slack.interactions import PLATFORM
from core.model.ids import MemberId, NetworkId, OrganisationId, PersonId, RoundId, WorkspaceId, new_id
from core.model.members import Member, MemberState
from core.model.networks import AnchorState, Network, NetworkState, NetworkType
from core.model.organisations import INFORMATION_VERSION, Organisation, Person, Workspace
from core.model.prompts import Prompt, QuestionKind
from core.model.rounds import Round, RoundState
from core.model.schedules import Schedule, Weekly
from core.ports import UnitOfWork
from core.services import prompts
from storage import migrations
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitsOfWork

PEOPLE, NETWORKS, MEMBERS, ANSWERING = 200, 20, 20, 60
NAME = "Bænkebjerg Kommune"

_FIRST = "Anne Bo Camilla Dorte Erik Fatima Gitte Hans Ida Jonas Karen Lars Mette Niels Oda Peter Rikke Søren Tove Ulla"
_LAST = "Holm Kjær Sørensen Åkjær Møller Yilmaz Lund Østergaard Bæk Friis Dam Ravn Thygesen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """`reading`: the accounts of the 200. `answering`: of the 60, who answer `prompt` in each round of `asked`."""

    reading: tuple[str, ...]
    answering: tuple[str, ...]
    asked: tuple[Round, ...]
    network: Network
    prompt: Prompt


def build(engine: Engine, *, rounds: int) -> Municipality:
    """Migrate an empty database and fill it. `rounds`: how many are open in the network of those who answer."""
    migrations.upgrade(engine)
    now, draw = datetime.now(UTC), Random(2026)
    with SqlUnitsOfWork(engine, lanes=Lanes.off()).writing() as uow:
        workspace = _workspace(uow)
        everybody = _people(uow, workspace)
        people, answering = everybody[:PEOPLE], everybody[PEOPLE:]
        prompts.settle(uow, yaml.safe_load((files("content") / "prompts.yaml").read_text("utf-8")))
        prompt = _with_three_kinds(uow.prompts.newest())
        for number in range(NETWORKS):
            network = _network(uow, workspace, number, draw.choice(people), now)
            _join(uow, network, draw.sample(people, MEMBERS), now)
            _ask(uow, network, prompt, now, days_ago=1)
        answered = _network(uow, workspace, NETWORKS, answering[0], now)
        _join(uow, answered, answering, now)
        asked = tuple(_ask(uow, answered, prompt, now, days_ago=1 + number) for number in range(rounds))
        uow.commit()
    return Municipality(
        reading=tuple(person.account for person in people),
        answering=tuple(person.account for person in answering),
        asked=asked,
        network=answered,
        prompt=prompt,
    )


def _workspace(uow: UnitOfWork) -> Workspace:
    organisation = Organisation(id=OrganisationId(new_id()), name=NAME, contact="dpo@bench.example")
    workspace = Workspace(
        id=WorkspaceId(new_id()), organisation_id=organisation.id, platform=PLATFORM, external_id=TEAM
    )
    uow.organisations.save(organisation)
    uow.organisations.save_workspace(workspace)
    return workspace


def _people(uow: UnitOfWork, workspace: Workspace) -> list[Person]:
    names = [f"{first} {last}" for last, first in product(_LAST.split(), _FIRST.split())]
    people = [
        Person(
            id=PersonId(new_id()),
            organisation_id=workspace.organisation_id,
            workspace_id=workspace.id,
            account=f"U{number:08}",
            name=name,
            informed_version=INFORMATION_VERSION,
        )
        for number, name in enumerate(names[: PEOPLE + ANSWERING])
    ]
    for person in people:
        uow.people.save(person)
    return people


def _with_three_kinds(library: Sequence[Prompt]) -> Prompt:
    """A prompt that asks for a point, a choice and a text: the longest form there is."""
    return next(prompt for prompt in library if {question.kind for question in prompt.questions} == set(QuestionKind))


def _network(uow: UnitOfWork, workspace: Workspace, number: int, leader: Person, now: datetime) -> Network:
    network = Network(
        id=NetworkId(new_id()),
        organisation_id=workspace.organisation_id,
        workspace_id=workspace.id,
        name=f"Tidlig indsats på tværs {number + 1}",
        purpose="Familier skal møde én indgang til kommunen, uanset hvor de banker på",
        leader_id=leader.id,
        created_at=now - timedelta(days=60),
        starts_on=(now - timedelta(days=60)).date(),
        ends_on=(now + timedelta(days=180)).date(),
        type=tuple(NetworkType)[number % len(NetworkType)],
        anchor_id=leader.id if number % 5 == 0 else None,
        anchor_state=AnchorState.ACCEPTED if number % 5 == 0 else AnchorState.NONE,
        state=NetworkState.ACTIVE,
        conversation=f"C0BENCH{number:02}",
        made_conversation=True,
    )
    uow.networks.save(network)
    uow.schedules.save(
        Schedule(
            network_id=network.id,
            rule=Weekly(weekday=0, first=date(2026, 1, 5), every=2),
            at=time(9),
            zone=network.zone,
            next_occurrence=(now + timedelta(days=9)).date(),
            next_due_at=now + timedelta(days=9),
        )
    )
    return network


def _join(uow: UnitOfWork, network: Network, people: Sequence[Person], now: datetime) -> None:
    for person in people:
        uow.members.save(
            Member(
                id=MemberId(new_id()),
                network_id=network.id,
                person_id=person.id,
                state=MemberState.ACTIVE,
                invited_at=now - timedelta(days=50),
                joined_at=now - timedelta(days=49),
            )
        )


def _ask(uow: UnitOfWork, network: Network, prompt: Prompt, now: datetime, *, days_ago: int) -> Round:
    due_at = now - timedelta(days=days_ago)
    asked = Round(
        id=RoundId(new_id()),
        network_id=network.id,
        occurrence=due_at.date(),
        state=RoundState.OPEN,
        due_at=due_at,
        prompt_id=prompt.id,
        prompt_version=prompt.version,
        opened_at=due_at,
        remind_at=now + timedelta(days=1),
        closes_at=now + timedelta(days=6),
    )
    uow.rounds.save(asked)
    return asked
