"""The secretariat's desk, put together: a dozen questions to what is stored, whatever the number of networks.

A summary reads every reply that may be read. A page that is drawn anew each time somebody opens it must not, so what
needs attention is read here from the newest published figures alone; the summary of a network has all of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.model import courses, desks, figures, goals, keys, readings, signals
from core.model.conditions import Condition, ConditionKind, Raising, condition_id
from core.model.desks import MONTH, Attention, Desk
from core.model.figures import RoundFigures
from core.model.goals import Proposals
from core.model.ids import ConditionId, NetworkId, ReplyId, UnitId
from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.outcomes import Kind, Noted
from core.model.periods import EVER, day_of, local_day
from core.model.prompts import Option, Prompt
from core.model.readings import Asked
from core.model.rounds import Round, RoundState
from core.model.signals import SIX_MONTHS, Signal
from core.model.units import today_s
from core.ports import UnitOfWork
from core.ports_desks import Staff, Version
from core.services import asking, calls, permissions
from core.services import goals as goal_services
from core.services.courses import GIVE_BACK_WITHIN
from core.services.readings import look

NEWEST = 8
"""Closed rounds of a network that are looked at: "Hvordan går det?" comes at least twice among so many."""
RAISINGS = 3
"""A line stands if one of its newest raisings does; with more deletions than that it waits for the register."""
YEAR = timedelta(days=365)
"""So long after its closing a network without a change is asked about; later nobody can do anything about it."""


def is_for(person: Person) -> bool:
    """Whether the desk is somebody's."""
    return person.is_secretariat and person.is_employee


def of(uow: UnitOfWork, person: Person, *, at: datetime, ahead: timedelta = MONTH) -> Desk:
    """As things are now. `ahead`: how far it looks for what runs out. Raises `NotAllowed` to everybody else."""
    permissions.must_be_secretariat(person)
    organisation = uow.organisations.get(person.organisation_id)
    networks = uow.networks.of_organisation(organisation.id)
    lines = uow.conditions.of_organisation(organisation.id)
    today = local_day(at, organisation.zone)
    read = _read(uow, organisation, networks, lines)
    return Desk(
        today=today,
        attention=_attention(uow, organisation, networks, read, at),
        shared=signals.of_structure(_barriers(past) for past in read.past.values()),
        steps=desks.steps(networks, today),
        proposals=_proposals(uow, organisation, networks),
        area=organisation.target_area,
        barriers=_standing(lines, read.raised),
        expiring=desks.expiring(organisation, networks, lines, today, ahead),
        open_rounds=read.open_rounds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The newest closed rounds of each network, oldest first; the lines of which a raising stands."""

    past: Mapping[NetworkId, list[Asked]]
    raised: frozenset[ConditionId]
    open_rounds: int


def _read(
    uow: UnitOfWork, organisation: Organisation, networks: Sequence[Network], lines: Sequence[Condition]
) -> _Read:
    rounds = uow.desks.rounds(organisation.id, NEWEST)
    opening = {line.id: line.opening for line in lines if not line.is_solved}
    raised = uow.desks.raised(list(opening), RAISINGS) if opening else ()
    closed = {each.id: each for each in (*rounds, *(each for _, each in raised)) if each.state is RoundState.CLOSED}
    kept = [(each, each.figures) for each in closed.values() if each.figures]
    prompts = uow.desks.prompts({version for each, _ in kept for version in _versions(each)}) if kept else {}
    gone = uow.desks.gone([each.id for each, _ in kept]) if kept else frozenset[ReplyId]()
    zones = {network.id: network.zone for network in networks}
    asked = {each.id: _asked(each, shown, zones[each.network_id], prompts, gone) for each, shown in kept}
    past: dict[NetworkId, list[Asked]] = {}
    for each in rounds:
        if each.id in asked and not each.is_echo:
            past.setdefault(each.network_id, []).append(asked[each.id])
    there = [(raising, asked[each.id]) for raising, each in raised if each.id in asked]
    return _Read(
        past=past,
        raised=frozenset(raising.condition_id for raising, one in there if _shows(organisation, raising, one, opening)),
        open_rounds=sum(each.state is RoundState.OPEN for each in rounds),
    )


def _versions(round: Round) -> list[Version]:
    besides = [(round.besides_id, round.besides_version)] if round.besides_id else []
    return [(round.prompt_id, round.prompt_version), *besides]


def _asked(
    round: Round, snapshot: RoundFigures, zone: str, prompts: Mapping[Version, Prompt], gone: frozenset[ReplyId]
) -> Asked:
    """Without its replies. What an echo asks of the changes comes last and is not looked at."""
    prompt = asking.composed(round, lambda id, version: prompts[id, version])
    standing = figures.without(snapshot, gone)
    return Asked(
        round=round,
        prompt=prompt,
        day=day_of(round, zone),
        snapshot=snapshot,
        figures=tuple(each for each in standing.figures if each.question < len(prompt.questions)) if standing else (),
        replies=(),
    )


def _shows(organisation: Organisation, raising: Raising, asked: Asked, opening: Mapping[ConditionId, int]) -> bool:
    """Whether the round still shows what it raised, and raised it since the line was opened last."""
    shown = readings.raised(asked.prompt, asked.figures)
    ids = {condition_id(organisation.id, kind, option.id) for kind, option in shown}
    return raising.condition_id in ids and raising.opening == opening[raising.condition_id]


def _standing(lines: Iterable[Condition], raised: frozenset[ConditionId]) -> tuple[Condition, ...]:
    """The open barriers, those that wait for somebody first."""
    found = [line for line in lines if line.kind is ConditionKind.BARRIER and not line.is_solved]
    there = [line for line in found if line.id in raised or line.is_touched]
    return tuple(sorted(there, key=lambda line: not desks.waits(line)))


def _barriers(past: Sequence[Asked]) -> Sequence[Option]:
    """Those that the newest round shows that asked about them."""
    for one in reversed(past):
        for figure in one.figures:
            if one.prompt.questions[figure.question].choices == readings.BARRIERS:
                return readings.options(one.prompt.questions[figure.question], figure)
    return ()


@dataclass(frozen=True, slots=True)
class _Waits:
    """`late`: the day of a share-back that has not come out; `called`: since when the leader waits for help."""

    late: date | None
    called: date | None


def _attention(
    uow: UnitOfWork, organisation: Organisation, networks: Sequence[Network], read: _Read, at: datetime
) -> tuple[Attention, ...]:
    staff: dict[NetworkId, list[Staff]] = {}
    for each in uow.desks.staff(organisation.id):
        staff.setdefault(each.network_id, []).append(each)
    now = today_s(uow.organisations.units(organisation.id))
    late, called = _not_given_back(uow, read, at), calls.overdue(uow, networks, at=at)
    unchanged = _unchanged(uow, organisation, networks, at)
    found = []
    for network in networks:
        past, people = read.past.get(network.id, []), staff.get(network.id, [])
        reasons = unchanged.get(network.id, ())
        if network.is_open:
            waits = _Waits(late.get(network.id), called.get(network.id))
            reasons = _signals(network, past, people, now, waits, at)
        if reasons:
            found.append(Attention(network=network, signals=tuple(reasons)))
    return tuple(found)


def _signals(
    network: Network,
    past: Sequence[Asked],
    staff: Sequence[Staff],
    now: Mapping[UnitId, UnitId],
    waits: _Waits,
    at: datetime,
) -> Sequence[Signal]:
    units = {*network.unit_ids, *(each.unit_id for each in staff if each.unit_id)}
    looked_at = courses.course(
        network,
        past,
        today=local_day(at, network.zone),
        members=sum(each.people for each in staff),
        outsiders=sum(each.people for each in staff if each.is_outside),
        departments=len({now[unit] for unit in units if unit in now}),
        asked_for_help=waits.called,
        not_given_back=waits.late,
    )
    return signals.of_network(looked_at)


def _not_given_back(uow: UnitOfWork, read: _Read, at: datetime) -> Mapping[NetworkId, date]:
    """The day of each network's newest round, where what it told has not come out within the day."""
    newest = {id: past[-1] for id, past in read.past.items()}
    old = {id: one for id, one in newest.items() if at - (one.round.closed_at or at) > GIVE_BACK_WITHIN}
    unsent = uow.desks.unsent([keys.shareback(one.round.id) for one in old.values()]) if old else frozenset[str]()
    return {id: one.day for id, one in old.items() if keys.shareback(one.round.id) in unsent}


def _unchanged(
    uow: UnitOfWork, organisation: Organisation, networks: Sequence[Network], at: datetime
) -> Mapping[NetworkId, Sequence[Signal]]:
    """Networks that closed between half a year and a year ago without a change: the few where replies are read, since
    a change may be told there and nowhere else.
    """
    old = [network for network in networks if network.closed_at and SIX_MONTHS <= at - network.closed_at <= YEAR]
    changed = {each.network_id for each in uow.desks.records(organisation.id, Kind.CHANGE)} if old else set()
    seen = look(uow, [network for network in old if network.id not in changed], EVER, k=organisation.k)
    bare = [one.network for one in seen if not readings.changes(one.past, ())]
    return {network.id: [Signal(rule=signals.Rule.NO_OUTCOME)] for network in bare}


def _proposals(uow: UnitOfWork, organisation: Organisation, networks: Sequence[Network]) -> Proposals:
    """How far the first goal has come; the other two rest on answers, and are counted where they are asked for."""
    year = goal_services.year_of(organisation, networks)
    found = [
        record
        for record in uow.desks.records(organisation.id, Kind.PROPOSAL)
        if year is None or year.holds(local_day(record.created_at, organisation.zone))
    ]
    return goals.proposals(Noted(record=record, text="") for record in found)
