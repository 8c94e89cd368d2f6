"""Somebody, something: values of the model as tests need them, each with one sensible default, all overridable.

Nothing here is saved but by `a_municipality`, and by `saved`.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from core.model.calls import Call
from core.model.deliveries import Content, Delivery, Effect
from core.model.ids import (
    CallId,
    InquiryId,
    MemberId,
    NetworkId,
    OrganisationId,
    OutcomeId,
    PersonId,
    ReplyId,
    RoundId,
    UnitId,
    WorkspaceId,
    new_id,
)
from core.model.inquiries import Inquiry
from core.model.members import Member, MemberState
from core.model.networks import AnchorState, Network, NetworkState, NetworkType, Phase
from core.model.organisations import INFORMATION_VERSION, Belonging, Organisation, Person, Unit, UnitKind, Workspace
from core.model.outcomes import Details, Growth, Kind, Novelty, Record, Source, Stage
from core.model.prompts import Audience, Option, Prompt, Question, QuestionKind
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.rounds import Round, RoundState
from core.model.schedules import Schedule, Weekly
from core.ports import UnitOfWork

NOW = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Albertslund."""
TODAY = NOW.date()

PLATFORM = "slack"
TEAM = "T0ALBERT"
ORGANISATION = OrganisationId("albertslund")
WORKSPACE = WorkspaceId("albertslund-slack")
CARE = UnitId("sundhed-og-omsorg")
SCHOOLS = UnitId("skoler-og-uddannelse")
CITY = UnitId("by-og-miljoe")

_numbers = count(1)
_NAMES = (
    *("Anne Holm", "Bo Kjær", "Camilla Sørensen", "Dorte Åkjær", "Erik Møller", "Fatima Yilmaz", "Gitte Lund"),
    *("Hans Østergaard", "Ida Bæk", "Jonas Friis", "Karen Thygesen", "Lars Dam", "Mette Brandt", "Niels Ravn"),
)


def an_organisation(**changes: Any) -> Organisation:
    return replace(
        Organisation(id=ORGANISATION, name="Albertslund Kommune", contact="netvaerk@albertslund.example"),
        **changes,
    )


def a_unit(**changes: Any) -> Unit:
    return replace(
        Unit(id=UnitId(new_id()), organisation_id=ORGANISATION, name="Kultur og fritid", kind=UnitKind.DEPARTMENT),
        **changes,
    )


def a_workspace(**changes: Any) -> Workspace:
    return replace(
        Workspace(id=WORKSPACE, organisation_id=ORGANISATION, platform=PLATFORM, external_id=TEAM),
        **changes,
    )


def a_person(**changes: Any) -> Person:
    """An employee who has read the information text, with an account of their own."""
    number = next(_numbers)
    return replace(
        Person(
            id=PersonId(new_id()),
            organisation_id=ORGANISATION,
            workspace_id=WORKSPACE,
            account=f"U{number:04}",
            name=_NAMES[number % len(_NAMES)],
            informed_version=INFORMATION_VERSION,
        ),
        **changes,
    )


def a_network(leader: Person | None = None, **changes: Any) -> Network:
    """One that is under way: it has a type, an anchor's place, a unit, an end and a conversation of its own."""
    number = next(_numbers)
    network = Network(
        id=NetworkId(new_id()),
        organisation_id=ORGANISATION,
        workspace_id=WORKSPACE,
        name=f"Unge på vej {number}",
        purpose="Flere unge skal finde vej til et fritidsjob",
        leader_id=leader.id if leader else PersonId(new_id()),
        created_at=NOW - timedelta(days=60),
        starts_on=TODAY - timedelta(days=60),
        ends_on=TODAY + timedelta(days=120),
        type=NetworkType.WELFARE,
        why="Ingen afdeling har hele opgaven",
        unit_ids=(CARE, SCHOOLS),
        anchor_state=AnchorState.NONE,
        state=NetworkState.ACTIVE,
        conversation=f"C{number:04}",
        made_conversation=True,
    )
    return replace(network, **changes)


def a_member(network: Network, person: Person, **changes: Any) -> Member:
    """One who has joined."""
    return replace(
        Member(
            id=MemberId(new_id()),
            network_id=network.id,
            person_id=person.id,
            state=MemberState.ACTIVE,
            invited_at=NOW - timedelta(days=50),
            invited_by=network.leader_id,
            joined_at=NOW - timedelta(days=49),
        ),
        **changes,
    )


def a_schedule(network: Network, **changes: Any) -> Schedule:
    """Every other Monday at nine, next today."""
    return replace(
        Schedule(
            network_id=network.id,
            rule=Weekly(weekday=0, first=TODAY, every=2),
            at=time(9),
            zone="Europe/Copenhagen",
            next_occurrence=TODAY,
            next_due_at=NOW,
        ),
        **changes,
    )


def a_question(kind: QuestionKind = QuestionKind.OPEN, **changes: Any) -> Question:
    texts = {"da": "Hvad har I opnået siden sidst?", "en": "What have you achieved since last time?"}
    ends = {"1": {"da": "slet ikke", "en": "not at all"}, "5": {"da": "i høj grad", "en": "very much"}}
    options = (
        Option(id="tid", texts={"da": "Tid", "en": "Time"}),
        Option(id="ledelse", texts={"da": "Ledelsens opbakning", "en": "Support from management"}),
        Option(id="intet", texts={"da": "Intet af det", "en": "None of these"}, exclusive=True),
    )
    question = Question(dimension="fremdrift", kind=kind, texts=texts)
    match kind:
        case QuestionKind.SCALE:
            question = replace(question, scale="grad", ends=ends)
        case QuestionKind.CHOICE:
            question = replace(question, choices="drivkraefter", options=options, most=2)
    return replace(question, **changes)


def a_prompt(**changes: Any) -> Prompt:
    """Three questions, one of each kind."""
    return replace(
        Prompt(
            id="fremdrift",
            version=1,
            phase=Phase.UNDERWAY,
            type=None,
            title={"da": "Hvordan går det?", "en": "How is it going?"},
            questions=tuple(a_question(kind) for kind in (QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.OPEN)),
        ),
        **changes,
    )


def a_round(network: Network, **changes: Any) -> Round:
    """One that opened today and is open for a week."""
    return replace(
        Round(
            id=RoundId(new_id()),
            network_id=network.id,
            occurrence=TODAY,
            state=RoundState.OPEN,
            due_at=NOW,
            prompt_id="fremdrift",
            prompt_version=1,
            opened_at=NOW,
            remind_at=NOW + timedelta(days=2),
            closes_at=NOW + timedelta(days=7),
        ),
        **changes,
    )


def a_reply(round: Round, person: Person, **changes: Any) -> Reply:
    """One that is shared, with an answer to each question of `a_prompt`."""
    answers = (
        Answer(question=0, scale=4),
        Answer(question=1, choices=("tid",)),
        Answer(question=2, text="Vi har fået skolerne med"),
    )
    return replace(
        Reply(
            id=ReplyId(new_id()),
            round_id=round.id,
            person_id=person.id,
            visibility=ReplyVisibility.SHARED,
            answers=answers,
            submitted_at=NOW + timedelta(hours=1),
        ),
        **changes,
    )


def an_inquiry(network: Network, person: Person, **changes: Any) -> Inquiry:
    """A question to a leader, asked today and open for two weeks, with `a_prompt`."""
    return replace(
        Inquiry(
            id=InquiryId(new_id()),
            network_id=network.id,
            person_id=person.id,
            audience=Audience.LEADER,
            prompt_id="fremdrift",
            prompt_version=1,
            phase=Phase.UNDERWAY,
            asked_at=NOW,
            closes_at=NOW + timedelta(days=14),
        ),
        **changes,
    )


def some_details(kind: Kind = Kind.CHANGE, **changes: Any) -> Details:
    """All that a kind needs."""
    everything = Details(
        text="Visitationen og depotet holder fælles morgenmøde",
        unit_ids=(CARE,),
        contribution="Netværket fik dem til samme bord",
        source=Source.SEEN,
        novelty=Novelty.IMPROVES,
        stage=Stage.IDEA,
        growth=Growth.COLLABORATION,
    )
    return replace(everything.fitting(kind), **changes)


def a_record(network: Network, author: Person, kind: Kind = Kind.CHANGE, **changes: Any) -> Record:
    """A change that is recorded and waits to be confirmed, or another kind."""
    return replace(
        Record(
            id=OutcomeId(new_id()),
            network_id=network.id,
            kind=kind,
            author_id=author.id,
            created_at=NOW,
            details=some_details(kind),
        ),
        **changes,
    )


def a_call(network: Network, by: Person, **changes: Any) -> Call:
    """A call for help that was asked today and waits for an answer for a week."""
    return replace(
        Call(
            id=CallId(new_id()),
            network_id=network.id,
            by_id=by.id,
            asked_at=NOW,
            answer_by=TODAY + timedelta(days=7),
            text="Hvem kan sige noget om deling af oplysninger?",
        ),
        **changes,
    )


def a_delivery(**changes: Any) -> Delivery:
    """A message that is due now."""
    return replace(
        Delivery(
            key=f"test:{next(_numbers)}",
            effect=Effect.POST,
            content=Content.PROMPT,
            organisation_id=ORGANISATION,
            workspace_id=WORKSPACE,
            due_at=NOW,
            conversation="C0001",
        ),
        **changes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A small one: who is there, all saved. `guest` and `outsider` are in the workspace but not of the house."""

    organisation: Organisation
    workspace: Workspace
    units: tuple[Unit, ...]
    anne: Person  # leads things
    bo: Person
    camilla: Person
    dorte: Person  # a head of department: an anchor
    sekretariat: Person
    guest: Person
    outsider: Person
    people: tuple[Person, ...] = field(default=())


def a_municipality(uow: UnitOfWork) -> Municipality:
    """Albertslund with three units and seven people, saved."""
    organisation, workspace = an_organisation(), a_workspace()
    units = (
        a_unit(id=CARE, name="Sundhed og omsorg", kind=UnitKind.AREA),
        a_unit(id=SCHOOLS, name="Skoler og uddannelse", kind=UnitKind.AREA),
        a_unit(id=CITY, name="By og miljø", kind=UnitKind.DEPARTMENT),
    )
    uow.organisations.save(organisation)
    uow.organisations.save_workspace(workspace)
    for unit in units:
        uow.organisations.save_unit(unit)
    people = {
        "anne": a_person(account="U0ANNE", name="Anne Holm", unit_id=CARE),
        "bo": a_person(account="U0BO", name="Bo Kjær", unit_id=SCHOOLS),
        "camilla": a_person(account="U0CAMILLA", name="Camilla Sørensen", unit_id=CITY),
        "dorte": a_person(account="U0DORTE", name="Dorte Åkjær", unit_id=CARE),
        "sekretariat": a_person(account="U0SEKR", name="Søs Lindegaard", is_secretariat=True),
        "guest": a_person(account="U0GAEST", name="Gry fra boligforeningen", belonging=Belonging.GUEST),
        "outsider": a_person(account="U0UDE", name="Ulla fra Glostrup", belonging=Belonging.OUTSIDE),
    }
    for person in people.values():
        uow.people.save(person)
    return Municipality(
        organisation=organisation, workspace=workspace, units=units, people=tuple(people.values()), **people
    )


def a_day(year: int, month: int, day: int, hour: int = 7, minute: int = 0) -> datetime:
    """An instant in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def saved_network(uow: UnitOfWork, leader: Person, *members: Person, **changes: Any) -> Network:
    """A network with its members (the leader is one) and its schedule, saved."""
    network = a_network(leader, **changes)
    uow.networks.save(network)
    for person in (leader, *members):
        uow.members.save(a_member(network, person))
    uow.schedules.save(a_schedule(network))
    return network


def on(day: date) -> datetime:
    """Nine in the morning of a day, near enough."""
    return datetime.combine(day, time(7), UTC)
