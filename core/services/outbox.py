"""Leave deliveries: who calls names what is shown to whom, here the rest of the row is filled in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.model import keys
from core.model.deliveries import Content, Delivery, Effect, Urgency
from core.model.ids import NetworkId, OrganisationId, PersonId, WorkspaceId
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services.leaving import conversation_key, effect_of, leave, may_write


def post(
    uow: UnitOfWork,
    network: Network,
    content: Content,
    key: str,
    *,
    subject: str,
    at: datetime,
    thread_key: str | None = None,
    after_key: str | None = None,
    expires_at: datetime | None = None,
    urgency: Urgency = Urgency.PROMPT,
    again: bool = False,
) -> bool:
    """A message in the network's conversation, or in a thread of it. `again`: also if it stands somewhere already."""
    given = replace(
        posting(network, content, key, subject=subject, at=at, expires_at=expires_at),
        thread_key=thread_key,
        after_key=after_key or conversation_key(network),
        urgency=urgency,
    )
    return leave(uow, given, again)


def posting(
    network: Network, content: Content, key: str, *, subject: str, at: datetime, expires_at: datetime | None = None
) -> Delivery:
    """A message in the network's conversation, not left yet."""
    return Delivery(
        key=key,
        effect=Effect.POST,
        content=content,
        organisation_id=network.organisation_id,
        workspace_id=network.workspace_id,
        network_id=network.id,
        conversation=network.conversation,
        subject=subject,
        due_at=at,
        after_key=conversation_key(network),
        expires_at=expires_at,
    )


def direct(
    uow: UnitOfWork,
    person: Person,
    content: Content,
    key: str,
    *,
    subject: str,
    at: datetime,
    network_id: NetworkId | None = None,
    payload: str = "",
    expires_at: datetime | None = None,
    urgency: Urgency = Urgency.PROMPT,
) -> bool:
    """A message to one person; to who has no account a mail, if it is worth one. Whether it was left."""
    if not may_write(uow, person, content, key, network_id, at, expires_at):
        return False
    return leave(
        uow,
        Delivery(
            key=key,
            effect=Effect.DIRECT,
            content=content,
            organisation_id=person.organisation_id,
            workspace_id=person.workspace_id,
            network_id=network_id,
            person_id=person.id,
            subject=subject,
            payload=payload,
            due_at=at,
            expires_at=expires_at,
            urgency=urgency,
        ),
    )


def whisper(
    uow: UnitOfWork,
    network: Network,
    person: Person,
    content: Content,
    key: str,
    *,
    subject: str,
    at: datetime,
    thread: str | None = None,
    thread_key: str | None = None,
    expires_at: datetime | None = None,
    urgency: Urgency = Urgency.ANSWER,
) -> bool:
    """A message in the network's conversation that only one person sees. `thread`: the platform's id of its root."""
    return leave(
        uow,
        Delivery(
            key=key,
            effect=Effect.WHISPER,
            content=content,
            organisation_id=network.organisation_id,
            workspace_id=network.workspace_id,
            network_id=network.id,
            conversation=network.conversation,
            person_id=person.id,
            subject=subject,
            due_at=at,
            thread=thread,
            thread_key=thread_key,
            after_key=conversation_key(network),
            expires_at=expires_at,
            urgency=urgency,
        ),
    )


def update(
    uow: UnitOfWork,
    whose: Network | Person,
    content: Content,
    target_key: str,
    *,
    subject: str,
    at: datetime,
    network_id: NetworkId | None = None,
) -> None:
    """The message that `target_key` left shows the newest state; several in a row become one. A mail stays as it is."""
    if isinstance(whose, Person) and not whose.has_account:
        return
    uow.deliveries.refresh(
        Delivery(
            key=keys.card_update(target_key),
            effect=Effect.UPDATE,
            content=content,
            organisation_id=whose.organisation_id,
            workspace_id=whose.workspace_id,
            network_id=whose.id if isinstance(whose, Network) else network_id,
            person_id=whose.id if isinstance(whose, Person) else None,
            subject=subject,
            due_at=at,
            target_key=target_key,
            after_key=target_key,
            urgency=Urgency.REMINDER,
        )
    )


def correct(
    uow: UnitOfWork, network: Network, content: Content, target_key: str, *, subject: str, at: datetime
) -> None:
    """What people wrote was changed or taken back: the message that shows it follows.

    Where the conversation is put away nothing can be changed: there it goes away, rather than keep such words.
    """
    if network.is_put_away(at):
        remove(uow, network, target_key, at=at)
    else:
        update(uow, network, content, target_key, subject=subject, at=at)


def remove(uow: UnitOfWork, whose: Network | Person, target_key: str, *, at: datetime) -> None:
    """The message that `target_key` left goes away; one that was not sent yet never is."""
    if uow.deliveries.cancel(target_key):
        return
    uow.deliveries.add(
        Delivery(
            key=keys.removal(target_key),
            effect=Effect.REMOVE,
            content=Content.NOTHING,
            organisation_id=whose.organisation_id,
            workspace_id=whose.workspace_id,
            network_id=whose.id if isinstance(whose, Network) else None,
            person_id=whose.id if isinstance(whose, Person) else None,
            due_at=at,
            target_key=target_key,
            after_key=target_key,
            urgency=Urgency.ANSWER,
        )
    )


def home(uow: UnitOfWork, person: Person, *, at: datetime) -> None:
    """The person's own page shows the newest state."""
    if not person.gone:
        page = _page(person.id, at)
        uow.deliveries.refresh(
            replace(page, organisation_id=person.organisation_id, workspace_id=person.workspace_id, subject=person.id)
        )


def homes(uow: UnitOfWork, *networks: Network, at: datetime) -> None:
    """The pages of everyone in the networks."""
    uow.deliveries.refresh_each(_page(keys.EVERYBODY, at), [network.id for network in networks])


def _page(person_id: PersonId, at: datetime) -> Delivery:
    return Delivery(
        key=keys.home(person_id),
        effect=Effect.HOME,
        content=Content.HOME,
        organisation_id=OrganisationId(""),
        workspace_id=WorkspaceId(""),
        person_id=person_id,
        due_at=at,
        urgency=Urgency.DIGEST,
    )


def create(uow: UnitOfWork, network: Network, *, at: datetime) -> bool:
    """A conversation for the network."""
    return uow.deliveries.add(effect_of(network, Effect.CREATE, keys.conversation(network.id), at, subject=network.id))


def add(uow: UnitOfWork, network: Network, member: Member, *, at: datetime) -> None:
    """A member into the network's conversation."""
    key = numbered(uow, lambda n: keys.added(member.id, n))
    uow.deliveries.add(
        effect_of(network, Effect.ADD, key, at, subject=member.id, person=member, after_key=conversation_key(network))
    )


def drop(uow: UnitOfWork, network: Network, member: Member, *, at: datetime) -> None:
    """A person out of the network's conversation."""
    key = numbered(uow, lambda n: keys.dropped(member.id, n))
    uow.deliveries.add(
        effect_of(network, Effect.DROP, key, at, subject=member.id, person=member, after_key=conversation_key(network))
    )


def pin(uow: UnitOfWork, network: Network, key: str, target_key: str, *, at: datetime, again: bool = False) -> bool:
    """The message that `target_key` left stays at hand."""
    return leave(
        uow,
        effect_of(network, Effect.PIN, key, at, subject=network.id, target_key=target_key, after_key=target_key),
        again,
    )


def archive(uow: UnitOfWork, network: Network, *, at: datetime) -> bool:
    """The network's conversation is put away."""
    return uow.deliveries.add(effect_of(network, Effect.ARCHIVE, keys.archived(network.id), at, subject=network.id))


def numbered(uow: UnitOfWork, key: Callable[[int], str]) -> str:
    """The first key of a row of them that is not in use: what may happen anew gets a number."""
    return key(_used(uow, key) + 1)


def latest(uow: UnitOfWork, key: Callable[[int], str]) -> str | None:
    """The last key of such a row that is in use."""
    used = _used(uow, key)
    return key(used) if used else None


def _used(uow: UnitOfWork, key: Callable[[int], str]) -> int:
    used = 0
    while uow.deliveries.find(key(used + 1)) is not None:
        used += 1
    return used
