"""Several units become one, or one several. People and networks under way follow; what is over keeps its names."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.errors import Refusal, Unfit
from core.model.changes import Hand
from core.model.ids import UnitId
from core.model.organisations import Organisation, Unit
from core.model.periods import local_day
from core.model.units import UnitChangeKind, lies_under
from core.ports import UnitOfWork
from core.services import units as services

MOST_PARTS = 10


def merge(
    uow: UnitOfWork, organisation: Organisation, hand: Hand, unit_ids: Sequence[UnitId], *, name: str, at: datetime
) -> Unit:
    """Several become one. If it has the name of an open unit, that one goes on; else there is a new one.

    Who belonged to them, what lay beneath them and the networks that are under way belong to it from now on.
    """
    services.must_change(hand)
    merged = [services.open_unit(uow, organisation, id, field="units") for id in dict.fromkeys(unit_ids)]
    going_on = services.called(uow, organisation, name)
    _must_fit_together(uow, organisation, merged, going_on)
    target = going_on or services.add(
        uow, organisation, hand, name=name, kind=merged[0].kind, parent_id=_home(uow, organisation, merged), at=at
    )
    gone = [unit for unit in merged if unit.id != target.id]
    for below in services.offered(uow, organisation.id):
        above = next((unit for unit in gone if unit.id == below.parent_id), None)
        if above is not None and below not in gone:
            services.lay(uow, hand, below, target, above, at)
    for unit in gone:
        day = local_day(at, organisation.zone)
        uow.organisations.save_unit(replace(unit, closed_on=day, successor_id=target.id))
        services.note(uow, hand, unit, UnitChangeKind.MERGED, at, before=unit.name, after=target.name)
    uow.people.move([unit.id for unit in gone], target.id)
    _follow(uow, organisation, {unit.id: target.id for unit in gone})
    services.show_anew(uow, organisation, {target.id}, at)
    return target


def _must_fit_together(
    uow: UnitOfWork, organisation: Organisation, merged: Sequence[Unit], going_on: Unit | None
) -> None:
    """Two at least, of one kind, and what goes on does not lie beneath what goes."""
    together = {unit.id: unit for unit in (*merged, *((going_on,) if going_on else ()))}
    if len(together) < 2:
        raise Unfit({"units": "errors.units_two"})
    if len({unit.kind for unit in together.values()}) > 1:
        raise Unfit({"units": "errors.units_alike"})
    units = services.offered(uow, organisation.id)
    if going_on and any(unit.id != going_on.id and lies_under(going_on, unit, units) for unit in merged):
        raise Unfit({"units": "errors.unit_under_itself"})


def _home(uow: UnitOfWork, organisation: Organisation, merged: Sequence[Unit]) -> UnitId | None:
    """Beneath what the first of them lay that does not go itself; at the top if there is none."""
    units = {unit.id: unit for unit in services.offered(uow, organisation.id)}
    for unit in merged:
        above = units.get(unit.parent_id) if unit.parent_id else None
        if above and not any(lies_under(above, each, units.values()) for each in merged):
            return above.id
    return None


def _follow(uow: UnitOfWork, organisation: Organisation, instead: dict[UnitId, UnitId]) -> None:
    """Networks that are over keep what they named then."""
    for network in uow.networks.of_organisation(organisation.id):
        named = tuple(dict.fromkeys(instead.get(unit, unit) for unit in network.unit_ids))
        committee = instead.get(network.committee_id, network.committee_id) if network.committee_id else None
        changed = replace(network, unit_ids=named, committee_id=committee)
        if network.is_open and changed != network:
            uow.networks.save(changed)


def split(
    uow: UnitOfWork, organisation: Organisation, hand: Hand, unit_id: UnitId, *, names: Sequence[str], at: datetime
) -> tuple[Unit, ...]:
    """One becomes several beside each other. A part with its name is the unit itself, which goes on; else it closes.

    Who belongs to one that closes says anew where they belong, when we next ask.
    """
    services.must_change(hand)
    unit = services.open_unit(uow, organisation, unit_id)
    wanted = {services.key_of(name): " ".join(name.split()) for name in names if name.strip()}
    goes_on = wanted.pop(services.key_of(unit.name), None) is not None
    _must_be_parts(uow, organisation, unit, list(wanted.values()), goes_on)
    parts = [services.unsaved(organisation, name, unit.kind, unit.parent_id) for name in wanted.values()]
    for part in parts:
        uow.organisations.save_unit(part)
        services.note(uow, hand, part, UnitChangeKind.ADDED, at, after=part.name)
    if not goes_on:
        uow.organisations.save_unit(replace(unit, closed_on=local_day(at, organisation.zone)))
    all_parts = (unit, *parts) if goes_on else tuple(parts)
    told = ", ".join(part.name for part in all_parts)
    services.note(uow, hand, unit, UnitChangeKind.SPLIT, at, before=unit.name, after=told)
    services.show_anew(uow, organisation, {unit.id}, at)
    return all_parts


def _must_be_parts(
    uow: UnitOfWork, organisation: Organisation, unit: Unit, names: Sequence[str], goes_on: bool
) -> None:
    if not 2 <= len(names) + goes_on <= MOST_PARTS:
        raise Unfit({"names": Refusal("errors.unit_parts", n=MOST_PARTS)})
    for name in names:
        if why := services.fit(uow, organisation, name)[1].get("name"):
            raise Unfit({"names": why})
    if not goes_on:
        services.must_be_bare(uow, organisation, unit)
