"""Members without an account: invited by mail, asked by mail, answering on a page behind a personal link."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.ids import NetworkId, PersonId, new_id
from core.model.links import Link, is_mail
from core.model.members import MemberState
from core.model.networks import Network
from core.model.organisations import Belonging, Person, PersonKind, Workspace
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services import invitations, members, outbox, people, permissions
from core.services.members import Invited

MOST_AT_ONCE = 10


def invite(
    uow: UnitOfWork,
    network: Network,
    by: Person,
    mails: Sequence[str],
    *,
    kind: PersonKind | None = None,
    at: datetime,
) -> Invited:
    """Write to people who have no account. The same address is the same person, in whatever network.

    `kind`: in what capacity they are invited, while they have not said themselves.
    """
    permissions.must_invite(uow, network, by)
    permissions.must_be_open(network)
    if not mails or len(mails) > MOST_AT_ONCE or not all(is_mail(mail) for mail in mails):
        raise Unfit({"mail": "outsiders.address"})
    ours = people.without_accounts(uow, network.organisation_id)
    if ours is None:
        raise Conflict("outsiders.no_mail")
    found = [_person(uow, ours, mail, network.language, kind) for mail in dict.fromkeys(mails)]
    states = {member.person_id: member.state for member in uow.members.of_network(network.id)}
    asked = tuple(each for each in found if states.get(each.id) not in (MemberState.ACTIVE, MemberState.INVITED))
    for each in asked:
        members.ask(uow, network, each, by=by.id, at=at)
    return Invited(
        invited=asked,
        already_in=tuple(each for each in found if states.get(each.id) is MemberState.ACTIVE),
        already_invited=tuple(each for each in found if states.get(each.id) is MemberState.INVITED),
    )


def _person(uow: UnitOfWork, ours: Workspace, mail: str, language: str, kind: PersonKind | None) -> Person:
    """Until they have said what they are called, they are called as their address is."""
    there = uow.people.find(ours.id, mail)
    if there is not None:
        return there
    person = Person(
        id=PersonId(new_id()),
        organisation_id=ours.organisation_id,
        workspace_id=ours.id,
        account=mail,
        name=mail,
        language=language,
        belonging=Belonging.LINK,
        kind=kind,
    )
    uow.people.save(person)
    return person


def round_opened(uow: UnitOfWork, asked: Sequence[tuple[Network, Round]], *, at: datetime) -> None:
    """One mail to each member without an account, with a link that works until the round closes."""
    there = uow.links.without_account([network.id for network, _ in asked])
    for network, round in asked:
        for person in there.get(network.id, ()):
            member = uow.members.find(network.id, person.id)
            if member is None or not member.takes_part(round.phase):
                continue
            outbox.direct(
                uow,
                person,
                Content.ASKED,
                keys.asked(round.id, person.id),
                subject=round.id,
                at=at,
                network_id=network.id,
                expires_at=round.closes_at,
            )


def closed(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """A last mail, with the thanks that the others read in the conversation."""
    for person in uow.links.without_account([network.id]).get(network.id, ()):
        key = keys.farewell(network.id, person.id)
        outbox.direct(uow, person, Content.FAREWELL, key, subject=network.id, at=at, network_id=network.id)


def opens(uow: UnitOfWork, digest: str, *, at: datetime) -> tuple[Link, Person]:
    """Whose link it is. Raises `NotFound` whatever is wrong with it: who guesses learns nothing."""
    link = uow.links.find(digest)
    if link is None or not link.works(at) or link.wanted is not None:
        raise NotFound("outsiders.no_link")
    person = uow.people.get(link.person_id)
    if person.gone or person.has_account:
        raise NotFound("outsiders.no_link")
    return link, person


def mails(uow: UnitOfWork, person: Person, *, wanted: bool) -> Person:
    """Whether the person is written to when a round opens and when a network closes."""
    person = replace(uow.people.get(person.id), wants_mail=wanted)
    uow.people.save(person)
    return person


def not_theirs(uow: UnitOfWork, person: Person, key: str, *, at: datetime) -> None:
    """The link came to somebody else: none of that person's links to the network works any more, its leader is told.

    One that came with several invitations is about the networks of all of them. They wait for nobody any more.
    """
    link = uow.links.of_key(key)
    if link is None or link.person_id != person.id:
        raise NotFound("outsiders.no_link")
    uow.links.revoke(person.id, link.network_id, at)
    waiting = {network.id: member for member, network in invitations.waiting(uow, person)}
    for network_id in (link.network_id,) if link.network_id else waiting:
        told = keys.not_theirs(key) if link.network_id else keys.not_theirs(key, network_id)
        _tell_leader(uow, network_id, person, told, at)
        if network_id in waiting:
            members.decline(uow, waiting[network_id].id, person, at=at)


def _tell_leader(uow: UnitOfWork, network_id: NetworkId, person: Person, key: str, at: datetime) -> None:
    network = uow.networks.get(network_id)
    leader = uow.people.get(network.leader_id)
    outbox.direct(uow, leader, Content.NOT_THEIRS, key, subject=person.id, at=at, network_id=network.id)
