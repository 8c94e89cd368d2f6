"""The flower's threads, read from networks and their members as they are now and as they were.

Who sees it (domain.md §1.2 B3, B6; §1.1 A15, A16): every employee. The flower is the picture of a structure that is as
important as the areas, and it says of a network what the organisation chart says of a department: what it is called,
what it ties together, how far it is. An idea is its leader's until it is begun, so it has a name only for those who may
see it. Nobody reads here who is in a network, or exactly how many.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from core.errors import NotAllowed
from core.model import ties as model
from core.model.ids import NetworkId, UnitId
from core.model.members import Member
from core.model.networks import Network, NetworkState, NetworkType
from core.model.organisations import Organisation, Person, Unit
from core.model.periods import local_day
from core.model.schedules import localise
from core.model.ties import Crew, Look, Month, Petal, Ties
from core.model.units import today_s, tree
from core.ports import UnitOfWork
from core.services import permissions

MONTHS = 12
"""How far back the trend goes."""
_MIDNIGHT = datetime.min.time()


def must_look(person: Person) -> None:
    """Employees; who comes from outside sees the networks that they are in."""
    if not person.is_employee:
        raise NotAllowed("pictures.employees_only")


def of_structure(
    uow: UnitOfWork, organisation: Organisation, reader: Person, *, at: datetime, kind: NetworkType | None = None
) -> Ties:
    """How it stood at an instant, of the networks of a type or of all."""
    must_look(reader)
    units = uow.organisations.units(organisation.id)
    crews = _crews(uow, organisation, kind)
    named = {crew.network.id: _name(uow, crew.network, reader) for crew in crews}
    units_now = today_s(units)
    found = [model.tie(crew, at, units_now=units_now, k=organisation.k, name=named[crew.network.id]) for crew in crews]
    ties = tuple(each for each in found if each is not None)
    used = {end for each in ties for end in each.ends if isinstance(end, str)}
    petals = _petals(units, used)
    above = {petal.area for petal in petals}
    return Ties(
        day=local_day(at, organisation.zone),
        k=organisation.k,
        petals=petals,
        areas=tuple(unit for unit in units if unit.id in above),
        committees=tuple(unit for unit in units if unit.is_committee and (unit.is_open or unit.id in used)),
        ties=ties,
        type=kind,
    )


def looked(
    uow: UnitOfWork, organisation: Organisation, reader: Person, look: Look, *, at: datetime
) -> tuple[Ties, Ties | None]:
    """Today, and so long ago if that is asked for."""
    now = of_structure(uow, organisation, reader, at=at, kind=look.kind)
    then = look.before(at, organisation.zone)
    return now, of_structure(uow, organisation, reader, at=then, kind=look.kind) if then else None


def trend(uow: UnitOfWork, organisation: Organisation, reader: Person, *, at: datetime) -> tuple[Month, ...]:
    """The last twelve months, this one as far as it has come; without those before the first network."""
    must_look(reader)
    units_now = today_s(uow.organisations.units(organisation.id))
    crews = _crews(uow, organisation, None)
    today = local_day(at, organisation.zone)
    found = []
    for first in _months(today):
        until = min(at, localise(_after(first), _MIDNIGHT, organisation.zone) - timedelta(microseconds=1))
        ties = [model.tie(crew, until, units_now=units_now, k=organisation.k, name="") for crew in crews]
        found.append((model.month(first, [each for each in ties if each]), any(ties)))
    begun = next((place for place, (_, some) in enumerate(found) if some), len(found))
    return tuple(month for month, _ in found[begun:])


def _months(today: date) -> list[date]:
    """The first days of the last months, the eldest first."""
    last = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]


def _after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _crews(uow: UnitOfWork, organisation: Organisation, kind: NetworkType | None) -> list[Crew]:
    """The networks with everybody in them, the eldest first."""
    everything = uow.networks.of_organisation(organisation.id)
    networks = sorted(
        (each for each in everything if kind in (None, each.type)), key=lambda each: (each.created_at, each.id)
    )
    members: defaultdict[NetworkId, list[Member]] = defaultdict(list)
    for member in uow.members.of_networks([network.id for network in networks]) if networks else ():
        members[member.network_id].append(member)
    ids = {member.person_id for some in members.values() for member in some}
    people: dict[str, Person] = {person.id: person for person in uow.people.get_many(ids)} if ids else {}
    return [Crew(network=network, members=members[network.id], people=people) for network in networks]


def _name(uow: UnitOfWork, network: Network, reader: Person) -> str:
    is_open = network.state is not NetworkState.IDEA or permissions.may_see(uow, network, reader)
    return network.name if is_open else ""


def _petals(units: Sequence[Unit], used: set[UnitId]) -> tuple[Petal, ...]:
    """The departments that have none beneath them, and whatever else of the base a network is tied to."""
    there = {unit.id: unit for unit in units}
    parents = {unit.parent_id for unit in units if unit.is_open and unit.is_base}
    closed = [unit for unit in units if not unit.is_open and unit.id in used]
    base = [unit for unit in (*(branch.unit for branch in tree(units)), *closed) if unit.is_base]
    petals = [Petal(unit=each, area=_area(each, there)) for each in base if each.id not in parents or each.id in used]
    order = list(dict.fromkeys(petal.area or petal.unit.id for petal in petals))
    return tuple(sorted(petals, key=lambda petal: order.index(petal.area or petal.unit.id)))


def _area(unit: Unit, there: dict[UnitId, Unit]) -> UnitId | None:
    """The unit at the top that it lies under; None if it lies there itself."""
    top = unit
    for _ in there:
        if top.parent_id not in there:
            break
        top = there[top.parent_id]
    return top.id if top is not unit else None
