"""The organisation as a tree, and what its units were called when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.model.changes import Source
from core.model.ids import OrganisationId, PersonId, UnitChangeId, UnitId
from core.model.networks import NetworkType
from core.model.organisations import Unit, UnitKind


class UnitChangeKind(Enum):
    """What happened to a unit."""

    ADDED = "oprettet"
    RENAMED = "omdoebt"
    MOVED = "flyttet"
    MERGED = "lagt_sammen"
    SPLIT = "delt"
    CLOSED = "lukket"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """Something that happened to a unit; it is written once and never changed.

    `before`, `after`: names as they were then. Of a renaming its own; of a move what it lay under ("" for the top);
    of a merge its own and the unit's that goes on; of a split its own and the parts'.
    """

    id: UnitChangeId
    organisation_id: OrganisationId
    unit_id: UnitId
    kind: UnitChangeKind
    at: datetime
    source: Source
    by: PersonId | None = None
    before: str = ""
    after: str = ""


def name_on(unit: Unit, changes: Iterable[UnitChange], at: datetime) -> str:
    """What a unit was called at an instant; "" before there was such a unit."""
    theirs = sorted((one for one in changes if one.unit_id == unit.id and one.at > at), key=lambda one: one.at)
    if any(one.kind is UnitChangeKind.ADDED for one in theirs):
        return ""
    renamed = (one.before for one in theirs if one.kind is UnitChangeKind.RENAMED)
    return next(renamed, unit.name)


def told(units: Iterable[Unit], changes: Iterable[UnitChange]) -> Iterator[tuple[UnitChange, str]]:
    """The changes, newest first as they are given, each with what its unit was called right after it."""
    names = {unit.id: unit.name for unit in units}
    for change in changes:
        yield change, names.get(change.unit_id, change.before)
        if change.kind is UnitChangeKind.RENAMED:
            names[change.unit_id] = change.before


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit, and how deep it lies: 0 at the top."""

    unit: Unit
    depth: int


def tree(units: Sequence[Unit]) -> tuple[Branch, ...]:
    """The open units, each beneath the one it belongs to: the base, committees, society; else in their own order.

    Depth is not limited.
    """
    there = [unit for unit in units if unit.is_open]
    ids = {unit.id for unit in there}
    tops = sorted((unit for unit in there if unit.parent_id not in ids), key=_rank)
    return tuple(branch for top in tops for branch in _branches(top, there, 0))


def _rank(unit: Unit) -> int:
    return 0 if unit.is_base else 1 if unit.is_committee else 2


def _branches(unit: Unit, units: Sequence[Unit], depth: int) -> Iterable[Branch]:
    yield Branch(unit, depth)
    for below in units:
        if below.parent_id == unit.id:
            yield from _branches(below, units, depth + 1)


def lies_under(unit: Unit, top: Unit, units: Iterable[Unit]) -> bool:
    """Whether a unit is another, or lies beneath it."""
    above = {each.id: each.parent_id for each in units}
    at: UnitId | None = unit.id
    while at is not None and at != top.id:
        at = above.get(at)
    return at == top.id


_SUGGESTED = {
    NetworkType.INNOVATION: UnitKind.INNOVATION_COMMITTEE,
    NetworkType.WELFARE: UnitKind.SUBJECT_COMMITTEE,
    NetworkType.LEARNING: UnitKind.FORUM,
}


def suggested(kind_of_network: NetworkType | None, units: Iterable[Unit]) -> Unit | None:
    """The committee that networks of a type are usually tied to, the first if there are several of the kind."""
    kind = _SUGGESTED.get(kind_of_network) if kind_of_network else None
    return next((unit for unit in units if unit.is_open and unit.kind is kind), None)


def today_s(units: Iterable[Unit]) -> Mapping[UnitId, UnitId]:
    """What each unit of the base organisation is by now: itself, or what it was merged into."""
    there = {unit.id: unit for unit in units}
    return {unit.id: _last(unit, there).id for unit in there.values() if unit.is_base}


def _last(unit: Unit, there: Mapping[UnitId, Unit]) -> Unit:
    for _ in there:
        if unit.successor_id is None or unit.successor_id not in there:
            break
        unit = there[unit.successor_id]
    return unit
