"""Networks read some at a time, so that whoever reads many needs no more room than for a few."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from core.model.networks import Network
from core.ports import UnitOfWork

AT_A_TIME = 50
"""How many networks are read at once, each with few rounds."""
ROUNDS_AT_A_TIME = 500
"""So many of them, or the rounds of one."""


def portions(uow: UnitOfWork, networks: Iterable[Network]) -> Iterator[Sequence[Network]]:
    """The networks in their order, so many together as have no more than some hundred closed rounds; one at least."""
    waiting = iter(networks)
    while some := list(islice(waiting, AT_A_TIME)):
        counts = uow.rounds.counts([network.id for network in some]) if len(some) > 1 else {}
        portion, held = list[Network](), 0
        for network in some:
            count = counts.get(network.id, 0)
            if portion and held + count > ROUNDS_AT_A_TIME:
                yield portion
                portion, held = [], 0
            portion.append(network)
            held += count
        yield portion
