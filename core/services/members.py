"""Who is in a network: invited, joined, declined, left, removed; and who walks in or out of its conversation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Conflict, NotFound, Unfit
from core.model import keys, mixes
from core.model.deliveries import Content
from core.model.ids import MemberId, PersonId, UnitId, new_id
from core.model.links import is_mail
from core.model.members import Member, MemberState
from core.model.mixes import Mix
from core.model.networks import Network, Phase
from core.model.organisations import Person, PersonKind
from core.ports import UnitOfWork
from core.services import contributions, invitations, outbox, people, permissions, roles, weekly


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """How it went with each of those picked. `unknown`: accounts that we know nobody behind."""

    invited: tuple[Person, ...] = ()
    already_in: tuple[Person, ...] = ()
    already_invited: tuple[Person, ...] = ()
    unknown: tuple[str, ...] = ()


def invite(
    uow: UnitOfWork,
    network: Network,
    person: Person,
    accounts: Sequence[str],
    *,
    phases: tuple[Phase, ...] = (),
    at: datetime,
) -> Invited:
    """Ask people in, to all phases or to some. Who cannot be asked is told of; the rest go through."""
    permissions.must_invite(uow, network, person)
    permissions.must_be_open(network)
    if not accounts:
        raise Unfit({"people": "errors.nobody_picked"})
    found = [each for each in uow.people.find_many(person.workspace_id, accounts) if not each.gone]
    known = {each.account for each in found}
    states = {member.person_id: member.state for member in uow.members.of_network(network.id)}
    there = {each.id: states.get(each.id) for each in found}
    asked = tuple(each for each in found if there[each.id] not in (MemberState.ACTIVE, MemberState.INVITED))
    for each in asked:
        ask(uow, network, each, by=person.id, phases=phases, at=at)
    return Invited(
        invited=asked,
        already_in=tuple(each for each in found if there[each.id] is MemberState.ACTIVE),
        already_invited=tuple(each for each in found if there[each.id] is MemberState.INVITED),
        unknown=tuple(dict.fromkeys(account for account in accounts if account not in known)),
    )


def ask(
    uow: UnitOfWork,
    network: Network,
    person: Person,
    *,
    by: PersonId | None,
    phases: tuple[Phase, ...] = (),
    at: datetime,
) -> None:
    """Invite somebody: they are told what it means, and are in when they have said yes."""
    there = uow.members.find(network.id, person.id)
    member = Member(
        id=there.id if there else MemberId(new_id()),
        network_id=network.id,
        person_id=person.id,
        state=MemberState.INVITED,
        invited_at=at,
        invited_by=by,
        phases=phases,
    )
    uow.members.save(member)
    key = outbox.numbered(uow, lambda n: keys.invitation(member.id, n))
    outbox.direct(uow, person, Content.INVITATION, key, subject=member.id, at=at, network_id=network.id)
    invitations.plan(uow, network, member, at=at)
    outbox.home(uow, person, at=at)


def invitation(uow: UnitOfWork, member_id: MemberId, person: Person) -> tuple[Member, Network]:
    """A person's own place in a network, whatever state it is in."""
    member = uow.members.get(member_id)
    if member.person_id != person.id:
        raise NotFound("errors.not_your_invitation")
    return member, uow.networks.get(member.network_id)


def may_accept(member: Member, network: Network) -> None:
    """Refuses unless the invitation still stands; who said no may change their mind."""
    permissions.must_be_open(network)
    if member.state not in (MemberState.INVITED, MemberState.DECLINED, MemberState.ACTIVE):
        raise Conflict("errors.invitation_gone", name=network.name)


def join(
    uow: UnitOfWork,
    member_id: MemberId,
    person: Person,
    *,
    has_read: bool,
    unit_id: UnitId | None,
    name: str = "",
    kind: PersonKind | None = None,
    contribution: str = "",
    at: datetime,
) -> Member:
    """Yes to an invitation, the information text read. Said twice is said once; employees say where they belong, and
    who has no account what they are called.
    """
    member, network = invitation(uow, member_id, person)
    may_accept(member, network)
    if member.is_active:
        return member
    wrong = {
        **people.unready(uow, person, has_read=has_read, unit_id=unit_id, name=name),
        **contributions.unfit(contribution),
    }
    if wrong:
        raise Unfit(wrong)
    person = people.inform(uow, person, unit_id=unit_id, kind=kind, name=name)
    member = replace(member, state=MemberState.ACTIVE, joined_at=at, left_at=None, contribution=contribution.strip())
    uow.members.save(member)
    if person.has_account:
        outbox.add(uow, network, member, at=at)
    outbox.post(uow, network, Content.WELCOME, keys.welcome(member.id), subject=member.id, at=at)
    _show_anew(uow, network, member, person, at)
    return member


def decline(uow: UnitOfWork, member_id: MemberId, person: Person, *, at: datetime) -> Network:
    """No, thank you. Nobody is told why."""
    member, network = invitation(uow, member_id, person)
    if member.is_active:
        raise Conflict("errors.member_already", name=network.name)
    if member.state is MemberState.INVITED:
        member = replace(member, state=MemberState.DECLINED)
        uow.members.save(member)
        _show_invitation(uow, network, member, person, at)
        outbox.home(uow, person, at=at)
    return network


def must_be_free(uow: UnitOfWork, network: Network, person: Person) -> Member:
    """Refuses unless the person may leave: a leader hands over first."""
    member = permissions.must_be_member(uow, network, person)
    if network.is_open and person.id == network.leader_id:
        raise Conflict("errors.leader_leaves", name=network.name)
    return member


def leave(uow: UnitOfWork, network: Network, person: Person, *, at: datetime) -> None:
    """Goodbye, by one's own choice. A closed conversation goes with it, so it is confirmed in the person's own talk."""
    member = must_be_free(uow, network, person)
    _part(uow, network, member, person, MemberState.LEFT, at)
    if network.made_conversation and network.is_private:
        key = outbox.numbered(uow, lambda n: keys.left(member.id, n))
        outbox.direct(uow, person, Content.LEFT, key, subject=network.id, at=at, network_id=network.id)


def remove(uow: UnitOfWork, network: Network, by: Person, account: str, *, at: datetime) -> Person:
    """Goodbye, by the leader's or the secretariat's choice; the person is told."""
    permissions.must_manage(uow, network, by)
    permissions.must_be_open(network)
    person = _somebody(uow, network, account) if account else None
    member = uow.members.find(network.id, person.id) if person else None
    if person is None or member is None or member.state not in (MemberState.ACTIVE, MemberState.INVITED):
        raise Unfit({"person": "errors.not_in_network"})
    if person.id == network.leader_id:
        raise Unfit({"person": "errors.leader_removed"})
    _part(uow, network, member, person, MemberState.REMOVED, at)
    key = outbox.numbered(uow, lambda n: keys.removed(member.id, n))
    outbox.direct(uow, person, Content.REMOVED, key, subject=network.id, at=at, network_id=network.id)
    return person


def _somebody(uow: UnitOfWork, network: Network, account: str) -> Person | None:
    """By the platform's id, or by mail address who has no account."""
    if not is_mail(account):
        return uow.people.find(network.workspace_id, account)
    ours = people.without_accounts(uow, network.organisation_id)
    return uow.people.find(ours.id, account.casefold()) if ours else None


def _part(uow: UnitOfWork, network: Network, member: Member, person: Person, state: MemberState, at: datetime) -> None:
    """From a conversation that was there before the network nobody is sent away."""
    uow.members.save(replace(member, state=state, left_at=at, contribution=""))
    roles.parted(uow, network, person, at=at)
    if not person.has_account:
        _revoke(uow, network, person, at)
    elif network.made_conversation:
        outbox.drop(uow, network, member, at=at)
    _show_anew(uow, network, member, person, at)


def _revoke(uow: UnitOfWork, network: Network, person: Person, at: datetime) -> None:
    """Their links to the network; with no other place left to go to, also those that are to none of them."""
    uow.links.revoke(person.id, network.id, at)
    places = (place for _, place in uow.networks.around(person.id) if place)
    if not any(place.state in (MemberState.ACTIVE, MemberState.INVITED) for place in places):
        uow.links.revoke(person.id, None, at)


def walked_in(uow: UnitOfWork, person: Person, conversation: str, *, at: datetime) -> None:
    """Somebody came into a network's conversation by themselves: they are asked before their words count."""
    network = uow.networks.find_by_conversation(person.workspace_id, conversation)
    if network is None:
        return
    member = uow.members.find(network.id, person.id)
    if member is None or member.state not in (MemberState.ACTIVE, MemberState.INVITED):
        ask(uow, network, person, by=None, at=at)


def walked_out(uow: UnitOfWork, person: Person, conversation: str, *, at: datetime) -> None:
    """Somebody left a network's conversation: a member has left, a leader stays until they hand over."""
    network = uow.networks.find_by_conversation(person.workspace_id, conversation)
    member = uow.members.find(network.id, person.id) if network else None
    if network is None or member is None or person.id == network.leader_id:
        return
    came_by_themselves = member.state is MemberState.INVITED and member.invited_by is None
    if member.is_active or came_by_themselves:
        uow.members.save(replace(member, state=MemberState.LEFT, left_at=at, contribution=""))
        roles.parted(uow, network, person, at=at)
        _show_anew(uow, network, member, person, at)


def mix(uow: UnitOfWork, network: Network, *, k: int) -> Mix:
    """How its members are put together, under the small-n rules."""
    ids = {member.person_id for member in uow.members.active(network.id)}
    return mixes.mix((person.kind for person in uow.people.get_many(ids)), k=k)


def _show_anew(uow: UnitOfWork, network: Network, member: Member, person: Person, at: datetime) -> None:
    outbox.update(uow, network, Content.CHARTER, keys.charter(network.id), subject=network.id, at=at)
    _show_invitation(uow, network, member, person, at)
    outbox.home(uow, person, at=at)
    outbox.home(uow, uow.people.get(network.leader_id), at=at)


def _show_invitation(uow: UnitOfWork, network: Network, member: Member, person: Person, at: datetime) -> None:
    """The message that invited shows how it went, and its buttons go away; nobody is told of it once more."""
    invitations.forget(uow, member)
    weekly.show_anew(uow, person, network.zone, at=at)
    key = outbox.latest(uow, lambda n: keys.invitation(member.id, n))
    if key is not None:
        outbox.update(uow, person, Content.INVITATION, key, subject=member.id, at=at, network_id=member.network_id)
