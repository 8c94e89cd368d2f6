"""Those in a role are asked something of their own, while the network lives."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content, Effect
from core.model.inquiries import inquiry_id
from core.model.networks import AnchorState, Network, Phase
from core.model.prompts import Audience, Visibility
from core.model.replies import Answer
from core.model.timers import Timed
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import asking, endings, home, inquiries, networks, people, rounds
from core.services.replies import PointedOut
from scheduler.timers import ring
from tests.acting import Weekdays
from tests.builders import NOW, SCHOOLS, TODAY, Municipality, a_prompt, a_question, on, saved_network

STARTS, ENDS = TODAY, TODAY + timedelta(days=180)
UNDERWAY, MIDWAY = on(STARTS + timedelta(days=42)), on(STARTS + timedelta(days=91))
"""Six weeks on, and the Monday after half of the time."""


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    """One that begins today, with an anchor who has said yes, and a library that has something for them."""
    one = {"questions": (a_question(),), "visibility": Visibility.PRIVATE}
    uow.prompts.add(a_prompt(), 0)
    uow.prompts.add(a_prompt(id="leder", audience=Audience.LEADER, **one), 1)
    uow.prompts.add(a_prompt(id="ophaeng", audience=Audience.ANCHOR, phase=Phase.MIDWAY, **one), 2)
    uow.prompts.add(a_prompt(id="ekstern", audience=Audience.EXTERNAL, **one), 3)
    anchor = {"anchor_id": town.dorte.id, "anchor_state": AnchorState.ACCEPTED}
    network = saved_network(uow, town.anne, town.bo, town.guest, starts_on=STARTS, ends_on=ENDS, **anchor)
    inquiries.plan(uow, network, at=NOW)
    return network


def _ring(uow: UnitOfWork, at) -> None:
    ring(uow, at + timedelta(hours=1), 20, lambda organisation: Weekdays())


def _leader(town: Municipality, network: Network):
    return inquiry_id(network.id, town.anne.id, "leder", 0)


def _save(uow: UnitOfWork, town: Municipality, network: Network, text: str, **how: bool):
    given = (Answer(question=0, text=text),)
    said = {"knows": False, **how}
    return inquiries.save(uow, town.anne, _leader(town, network), given, inquiries.Reading(), at=UNDERWAY, **said)


class TestWhenTheyAreAsked:
    def test_the_leader_after_six_weeks_and_the_anchor_midway(self, uow, town, network) -> None:
        """Each in the one message of their week, once, with the library's prompt for the role."""
        _ring(uow, UNDERWAY - timedelta(days=1))
        assert asking.inquired(uow, town.anne, at=UNDERWAY) == ()
        for _ in range(2):
            _ring(uow, UNDERWAY)
        [asked] = asking.inquired(uow, town.anne, at=UNDERWAY + timedelta(hours=2))
        assert (asked.prompt.id, asked.network, asked.inquiry.phase) == ("leder", network, Phase.UNDERWAY)
        told = uow.deliveries.find(keys.reminder(town.anne.id, Week.of(UNDERWAY.date())))
        assert (told.effect, told.content, told.person_id) == (Effect.DIRECT, Content.REMINDER, town.anne.id)
        assert uow.deliveries.find(keys.inquiry(asked.inquiry.id)) is None
        assert asking.inquired(uow, town.dorte, at=MIDWAY) == ()
        _ring(uow, MIDWAY)
        [asked] = asking.inquired(uow, town.dorte, at=MIDWAY + timedelta(hours=2))
        assert (asked.prompt.id, asked.inquiry.audience) == ("ophaeng", Audience.ANCHOR)

    def test_nobody_once_the_network_is_rounded_off(self, uow, town, network) -> None:
        """What was planned is gone."""
        networks.end(uow, network, town.anne, at=NOW)
        assert not any(timer.kind is Timed.ASK_ROLES for timer in uow.timers.due(MIDWAY, 99))

    def test_midway_moves_with_the_end(self, uow, town, network) -> None:
        """Half of another time is another day."""
        endings.extend(uow, network, town.anne, ends_on=ENDS + timedelta(days=60), reason="Et forsøg til", at=NOW)
        _ring(uow, MIDWAY)
        assert asking.inquired(uow, town.dorte, at=MIDWAY) == ()

    def test_nobody_who_has_not_said_yes_to_the_role(self, uow, town, network) -> None:
        """An anchor who has not answered has nothing to answer for."""
        uow.networks.save(replace(network, anchor_state=AnchorState.WAITING))
        _ring(uow, MIDWAY)
        assert asking.inquired(uow, town.dorte, at=MIDWAY) == ()

    def test_who_wants_quiet_sees_it_on_their_page_alone(self, uow, town, network) -> None:
        """The bot writes nothing by itself meanwhile."""
        uow.people.save(replace(town.anne, paused_until=UNDERWAY.date() + timedelta(days=9)))
        _ring(uow, UNDERWAY)
        assert uow.deliveries.find(keys.reminder(town.anne.id, Week.of(UNDERWAY.date()))) is None
        assert len(home.of(uow, town.anne, at=UNDERWAY + timedelta(hours=2)).inquiries) == 1


class TestAnswering:
    @pytest.fixture(autouse=True)
    def asked(self, uow, network) -> None:
        _ring(uow, UNDERWAY)

    def test_is_kept_for_the_secretariat_with_the_role(self, uow, town, network) -> None:
        """And waits no more; the message that asked shows it."""
        _save(uow, town, network, "Vi mangler en jurist.")
        [said] = inquiries.said(uow, network)
        assert (said.inquiry.audience, said.inquiry.answers[0].text) == (Audience.LEADER, "Vi mangler en jurist.")
        assert asking.inquired(uow, town.anne, at=UNDERWAY) == ()
        week = keys.reminder(town.anne.id, Week.of(UNDERWAY.date()))
        assert uow.deliveries.find(keys.card_update(week)) is not None
        assert said.inquiry.answered_at == UNDERWAY

    def test_is_changed_and_taken_back(self, uow, town, network) -> None:
        """The answer is gone at once, and can be given again."""
        _save(uow, town, network, "Vi mangler en jurist.")
        _save(uow, town, network, "Vi har fået en jurist.")
        assert inquiries.said(uow, network)[0].inquiry.edited_at == UNDERWAY
        inquiries.withdraw(uow, town.anne, _leader(town, network), at=UNDERWAY)
        assert inquiries.said(uow, network) == ()
        assert uow.inquiries.get(_leader(town, network)).answers == ()
        _save(uow, town, network, "Alligevel: en jurist.")
        assert len(inquiries.said(uow, network)) == 1

    def test_points_out_what_should_perhaps_not_stand_there(self, uow, town, network) -> None:
        """A member's name first; with a yes it is kept. A CPR number never is."""
        named = _save(uow, town, network, f"{town.bo.name} siger nej.")
        assert isinstance(named, PointedOut)
        assert inquiries.said(uow, network) == ()
        _save(uow, town, network, f"{town.bo.name} siger nej.", knows=True)
        assert len(inquiries.said(uow, network)) == 1
        with pytest.raises(Unfit) as refused:
            _save(uow, town, network, "Hendes nummer er 010190-1234.")
        assert refused.value.fields == {"q0": "replies.cpr"}

    def test_needs_the_information_text_read_first(self, uow, town, network) -> None:
        """An anchor has perhaps joined nothing, so nothing of theirs is stored before they have read it."""
        uow.people.save(replace(town.anne, informed_version=None, unit_id=None))
        anne = uow.people.get(town.anne.id)
        given = (Answer(question=0, text="Det går."),)
        with pytest.raises(Unfit) as refused:
            inquiries.save(uow, anne, _leader(town, network), given, inquiries.Reading(), knows=False, at=UNDERWAY)
        assert refused.value.fields == {"informed": "errors.informed", "unit": "errors.own_unit"}
        read = inquiries.Reading(has_read=True, unit_id=SCHOOLS)
        inquiries.save(uow, anne, _leader(town, network), given, read, knows=False, at=UNDERWAY)
        after = uow.people.get(anne.id)
        assert (people.is_informed(after), after.unit_id) == (True, SCHOOLS)

    def test_is_for_the_one_who_is_asked(self, uow, town, network) -> None:
        """Not even the secretariat answers for them, or takes it back."""
        for somebody in (town.bo, town.sekretariat, town.outsider):
            with pytest.raises(NotFound):
                asking.to_answer(uow, _leader(town, network), somebody)
            with pytest.raises(NotFound):
                inquiries.withdraw(uow, somebody, _leader(town, network), at=UNDERWAY)


class TestThoseFromOutside:
    def test_are_asked_besides_in_one_round_of_a_phase(self, uow, town, network) -> None:
        """The first one of it; the form of the next is everybody's again."""
        calendar, schedule = Weekdays(), uow.schedules.get(network.id)
        network = replace(network, starts_on=TODAY - timedelta(days=40))
        uow.networks.save(network)
        first = rounds.open_due(uow, schedule, at=NOW, calendar=calendar)
        second_at = uow.schedules.get(network.id).next_due_at
        second = rounds.open_due(uow, uow.schedules.get(network.id), at=second_at, calendar=calendar)
        assert [first.besides_id, second.besides_id] == ["ekstern", ""]
        last = asking.of_round(uow, first).questions[-1]
        assert (last.audience, asking.is_asked(last, town.guest), asking.is_asked(last, town.bo)) == (
            Audience.EXTERNAL,
            True,
            False,
        )
