"""What a person sees of all this: their networks, and what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from core.model import roles
from core.model.members import Member, MemberState
from core.model.networks import AnchorState, Network
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.roles import Role
from core.model.rounds import Round
from core.model.schedules import Schedule
from core.model.untold import Undelivered, Unheard
from core.ports import UnitOfWork
from core.services import asking, confirmations, untold
from core.services.asking import Inquired


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One of the person's networks as it stands now. `is_answered`: by this person, in the open round.
    `is_asked`: the phase is one that they take part in.

    `place`: their own, where they are a member and it was read.

    `schedule`: when the next round comes; perhaps not read while one is open.
    """

    network: Network
    is_leader: bool
    is_member: bool
    schedule: Schedule | None = None
    open_round: Round | None = None
    is_answered: bool = False
    place: Member | None = None
    is_asked: bool = True

    @property
    def waits(self) -> bool:
        """Whether an open round waits for this person's answer."""
        return self.is_member and self.is_asked and self.open_round is not None and not self.is_answered


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """`invitations`: still open, each with its network.

    `questions`: networks that ask the person to be their anchor; `anchored`: those that got a yes.
    `paused_until`: the day that they want to be written to again, while it is quiet.
    `asked`: what else they are asked to be; `received`: networks that they said yes to receive from.
    `inquiries`: what they are asked for a role, and have not answered.
    `unconfirmed`: to the secretariat, how many changes wait to be confirmed.
    `unheard`: what did not reach them. `undelivered`: to the secretariat, where something did not get through, by name.
    """

    person: Person
    at: datetime
    standings: tuple[Standing, ...] = ()
    invitations: tuple[tuple[Member, Network], ...] = ()
    questions: tuple[Network, ...] = ()
    anchored: tuple[Network, ...] = ()
    asked: tuple[tuple[Network, Role], ...] = ()
    received: tuple[Network, ...] = ()
    unconfirmed: int = 0
    unheard: Unheard = field(default_factory=Unheard)
    undelivered: tuple[tuple[Network, tuple[Undelivered, ...]], ...] = ()
    paused_until: date | None = None
    inquiries: tuple[Inquired, ...] = ()

    @property
    def is_empty(self) -> bool:
        belongs = (
            *(self.standings, self.invitations, self.questions, self.anchored, self.asked, self.received),
            self.inquiries,
        )
        return not any(belongs)


_ASKED = (Role.LEADER, Role.CO_LEADER, Role.RECEIVER)


def of(uow: UnitOfWork, person: Person, *, at: datetime) -> HomePage:
    """The person's page as it is now."""
    around = uow.networks.around(person.id)
    invitations = [(place, network) for network, place in around if place and place.state is MemberState.INVITED]
    anchored = [network for network, _ in around if network.anchor_id == person.id]
    return HomePage(
        person=person,
        at=at,
        standings=_standings(uow, around, person),
        invitations=tuple(sorted(invitations, key=lambda pair: (pair[0].invited_at, pair[0].id))),
        questions=tuple(each for each in anchored if each.anchor_state is AnchorState.WAITING),
        anchored=tuple(each for each in anchored if each.anchor_state is AnchorState.ACCEPTED),
        asked=tuple(
            (network, role)
            for network, _ in around
            for role in _ASKED
            if roles.waits(network, role) and roles.holder(network, role) == person.id
        ),
        received=tuple(network for network, _ in around if roles.held(network, Role.RECEIVER) == person.id),
        unconfirmed=confirmations.count(uow, person),
        unheard=untold.of_person(uow, person, at=at),
        undelivered=_undelivered(uow, person),
        paused_until=_pause(uow, person, at),
        inquiries=asking.inquired(uow, person, at=at),
    )


def _pause(uow: UnitOfWork, person: Person, at: datetime) -> date | None:
    if person.paused_until is None:
        return None
    today = local_day(at, uow.organisations.get(person.organisation_id).zone)
    return person.paused_until if person.is_paused(today) else None


def _undelivered(uow: UnitOfWork, person: Person) -> tuple[tuple[Network, tuple[Undelivered, ...]], ...]:
    if not (person.is_secretariat and person.is_employee):
        return ()
    found = untold.of_organisation(uow, person.organisation_id)
    named = [(uow.networks.get(id), kinds) for id, kinds in found.items()]
    return tuple(sorted(named, key=lambda pair: pair[0].name.casefold()))


def _standings(
    uow: UnitOfWork, around: Sequence[tuple[Network, Member | None]], person: Person
) -> tuple[Standing, ...]:
    """Of those that the person leads or is an active member of; read together, whatever their number."""
    places = {network.id: place for network, place in around if place is not None and place.is_active}
    active = set(places)
    theirs = [network for network, _ in around if network.id in active or network.leader_id == person.id]
    open_rounds = uow.replies.of_open_rounds([network.id for network in theirs], person.id) if theirs else ()
    rounds = {current.network_id: current for current, _ in open_rounds}
    answered = {reply.round_id for _, reply in open_rounds if reply is not None and reply.stands}
    resting = [network.id for network in theirs if network.id not in rounds]
    schedules = {each.network_id: each for each in uow.schedules.of_networks(resting)} if resting else {}
    return tuple(
        Standing(
            network=network,
            is_leader=network.leader_id == person.id,
            is_member=network.id in active,
            schedule=schedules.get(network.id),
            open_round=(current := rounds.get(network.id)),
            is_answered=current is not None and current.id in answered,
            place=places.get(network.id),
            is_asked=_is_asked(places.get(network.id), current),
        )
        for network in theirs
    )


def _is_asked(place: Member | None, open_round: Round | None) -> bool:
    return place is None or open_round is None or not place.is_active or place.takes_part(open_round.phase)


def standing(uow: UnitOfWork, network: Network, person: Person) -> Standing:
    """A network as it stands for a person."""
    member = uow.members.find(network.id, person.id)
    open_round = uow.rounds.open_of(network.id)
    reply = uow.replies.find(open_round.id, person.id) if open_round else None
    return Standing(
        network=network,
        is_leader=person.id == network.leader_id,
        is_member=member is not None and member.is_active,
        schedule=uow.schedules.find(network.id),
        open_round=open_round,
        is_answered=reply is not None and reply.stands,
        is_asked=_is_asked(member, open_round),
    )
