"""A year looked back on, and the networks of a scope split by type. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from core.model import periods, readings
from core.model.networks import Network, NetworkState, NetworkType
from core.model.organisations import Organisation
from core.model.outcomes import Kind, Noted
from core.model.periods import Period, Stretch, day_of, local_day
from core.model.prompts import Prompt
from core.model.rounds import Round
from core.model.scopes import Scope
from core.model.summaries import Beyond
from core.model.tellings import Shelf, Teller
from core.model.years import LookBack, Part, Split, Tally, total
from core.ports import UnitOfWork
from core.services import harvests, outlines, scopes
from core.services.gathering import Grounds
from core.services.harvests import Shed
from core.services.readings import Seen, Wanted, each


@dataclass(slots=True, kw_only=True)
class _Looked:
    """What is told of the networks so far; of the words no more is held than can be shown."""

    shed: Shed
    period: Period
    tallies: dict[NetworkType | None, Tally] = field(default_factory=dict)
    told: Shelf = field(default_factory=Shelf)
    noted: list[Sequence[Noted]] = field(default_factory=list)
    basis: Grounds = field(default_factory=Grounds)

    def add(self, place: int, seen: Seen) -> None:
        network = seen.network
        teller = Teller(place=place, name=network.name, names=seen.names, lifted=self.shed.lifted(seen))
        rounds = outlines.newest_first(seen, seen.asked, lifted=teller.lifted)
        told = outlines.told(teller, rounds, readings.CHANGE)
        self.told.put_surest(told, of_all=False)
        self.noted.append(harvests.noted(self.shed, seen, self.period, network.name))
        self.basis.add(seen)
        so_far = self.tallies.get(network.type, Tally())
        self.tallies[network.type] = total([so_far, _tally(seen, self.shed, self.period, told=told.n)])

    def parts(self) -> tuple[Part, ...]:
        return tuple((kind, self.tallies[kind]) for kind in (*NetworkType, None) if kind in self.tallies)


def _looked(uow: UnitOfWork, organisation: Organisation, chosen: Sequence[Network], period: Period) -> _Looked:
    found = _Looked(shed=harvests.shed_of(uow, chosen), period=period)
    wanted, counted = harvests.lifting(uow, chosen), _asks_for_changes(period)
    for place, seen in enumerate(each(uow, chosen, period, k=organisation.k, wanted=wanted, counted=counted)):
        found.add(place, seen)
    return found


def _asks_for_changes(period: Period) -> Wanted:
    def is_wanted(network: Network, round: Round, prompt: Prompt) -> bool:
        is_inside = period.holds(day_of(round, network.zone))
        return is_inside and prompt.asks((readings.CHANGE,))

    return is_wanted


def split(uow: UnitOfWork, organisation: Organisation, scope: Scope, period: Period) -> Split:
    """What each type has to show for a period; the parts add up to the whole (A19)."""
    looked = _looked(uow, organisation, scopes.networks(uow, organisation, scope), period)
    return _split(uow, organisation, scope, looked)


def look_back(uow: UnitOfWork, organisation: Organisation, scope: Scope, year: int, *, at: datetime) -> LookBack:
    """What a year brought: changes, what grew, which networks were born and ended (A5). A year not over ends today."""
    period = year_until(year, local_day(at, organisation.zone))
    chosen = scopes.networks(uow, organisation, scope)
    looked = _looked(uow, organisation, chosen, period)
    return LookBack(
        year=year,
        split=_split(uow, organisation, scope, looked),
        born=tuple(each.name for each in chosen if period.holds(local_day(each.created_at, each.zone))),
        ended=tuple(each.name for each in chosen if _ended_in(each, period)),
        running=sum(_runs_at_the_end(each, period) for each in chosen),
        told=outlines.words(uow, {readings.CHANGE: looked.told.first()})[readings.CHANGE],
        harvest=harvests.of_noted(looked.shed, looked.noted),
        basis=looked.basis.told(period, organisation.k),
        beyond=Beyond(changes=looked.told.beyond, seen=looked.told.seen_beyond),
    )


def _split(uow: UnitOfWork, organisation: Organisation, scope: Scope, looked: _Looked) -> Split:
    unit = scopes.unit_name(uow, organisation, scope)
    return Split(scope=scope, period=looked.period, parts=looked.parts(), unit=unit)


def year_until(year: int, today: date) -> Period:
    """The days of a year that have come."""
    return periods.whole(date(year, 1, 1), Stretch.YEAR).until(today)


def _ended_in(network: Network, period: Period) -> bool:
    return network.closed_at is not None and period.holds(local_day(network.closed_at, network.zone))


def _runs_at_the_end(network: Network, period: Period) -> bool:
    """Under way on the last day of a period, which has come."""
    last = period.last or date.max
    over = local_day(network.closed_at, network.zone) if network.closed_at else date.max
    return network.state is not NetworkState.IDEA and network.starts_on <= last < over


def _tally(seen: Seen, shed: Shed, period: Period, *, told: int) -> Tally:
    """Of one network. `told`: the changes in replies."""
    records = shed.within(seen, period)

    def count(kind: Kind) -> int:
        return sum(record.kind is kind for record in records)

    return Tally(
        networks=1,
        changes=count(Kind.CHANGE) + told,
        confirmed=sum(record.kind is Kind.CHANGE and record.is_confirmed for record in records),
        results=count(Kind.RESULT),
        proposals=count(Kind.PROPOSAL),
        offshoots=count(Kind.OFFSHOOT),
        grown=sum(record.became_id is not None for record in records),
        rounds=len(seen.asked),
        answered=sum(one.snapshot.answered for one in seen.asked),
        asked=sum(one.snapshot.members for one in seen.asked),
    )
