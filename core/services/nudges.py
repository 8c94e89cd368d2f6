"""The leaders are asked in good time what is to become of a network, and once more if the end passes undecided."""

from datetime import date, datetime

from core.model import keys
from core.model.deliveries import Content
from core.model.endings import is_undecided, nudging_at, passing_at
from core.model.ids import NetworkId, PersonId
from core.model.networks import Network, NetworkState
from core.model.periods import local_day
from core.model.timers import Timed, Timer
from core.ports import UnitOfWork
from core.services import outbox

_KINDS = (Timed.END_NEARS, Timed.END_PASSED)


def plan(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """The expected end was chosen just now, or it begins to count: from here on this is when the leaders are asked."""
    if network.state is not NetworkState.ACTIVE or network.ends_on is None:
        forget(uow, network)
        return
    near = nudging_at(network.ends_on, local_day(at, network.zone), network.zone)
    past = passing_at(network.ends_on, network.zone)
    uow.timers.set(Timer(Timed.END_NEARS, network.id, near, past), Timer(Timed.END_PASSED, network.id, past))


def forget(uow: UnitOfWork, network: Network) -> None:
    """Nobody is asked any more."""
    uow.timers.clear(*((kind, network.id) for kind in _KINDS))


def ring(uow: UnitOfWork, subject: str, at: datetime) -> bool:
    """Ask the leaders, if nobody has decided."""
    network = uow.networks.get(NetworkId(subject))
    if network.ends_on is None or not is_undecided(network, network.ends_on):
        return True
    for person_id in network.leaders:
        _ask(uow, network, network.ends_on, person_id, at)
    return True


def _ask(uow: UnitOfWork, network: Network, ends_on: date, person_id: PersonId, at: datetime) -> None:
    person = uow.people.get(person_id)
    if person.gone:
        return
    day = ends_on.isoformat()
    key = outbox.numbered(uow, lambda n: keys.end_question(network.id, day, person_id, n))
    outbox.direct(uow, person, Content.END_QUESTION, key, subject=day, at=at, network_id=network.id)


def settled(uow: UnitOfWork, before: Network, *, at: datetime) -> None:
    """Somebody has decided: the questions show it, and have no buttons left to press."""
    if before.ends_on is None:
        return
    for person_id in before.leaders:
        _show_decided(uow, before, before.ends_on, person_id, at)


def _show_decided(uow: UnitOfWork, before: Network, ends_on: date, person_id: PersonId, at: datetime) -> None:
    person, day, n = uow.people.get(person_id), ends_on.isoformat(), 1
    while uow.deliveries.find(key := keys.end_question(before.id, day, person_id, n)) is not None:
        outbox.update(uow, person, Content.END_QUESTION, key, subject=day, at=at, network_id=before.id)
        n += 1
