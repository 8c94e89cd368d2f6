"""Which part of a network's course its leader is guided through now."""

from datetime import datetime

from core.model.endings import NUDGE_BEFORE
from core.model.networks import Network, NetworkState, Phase
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.rounds import Round, phase_of
from core.ports import UnitOfWork
from core.services import permissions


def guided(uow: UnitOfWork, network: Network, person: Person, *, at: datetime) -> tuple[Phase, Round | None]:
    """The phase and the round that is open, to the leaders and the secretariat.

    An end that is near is prepared for: the last weeks before it are the closing, whether or not somebody has begun it.
    """
    permissions.must_manage(uow, network, person)
    today, asked = local_day(at, network.zone), uow.rounds.open_of(network.id)
    near = network.ends_on is not None and network.ends_on - NUDGE_BEFORE <= today
    if network.state is NetworkState.ACTIVE and near:
        return Phase.CLOSING, asked
    if asked is not None and network.state is NetworkState.ACTIVE:
        return asked.phase, asked
    return phase_of(network, today, uow.rounds.of_network(network.id)), asked
