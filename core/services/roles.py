"""Who does what for a network: asked one at a time, free to say no, told of in its history."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, Unfit
from core.model import keys, roles
from core.model.deliveries import Content
from core.model.history import Happened
from core.model.ids import NetworkId, PersonId
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.roles import Role
from core.ports import UnitOfWork
from core.services import charters, digests, harvest_cards, history, outbox, permissions, schedules, weekly

_HAPPENED = {
    Role.ANCHOR: Happened.ANCHOR,
    Role.RECEIVER: Happened.RECEIVER,
    Role.LEADER: Happened.LEADER,
    Role.CO_LEADER: Happened.CO_LEADER,
}


def ask(uow: UnitOfWork, before: Network, network: Network, role: Role, *, at: datetime) -> None:
    """Whoever is asked now gets a question; who was asked and is not any more has no buttons left to press."""
    asked, was = roles.holder(network, role), roles.holder(before, role)
    if asked == was:
        return
    if was is not None:
        _take_back(uow, before, role, was, at)
    if asked is not None:
        put(uow, network, role, at=at)


def put(uow: UnitOfWork, network: Network, role: Role, *, at: datetime) -> None:
    """The question goes to who is asked."""
    person_id = roles.holder(network, role)
    if person_id is None:
        return
    person, content, subject = uow.people.get(person_id), *_shown(network, role)
    key = outbox.numbered(uow, lambda n: keys.role_question(network.id, role.value, person.id, n))
    outbox.direct(uow, person, content, key, subject=subject, at=at, network_id=network.id)
    outbox.home(uow, person, at=at)


def _take_back(uow: UnitOfWork, network: Network, role: Role, person_id: PersonId, at: datetime) -> None:
    person, content, subject = uow.people.get(person_id), *_shown(network, role)
    asked = outbox.latest(uow, lambda n: keys.role_question(network.id, role.value, person_id, n))
    if asked:
        outbox.update(uow, person, content, asked, subject=subject, at=at, network_id=network.id)
    weekly.show_anew(uow, person, network.zone, at=at)
    outbox.home(uow, person, at=at)


def _shown(network: Network, role: Role) -> tuple[Content, str]:
    """What asks, and its subject: the anchor is asked about the network, others about the role."""
    return (Content.ANCHOR_QUESTION, network.id) if role is Role.ANCHOR else (Content.ROLE_QUESTION, role.value)


def change(
    uow: UnitOfWork, network: Network, by: Person, accounts: Mapping[Role, str], *, at: datetime
) -> tuple[Network, tuple[Role, ...]]:
    """Leader, co-leader and receiver as a form says: who is new is asked first. Gives for which roles that was.

    `accounts`: no account for a role means nobody; the lead stays with who has it until another has said yes.
    """
    permissions.must_manage(uow, network, by)
    permissions.must_be_open(network)
    people = {role: uow.people.find(network.workspace_id, account) for role, account in accounts.items() if account}
    wrong = {role.value: why for role, who in people.items() if (why := _unfit(uow, network, role, who))}
    if Role.LEADER in accounts and Role.LEADER not in people:
        wrong[Role.LEADER.value] = "errors.leader_needed"
    if wrong:
        raise Unfit(wrong)
    changed = network
    for role in accounts:
        who = people.get(role)
        wanted = None if who is None or (role is Role.LEADER and who.id == network.leader_id) else who.id
        changed = roles.asked(changed, role, wanted)
    if changed == network:
        return network, ()
    uow.networks.save(changed)
    _note_stepping_down(uow, network, changed, by, at)
    for role in accounts:
        ask(uow, network, changed, role, at=at)
    charters.show_anew(uow, changed, at)
    asked = (role for role in accounts if roles.holder(changed, role) != roles.holder(network, role))
    return changed, tuple(role for role in asked if roles.holder(changed, role))


def _unfit(uow: UnitOfWork, network: Network, role: Role, who: Person | None) -> str | None:
    """Why somebody cannot have a role."""
    if who is None or who.gone:
        return "errors.person_unknown"
    if role is Role.RECEIVER:
        if who.id == network.leader_id:
            return "errors.receiver_leader"
        return None if who.is_employee else "errors.receiver_employee"
    if not who.is_employee or not permissions.is_member(uow, network, who):
        return "errors.leader_member"
    if who.id == network.anchor_id:
        return "errors.leader_anchor"
    return "errors.co_leader_leader" if role is Role.CO_LEADER and who.id == network.leader_id else None


def _note_stepping_down(uow: UnitOfWork, before: Network, network: Network, by: Person | None, at: datetime) -> None:
    was = roles.held(before, Role.CO_LEADER)
    if was is not None and was not in network.leaders:
        history.note(uow, network, Happened.CO_LEADER_NO_MORE, at=at, by=by, person_id=was)


def answer(uow: UnitOfWork, network_id: NetworkId, role: Role, person: Person, *, yes: bool, at: datetime) -> Network:
    """The yes or no of who was asked; said twice is said once. A receiver may answer when the network is over, too."""
    network = uow.networks.get(network_id)
    if yes and role is Role.LEADER and network.leader_id == person.id:
        return network
    if roles.holder(network, role) != person.id:
        raise Conflict("errors.role_not_asked", name=network.name)
    if role is not Role.RECEIVER:
        permissions.must_be_open(network)
    if yes and role in (Role.LEADER, Role.CO_LEADER):
        permissions.must_be_member(uow, network, person)
        if network.anchor_id == person.id:
            raise Conflict("errors.leader_anchor")
    answered = roles.accepted(network, role) if yes else _declined(uow, network, role)
    if answered == network:
        return network
    uow.networks.save(answered)
    if yes:
        _accepted(uow, network, answered, role, person, at)
    else:
        _tell_no(uow, network, answered, role, person, at)
    weekly.show_anew(uow, person, network.zone, at=at)
    outbox.home(uow, person, at=at)
    charters.show_anew(uow, answered, at)
    harvest_cards.show_anew(uow, answered, at=at)
    return answered


def _accepted(uow: UnitOfWork, before: Network, network: Network, role: Role, person: Person, at: datetime) -> None:
    history.note(uow, network, _HAPPENED[role], at=at, by=person, person_id=person.id)
    if role is Role.ANCHOR:
        digests.plan(uow, network, at=at)
    if role in (Role.LEADER, Role.CO_LEADER):
        member = permissions.must_be_member(uow, network, person)
        uow.members.save(replace(member, phases=()))
    if role is Role.LEADER:
        key = outbox.numbered(uow, lambda n: keys.leader_changed(network.id, person.id, n))
        outbox.post(uow, network, Content.LEADER_CHANGED, key, subject=network.id, at=at)
        outbox.home(uow, uow.people.get(before.leader_id), at=at)
    elif role is Role.CO_LEADER:
        key = outbox.numbered(uow, lambda n: keys.co_leader(network.id, person.id, n))
        outbox.post(uow, network, Content.CO_LEADER, key, subject=network.id, at=at)


def _declined(uow: UnitOfWork, network: Network, role: Role) -> Network:
    """After an anchor's no an idea, or a network not yet asked anything, needs another."""
    declined = roles.declined(network, role)
    if role is not Role.ANCHOR or network.state is not NetworkState.ACTIVE or uow.rounds.of_network(network.id):
        return declined
    return replace(declined, state=NetworkState.IDEA)


def _tell_no(uow: UnitOfWork, before: Network, network: Network, role: Role, person: Person, at: datetime) -> None:
    """The leader hears that another is needed. A no is told to nobody else, and stands in no history."""
    if not schedules.is_awake(network):
        schedules.rest(uow, network)
    _note_stepping_down(uow, before, network, person, at)
    leader = uow.people.get(network.leader_id)
    if role is Role.ANCHOR:
        key = keys.anchor_declined(network.id, person.id)
        outbox.direct(uow, leader, Content.NEEDS, key, subject=network.id, at=at, network_id=network.id)
        return
    key = outbox.numbered(uow, lambda n: keys.role_declined(network.id, role.value, person.id, n))
    outbox.direct(uow, leader, Content.ROLE_DECLINED, key, subject=role.value, at=at, network_id=network.id)


def parted(uow: UnitOfWork, network: Network, person: Person, *, at: datetime) -> None:
    """Somebody is no member any more: they do not share the lead, and are not asked to."""
    changed = network
    for role in (Role.CO_LEADER, Role.LEADER):
        if roles.holder(network, role) == person.id:
            changed = roles.asked(changed, role, None)
    if changed == network:
        return
    uow.networks.save(changed)
    _note_stepping_down(uow, network, changed, person, at)
    for role in (Role.CO_LEADER, Role.LEADER):
        ask(uow, network, changed, role, at=at)
