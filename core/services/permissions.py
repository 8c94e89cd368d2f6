"""Who may do what. `may_…` asks; `must_…` refuses. Guests and people from outside answer, they do not manage."""

from core.errors import Conflict, NotAllowed, NotFound
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Person
from core.ports import UnitOfWork


def may_start(person: Person) -> bool:
    return person.is_employee


def must_start(person: Person) -> None:
    if not may_start(person):
        raise NotAllowed("errors.employees_only")


def is_member(uow: UnitOfWork, network: Network, person: Person) -> bool:
    member = uow.members.find(network.id, person.id)
    return member is not None and member.is_active


def must_be_member(uow: UnitOfWork, network: Network, person: Person) -> Member:
    """The active membership; for everything that a member does."""
    return must_be_active(uow.members.find(network.id, person.id))


def must_be_active(member: Member | None) -> Member:
    """`must_be_member`, where the place in the network was read before."""
    if member is None or not member.is_active:
        raise NotAllowed("errors.not_member")
    return member


def may_see(uow: UnitOfWork, network: Network, person: Person) -> bool:
    """Its charter and status: members, leader, anchor, receiver, and the secretariat of the same organisation."""
    elsewhere = person.has_account and network.workspace_id != person.workspace_id
    if elsewhere and not is_secretariat_of(network, person):
        return False
    theirs = person.id in (network.leader_id, network.anchor_id, network.receiver_id)
    return theirs or is_secretariat_of(network, person) or is_member(uow, network, person)


def must_see(uow: UnitOfWork, network: Network, person: Person) -> None:
    """Who may not see a network is not told that it exists."""
    if not may_see(uow, network, person):
        raise NotFound("errors.network_unknown")


def may_manage(network: Network, person: Person) -> bool:
    """Change, plan, close, remove, hand over: the leader, the co-leader and the secretariat."""
    return person.is_employee and (person.id in network.leaders or is_secretariat_of(network, person))


def must_manage(uow: UnitOfWork, network: Network, person: Person) -> None:
    must_see(uow, network, person)
    if not may_manage(network, person):
        raise NotAllowed("errors.not_leader")


def may_invite(uow: UnitOfWork, network: Network, person: Person) -> bool:
    """The leader, and every member who is an employee."""
    return person.is_employee and (person.id in network.leaders or is_member(uow, network, person))


def must_invite(uow: UnitOfWork, network: Network, person: Person) -> None:
    must_see(uow, network, person)
    if not may_invite(uow, network, person):
        raise NotAllowed("errors.may_not_invite")


def is_secretariat_of(network: Network, person: Person) -> bool:
    return person.is_secretariat and person.is_employee and person.organisation_id == network.organisation_id


def must_be_secretariat(person: Person) -> None:
    if not (person.is_secretariat and person.is_employee):
        raise NotAllowed("errors.not_secretariat")


def must_be_colleague(person: Person) -> None:
    """How the house is organised, and who looks after the bot, is for those who work there."""
    if not person.is_employee:
        raise NotAllowed("errors.colleagues_only")


def is_administrator(person: Person) -> bool:
    return person.is_administrator and person.is_employee


def must_be_administrator(person: Person) -> None:
    """Who is in the secretariat, and who decides that."""
    if not is_administrator(person):
        raise NotAllowed("errors.not_administrator")


def may_organise(person: Person) -> bool:
    """Rename, merge, split, close, add and move units: administrators and the secretariat."""
    return person.is_employee and (person.is_administrator or person.is_secretariat)


def must_organise(person: Person) -> None:
    if not may_organise(person):
        raise NotAllowed("errors.not_organiser")


def must_be_open(network: Network) -> None:
    """A closed network is not changed any more."""
    if not network.is_open:
        raise Conflict("errors.network_closed", name=network.name)
