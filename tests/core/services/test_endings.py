"""The end of a network: asked about in good time, moved with a reason, or turned into daily operation."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.errors import Conflict, NotAllowed, Unfit
from core.model import keys
from core.model.deliveries import Content, Effect
from core.model.history import Happened
from core.model.networks import AnchorState, Network, NetworkState, NetworkType
from core.model.timers import Timed
from core.ports import UnitOfWork
from core.services import charters, endings, networks, nudges
from core.services.drafts import Draft, Setting
from scheduler import timers
from tests.acting import Weekdays
from tests.builders import CARE, NOW, TODAY, Municipality, on, saved_network

CALENDAR = Weekdays()
ENDS = TODAY + timedelta(days=120)
LATER = ENDS + timedelta(days=60)
NEAR = on(ENDS - timedelta(days=27))


def _ring(uow: UnitOfWork, at: datetime) -> None:
    timers.ring(uow, at, 20, lambda organisation: CALENDAR)


def _network(uow: UnitOfWork, town: Municipality, **changes: object) -> Network:
    network = saved_network(uow, town.anne, town.bo, ends_on=ENDS, **changes)
    nudges.plan(uow, network, at=NOW)
    return network


def _extend(uow: UnitOfWork, network: Network, town: Municipality, **changes: object) -> Network:
    given = {"ends_on": LATER, "reason": "Vi mangler ét forsøg", "at": NOW, **changes}
    return endings.extend(uow, network, town.anne, **given)


def _question(uow: UnitOfWork, network: Network, town: Municipality, n: int = 1, ends_on: date = ENDS):
    return uow.deliveries.find(keys.end_question(network.id, ends_on.isoformat(), town.anne.id, n))


class TestTheQuestion:
    def test_goes_to_the_leader_some_weeks_before_the_end(self, uow: UnitOfWork, town: Municipality) -> None:
        """A22: in private, once, and not earlier."""
        network = _network(uow, town)
        _ring(uow, NEAR - timedelta(days=4))
        assert _question(uow, network, town) is None
        for _ in range(2):
            _ring(uow, NEAR)
        asked = _question(uow, network, town)
        assert (asked.effect, asked.content, asked.person_id) == (Effect.DIRECT, Content.END_QUESTION, town.anne.id)
        assert _question(uow, network, town, 2) is None

    def test_goes_to_a_co_leader_too(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who shares the lead shares this."""
        network = _network(uow, town, co_leader_id=town.bo.id, co_leader_state=AnchorState.ACCEPTED)
        _ring(uow, NEAR)
        assert uow.deliveries.find(keys.end_question(network.id, ENDS.isoformat(), town.bo.id, 1)) is not None

    def test_comes_once_more_when_the_end_has_passed(self, uow: UnitOfWork, town: Municipality) -> None:
        """And then never again."""
        network = _network(uow, town)
        for days in (-20, 2, 9, 40):
            _ring(uow, on(ENDS + timedelta(days)))
        assert _question(uow, network, town, 2) is not None
        assert _question(uow, network, town, 3) is None

    def test_is_asked_once_after_a_standstill_over_the_end(self, uow: UnitOfWork, town: Municipality) -> None:
        """Two questions at once would be one too many."""
        network = _network(uow, town)
        _ring(uow, on(ENDS + timedelta(days=2)))
        assert _question(uow, network, town) is not None
        assert _question(uow, network, town, 2) is None

    def test_is_planned_when_a_network_starts_and_gone_when_it_ends(self, uow: UnitOfWork, town: Municipality) -> None:
        """An idea is not asked; one that is rounded off is asked no more."""
        draft = Draft(name="Tryg hjem", purpose="Trygt hjem", ends_on=ENDS)
        idea = networks.start(uow, town.anne, draft, Setting(), rhythm="weekly", at=NOW, calendar=CALENDAR)
        assert uow.timers.due(on(LATER), 9) == []
        whole = replace(draft, type=NetworkType.WELFARE, anchor="U0DORTE", unit_ids=(CARE,))
        begun = networks.change(uow, idea, town.anne, whole, at=NOW, calendar=CALENDAR)
        kinds = [timer.kind for timer in uow.timers.due(on(LATER), 9) if timer.kind is not Timed.ASK_ROLES]
        assert kinds == [Timed.END_NEARS, Timed.END_PASSED]
        networks.end(uow, begun, town.anne, at=NOW)
        assert uow.timers.due(on(LATER), 9) == []


class TestExtending:
    def test_keeps_the_end_the_reason_and_what_was(self, uow: UnitOfWork, town: Municipality) -> None:
        """A22: with a history, on the card, and told to the network."""
        network = _network(uow, town)
        moved = _extend(uow, network, town)
        [event] = uow.history.of_network(network.id)
        assert uow.networks.get(network.id).ends_on == LATER
        assert (event.kind, event.before, event.after, event.reason, event.by_id) == (
            Happened.END_MOVED,
            ENDS,
            LATER,
            "Vi mangler ét forsøg",
            town.anne.id,
        )
        assert charters.bonds(uow, moved).moves == (event,)
        assert uow.deliveries.find(keys.card_update(keys.charter(network.id))) is not None
        assert uow.deliveries.find(keys.end_moved(event.id)).content is Content.END_MOVED

    def test_moves_the_question(self, uow: UnitOfWork, town: Municipality) -> None:
        """The old end asks nothing any more, the new one does in its time."""
        network = _network(uow, town)
        _extend(uow, network, town)
        _ring(uow, NEAR)
        assert _question(uow, network, town) is None
        _ring(uow, on(LATER - timedelta(days=27)))
        assert _question(uow, network, town, ends_on=LATER) is not None

    def test_settles_a_question_that_was_asked(self, uow: UnitOfWork, town: Municipality) -> None:
        """It shows what was decided, and to the co-leader too."""
        network = _network(uow, town, co_leader_id=town.bo.id, co_leader_state=AnchorState.ACCEPTED)
        _ring(uow, NEAR)
        _extend(uow, network, town, at=NEAR)
        for person in (town.anne, town.bo):
            asked = keys.end_question(network.id, ENDS.isoformat(), person.id, 1)
            assert uow.deliveries.find(keys.card_update(asked)).content is Content.END_QUESTION

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"reason": ""}, "reason"),
            ({"reason": "x" * 301}, "reason"),
            ({"ends_on": None}, "ends_on"),
            ({"ends_on": TODAY}, "ends_on"),
            ({"ends_on": ENDS}, "ends_on"),
        ],
    )
    def test_needs_a_reason_and_a_later_day(
        self, uow: UnitOfWork, town: Municipality, changes: dict[str, object], field: str
    ) -> None:
        """Each input says what is wrong with it."""
        with pytest.raises(Unfit) as refused:
            _extend(uow, _network(uow, town), town, **changes)
        assert set(refused.value.fields) == {field}

    @pytest.mark.parametrize("state", [NetworkState.IDEA, NetworkState.CLOSING, NetworkState.CLOSED])
    def test_is_for_what_is_under_way(self, uow: UnitOfWork, town: Municipality, state: NetworkState) -> None:
        """What is being rounded off is not prolonged, and an idea has not begun."""
        with pytest.raises(Conflict):
            _extend(uow, saved_network(uow, town.anne, state=state), town)

    def test_is_for_the_leader(self, uow: UnitOfWork, town: Municipality) -> None:
        """A member is told who decides."""
        with pytest.raises(NotAllowed):
            endings.extend(uow, _network(uow, town), town.bo, ends_on=LATER, reason="Mere", at=NOW)

    def test_with_the_form_of_everything_is_written_down_too(self, uow: UnitOfWork, town: Municipality) -> None:
        """An end that is changed with `ret` moves the question and stands in the history."""
        network = _network(uow, town)
        draft = Draft(
            name=network.name, purpose=network.purpose, type=network.type, unit_ids=network.unit_ids, ends_on=LATER
        )
        networks.change(uow, network, town.anne, draft, at=NOW, calendar=CALENDAR)
        [event] = uow.history.of_network(network.id)
        assert (event.kind, event.before, event.after) == (Happened.END_MOVED, ENDS, LATER)
        _ring(uow, NEAR)
        assert _question(uow, network, town) is None


class TestDailyOperation:
    def test_rounds_the_network_off_and_asks_who_takes_over(self, uow: UnitOfWork, town: Municipality) -> None:
        """What becomes of it is kept in words, and who takes over may say no."""
        network = _network(uow, town)
        ended, _ = endings.to_operation(
            uow, network, town.anne, what="Fælles morgenmøde", receiver="U0DORTE", at=NOW, calendar=CALENDAR
        )
        kinds = [event.kind for event in uow.history.of_network(network.id)]
        assert ended.state is not NetworkState.ACTIVE
        assert (ended.receiver_id, ended.receiver_state) == (town.dorte.id, AnchorState.WAITING)
        assert kinds == [Happened.OPERATION, Happened.ENDED]
        assert charters.bonds(uow, ended).operation == "Fælles morgenmøde"
        assert Timed.END_PASSED not in [timer.kind for timer in uow.timers.due(on(LATER), 9)]

    def test_says_what_becomes_of_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """Without it nothing is changed, and no receiver asked."""
        network = _network(uow, town)
        with pytest.raises(Unfit) as refused:
            endings.to_operation(uow, network, town.anne, what="", receiver="U0DORTE", at=NOW, calendar=CALENDAR)
        assert set(refused.value.fields) == {"what"}
        assert uow.networks.get(network.id) == network
