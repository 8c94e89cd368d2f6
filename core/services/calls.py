"""A leader asks the secretariat for help, in private; somebody there answers, and the leader reads it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.errors import Conflict, NotAllowed, NotFound, Refusal, Unfit
from core.model import keys
from core.model.calls import LONGEST, WORKING_DAYS, Call
from core.model.deliveries import Content
from core.model.ids import CallId, NetworkId, new_id
from core.model.networks import Network
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.schedules import next_working_day
from core.ports import Calendar, UnitOfWork
from core.services import outbox, permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call with what it names. `by`: who asked; `answered_by`: who has answered."""

    call: Call
    network: Network
    by: Person
    answered_by: Person | None = None


def must_ask(uow: UnitOfWork, network: Network, person: Person) -> None:
    """The leaders of a network that is open, if there is a secretariat to ask."""
    permissions.must_see(uow, network, person)
    if not (person.is_employee and person.id in network.leaders):
        raise NotAllowed("errors.not_leader")
    permissions.must_be_open(network)
    if not uow.people.secretariat(network.organisation_id):
        raise Conflict("calls.no_secretariat")


def ask(uow: UnitOfWork, network: Network, person: Person, text: str, *, at: datetime, calendar: Calendar) -> Call:
    """Everybody in the secretariat is asked; the first who answers answers for all."""
    must_ask(uow, network, person)
    today = local_day(at, network.zone)
    call = Call(
        id=CallId(new_id()),
        network_id=network.id,
        by_id=person.id,
        asked_at=at,
        answer_by=next_working_day(today, calendar.is_working_day, WORKING_DAYS),
        text=_said("text", text),
    )
    uow.calls.save(call)
    for each in uow.people.secretariat(network.organisation_id):
        key = keys.call(call.id, each.id)
        outbox.direct(uow, each, Content.CALL, key, subject=call.id, at=at, network_id=network.id)
    return call


def _said(name: str, text: str) -> str:
    text = text.strip()
    if not text:
        raise Unfit({name: "calls.empty"})
    if len(text) > LONGEST:
        raise Unfit({name: Refusal("errors.too_long", n=LONGEST)})
    return text


def to_answer(uow: UnitOfWork, id: CallId, person: Person) -> Asked:
    """A call that somebody of the secretariat is about to answer; who may not is not told that there is one."""
    asked = told(uow, uow.calls.get(id))
    if not permissions.is_secretariat_of(asked.network, person):
        raise NotFound("calls.unknown")
    if asked.call.is_answered:
        raise Conflict("calls.answered_already", name=asked.answered_by.name if asked.answered_by else "")
    return asked


def told(uow: UnitOfWork, call: Call) -> Asked:
    """A call as it is now."""
    by = uow.people.get(call.answered_by) if call.answered_by else None
    return Asked(call=call, network=uow.networks.get(call.network_id), by=uow.people.get(call.by_id), answered_by=by)


def answer(uow: UnitOfWork, id: CallId, person: Person, text: str, *, at: datetime) -> Asked:
    """The leader is written to; what the others in the secretariat were sent says who has answered."""
    uow.calls.take(id)
    asked = to_answer(uow, id, person)
    call = replace(asked.call, answer=_said("answer", text), answered_by=person.id, answered_at=at)
    uow.calls.save(call)
    network = asked.network
    key = keys.call_answered(id)
    outbox.direct(uow, asked.by, Content.CALL_ANSWERED, key, subject=id, at=at, network_id=network.id)
    for each in uow.people.secretariat(network.organisation_id):
        outbox.update(uow, each, Content.CALL, keys.call(id, each.id), subject=id, at=at, network_id=network.id)
    return replace(asked, call=call, answered_by=person)


def overdue(uow: UnitOfWork, networks: Collection[Network], *, at: datetime) -> Mapping[NetworkId, date]:
    """The networks whose leaders have waited for too long, each with the local day on which they first asked."""
    zones = {network.id: network.zone for network in networks}
    found: dict[NetworkId, date] = {}
    for call in uow.calls.unanswered(list(zones)) if zones else ():
        zone = zones[call.network_id]
        if call.is_overdue(local_day(at, zone)):
            found.setdefault(call.network_id, local_day(call.asked_at, zone))
    return found
