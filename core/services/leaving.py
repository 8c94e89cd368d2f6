"""How the row of a delivery is left: once for each key, and taken up again where what it came after is there now."""

from datetime import datetime

from core.model import keys
from core.model.deliveries import MAILED, Content, Delivery, DeliveryState, Effect, Urgency
from core.model.ids import NetworkId
from core.model.links import LASTS, Link
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Person
from core.ports import UnitOfWork


def may_write(
    uow: UnitOfWork,
    person: Person,
    content: Content,
    key: str,
    network_id: NetworkId | None,
    at: datetime,
    expires_at: datetime | None,
) -> bool:
    """Whether a person is written to. Who has no account gets a mail if it is worth one, with a link of their own."""
    if person.has_account:
        return True
    if content not in MAILED or not (person.wants_mail or content is Content.INVITATION):
        return False
    until = expires_at or at + LASTS
    uow.links.add(Link(key=key, person_id=person.id, network_id=network_id, expires_at=until))
    return True


def leave(uow: UnitOfWork, delivery: Delivery, again: bool = False) -> bool:
    """Add it. One that was, or is to be, cancelled because what it came after never was, is taken up again."""
    if uow.deliveries.add(delivery):
        return True
    there = uow.deliveries.find(delivery.key)
    if there is None or not (again or _is_stranded(there, delivery)):
        return False
    uow.deliveries.refresh(delivery)
    return True


def _is_stranded(there: Delivery, anew: Delivery) -> bool:
    if there.state is DeliveryState.PENDING:
        return there.after_key != anew.after_key
    return there.state is DeliveryState.CANCELLED


def conversation_key(network: Network) -> str | None:
    return keys.conversation(network.id) if network.conversation is None else None


def effect_of(
    network: Network,
    effect: Effect,
    key: str,
    at: datetime,
    *,
    subject: str,
    person: Member | None = None,
    target_key: str | None = None,
    after_key: str | None = None,
) -> Delivery:
    return Delivery(
        key=key,
        effect=effect,
        content=Content.NOTHING,
        organisation_id=network.organisation_id,
        workspace_id=network.workspace_id,
        network_id=network.id,
        conversation=network.conversation,
        person_id=person.person_id if person else None,
        subject=subject,
        due_at=at,
        target_key=target_key,
        after_key=after_key,
        urgency=Urgency.ANSWER,
    )
