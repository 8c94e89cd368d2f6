"""A change is confirmed by the unit that it is about, or by the secretariat, which names what that rests on."""

from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model.ids import OutcomeId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.outcomes import Record, Status
from core.ports import UnitOfWork
from core.services import outcomes
from core.services.outcomes import Entry


def waiting(uow: UnitOfWork, person: Person) -> tuple[Entry, ...]:
    """To the secretariat: changes that wait to be confirmed, the oldest first."""
    _must_confirm(person)
    networks = {network.id: network for network in uow.networks.of_organisation(person.organisation_id)}
    records = uow.outcomes.of_networks(list(networks)) if networks else ()
    open_ones = (each for each in records if each.can_be_confirmed and not each.is_confirmed)
    return tuple(outcomes.entry(uow, networks[each.network_id], each) for each in open_ones)


def to_confirm(uow: UnitOfWork, id: OutcomeId, person: Person) -> Entry:
    """A change that the secretariat is about to confirm."""
    _must_confirm(person)
    network, found = outcomes.find(uow, id, person)
    if not found.can_be_confirmed:
        raise Conflict("outcomes.cannot_confirm")
    return outcomes.entry(uow, network, found)


def confirm(uow: UnitOfWork, id: OutcomeId, person: Person, *, basis: str, at: datetime, version: str = "") -> Entry:
    """The secretariat confirms a change, and names what that rests on. `version`: of the words that they have read."""
    uow.outcomes.take(id)
    asked = to_confirm(uow, id, person)
    if asked.record.is_confirmed:
        return asked
    if version not in ("", asked.record.version):
        raise Conflict("outcomes.changed_meanwhile")
    wrong = outcomes.unfit_text("basis", basis) if basis else {"basis": "outcomes.needs_basis"}
    if wrong:
        raise Unfit(wrong)
    return replace(asked, record=_confirmed(uow, asked.network, asked.record, person, basis, at))


def receiver_confirms(uow: UnitOfWork, id: OutcomeId, receiver: Person, *, at: datetime) -> Record:
    """The unit that was to do something differently says that it does. Who calls has asked its named person."""
    found = uow.outcomes.take(id)
    network = uow.networks.get(found.network_id)
    is_theirs = receiver.organisation_id == network.organisation_id and receiver.unit_id in found.details.unit_ids
    if not (receiver.is_employee and is_theirs):
        raise NotFound("outcomes.gone")
    if not found.can_be_confirmed:
        raise Conflict("outcomes.cannot_confirm")
    return found if found.is_confirmed else _confirmed(uow, network, found, receiver, "", at)


def _confirmed(uow: UnitOfWork, network: Network, found: Record, person: Person, basis: str, at: datetime) -> Record:
    confirmed = replace(found, status=Status.CONFIRMED, confirmed_by=person.id, confirmed_at=at, confirmed_basis=basis)
    return outcomes.keep(uow, network, confirmed, at)


def _must_confirm(person: Person) -> None:
    if not (person.is_secretariat and person.is_employee):
        raise NotAllowed("outcomes.secretariat_confirms")
