"""A round's course: opened, caught up, reminded of, closed, given back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.model import keys as keys_of
from core.model.deliveries import Content, Delivery, Effect
from core.model.members import MemberState
from core.model.networks import NetworkState, Phase
from core.model.organisations import Person
from core.model.prompts import Prompt
from core.model.replies import ReplySource, ReplyVisibility
from core.model.rounds import Round, RoundState, Skipped
from core.model.timers import Timed, Timer
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import reminders, rounds
from tests.acting import Weekdays
from tests.builders import NOW, TODAY, a_prompt, a_reply, a_round, a_schedule, saved_network

CALENDAR = Weekdays()
FRIDAY_IN_TWO_WEEKS = datetime(2026, 9, 18, 14, 0, tzinfo=UTC)


@pytest.fixture
def prompt(uow: UnitOfWork) -> Prompt:
    saved = a_prompt()
    uow.prompts.add(saved, 0)
    uow.prompts.add(a_prompt(id="afslutning", phase=Phase.CLOSING), 1)
    return saved


def opened(uow: UnitOfWork, network, at: datetime = NOW) -> Round | None:
    return rounds.open_due(uow, uow.schedules.get(network.id), at=at, calendar=CALENDAR)


def given(uow: UnitOfWork, round: Round, people: Iterable[Person], **changes: object) -> None:
    for person in people:
        uow.replies.save(a_reply(round, person, **changes))


def delivery(uow: UnitOfWork, key: str) -> Delivery:
    found = uow.deliveries.find(key)
    assert found is not None, key
    return found


@pytest.mark.usefixtures("prompt")
class TestOpen:
    def test_the_prompt_is_to_be_posted_where_the_network_talks(self, uow, town) -> None:
        """One post, of the round, that is useless once the round has closed."""
        opening = opened(uow, saved_network(uow, town.anne))
        post = delivery(uow, f"round:{opening.id}:prompt")
        assert (post.effect, post.content, post.subject) == (Effect.POST, Content.PROMPT, opening.id)
        assert (post.due_at, post.expires_at) == (NOW, opening.closes_at)

    def test_it_knows_when_it_reminds_and_closes(self, uow, town) -> None:
        """Wednesday at nine, and five working days later at four, by the network's clock."""
        opening = opened(uow, saved_network(uow, town.anne))
        assert opening.remind_at == NOW + timedelta(2)
        assert opening.closes_at == datetime(2026, 9, 14, 14, 0, tzinfo=UTC)

    def test_the_next_one_falls_due_two_weeks_later(self, uow, town) -> None:
        """Strictly after now, at the same hour."""
        network = saved_network(uow, town.anne)
        opened(uow, network)
        assert uow.schedules.get(network.id).next_due_at == NOW + timedelta(weeks=2)

    def test_everyones_page_shows_it(self, uow, town) -> None:
        """The members' own pages are made anew."""
        opened(uow, saved_network(uow, town.anne, town.bo))
        assert delivery(uow, f"person:{town.bo.id}:home").effect is Effect.HOME

    def test_a_round_that_is_there_is_not_opened_twice(self, uow, town) -> None:
        """Whoever comes second finds it, and only moves the plan on."""
        network = saved_network(uow, town.anne)
        before, schedule = opened(uow, network), a_schedule(network)
        assert rounds.open_due(uow, schedule, at=NOW, calendar=CALENDAR) == before

    def test_one_that_is_still_open_is_given_back_first(self, uow, town) -> None:
        """Two rounds are never open at once."""
        network = saved_network(uow, town.anne)
        old = a_round(network, occurrence=TODAY - timedelta(7), due_at=NOW - timedelta(7))
        uow.rounds.save(old)
        opened(uow, network)
        assert uow.rounds.get(old.id).state is RoundState.CLOSED

    @pytest.mark.parametrize("changes", [{"state": NetworkState.IDEA}, {"conversation": None}])
    def test_a_network_that_sleeps_opens_nothing(self, uow, town, changes: dict[str, object]) -> None:
        """The plan is put to rest and no round is written."""
        network = saved_network(uow, town.anne, **changes)
        assert opened(uow, network) is None
        assert uow.schedules.get(network.id).next_due_at is None

    def test_midway_comes_once(self, uow, town) -> None:
        """Past half of the planned time the first round looks at the purpose again."""
        uow.prompts.add(a_prompt(id="midtvejs", phase=Phase.MIDWAY), 2)
        network = saved_network(uow, town.anne, ends_on=TODAY + timedelta(30))
        first = opened(uow, network)
        second = opened(uow, network, NOW + timedelta(weeks=2))
        assert (first.prompt_id, second.prompt_id) == ("midtvejs", "fremdrift")


class TestSkip:
    def test_after_a_standstill_only_the_newest_is_asked(self, uow, town, prompt) -> None:
        """A network that should have been asked three times is asked once; the others are kept with the reason."""
        network = saved_network(uow, town.anne)
        opened(uow, network, NOW + timedelta(days=29))
        states = [(past.occurrence, past.state, past.reason) for past in uow.rounds.of_network(network.id)]
        assert states == [
            (TODAY, RoundState.SKIPPED, Skipped.LATE.value),
            (TODAY + timedelta(14), RoundState.SKIPPED, Skipped.LATE.value),
            (TODAY + timedelta(28), RoundState.OPEN, None),
        ]

    def test_a_late_opening_closes_as_planned(self, uow, town, prompt) -> None:
        """The time to answer is counted from when it should have been asked; a reminder no longer fits in."""
        opening = opened(uow, saved_network(uow, town.anne), NOW + timedelta(days=6, hours=1))
        assert opening.closes_at == datetime(2026, 9, 14, 14, 0, tzinfo=UTC)
        assert opening.remind_at is None

    def test_too_late_is_not_asked_at_all(self, uow, town, prompt) -> None:
        """With no time left to answer it is skipped, and nothing is posted."""
        skipped = opened(uow, saved_network(uow, town.anne), NOW + timedelta(days=8))
        assert (skipped.state, skipped.reason) == (RoundState.SKIPPED, Skipped.LATE.value)
        assert uow.deliveries.find(f"round:{skipped.id}:prompt") is None

    def test_without_members_nobody_is_asked(self, uow, town, prompt) -> None:
        """A network everyone has left skips its rounds and says why."""
        network = saved_network(uow, town.anne)
        member = uow.members.find(network.id, town.anne.id)
        uow.members.save(replace(member, state=MemberState.LEFT))
        assert opened(uow, network).reason == Skipped.NO_MEMBERS.value

    def test_without_a_prompt_nothing_is_asked(self, uow, town) -> None:
        """An empty library skips and says why, and the plan goes on."""
        network = saved_network(uow, town.anne)
        assert opened(uow, network).reason == Skipped.NO_PROMPT.value
        assert uow.schedules.get(network.id).next_due_at > NOW


@pytest.mark.usefixtures("prompt")
class TestRemind:
    def test_only_those_who_have_not_answered_and_in_private(self, uow, town) -> None:
        """One message each, gone when the week is over; who has answered, or taken it back, is told apart."""
        network = saved_network(uow, town.anne, town.bo, town.camilla)
        opening = opened(uow, network)
        given(uow, opening, [town.anne])
        given(uow, opening, [town.camilla], withdrawn_at=NOW, answers=())
        reminders.remind(uow, opening, at=NOW + timedelta(2))
        keys = [uow.deliveries.find(keys_of.reminder(p.id, Week.of(TODAY))) for p in (town.anne, town.bo, town.camilla)]
        assert [key and (key.effect, key.expires_at) for key in keys] == [
            None,
            (Effect.DIRECT, Week.of(TODAY).ends_at(network.zone)),
            (Effect.DIRECT, Week.of(TODAY).ends_at(network.zone)),
        ]

    def test_it_happens_once(self, uow, town) -> None:
        """A round that was reminded of, or has closed, is left alone."""
        opening = opened(uow, saved_network(uow, town.anne))
        reminded = reminders.remind(uow, opening, at=NOW + timedelta(2))
        assert reminders.remind(uow, reminded, at=NOW + timedelta(3)).reminded_at == NOW + timedelta(2)
        closed = rounds.close(uow, opened(uow, saved_network(uow, town.bo)), at=FRIDAY_IN_TWO_WEEKS)
        assert reminders.remind(uow, closed, at=FRIDAY_IN_TWO_WEEKS).reminded_at is None

    def test_who_has_left_the_workspace_is_not_written_to(self, uow, town) -> None:
        """An account that is gone gets no reminder."""
        network = saved_network(uow, town.anne, town.bo)
        uow.people.save(replace(town.bo, gone=True))
        opening = opened(uow, network)
        reminders.remind(uow, opening, at=NOW + timedelta(2))
        assert uow.deliveries.find(keys_of.reminder(town.bo.id, Week.of(TODAY))) is None


class TestClose:
    def test_what_was_said_is_given_back(self, uow, town, prompt) -> None:
        """A post of what came of it, and the card loses its button."""
        opening = opened(uow, saved_network(uow, town.anne))
        closed = rounds.close(uow, opening, at=FRIDAY_IN_TWO_WEEKS)
        assert uow.timers.due(FRIDAY_IN_TWO_WEEKS, 9) == [Timer(Timed.GIVE_BACK, opening.id, FRIDAY_IN_TWO_WEEKS)]
        rounds.give_back(uow, closed, at=FRIDAY_IN_TWO_WEEKS)
        assert uow.timers.due(FRIDAY_IN_TWO_WEEKS, 9) == []
        assert delivery(uow, f"round:{opening.id}:shareback").content is Content.SHAREBACK
        assert delivery(uow, f"update:round:{opening.id}:prompt").effect is Effect.UPDATE

    def test_those_who_left_after_answering_were_asked_too(self, uow, town, prompt) -> None:
        """Asked is who is a member now, or has answered."""
        network = saved_network(uow, town.anne, town.bo)
        opening = opened(uow, network)
        given(uow, opening, [town.camilla])
        assert rounds.close(uow, opening, at=FRIDAY_IN_TWO_WEEKS).asked == 3

    def test_it_happens_once(self, uow, town, prompt) -> None:
        """Whoever comes second finds it closed, and counts nothing anew."""
        closed = rounds.close(uow, opened(uow, saved_network(uow, town.anne)), at=FRIDAY_IN_TWO_WEEKS)
        assert rounds.close(uow, closed, at=FRIDAY_IN_TWO_WEEKS + timedelta(1)) is closed

    def test_the_figures_are_kept(self, uow, town, prompt) -> None:
        """Five shared answers make a median that stays with the round."""
        five = town.people[:5]
        network = saved_network(uow, *five)
        opening = opened(uow, network)
        given(uow, opening, five)
        back = rounds.given_back(uow, rounds.close(uow, opening, at=FRIDAY_IN_TWO_WEEKS))
        assert (back.answered, back.figures.figures[0].median, len(back.shared)) == (5, 4, 5)

    def test_what_is_taken_back_later_is_not_shown_any_more(self, uow, town, prompt) -> None:
        """Its words go at once, and with fewer than five the figures go too; how many had answered stays."""
        five = town.people[:5]
        opening = opened(uow, saved_network(uow, *five))
        given(uow, opening, five)
        closed = rounds.close(uow, opening, at=FRIDAY_IN_TWO_WEEKS)
        reply = uow.replies.find(opening.id, town.bo.id)
        uow.replies.save(replace(reply, answers=(), withdrawn_at=FRIDAY_IN_TWO_WEEKS))
        back = rounds.given_back(uow, closed)
        assert (back.answered, back.figures, len(back.shared)) == (5, None, 4)

    def test_private_and_late_replies_are_not_told(self, uow, town, prompt) -> None:
        """Only what was shared in time is given back with a name; a message from the thread is."""
        opening = opened(uow, saved_network(uow, town.anne, town.bo, town.camilla))
        given(uow, opening, [town.anne], visibility=ReplyVisibility.PRIVATE)
        given(uow, opening, [town.bo], source=ReplySource.THREAD)
        closed = rounds.close(uow, opening, at=FRIDAY_IN_TWO_WEEKS)
        given(uow, opening, [town.camilla], is_late=True)
        assert [person for person, _ in rounds.given_back(uow, closed).shared] == [town.bo]

    def test_the_next_card_brings_the_round_before(self, uow, town, prompt) -> None:
        """What was told last time belongs on the next card; skipped rounds are passed over."""
        network = saved_network(uow, town.anne)
        first = opened(uow, network)
        rounds.close(uow, first, at=FRIDAY_IN_TWO_WEEKS)
        second = opened(uow, network, NOW + timedelta(weeks=2))
        assert rounds.previous(uow, second).id == first.id
        assert rounds.previous(uow, uow.rounds.get(first.id)) is None

    def test_how_many_have_answered_is_counted_without_names(self, uow, town, prompt) -> None:
        """Standing replies in time."""
        opening = opened(uow, saved_network(uow, town.anne, town.bo))
        given(uow, opening, [town.anne])
        given(uow, opening, [town.bo], withdrawn_at=NOW, answers=())
        assert rounds.answered(uow, opening) == 1
