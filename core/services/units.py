"""The organisation's units: added, renamed, moved, closed; merged and split in `reorganising`. What was is kept."""

from dataclasses import replace
from datetime import datetime

from core.errors import NotFound, Refusal, Unfit
from core.model import keys
from core.model.changes import Hand
from core.model.deliveries import Content
from core.model.ids import OrganisationId, PersonId, UnitChangeId, UnitId, new_id
from core.model.organisations import Organisation, Unit, UnitKind
from core.model.periods import local_day
from core.model.units import UnitChange, UnitChangeKind, lies_under
from core.ports import UnitOfWork
from core.services import outbox, permissions

LONGEST_NAME = 80


def offered(uow: UnitOfWork, organisation_id: OrganisationId) -> tuple[Unit, ...]:
    """The units that may be chosen, in the organisation's order."""
    return tuple(unit for unit in uow.organisations.units(organisation_id) if unit.is_open)


def find(uow: UnitOfWork, organisation: Organisation, name: str) -> Unit:
    """The open unit that is called so. Raises `NotFound`."""
    found = called(uow, organisation, name)
    if found is None:
        raise NotFound("errors.unit_name", name=name)
    return found


def add(
    uow: UnitOfWork,
    organisation: Organisation,
    hand: Hand,
    *,
    name: str,
    kind: UnitKind | None,
    parent_id: UnitId | None,
    at: datetime,
) -> Unit:
    """A new unit, last among those beside it."""
    must_change(hand)
    name, wrong = fit(uow, organisation, name)
    if kind is None:
        wrong["kind"] = "errors.unit_kind"
    if parent_id is not None and parent_id not in {unit.id for unit in offered(uow, organisation.id)}:
        wrong["parent"] = "errors.unit_unknown"
    if wrong or kind is None:
        raise Unfit(wrong)
    unit = unsaved(organisation, name, kind, parent_id)
    uow.organisations.save_unit(unit)
    note(uow, hand, unit, UnitChangeKind.ADDED, at, after=name)
    return unit


def rename(
    uow: UnitOfWork, organisation: Organisation, hand: Hand, unit_id: UnitId, *, name: str, at: datetime
) -> Unit:
    """The same unit under another name; what it was called stays on record."""
    must_change(hand)
    unit = open_unit(uow, organisation, unit_id)
    name, wrong = fit(uow, organisation, name, unit)
    if wrong:
        raise Unfit(wrong)
    if name != unit.name:
        renamed = replace(unit, name=name)
        uow.organisations.save_unit(renamed)
        note(uow, hand, unit, UnitChangeKind.RENAMED, at, before=unit.name, after=name)
        show_anew(uow, organisation, {unit.id}, at)
        return renamed
    return unit


def move(
    uow: UnitOfWork,
    organisation: Organisation,
    hand: Hand,
    unit_id: UnitId,
    *,
    parent_id: UnitId | None,
    at: datetime,
) -> Unit:
    """Beneath another unit, or to the top. Nothing lies beneath itself."""
    must_change(hand)
    unit = open_unit(uow, organisation, unit_id)
    units = {each.id: each for each in offered(uow, organisation.id)}
    parent = units.get(parent_id) if parent_id else None
    if parent_id is not None and parent is None:
        raise Unfit({"parent": "errors.unit_unknown"})
    if parent is not None and lies_under(parent, unit, units.values()):
        raise Unfit({"parent": "errors.unit_under_itself"})
    return lay(uow, hand, unit, parent, units.get(unit.parent_id) if unit.parent_id else None, at)


def lay(uow: UnitOfWork, hand: Hand, unit: Unit, parent: Unit | None, before: Unit | None, at: datetime) -> Unit:
    """`move`, checked before. `before`: what it lay beneath."""
    moved = replace(unit, parent_id=parent.id if parent else None)
    if moved != unit:
        uow.organisations.save_unit(moved)
        names = {"before": before.name if before else "", "after": parent.name if parent else ""}
        note(uow, hand, unit, UnitChangeKind.MOVED, at, **names)
    return moved


def close(uow: UnitOfWork, organisation: Organisation, hand: Hand, unit_id: UnitId, *, at: datetime) -> Unit:
    """It is not offered any more. Who belongs to it and the networks that name it still show it, as closed."""
    must_change(hand)
    unit = open_unit(uow, organisation, unit_id)
    must_be_bare(uow, organisation, unit)
    if unit.is_base and not any(each.is_base and each.id != unit.id for each in offered(uow, organisation.id)):
        raise Unfit({"unit": "errors.unit_last"})
    closed = replace(unit, closed_on=local_day(at, organisation.zone))
    uow.organisations.save_unit(closed)
    note(uow, hand, unit, UnitChangeKind.CLOSED, at, before=unit.name)
    show_anew(uow, organisation, {unit.id}, at)
    return closed


def note(
    uow: UnitOfWork, hand: Hand, unit: Unit, kind: UnitChangeKind, at: datetime, *, before: str = "", after: str = ""
) -> None:
    """Write down what happened to a unit."""
    by: PersonId | None = hand.person.id if hand.person else None
    change = UnitChange(
        id=UnitChangeId(new_id()),
        organisation_id=unit.organisation_id,
        unit_id=unit.id,
        kind=kind,
        at=at,
        source=hand.source,
        by=by,
        before=before,
        after=after,
    )
    uow.unit_changes.add(change)


def must_change(hand: Hand) -> None:
    """Refuses somebody in chat who is neither an administrator nor of the secretariat."""
    if hand.person is not None:
        permissions.must_organise(hand.person)


def unsaved(organisation: Organisation, name: str, kind: UnitKind, parent_id: UnitId | None) -> Unit:
    """A unit with an id of its own."""
    return Unit(id=UnitId(new_id()), organisation_id=organisation.id, name=name, kind=kind, parent_id=parent_id)


def open_unit(uow: UnitOfWork, organisation: Organisation, unit_id: UnitId, field: str = "unit") -> Unit:
    """The unit while it is open, or what to say beside the input that chose it."""
    for unit in offered(uow, organisation.id):
        if unit.id == unit_id:
            return unit
    raise Unfit({field: "errors.unit_gone"})


def must_be_bare(uow: UnitOfWork, organisation: Organisation, unit: Unit) -> None:
    """Refuses while something lies beneath it."""
    if any(each.parent_id == unit.id for each in offered(uow, organisation.id)):
        raise Unfit({"unit": "errors.unit_holds"})


def key_of(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()


def called(uow: UnitOfWork, organisation: Organisation, name: str) -> Unit | None:
    """The open unit of a name."""
    return next((unit for unit in offered(uow, organisation.id) if key_of(unit.name) == key_of(name)), None)


def fit(
    uow: UnitOfWork, organisation: Organisation, name: str, unit: Unit | None = None
) -> tuple[str, dict[str, str | Refusal]]:
    """The name as it is kept, and what is wrong with it."""
    name = " ".join(name.split())
    taken = called(uow, organisation, name)
    if not name:
        return name, {"name": "errors.unit_name_needed"}
    if len(name) > LONGEST_NAME:
        return name, {"name": Refusal("errors.too_long", n=LONGEST_NAME)}
    if taken is not None and (unit is None or taken.id != unit.id):
        return name, {"name": "errors.unit_name_taken"}
    return name, {}


def show_anew(uow: UnitOfWork, organisation: Organisation, units: set[UnitId], at: datetime) -> None:
    """The charters of the networks that name them show how they are now."""
    for network in uow.networks.of_organisation(organisation.id):
        if network.is_open and (units & set(network.unit_ids) or network.committee_id in units):
            outbox.update(uow, network, Content.CHARTER, keys.charter(network.id), subject=network.id, at=at)
