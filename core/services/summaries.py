"""The secretariat's summaries: of one network, and of all of them. Nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TypeVar

from core.errors import NotFound
from core.model import figures, keys, periods, readings, signals
from core.model.conditions import Line
from core.model.deliveries import DeliveryState
from core.model.ids import NetworkId
from core.model.masks import Names
from core.model.networks import Network, NetworkState, NetworkType
from core.model.organisations import Organisation, Person
from core.model.outcomes import Noted
from core.model.periods import Period
from core.model.prompts import Option
from core.model.requests import Request
from core.model.scopes import Scope
from core.model.signals import Course, Signal
from core.model.summaries import (
    Basis,
    Certainty,
    Common,
    Concern,
    Measure,
    NetworkSummary,
    StructureSummary,
    Words,
)
from core.ports import UnitOfWork
from core.services import (
    calls,
    codings,
    conditions,
    goals,
    harvests,
    inquiries,
    permissions,
    pooling,
    remarks,
    scopes,
    untold,
)
from core.services.harvests import Shed, in_turn
from core.services.readings import Seen, look

GIVE_BACK_WITHIN = timedelta(days=1)
"""How long a share-back may take before it is told that it has not come out."""

Waiting = Mapping[NetworkId, date]
"""Since when networks wait for an answer of the secretariat."""
_Kind = TypeVar("_Kind", bound=Enum)


def may_ask(person: Person) -> bool:
    """Whether somebody may ask for summaries of their own organisation."""
    return person.is_secretariat and person.is_employee


def find(uow: UnitOfWork, id: NetworkId, person: Person) -> Network:
    """A network that the person may ask about."""
    network = uow.networks.get(id)
    if not permissions.is_secretariat_of(network, person):
        raise NotFound("errors.network_unknown")
    return network


def networks(uow: UnitOfWork, organisation: Organisation) -> Sequence[Network]:
    """Those that can be asked about; of two with the same name the one that is open comes last."""
    return sorted(uow.networks.of_organisation(organisation.id), key=lambda network: network.is_open)


def of_network(uow: UnitOfWork, network: Network, period: Period, *, at: datetime) -> NetworkSummary:
    """One network in the whole closed rounds of a period."""
    organisation = uow.organisations.get(network.organisation_id)
    k = organisation.k
    seen = look(uow, [network], period, k=k)[0]
    shed = harvests.open_shed(uow, [seen])
    harvest = harvests.of_network(shed, seen, period)
    measures = readings.measures(seen.asked, seen.past)
    changes = readings.changes(shed.untouched(seen, seen.asked), seen.names)
    results = readings.words(seen.asked, (readings.RESULT,), seen.names)
    voices = readings.words(seen.asked, readings.GOING, seen.names)
    examples = readings.words(seen.asked, readings.FORCES, seen.names)
    perspectives = readings.words(seen.asked, (readings.PERSPECTIVE,), seen.names)
    leader = seen.people.get(network.leader_id)
    quoted = readings.quoted(seen.asked, seen.names, used=_texts(changes, results, harvest.changes))
    return NetworkSummary(
        network=network,
        leader=leader.name if leader else "",
        members=len(seen.active),
        departments=len(seen.departments),
        outsiders=len(seen.outsiders),
        basis=basis([seen], period, k),
        changes=changes,
        results=results,
        measures=measures,
        voices=voices,
        examples=examples,
        drivers=_coded(measures, readings.DRIVERS),
        barriers=_coded(measures, readings.BARRIERS),
        perspectives=perspectives,
        quotes=tuple(quoted),
        quoted=tuple(quoted.values()),
        signals=signals.of_network(_course(uow, seen, shed, calls.overdue(uow, [network], at=at), at)),
        undelivered=untold.of_network(uow, network),
        harvest=harvest,
        conditions=conditions.of_network(uow, network),
        said=inquiries.said(uow, network),
        remark=remarks.current(uow, organisation, Scope(network_id=network.id)),
        codes=codings.counts(uow, [seen], k=k),
    )


def of_structure(uow: UnitOfWork, organisation: Organisation, request: Request, *, at: datetime) -> StructureSummary:
    """All networks of an organisation, or those of the scope asked for."""
    everything = uow.networks.of_organisation(organisation.id)
    chosen = scopes.networks(uow, organisation, request.scope)
    seen = look(uow, chosen, request.period, k=organisation.k)
    shed = harvests.open_shed(uow, seen)
    harvest = harvests.of_structure(shed, seen, request.period)
    changes = _surest(seen, shed)
    bundles = pooling.bundles(uow, everything, seen, at=at)
    results, perspectives = _words(seen, readings.RESULT), _words(seen, readings.PERSPECTIVE)
    names = Names(name for one in seen for name in one.names)
    used = _texts(changes, results, harvest.changes)
    quoted = readings.quoted([asked for one in seen for asked in one.asked], names, used=used)
    barriers = [_named(one, readings.BARRIERS) for one in seen]
    shared = [Concern(signal=each, networks=()) for each in signals.of_structure(barriers)]
    return StructureSummary(
        type=request.scope.type,
        states=_counted(NetworkState, [network.state for network in chosen]),
        types=_counted(NetworkType, [network.type for network in chosen]),
        members=len({person.id for one in seen for person in one.active}),
        departments=len({unit for one in seen for unit in one.departments}),
        outsiders=len({person for one in seen for person in one.outsiders}),
        basis=basis(seen, request.period, organisation.k),
        changes=changes,
        changes_by_type=_by_type(seen, shed, request.period),
        results=results,
        pooled=pooling.pooled(seen, bundles, k=organisation.k),
        drivers=_common(_named(one, readings.DRIVERS) for one in seen),
        barriers=_common(barriers),
        perspectives=perspectives,
        quotes=tuple(quoted),
        quoted=tuple(quoted.values()),
        concerns=(*shared, *_concerns(uow, seen, shed, at)),
        harvest=harvest,
        conditions=_lines(uow, organisation, chosen),
        goals=goals.of_seen(uow, organisation, everything, seen, shed, bundles),
        scope=request.scope,
        unit=scopes.unit_name(uow, organisation, request.scope),
        remark=remarks.current(uow, organisation, request.scope),
        codes=codings.counts(uow, seen, k=organisation.k),
    )


def _lines(uow: UnitOfWork, organisation: Organisation, chosen: Sequence[Network]) -> tuple[Line, ...]:
    """The lines of the register that one of the networks has raised."""
    ids = {network.id for network in chosen}
    lines = conditions.register(uow, organisation)
    return tuple(line for line in lines if any(network.id in ids for network in line.networks))


def _texts(*told: Iterable[Words | Noted]) -> list[str]:
    return [some.text for words in told for some in words]


def basis(seen: Sequence[Seen], period: Period, k: int) -> Basis:
    """What is told of some networks in a period rests on this."""
    asked = [one for network in seen for one in network.asked]
    days = sorted(one.day for one in asked)
    past = [one.day for network in seen for one in network.past]
    return Basis(
        period=period,
        rounds=len(asked),
        answered=sum(one.snapshot.answered for one in asked),
        asked=sum(one.snapshot.members for one in asked),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        k=max(k, figures.LEAST_K),
        newest=max(past, default=None),
    )


def _counted(kinds: type[_Kind], found: Sequence[_Kind | None]) -> tuple[tuple[_Kind, int], ...]:
    """How many there are of each kind, in the order of the kinds; those that do not occur are left out."""
    counts = Counter(found)
    return tuple((kind, counts[kind]) for kind in kinds if counts[kind])


def _coded(measures: Sequence[Measure], choices: str) -> Measure | None:
    return next((measure for measure in measures if measure.question.choices == choices), None)


def _named(seen: Seen, choices: str) -> tuple[Option, ...]:
    return readings.named(_coded(readings.measures(seen.asked, seen.past), choices))


def _course(uow: UnitOfWork, seen: Seen, shed: Shed, waiting: Waiting, at: datetime) -> Course:
    shown = [
        (one.prompt.questions[figure.question], figure)
        for one in seen.past
        for figure in one.figures
        if figure.is_shown
    ]
    safety = [figure for question, figure in shown if question.scale == "tryghed"]
    owners = [dict(figure.cells) for question, figure in shown if question.choices == "ejer"]
    return Course(
        network=seen.network,
        today=periods.local_day(at, seen.network.zone),
        members=len(seen.active),
        outsiders=len(seen.outsiders),
        departments=len(seen.departments),
        rates=[(one.snapshot.answered, one.snapshot.members) for one in seen.past],
        progress=[figure.median for question, figure in shown if question.scale == "fremdrift" and figure.median],
        barriers=[
            readings.options(question, figure) for question, figure in shown if question.choices == readings.BARRIERS
        ],
        safety=safety[-1].median if safety else None,
        safety_n=safety[-1].n if safety else 0,
        asked_for_help=waiting.get(seen.network.id),
        owner_unsettled=bool(owners) and "uklart" in owners[-1],
        outcomes=len(readings.changes(seen.past, ())) + shed.changes(seen),
        not_given_back=_not_given_back(uow, seen, at),
    )


def _not_given_back(uow: UnitOfWork, seen: Seen, at: datetime) -> date | None:
    newest = next((one for one in reversed(seen.past) if not one.round.is_echo), None)
    delivery = uow.deliveries.find(keys.shareback(newest.round.id)) if newest else None
    if newest is None or delivery is None or delivery.state is DeliveryState.SENT:
        return None
    return newest.day if at - (newest.round.closed_at or at) > GIVE_BACK_WITHIN else None


def _words(seen: Sequence[Seen], dimension: str) -> tuple[Words, ...]:
    return in_turn(readings.words(one.asked, (dimension,), one.names, one.network.name) for one in seen)


def _surest(seen: Sequence[Seen], shed: Shed) -> tuple[Words, ...]:
    order = list(Certainty)
    told = (readings.changes(shed.untouched(one, one.asked), one.names, one.network.name) for one in seen)
    changes = in_turn(told)
    return tuple(sorted(changes, key=lambda some: order.index(some.certainty)))


def _by_type(seen: Sequence[Seen], shed: Shed, period: Period) -> tuple[tuple[NetworkType, int], ...]:
    """How many changes the networks of each type have recorded, or told of in their replies."""
    counts = Counter[NetworkType]()
    for one in seen:
        if one.network.type:
            told = readings.changes(shed.untouched(one, one.asked), ())
            counts[one.network.type] += len(told) + shed.changes(one, period)
    return tuple((kind, counts[kind]) for kind in NetworkType if counts[kind])


def _common(named: Iterable[Sequence[Option]]) -> tuple[Common, ...]:
    """What most networks have first; the words of the library, so nobody is told apart."""
    options = [option for shown in named for option in shown]
    counts = Counter(option.id for option in options)
    texts = {option.id: option for option in options}
    return tuple(Common(option=texts[id], networks=count) for id, count in counts.most_common())


def _concerns(uow: UnitOfWork, seen: Sequence[Seen], shed: Shed, at: datetime) -> tuple[Concern, ...]:
    """Each reason once, with the networks it holds for."""
    found: dict[signals.Rule, tuple[Signal, list[str]]] = {}
    waiting = calls.overdue(uow, [one.network for one in seen], at=at)
    for one in seen:
        for signal in signals.of_network(_course(uow, one, shed, waiting, at)):
            found.setdefault(signal.rule, (signal, []))[1].append(one.network.name)
    told = (found[rule] for rule in signals.Rule if rule in found)
    return tuple(Concern(signal=signal, networks=tuple(names)) for signal, names in told)
