"""The secretariat's summaries: of one network, and of all of them. Nothing is written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import TypeVar

from core.errors import NotFound
from core.model import readings, signals
from core.model.conditions import Line
from core.model.ids import NetworkId
from core.model.networks import Network, NetworkState, NetworkType
from core.model.organisations import Organisation, Person
from core.model.outcomes import Noted
from core.model.periods import Period
from core.model.prompts import Option
from core.model.requests import Request
from core.model.scopes import Scope
from core.model.signals import Signal
from core.model.summaries import (
    Basis,
    Beyond,
    Common,
    Concern,
    NetworkSummary,
    StructureSummary,
    Words,
)
from core.ports import UnitOfWork
from core.services import (
    codings,
    conditions,
    courses,
    gathering,
    goals,
    harvests,
    inquiries,
    outlines,
    permissions,
    pooling,
    remarks,
    scopes,
    untold,
)
from core.services.gathering import Gathered, Grounds, Quoted
from core.services.readings import Seen, look

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
    quoted = readings.quoted(seen.asked, seen.names, used=_written(changes, results, harvest.changes))
    leader = seen.people.get(network.leader_id)
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
        drivers=courses.coded(measures, readings.DRIVERS),
        barriers=courses.coded(measures, readings.BARRIERS),
        perspectives=perspectives,
        quotes=tuple(quoted),
        quoted=tuple(quoted.values()),
        signals=signals.of_network(courses.course(seen, shed, courses.pending(uow, [seen], at), at)),
        undelivered=untold.of_network(uow, network),
        harvest=harvest,
        conditions=conditions.of_network(uow, network),
        said=inquiries.said(uow, network),
        remark=remarks.current(uow, organisation, Scope(network_id=network.id)),
        codes=codings.counts(uow, organisation, codings.coded(uow, [network]).of(seen), k=k),
    )


def of_structure(uow: UnitOfWork, organisation: Organisation, request: Request, *, at: datetime) -> StructureSummary:
    """All networks of an organisation, or those of the scope asked for."""
    everything = uow.networks.of_organisation(organisation.id)
    chosen = scopes.networks(uow, organisation, request.scope)
    found = gathering.gathered(uow, organisation, everything, chosen, request.period, at=at)
    bundles = pooling.bundles(uow, everything, found.pool, at=at)
    quotes = gathering.quotes(uow, found, chosen, k=organisation.k)
    words = outlines.words(uow, found.held)
    shared = [Concern(signal=each, networks=()) for each in signals.of_structure(found.barriers)]
    return StructureSummary(
        type=request.scope.type,
        states=_counted(NetworkState, [network.state for network in chosen]),
        types=_counted(NetworkType, [network.type for network in chosen]),
        members=len(found.active),
        departments=len(found.departments),
        outsiders=len(found.outsiders),
        basis=found.basis.told(request.period, organisation.k),
        changes=words[readings.CHANGE],
        changes_by_type=_counted(NetworkType, found.by_type.elements()),
        results=words[readings.RESULT],
        pooled=found.pool.pooled(bundles, k=organisation.k),
        drivers=_common(found.drivers),
        barriers=_common(found.barriers),
        perspectives=words[readings.PERSPECTIVE],
        quotes=tuple(quotes.first),
        quoted=tuple(quotes.first.values()),
        concerns=(*shared, *_concerns(found.raised)),
        harvest=harvests.of_noted(found.shed, found.noted),
        conditions=_lines(uow, organisation, chosen),
        goals=goals.of_parts(organisation, found.year, found.shed, found.for_goals, bundles),
        scope=request.scope,
        unit=scopes.unit_name(uow, organisation, request.scope),
        remark=remarks.current(uow, organisation, request.scope),
        codes=codings.counts(uow, organisation, found.about, k=organisation.k),
        beyond=_beyond(found, quotes),
    )


def _beyond(found: Gathered, quotes: Quoted) -> Beyond:
    return Beyond(
        changes=found.changes.beyond,
        seen=found.changes.seen_beyond,
        results=found.results.beyond,
        perspectives=found.perspectives.beyond,
        quotes=quotes.n - len(quotes.first),
    )


def _lines(uow: UnitOfWork, organisation: Organisation, chosen: Sequence[Network]) -> tuple[Line, ...]:
    """The lines of the register that one of the networks has raised."""
    ids = {network.id for network in chosen}
    lines = conditions.register(uow, organisation)
    return tuple(line for line in lines if any(network.id in ids for network in line.networks))


def _written(*told: Iterable[Words | Noted]) -> list[str]:
    return [some.written for words in told for some in words]


def basis(seen: Sequence[Seen], period: Period, k: int) -> Basis:
    """What is told of some networks in a period rests on this."""
    sums = Grounds()
    for one in seen:
        sums.add(one)
    return sums.told(period, k)


def _counted(kinds: type[_Kind], found: Iterable[_Kind | None]) -> tuple[tuple[_Kind, int], ...]:
    """How many there are of each kind, in the order of the kinds; those that do not occur are left out."""
    counts = Counter(found)
    return tuple((kind, counts[kind]) for kind in kinds if counts[kind])


def _common(named: Iterable[Sequence[Option]]) -> tuple[Common, ...]:
    """What most networks have first; the words of the library, so nobody is told apart."""
    options = [option for shown in named for option in shown]
    counts = Counter(option.id for option in options)
    texts = {option.id: option for option in options}
    return tuple(Common(option=texts[id], networks=count) for id, count in counts.most_common())


def _concerns(found: Iterable[tuple[str, Signal]]) -> tuple[Concern, ...]:
    """Each reason once, with the networks it holds for."""
    reasons: dict[signals.Rule, tuple[Signal, list[str]]] = {}
    for network, signal in found:
        reasons.setdefault(signal.rule, (signal, []))[1].append(network)
    told = (reasons[rule] for rule in signals.Rule if rule in reasons)
    return tuple(Concern(signal=signal, networks=tuple(names)) for signal, names in told)
