"""What a leader decides about the end: it goes on with a reason, becomes daily operation, or is rounded off."""

from dataclasses import replace
from datetime import date, datetime

from core.errors import Conflict, Refusal, Unfit
from core.model import keys, roles
from core.model.closing import ROUNDS
from core.model.deliveries import Content
from core.model.endings import LONGEST_OPERATION, LONGEST_REASON
from core.model.history import Happened
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.roles import Role
from core.model.rounds import Round
from core.ports import Calendar, UnitOfWork
from core.services import charters, closing, history, inquiries, networks, nudges, outbox, permissions
from core.services import roles as role_services


def must_extend(uow: UnitOfWork, network: Network, person: Person) -> None:
    """Refuses unless its end can be moved, and by this person."""
    permissions.must_manage(uow, network, person)
    permissions.must_be_open(network)
    if network.state is NetworkState.CLOSING:
        raise Conflict("errors.closing_already", name=network.name)
    if network.state is not NetworkState.ACTIVE or network.ends_on is None:
        raise Conflict("errors.no_end_yet", name=network.name)


def extend(
    uow: UnitOfWork, network: Network, person: Person, *, ends_on: date | None, reason: str, at: datetime
) -> Network:
    """It goes on until a later day, and the reason is told to the network and kept."""
    must_extend(uow, network, person)
    wrong: dict[str, str | Refusal] = {}
    if not reason:
        wrong["reason"] = "errors.reason_needed"
    elif len(reason) > LONGEST_REASON:
        wrong["reason"] = Refusal("errors.too_long", n=LONGEST_REASON)
    if ends_on is None or ends_on <= local_day(at, network.zone):
        wrong["ends_on"] = "errors.end_past"
    elif network.ends_on and ends_on <= network.ends_on:
        wrong["ends_on"] = "errors.end_not_later"
    if wrong:
        raise Unfit(wrong)
    moved = replace(network, ends_on=ends_on)
    uow.networks.save(moved)
    event = history.note(
        uow, moved, Happened.END_MOVED, at=at, by=person, before=network.ends_on, after=ends_on, reason=reason
    )
    nudges.plan(uow, moved, at=at)
    inquiries.plan(uow, moved, at=at)
    nudges.settled(uow, network, at=at)
    outbox.post(uow, moved, Content.END_MOVED, keys.end_moved(event.id), subject=event.id, at=at)
    charters.show_anew(uow, moved, at)
    return moved


def to_operation(
    uow: UnitOfWork,
    network: Network,
    person: Person,
    *,
    what: str,
    receiver: str,
    at: datetime,
    calendar: Calendar,
    most: int = ROUNDS,
) -> tuple[Network, Round | None]:
    """What it made becomes daily operation, in the hands of a receiver who is asked; the network is rounded off."""
    networks.must_end(uow, network, person)
    wrong: dict[str, str | Refusal] = {}
    if not what:
        wrong["what"] = "errors.operation_needed"
    elif len(what) > LONGEST_OPERATION:
        wrong["what"] = Refusal("errors.too_long", n=LONGEST_OPERATION)
    if wrong:
        raise Unfit(wrong)
    if receiver:
        network, _ = role_services.change(uow, network, person, {Role.RECEIVER: receiver}, at=at)
    history.note(
        uow, network, Happened.OPERATION, at=at, by=person, person_id=roles.holder(network, Role.RECEIVER), reason=what
    )
    return round_off(uow, network, person, at=at, calendar=calendar, most=most)


def round_off(
    uow: UnitOfWork,
    network: Network,
    person: Person,
    *,
    at: datetime,
    calendar: Calendar,
    receiver: str = "",
    most: int = ROUNDS,
) -> tuple[Network, Round | None]:
    """The network comes to its end, in at most so many closing rounds if it got so far. `receiver`: who is asked to
    take over, if it is somebody new; nobody named leaves it as it is.
    """
    networks.must_end(uow, network, person)
    if receiver:
        network, _ = role_services.change(uow, network, person, {Role.RECEIVER: receiver}, at=at)
    ended = networks.end(uow, network, person, at=at)
    if ended.state is not NetworkState.CLOSING:
        return ended, None
    opened = closing.begin(uow, ended, at=at, calendar=calendar, most=most)
    return uow.networks.get(ended.id), opened
