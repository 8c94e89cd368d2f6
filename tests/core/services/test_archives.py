"""Where a network talked that is over: put away after some days, or kept."""

from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed
from core.model import keys
from core.model.closing import KEPT_OPEN
from core.model.deliveries import Cause, Content, DeliveryState, Effect
from core.model.networks import Network
from core.ports import UnitOfWork
from core.services import archives, deliveries, networks
from scheduler.timers import ring
from tests.acting import Weekdays
from tests.builders import NOW, Municipality, saved_network

LATER = NOW + KEPT_OPEN


def _closed(uow: UnitOfWork, town: Municipality, **changes: object) -> Network:
    return networks.closed(uow, saved_network(uow, town.anne, town.bo, **changes), at=NOW)


def _ring(uow: UnitOfWork, at) -> None:
    ring(uow, at, 20, lambda organisation: Weekdays())


def _archiving(uow: UnitOfWork, network: Network):
    return uow.deliveries.find(keys.archived(network.id))


class TestAConversationOfTheBotsOwn:
    def test_is_put_away_two_weeks_after(self, uow: UnitOfWork, town: Municipality) -> None:
        """Not before; by a delivery like every effect outside."""
        network = _closed(uow, town)
        _ring(uow, LATER - timedelta(hours=1))
        assert _archiving(uow, network) is None
        _ring(uow, LATER)
        assert (_archiving(uow, network).effect, network.archives_at) == (Effect.ARCHIVE, LATER)

    def test_stays_if_a_leader_wants(self, uow: UnitOfWork, town: Municipality) -> None:
        """The card says so, and nothing happens later. Twice is once."""
        network = _closed(uow, town)
        for _ in range(2):
            network = archives.keep(uow, network, town.anne, at=NOW + timedelta(days=3))
        _ring(uow, LATER)
        assert _archiving(uow, network) is None
        assert uow.deliveries.find(keys.card_update(keys.thanks(network.id))).content is Content.THANKS

    def test_is_kept_by_no_member(self, uow: UnitOfWork, town: Municipality) -> None:
        """They are told whom to ask."""
        with pytest.raises(NotAllowed):
            archives.keep(uow, _closed(uow, town), town.bo, at=NOW)

    def test_cannot_be_kept_when_it_has_gone(self, uow: UnitOfWork, town: Municipality) -> None:
        """An administrator of the platform can bring it back."""
        with pytest.raises(Conflict, match=r"closing\.archived_already"):
            archives.keep(uow, _closed(uow, town), town.anne, at=LATER)

    def test_stays_where_the_platform_says_no(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody is told of an error: the card says that it stays."""
        network = _closed(uow, town)
        _ring(uow, LATER)
        refused = _archiving(uow, network)
        uow.deliveries.cancel(refused.key)
        archives.refused(uow, network.id, at=LATER)
        assert uow.networks.get(network.id).archives_at is None
        assert uow.deliveries.find(keys.stuck(network.id, Cause.NOT_ALLOWED.value, 1)) is None


def test_a_conversation_that_was_there_before_is_left(uow: UnitOfWork, town: Municipality) -> None:
    """Other people may use it; so is a network that never got one."""
    for changes in ({"made_conversation": False}, {"conversation": None, "made_conversation": False}):
        network = _closed(uow, town, **changes)
        assert network.archives_at is None
        _ring(uow, LATER)
        assert _archiving(uow, network) is None


def test_what_cannot_be_said_in_a_place_put_away_is_told_to_nobody(uow: UnitOfWork, town: Municipality) -> None:
    """We have put it away ourselves: there is nothing to mend."""
    network = _closed(uow, town)
    key = keys.thanks(network.id)
    assert uow.deliveries.find(key).state is DeliveryState.PENDING
    deliveries.stopped(uow, key, Cause.ARCHIVED, at=LATER)
    assert uow.deliveries.find(keys.stuck(network.id, Cause.ARCHIVED.value, 1)) is None
