"""The harvest card: what came out of a network that is over, who takes over, and thanks by name.

Worked out when it is shown, from how things are then: what was taken back is not on it any more. Everybody in the
conversation sees it, so it holds only what was shared there with a name: recorded outcomes, and shared replies whose
writer lets them be quoted.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from core.model import keys, readings, roles
from core.model.deliveries import Content
from core.model.networks import Network, NetworkState
from core.model.organisations import Person, Unit
from core.model.outcomes import Harvest
from core.model.periods import EVER
from core.model.readings import Asked
from core.model.roles import Role
from core.ports import UnitOfWork
from core.services import charters, harvests, outbox
from core.services.readings import look


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`members`: by name, those without an account among them. `receiver`: is asked or has said yes (`receives`);
    `receiving`: where they belong. `operation`: what becomes daily operation of it.
    """

    network: Network
    leader: Person
    members: tuple[Person, ...]
    harvest: Harvest
    quotes: tuple[str, ...] = ()
    receiver: Person | None = None
    receiving: Unit | None = None
    receives: bool = False
    operation: str = ""


def card(uow: UnitOfWork, network: Network) -> Card:
    """As things are now."""
    k = uow.organisations.get(network.organisation_id).k
    seen = look(uow, [network], EVER, k=k)[0]
    shed = harvests.open_shed(uow, [seen])
    harvest = harvests.of_network(shed, seen, EVER)
    told = [noted.written for noted in (*harvest.changes, *harvest.results, *harvest.proposals, *harvest.offshoots)]
    bonds = charters.bonds(uow, network)
    return Card(
        network=network,
        leader=uow.people.get(network.leader_id),
        members=tuple(sorted(seen.active, key=lambda person: person.name.casefold())),
        harvest=harvest,
        quotes=readings.quotes([shared(one) for one in seen.past], seen.names, used=told),
        receiver=bonds.receiver,
        receiving=bonds.receiving,
        receives=roles.held(network, Role.RECEIVER) is not None,
        operation=bonds.operation,
    )


def shared(asked: Asked) -> Asked:
    """A round with what everybody in the network may read of it."""
    return replace(asked, replies=tuple(reply for reply in asked.replies if reply.is_shared))


def show_anew(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """The card follows: somebody has said yes or no to taking over, or the conversation is to stay."""
    if network.state is NetworkState.CLOSED and not network.is_put_away(at):
        outbox.update(uow, network, Content.THANKS, keys.thanks(network.id), subject=network.id, at=at)


def follow(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """The card follows what people wrote: it was changed or taken back."""
    if network.state is NetworkState.CLOSED:
        outbox.correct(uow, network, Content.THANKS, keys.thanks(network.id), subject=network.id, at=at)
