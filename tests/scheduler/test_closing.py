"""The end of a network as time and the sender bring it about: rounds that follow, a channel that is put away."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from core.model import keys
from core.model.closing import KEPT_OPEN
from core.model.deliveries import Absent, Delivery, DeliveryState, Effect
from core.model.networks import NetworkState, Phase
from core.services import charters, closing, networks
from scheduler.composing import Composer
from scheduler.effects import read_back
from scheduler.rounds import sweep
from tests.acting import said
from tests.builders import NOW, PLATFORM, a_prompt
from tests.fakes.messenger import Fault
from tests.scheduler.stage import EveryDayWorks, Stage

CALENDAR = EveryDayWorks()
PUT_AWAY = NOW + KEPT_OPEN


@pytest.fixture
def stage(any_engine: Engine) -> Stage:
    return Stage(any_engine)


def _closed(stage: Stage) -> None:
    with stage.uows.writing() as uow:
        networks.closed(uow, uow.networks.get(stage.network.id), at=NOW)
        uow.commit()
    stage.dispatcher.dispatch()


def _at(stage: Stage, at: datetime) -> None:
    stage.calendar = at
    sweep(stage.uows, lambda organisation: CALENDAR, at)
    stage.dispatcher.dispatch()


def _archiving(stage: Stage) -> Delivery | None:
    with stage.uows.reading() as uow:
        return uow.deliveries.find(keys.archived(stage.network.id))


def _card(stage: Stage) -> str:
    [message] = [each for each in stage.messenger.seen(stage.network.conversation or "") if ":thanks" in each.key]
    return said(message.view)


class TestTheRounds:
    def test_follow_each_other_until_the_network_is_closed(self, stage: Stage) -> None:
        """Swept every morning and evening, whatever is due then."""
        with stage.uows.writing() as uow:
            for number in range(3):
                uow.prompts.add(a_prompt(id=f"slut-{number}", phase=Phase.CLOSING), number)
            closing.begin(uow, uow.networks.get(stage.network.id), at=NOW, calendar=CALENDAR)
            uow.commit()
        for half in range(1, 31):
            _at(stage, NOW + timedelta(days=half / 2))
        assert stage.saved().state is NetworkState.CLOSED
        kinds = [key.rsplit(":", 1)[1] for what, key in stage.messenger.log if what == "post"]
        assert kinds[:-2] == ["prompt", "shareback"] * 2 + ["prompt"]
        assert set(kinds[-2:]) == {"shareback", "thanks"}

    def test_open_no_two_at_once_after_a_standstill(self, stage: Stage) -> None:
        """What was open is given back before the next is asked, in one sweep."""
        with stage.uows.writing() as uow:
            for number in range(3):
                uow.prompts.add(a_prompt(id=f"slut-{number}", phase=Phase.CLOSING), number)
            closing.begin(uow, uow.networks.get(stage.network.id), at=NOW, calendar=CALENDAR)
            uow.commit()
        stage.dispatcher.dispatch()
        _at(stage, NOW + timedelta(days=40))
        with stage.uows.reading() as uow:
            rounds = uow.rounds.of_network(stage.network.id)
        assert [each.is_open for each in rounds] == [False, True]
        assert stage.saved().closing_round == 2


class TestTheConversation:
    def test_is_put_away_when_the_days_are_over(self, stage: Stage) -> None:
        """The card has said when."""
        _closed(stage)
        assert "arkiveret 21. september 2026" in _card(stage)
        _at(stage, PUT_AWAY - timedelta(minutes=1))
        assert _archiving(stage) is None
        _at(stage, PUT_AWAY)
        assert stage.messenger.conversations[stage.network.conversation or ""].archived

    def test_is_put_away_again_when_nobody_knows_whether_it_was(self, stage: Stage) -> None:
        """A doubt is not read back but done again; twice is once."""
        _closed(stage)
        stage.messenger.faults.append(Fault.DROP_AFTER)
        _at(stage, PUT_AWAY)
        archiving = _archiving(stage)
        assert archiving is not None
        assert (archiving.effect, archiving.state) == (Effect.ARCHIVE, DeliveryState.UNKNOWN)
        found = read_back(archiving, stage.dispatcher.composer, {PLATFORM: stage.messenger}, stage.rules)
        assert found == Absent()

    def test_stays_where_the_platform_says_no_and_the_card_follows(self, stage: Stage) -> None:
        """Nobody is told of an error."""
        _closed(stage)
        stage.messenger.archives = False
        _at(stage, PUT_AWAY)
        stage.dispatcher.dispatch()
        assert "bliver stående" in _card(stage)
        assert stage.saved().archives_at is None
        assert not [key for what, key in stage.messenger.log if what == "direct"]

    def test_that_a_leader_kept_meanwhile_stays(self, stage: Stage) -> None:
        """The last look is taken when it is done."""
        _closed(stage)
        stage.calendar = PUT_AWAY
        sweep(stage.uows, lambda organisation: CALENDAR, PUT_AWAY)
        with stage.uows.writing() as uow:
            network = uow.networks.get(stage.network.id)
            uow.networks.save(replace(network, archives_at=None))
            uow.commit()
        stage.dispatcher.dispatch()
        assert not stage.messenger.conversations[stage.network.conversation or ""].archived

    def test_of_a_platform_that_lets_no_bot_do_that_is_promised_to_nobody(self, stage: Stage) -> None:
        """The card says from the beginning that it stays."""
        composer = Composer(units_of_work=stage.uows, now=lambda: stage.calendar, can_archive=lambda platform: False)
        stage.dispatcher = stage.sender(composer=composer)
        _closed(stage)
        assert "bliver stående" in _card(stage)
        assert "closing.keep" not in _card(stage)


def test_the_card_of_a_network_shows_that_it_is_over(stage: Stage) -> None:
    """What is pinned says so, whether the conversation stays or not."""
    with stage.uows.writing() as uow:
        charters.post(uow, uow.networks.get(stage.network.id), NOW)
        uow.commit()
    stage.dispatcher.dispatch()
    _closed(stage)
    [charter] = [
        each for each in stage.messenger.seen(stage.network.conversation or "") if each.key.endswith(":charter")
    ]
    assert "Netværket er afsluttet." in said(charter.view)
