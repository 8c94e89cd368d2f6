"""Deliveries that did not go well: who is told, what a person decides about them, and how they are set going again."""

from datetime import datetime, timedelta

from core.errors import Conflict
from core.model import keys
from core.model.deliveries import Cause, Content, Delivery, DeliveryState, Effect
from core.model.ids import DeliveryId, MemberId, NetworkId, PersonId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.settling import arrived as _arrived
from core.model.settling import dropped, ended, taken_up
from core.ports import UnitOfWork
from core.services import archives, outbox, permissions

REMEMBERED = timedelta(days=14)
"""How long somebody is told, when we meet them, of what did not reach them."""

_ASKED = {
    Content.INVITATION: Content.INVITATION_UNREACHED,
    Content.ANCHOR_QUESTION: Content.ANCHOR_UNREACHED,
    Content.ROLE_QUESTION: Content.ROLE_UNREACHED,
}
"""What one person asked of another, and how the first is told that it found nobody. Of nothing else is told whom."""


def is_told_of(content: Content) -> bool:
    """Whether somebody is told that such a message found nobody."""
    return content in _ASKED


def stopped(uow: UnitOfWork, key: str, cause: Cause, *, at: datetime) -> None:
    """A delivery may have come to rest without being seen: whoever can do something about it is told, once."""
    delivery = uow.deliveries.find(key)
    if delivery is None or delivery.network_id is None:
        return
    network = uow.networks.get(delivery.network_id)
    if delivery.effect is Effect.POST and delivery.state is DeliveryState.HELD:
        _ask(uow, delivery, network, at)
    elif delivery.effect is Effect.POST and delivery.state is DeliveryState.DEAD:
        _tell(uow, network, cause, at)
    elif delivery.effect is Effect.ADD and delivery.state is DeliveryState.DEAD:
        _tell_of_member(uow, delivery, network, cause, at)
    elif delivery.effect is Effect.ARCHIVE and delivery.state is DeliveryState.DEAD:
        archives.refused(uow, network.id, at=at)
    elif is_told_of(delivery.content) and delivery.effect is Effect.DIRECT:
        _tell_who_asked(uow, delivery, network, at)


def _ask(uow: UnitOfWork, held: Delivery, network: Network, at: datetime) -> None:
    leader = uow.people.get(network.leader_id)
    key = outbox.numbered(uow, lambda n: keys.held_question(held.id, n))
    outbox.direct(uow, leader, Content.HELD_QUESTION, key, subject=held.key, at=at, network_id=network.id)
    outbox.home(uow, leader, at=at)


def _tell(uow: UnitOfWork, network: Network, cause: Cause, at: datetime) -> None:
    """Once per cause until it is mended. A message that somebody took away is nothing to mend, nor is a place that we
    have put away ourselves.
    """
    if cause is Cause.MESSAGE_GONE or network.is_put_away(at):
        return
    notice = _notice(uow, network.id, cause)
    if notice and not (_is_over(uow, notice) or uow.deliveries.has_sent_since(network.id, notice)):
        return
    leader = uow.people.get(network.leader_id)
    key = outbox.numbered(uow, lambda n: keys.stuck(network.id, cause.value, n))
    outbox.direct(uow, leader, Content.STUCK, key, subject=cause.value, at=at, network_id=network.id)
    outbox.home(uow, leader, at=at)


def _notice(uow: UnitOfWork, network_id: NetworkId, cause: Cause) -> str | None:
    return outbox.latest(uow, lambda n: keys.stuck(network_id, cause.value, n))


def _is_over(uow: UnitOfWork, notice: str) -> bool:
    """A notice is brought up to date when it is mended, and only then."""
    return uow.deliveries.find(keys.card_update(notice)) is not None


def _tell_of_member(uow: UnitOfWork, refused: Delivery, network: Network, cause: Cause, at: datetime) -> None:
    """The leader can let them in by hand. Where nobody gets in, the leader hears of that by what is posted there."""
    if refused.person_id is None or cause not in (Cause.NOT_ALLOWED, Cause.OTHER):
        return
    leader, key = uow.people.get(network.leader_id), keys.unreached(refused.key)
    outbox.direct(uow, leader, Content.NOT_LET_IN, key, subject=refused.person_id, at=at, network_id=network.id)


def _tell_who_asked(uow: UnitOfWork, delivery: Delivery, network: Network, at: datetime) -> None:
    if delivery.person_id is None or not _found_nobody(uow, delivery, delivery.person_id):
        return
    asker = uow.people.get(_asker(uow, delivery, network))
    content, key = _ASKED[delivery.content], keys.unreached(delivery.key)
    outbox.direct(uow, asker, content, key, subject=delivery.person_id, at=at, network_id=network.id)


def _found_nobody(uow: UnitOfWork, delivery: Delivery, person_id: PersonId) -> bool:
    if delivery.state is DeliveryState.CANCELLED:
        return uow.people.get(person_id).gone
    return delivery.state is DeliveryState.DEAD


def _asker(uow: UnitOfWork, delivery: Delivery, network: Network) -> PersonId:
    if delivery.content is Content.INVITATION:
        return uow.members.get(MemberId(delivery.subject)).invited_by or network.leader_id
    return network.leader_id


def arrived(uow: UnitOfWork, id: DeliveryId, person: Person, *, at: datetime) -> Delivery:
    """Somebody has seen the post that was held."""
    return _decide(uow, id, person, at, was_seen=True)


def send_again(uow: UnitOfWork, id: DeliveryId, person: Person, *, at: datetime) -> Delivery:
    """The post that was held is not there: it goes out."""
    return _decide(uow, id, person, at, was_seen=False)


def _decide(uow: UnitOfWork, id: DeliveryId, person: Person, at: datetime, *, was_seen: bool) -> Delivery:
    held = uow.deliveries.get(id)
    network = network_of(uow, held)
    permissions.must_manage(uow, network, person)
    if held.state is not DeliveryState.HELD:
        raise Conflict("errors.delivery_settled")
    return _turned(uow, held, _arrived(held) if was_seen else taken_up(held), at)


def answered(uow: UnitOfWork, held: Delivery, *, at: datetime) -> None:
    """What was held is not any more: the question about it shows that."""
    question = outbox.latest(uow, lambda n: keys.held_question(held.id, n))
    asked = uow.deliveries.find(question) if question else None
    if asked is not None and asked.person_id is not None:
        _show_anew(uow, asked, at)
        outbox.home(uow, uow.people.get(asked.person_id), at=at)


def _show_anew(uow: UnitOfWork, told: Delivery, at: datetime) -> None:
    if told.person_id is None:
        return
    person = uow.people.get(told.person_id)
    network_id = told.network_id
    outbox.update(uow, person, told.content, told.key, subject=told.subject, at=at, network_id=network_id)


def network_of(uow: UnitOfWork, delivery: Delivery) -> Network:
    """The network that a delivery is about."""
    if delivery.network_id is None:
        raise Conflict("errors.delivery_settled")
    return uow.networks.get(delivery.network_id)


def is_stuck(uow: UnitOfWork, network: Network) -> bool:
    """Whether something was refused where the network talks."""
    return any(
        each.network_id == network.id and each.state is DeliveryState.DEAD and each.effect is Effect.POST
        for each in uow.deliveries.stopped(network.organisation_id)
    )


def try_again(uow: UnitOfWork, network_id: NetworkId, person: Person, *, at: datetime) -> Network:
    """Somebody says that it is mended."""
    network = uow.networks.get(network_id)
    permissions.must_manage(uow, network, person)
    if not mended(uow, network, at=at):
        raise Conflict("errors.nothing_stuck", name=network.name)
    return network


def mended(uow: UnitOfWork, network: Network, *, at: datetime) -> int:
    """What was refused goes out if it still matters; who was told of it is told of that. Gives how many it is."""
    revived = uow.deliveries.revive(network.id)
    for cause in Cause:
        notice = _notice(uow, network.id, cause)
        told = uow.deliveries.find(notice) if notice and not _is_over(uow, notice) else None
        if told is not None:
            _show_anew(uow, told, at)
    if revived:
        outbox.home(uow, uow.people.get(network.leader_id), at=at)
    return revived


def give_up(uow: UnitOfWork, key: str) -> None:
    """What was held is not wanted any more: a person has found another way."""
    held = uow.deliveries.find(key)
    if held is not None and held.state is DeliveryState.HELD:
        uow.deliveries.turn(ended(held, DeliveryState.CANCELLED), was=DeliveryState.HELD)


def retry(uow: UnitOfWork, id: DeliveryId, *, at: datetime) -> Delivery:
    """An operator wants one tried again that was refused or held. Raises `Conflict` for any other."""
    delivery = uow.deliveries.get(id)
    if delivery.state not in (DeliveryState.DEAD, DeliveryState.HELD):
        raise Conflict(f"deliveries.not_retried_{delivery.state.value}")
    if delivery.content is Content.ANSWER and not delivery.payload:
        raise Conflict("deliveries.words_gone")
    return _turned(uow, delivery, taken_up(delivery), at)


def drop(uow: UnitOfWork, id: DeliveryId, reason: str, *, at: datetime) -> Delivery:
    """An operator does not want one sent. What may be under way, or has happened, cannot be dropped."""
    delivery = uow.deliveries.get(id)
    if delivery.state not in (DeliveryState.PENDING, DeliveryState.DEAD, DeliveryState.HELD):
        raise Conflict(f"deliveries.not_dropped_{delivery.state.value}")
    return _turned(uow, delivery, dropped(delivery, reason), at)


def _turned(uow: UnitOfWork, before: Delivery, after: Delivery, at: datetime) -> Delivery:
    if not uow.deliveries.turn(after, was=before.state):
        raise Conflict("errors.delivery_settled")
    if before.state is DeliveryState.HELD:
        answered(uow, before, at=at)
    return after
