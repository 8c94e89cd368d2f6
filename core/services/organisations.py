"""The organisation as its settings and its template of units say it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import NAMESPACE_OID, uuid5

from core.model.changes import TEMPLATE, Source
from core.model.echoes import MONTHS
from core.model.ids import OrganisationId, UnitId, WorkspaceId, new_id
from core.model.organisations import Organisation, Unit, UnitKind, Workspace
from core.model.units import UnitChangeKind
from core.ports import UnitOfWork
from core.services import units as tree

SMALLEST_K = 3


class Sketch(NamedTuple):
    """A unit in the template; `id` is the template's own and stays when the name changes."""

    id: str
    name: str
    kind: UnitKind
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the settings say of the organisation, as `core.model.organisations.Organisation` explains it."""

    k: int = 5
    retention_months: int = 12
    echo_months: tuple[int, ...] = MONTHS
    first_year_from: date | None = None
    area: str = ""


class Settled(NamedTuple):
    organisation: Organisation
    workspace: Workspace


def sketches(template: Mapping[str, Sequence[Mapping[str, object]]]) -> tuple[Sketch, ...]:
    """The units of a parsed `content/organisation.yaml`. Raises KeyError or ValueError where it does not fit."""
    found: list[Sketch] = []
    for entry in template["units"]:
        area = str(entry["id"])
        found.append(Sketch(area, str(entry["name"]), UnitKind(entry.get("kind", UnitKind.AREA.value))))
        departments = entry.get("departments", ())
        if not isinstance(departments, Sequence):
            raise ValueError(f"departments of {area} is not a list")
        found += (Sketch(str(each["id"]), str(each["name"]), UnitKind.DEPARTMENT, area) for each in departments)
    if len({sketch.id for sketch in found}) < len(found):
        raise ValueError("two units have the same id")
    return tuple(found)


def settle(
    uow: UnitOfWork,
    *,
    platform: str,
    workspace: str,
    name: str,
    contact: str,
    at: datetime,
    units: Sequence[Sketch] = (),
    rules: Rules | None = None,
) -> Settled:
    """Make or bring up to date the organisation, its units and its workspace; again is no change.

    `workspace`: the platform's own id of it. A second workspace joins the organisation of the same name.
    `units`: the template. A unit follows it until somebody has changed that unit in chat or by the command line.
    """
    rules = rules or Rules()
    if rules.k < SMALLEST_K:
        raise ValueError(f"k is at least {SMALLEST_K}")
    there = uow.organisations.find_workspace(platform, workspace)
    organisation = replace(
        _organisation(uow, there, name),
        name=name,
        contact=contact,
        k=rules.k,
        retention_months=rules.retention_months,
        echo_months=rules.echo_months,
        first_year_from=rules.first_year_from,
        area=rules.area,
    )
    uow.organisations.save(organisation)
    _follow(uow, organisation, units, at)
    if there is None:
        there = Workspace(
            id=WorkspaceId(new_id()), organisation_id=organisation.id, platform=platform, external_id=workspace
        )
        uow.organisations.save_workspace(there)
    return Settled(organisation, there)


def _follow(uow: UnitOfWork, organisation: Organisation, sketches: Sequence[Sketch], at: datetime) -> None:
    there = {unit.id: unit for unit in uow.organisations.units(organisation.id)}
    changes = uow.unit_changes.of_organisation(organisation.id)
    changed_by_hand = {change.unit_id for change in changes if change.source is not Source.TEMPLATE}
    for unit in (_unit(organisation.id, sketch) for sketch in sketches):
        known = there.get(unit.id)
        if unit == known or unit.id in changed_by_hand:
            continue
        uow.organisations.save_unit(unit)
        if known is None:
            tree.note(uow, TEMPLATE, unit, UnitChangeKind.ADDED, at, after=unit.name)
        elif known.name != unit.name:
            tree.note(uow, TEMPLATE, unit, UnitChangeKind.RENAMED, at, before=known.name, after=unit.name)


def _organisation(uow: UnitOfWork, workspace: Workspace | None, name: str) -> Organisation:
    if workspace is not None:
        return uow.organisations.get(workspace.organisation_id)
    named = (each for each in uow.organisations.all() if each.name == name)
    return next(named, None) or Organisation(id=OrganisationId(new_id()), name=name, contact="")


def _unit(organisation_id: OrganisationId, sketch: Sketch) -> Unit:
    return Unit(
        id=_unit_id(organisation_id, sketch.id),
        organisation_id=organisation_id,
        name=sketch.name,
        kind=sketch.kind,
        parent_id=_unit_id(organisation_id, sketch.parent) if sketch.parent else None,
    )


def _unit_id(organisation_id: OrganisationId, id: str) -> UnitId:
    return UnitId(uuid5(NAMESPACE_OID, f"{organisation_id}/{id}").hex)
