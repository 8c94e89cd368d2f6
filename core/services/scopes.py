"""The networks that a scope is about. Read anew each time: units move and networks come and go."""

from core.errors import NotFound
from core.model import scopes
from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.scopes import Scope
from core.ports import UnitOfWork
from core.services import permissions


def networks(uow: UnitOfWork, organisation: Organisation, scope: Scope) -> tuple[Network, ...]:
    """Those of an organisation, ideas and closed ones too, by name. Of another organisation there are none."""
    everything = uow.networks.of_organisation(organisation.id)
    if scope.unit_id is None:
        return scopes.select(scope, everything, ())
    return scopes.select(scope, everything, uow.organisations.units(organisation.id))


def find(uow: UnitOfWork, code: str, person: Person) -> Scope:
    """The scope of a button that somebody of the secretariat has pressed: of their own organisation, still there."""
    permissions.must_be_secretariat(person)
    try:
        scope = scopes.read(code)
    except ValueError:
        raise NotFound("errors.not_found") from None
    organisation_id = person.organisation_id
    if scope.unit_id and all(scope.unit_id != unit.id for unit in uow.organisations.units(organisation_id)):
        raise NotFound("errors.not_found")
    if scope.network_id and not permissions.is_secretariat_of(uow.networks.get(scope.network_id), person):
        raise NotFound("errors.network_unknown")
    return scope


def unit_name(uow: UnitOfWork, organisation: Organisation, scope: Scope) -> str:
    """What the unit of a scope is called; "" where none was said, or it is not there."""
    units = uow.organisations.units(organisation.id) if scope.unit_id else ()
    return next((unit.name for unit in units if unit.id == scope.unit_id), "")
