"""What members say that they can bring: to one network each, since it answers that network's purpose.

It is free to say, seen by the network's members with the name, and gone when it is deleted or its author leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.errors import NotFound, Refusal, Unfit
from core.model.ids import MemberId
from core.model.masking import holds_cpr
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import permissions

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Contribution:
    """What somebody brings to a network, in their own words; perhaps nothing yet."""

    member: Member
    network: Network
    person: Person


def unfit(text: str) -> dict[str, str | Refusal]:
    """What is wrong with it, by input. A CPR number is never stored."""
    if len(text.strip()) > LONGEST:
        return {"contribution": Refusal("errors.too_long", n=LONGEST)}
    return {"contribution": "replies.cpr"} if holds_cpr(text) else {}


def own(uow: UnitOfWork, member_id: MemberId, person: Person) -> Contribution:
    """A person's own, in an open network that they are in. Raises `NotFound`, or `Conflict` once it is over."""
    member = uow.members.get(member_id)
    if member.person_id != person.id or not member.is_active:
        raise NotFound("errors.not_found")
    network = uow.networks.get(member.network_id)
    permissions.must_be_open(network)
    return Contribution(member, network, person)


def say(uow: UnitOfWork, member_id: MemberId, person: Person, text: str) -> Contribution:
    """In place of what was said before; nothing deletes it."""
    contribution = own(uow, member_id, person)
    if wrong := unfit(text):
        raise Unfit(wrong)
    member = replace(contribution.member, contribution=text.strip())
    if member != contribution.member:
        uow.members.save(member)
    return replace(contribution, member=member)


def of_person(uow: UnitOfWork, person: Person) -> tuple[Contribution, ...]:
    """A person's own in each open network that they are in, said or not, by the network's name."""
    around = uow.networks.around(person.id)
    return tuple(Contribution(place, network, person) for network, place in around if place and place.is_active)


def of_network(uow: UnitOfWork, network: Network, person: Person) -> Sequence[Contribution]:
    """What the members have said, by name; to members alone."""
    if not permissions.is_member(uow, network, person):
        return ()
    said = {each.person_id: each for each in uow.members.active(network.id) if each.contribution}
    return tuple(Contribution(said[each.id], network, each) for each in uow.people.get_many(said)) if said else ()
