"""What networks have recorded in a period, as a summary tells it: without names, each kind for itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.model import outcomes, outlines, readings
from core.model.ids import NetworkId, ReplyId, UnitId
from core.model.networks import Network
from core.model.organisations import Unit
from core.model.outcomes import Harvest, Kind, Noted, Record
from core.model.periods import EVER, Period, local_day
from core.model.readings import Asked
from core.ports import UnitOfWork
from core.services.readings import Seen, Wanted

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shed:
    """Everything that stands recorded in some networks, and the units that it may name."""

    records: Mapping[NetworkId, Sequence[Record]]
    units: Sequence[Unit]

    def changes(self, seen: Seen, period: Period = EVER) -> int:
        """How many changes a network has recorded in a period."""
        return sum(record.kind is Kind.CHANGE for record in self.within(seen, period))

    def within(self, seen: Seen, period: Period) -> list[Record]:
        zone = seen.network.zone
        return [each for each in self.records[seen.network.id] if period.holds(local_day(each.created_at, zone))]

    def lifted(self, seen: Seen) -> frozenset[ReplyId]:
        """The replies of a network that a record was made of: what they tell is told there."""
        return frozenset(record.reply_id for record in self.records[seen.network.id] if record.reply_id)

    def untouched(self, seen: Seen, asked: Iterable[Asked]) -> list[Asked]:
        """The rounds without those."""
        lifted = self.lifted(seen)
        return [outlines.without(one, lifted) for one in asked]


def open_shed(uow: UnitOfWork, seen: Sequence[Seen]) -> Shed:
    """Of several networks of one organisation."""
    return shed_of(uow, [one.network for one in seen])


def shed_of(uow: UnitOfWork, networks: Sequence[Network]) -> Shed:
    """The same, before they have been looked at."""
    records: defaultdict[NetworkId, list[Record]] = defaultdict(list)
    for record in uow.outcomes.of_networks([network.id for network in networks]) if networks else ():
        records[record.network_id].append(record)
    units = uow.organisations.units(networks[0].organisation_id) if networks else ()
    return Shed(records=records, units=units)


def lifting(uow: UnitOfWork, networks: Sequence[Network]) -> Wanted:
    """The rounds with a reply that a record was made of."""
    rounds = uow.replies.lifted([network.id for network in networks]) if networks else frozenset()
    return lambda _network, round, _prompt: round.id in rounds


def of_network(shed: Shed, seen: Seen, period: Period) -> Harvest:
    """Of one network."""
    return _harvest(shed, noted(shed, seen, period, ""))


def of_structure(shed: Shed, seen: Sequence[Seen], period: Period) -> Harvest:
    """Of several: one of each in turn, so that no network comes before another."""
    return of_noted(shed, [noted(shed, one, period, one.network.name) for one in seen])


def of_noted(shed: Shed, told: Iterable[Sequence[Noted]]) -> Harvest:
    """The same, of what has been noted of each."""
    return _harvest(shed, in_turn(told))


def in_turn(told: Iterable[Sequence[_Told]]) -> tuple[_Told, ...]:
    """The first of each, then the second of each, and so on."""
    columns = list(told)
    longest = max((len(column) for column in columns), default=0)
    return tuple(column[place] for place in range(longest) for column in columns if place < len(column))


def noted(shed: Shed, seen: Seen, period: Period, network: str) -> list[Noted]:
    """What a network has recorded in a period, newest first."""
    names = {unit.id: unit.name for unit in shed.units}
    return [
        Noted(
            record=record,
            text=readings.masked(record.details.text, seen.names),
            units=tuple(names[unit] for unit in record.details.unit_ids if unit in names),
            network=network,
        )
        for record in reversed(shed.within(seen, period))
    ]


def _harvest(shed: Shed, told: Sequence[Noted]) -> Harvest:
    of = {kind: tuple(each for each in told if each.record.kind is kind) for kind in Kind}
    return Harvest(
        changes=outcomes.by_certainty(of[Kind.CHANGE]),
        results=of[Kind.RESULT],
        proposals=of[Kind.PROPOSAL],
        offshoots=of[Kind.OFFSHOOT],
        by_unit=_by_unit(shed.units, [each.record for each in of[Kind.CHANGE]]),
    )


def _by_unit(units: Sequence[Unit], changes: Sequence[Record]) -> tuple[tuple[str, int], ...]:
    def count(id: UnitId) -> int:
        return sum(id in change.details.unit_ids for change in changes)

    return tuple((unit.name, count(unit.id)) for unit in units if count(unit.id))
