"""What did not get through, for whom it concerns: shown when we meet them, since a message did not find them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from core.model.deliveries import Content, Delivery, DeliveryState, Effect
from core.model.ids import NetworkId, OrganisationId, PersonId, ReplyId, RoundId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.untold import Held, Missed, Undelivered, Unheard
from core.ports import UnitOfWork
from core.services.deliveries import REMEMBERED

_RETOLD = frozenset(
    {
        Content.ANSWER,
        Content.NEEDS,
        Content.REMOVED,
        Content.LEFT,
        Content.PHASES,
        Content.INVITATION_UNREACHED,
        Content.ANCHOR_UNREACHED,
        Content.ROLE_UNREACHED,
        Content.ROLE_DECLINED,
        Content.END_QUESTION,
        Content.NOT_LET_IN,
        Content.NOT_THEIRS,
        Content.FAREWELL,
        Content.ECHO_BACK,
        Content.DIGEST,
        Content.DIGEST_DESK,
        Content.DIGEST_COMMITTEE,
        Content.CALL,
        Content.CALL_ANSWERED,
        Content.READOUT,
    }
)
"""What is told again in words of its own; the rest stands on the page anyway (docs/deliveries.md has the table)."""
_TELLS_OF_SOMEBODY = (
    *(Content.INVITATION_UNREACHED, Content.ANCHOR_UNREACHED, Content.ROLE_UNREACHED),
    *(Content.NOT_LET_IN, Content.NOT_THEIRS),
)


def of_person(uow: UnitOfWork, person: Person, *, at: datetime) -> Unheard:
    """What did not reach somebody, nor the networks that they lead."""
    rows = uow.deliveries.unheard(person.id, since=at - REMEMBERED)
    if not rows:
        return Unheard()
    networks = {id: uow.networks.get(id) for id in {row.network_id for row in rows} if id}
    theirs = [row for row in rows if row.person_id is None]
    posts = [row for row in theirs if row.effect is Effect.POST]
    return Unheard(
        missed=tuple(_missed(uow, row, networks) for row in rows if row.person_id and row.content in _RETOLD),
        held=tuple(held(uow, row, networks) for row in posts if row.state is DeliveryState.HELD),
        stuck=_networks([row for row in posts if row.state is DeliveryState.DEAD], networks),
        placeless=tuple(
            network
            for network in _networks([row for row in theirs if row.effect is Effect.CREATE], networks)
            if network.conversation is None and network.is_open
        ),
    )


def _networks(rows: Sequence[Delivery], networks: dict[NetworkId, Network]) -> tuple[Network, ...]:
    return tuple(networks[id] for id in dict.fromkeys(row.network_id for row in rows) if id)


def _missed(uow: UnitOfWork, row: Delivery, networks: dict[NetworkId, Network]) -> Missed:
    person = uow.people.get(PersonId(row.subject)).name if row.content in _TELLS_OF_SOMEBODY else ""
    return Missed(content=row.content, network=networks[row.network_id] if row.network_id else None, person=person)


def held(uow: UnitOfWork, row: Delivery, networks: dict[NetworkId, Network]) -> Held:
    """A post that is held, as people know it."""
    if row.network_id is None:
        raise ValueError("what is held was to be seen by a network")
    return Held(id=row.id, content=row.content, network=networks[row.network_id], titles=_titles(uow, row))


def _titles(uow: UnitOfWork, row: Delivery) -> dict[str, str]:
    match row.content:
        case Content.PROMPT | Content.SHAREBACK:
            round = uow.rounds.get(RoundId(row.subject))
        case Content.SHARED_REPLY:
            round = uow.rounds.get(uow.replies.get(ReplyId(row.subject)).round_id)
        case _:
            return {}
    return uow.prompts.get(round.prompt_id, round.prompt_version).title


def of_network(uow: UnitOfWork, network: Network) -> tuple[Undelivered, ...]:
    """What did not get through to where a network talks, by kind."""
    return of_organisation(uow, network.organisation_id).get(network.id, ())


def of_organisation(uow: UnitOfWork, id: OrganisationId) -> dict[NetworkId, tuple[Undelivered, ...]]:
    """For each network that there is something of. Counts and kinds: whom anything was for does not come here."""
    counts = Counter((row.network_id, row.content, row.effect, row.state) for row in uow.deliveries.stopped(id))
    found: dict[NetworkId, tuple[Undelivered, ...]] = {}
    for (network_id, content, _, state), count in counts.items():
        if network_id:
            found[network_id] = (
                *found.get(network_id, ()),
                Undelivered(content=content, state=state, count=count),
            )
    return found
