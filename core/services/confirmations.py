"""A change is confirmed by the unit that it is about, or by the secretariat, which names what that rests on."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, NotAllowed, Unfit
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


def count(uow: UnitOfWork, person: Person) -> int:
    """How many wait for somebody to confirm them: none for who is not of the secretariat."""
    if not (person.is_secretariat and person.is_employee):
        return 0
    networks = [network.id for network in uow.networks.of_organisation(person.organisation_id)]
    records = uow.outcomes.of_networks(networks) if networks else ()
    return sum(each.can_be_confirmed and not each.is_confirmed for each in records)


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


def receiver_notices(
    uow: UnitOfWork, network: Network, receiver: Person, noticed: Collection[str], *, at: datetime
) -> None:
    """The unit that was to do something differently says that it does: what its named person notices of the changes
    there is confirmed. Other units' changes are not theirs to confirm.
    """
    for record in uow.outcomes.of_network(network.id):
        is_theirs = receiver.is_employee and receiver.unit_id in record.details.unit_ids
        if record.id in noticed and is_theirs and record.can_be_confirmed and not record.is_confirmed:
            _confirmed(uow, network, uow.outcomes.take(record.id), receiver, "", at)


def _confirmed(uow: UnitOfWork, network: Network, found: Record, person: Person, basis: str, at: datetime) -> Record:
    confirmed = replace(found, status=Status.CONFIRMED, confirmed_by=person.id, confirmed_at=at, confirmed_basis=basis)
    return outcomes.keep(uow, network, confirmed, at)


def _must_confirm(person: Person) -> None:
    if not (person.is_secretariat and person.is_employee):
        raise NotAllowed("outcomes.secretariat_confirms")
