"""The echo: months after the closing, asked in private, given back, and kept with each change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.errors import NotAllowed, NotFound
from core.model import keys
from core.model.deliveries import Content, Effect
from core.model.history import Happened
from core.model.ids import InquiryId
from core.model.inquiries import inquiry_id
from core.model.networks import AnchorState, Network, NetworkState, Phase
from core.model.organisations import Belonging, Person
from core.model.outcomes import Lasting, Record
from core.model.prompts import Audience
from core.model.replies import Answer, ReplyVisibility
from core.model.rounds import Round, RoundState
from core.model.timers import Timed
from core.ports import UnitOfWork
from core.services import asking, echoes, home, inquiries, networks, outcomes, replies, rounds
from scheduler.timers import ring
from tests.acting import Weekdays
from tests.builders import (
    CARE,
    NOW,
    SCHOOLS,
    TODAY,
    Municipality,
    a_member,
    a_person,
    a_prompt,
    a_question,
    a_record,
    a_round,
    on,
    saved_network,
    some_details,
)

CLOSED = on(date(2026, 11, 30))
THREE, SIX = on(date(2027, 3, 1)), on(date(2027, 5, 31))
"""The 28th of February, where November's 30th lands, is a Sunday; so is the 30th of May."""


@pytest.fixture
def library(uow: UnitOfWork) -> None:
    """A prompt for the time after, one for those from outside, one for the receiver."""
    after = {"phase": Phase.AFTER, "questions": (a_question(),)}
    uow.prompts.add(a_prompt(), 0)
    uow.prompts.add(a_prompt(id="efter-3", offset_months=(3,), **after), 1)
    uow.prompts.add(a_prompt(id="efter-6", offset_months=(6,), **after), 2)
    uow.prompts.add(a_prompt(id="borger", audience=Audience.EXTERNAL, offset_months=(3, 6), **after), 3)
    uow.prompts.add(a_prompt(id="modtager", audience=Audience.RECEIVER, offset_months=(3,), **after), 4)


@pytest.fixture
def crowd(uow: UnitOfWork) -> list[Person]:
    people = [a_person(unit_id=SCHOOLS) for _ in range(7)]
    for person in people:
        uow.people.save(person)
    return people


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality, library: None, crowd: list[Person]) -> Network:
    """One that has closed, with somebody from outside in it and a receiver in the department for care."""
    receiver = {"receiver_id": town.dorte.id, "receiver_state": AnchorState.ACCEPTED}
    network = saved_network(uow, town.anne, town.bo, *crowd, state=NetworkState.CLOSING, **receiver)
    guest = replace(town.guest, belonging=Belonging.GUEST)
    uow.members.save(a_member(network, guest))
    uow.rounds.save(a_round(network, state=RoundState.CLOSED, phase=Phase.CLOSING, closed_at=NOW))
    return networks.closed(uow, network, at=CLOSED)


def _change(uow: UnitOfWork, network: Network, town: Municipality, **changes: object) -> Record:
    record = a_record(network, town.bo, **changes)
    uow.outcomes.save(record)
    return record


def _ring(uow: UnitOfWork, *instants) -> None:
    for at in instants:
        ring(uow, at, 20, lambda organisation: Weekdays())


def _echo(uow: UnitOfWork, network: Network) -> Round | None:
    return next((one for one in uow.rounds.of_network(network.id) if one.is_echo and one.is_open), None)


def _answer(uow: UnitOfWork, person: Person, echo: Round, noticed: Sequence[str], *, shared: bool = True) -> None:
    prompt = asking.of_round(uow, echo)
    answers = (
        Answer(question=0, text="Vi ringer før udskrivelsen."),
        Answer(question=len(prompt.questions) - 1, choices=tuple(noticed)),
    )
    visibility = ReplyVisibility.SHARED if shared else ReplyVisibility.PRIVATE
    replies.save(uow, person, echo.id, replies.Draft(answers=answers, visibility=visibility, knows=True), at=THREE)


class TestWhenItIsAsked:
    def test_three_and_six_months_after_on_a_working_day(self, uow: UnitOfWork, network: Network) -> None:
        """A21: closing a network schedules both; a Sunday waits for Monday, a month too short ends on its last day."""
        _ring(uow, on(date(2027, 2, 27)))
        assert _echo(uow, network) is None
        _ring(uow, on(date(2027, 2, 28)))
        assert _echo(uow, network) is None
        _ring(uow, THREE)
        first = _echo(uow, network)
        assert (first.prompt_id, first.phase, first.occurrence) == ("efter-3", Phase.AFTER, date(2027, 3, 1))
        _ring(uow, first.closes_at, first.closes_at, SIX)
        assert _echo(uow, network).prompt_id == "efter-6"

    def test_as_often_as_the_organisation_wants(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """A third time after a year, where the settings say so; the network is followed up after that only."""
        uow.organisations.save(replace(town.organisation, echo_months=(12,)))
        echoes.plan(uow, network, at=CLOSED)
        kinds = [(timer.kind, timer.subject) for timer in uow.timers.due(on(date(2028, 1, 1)), 9)]
        assert (Timed.ECHO, f"{network.id}|12") in kinds

    def test_never_of_a_network_that_never_asked(self, uow: UnitOfWork, town: Municipality) -> None:
        """An idea that came to nothing has changed nothing."""
        network = saved_network(uow, town.anne)
        networks.closed(uow, network, at=CLOSED)
        assert not any(timer.kind is Timed.ECHO for timer in uow.timers.due(on(date(2028, 1, 1)), 9))


class TestWhomItReaches:
    def test_each_member_in_private(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """The conversation is over, so nothing goes there; who wants quiet sees it on their page alone."""
        uow.people.save(replace(town.bo, paused_until=date(2027, 4, 1)))
        _ring(uow, THREE)
        echo = _echo(uow, network)
        written = uow.deliveries.find(keys.echo(echo.id, town.anne.id))
        assert (written.effect, written.content) == (Effect.DIRECT, Content.ECHO)
        assert uow.deliveries.find(keys.echo(echo.id, town.bo.id)) is None
        assert uow.deliveries.find(keys.prompt(echo.id)) is None
        [standing] = home.of(uow, town.bo, at=THREE).standings
        assert (standing.network, standing.open_round, standing.waits) == (network, echo, True)

    def test_who_has_left_the_chat_is_passed_over(
        self, uow: UnitOfWork, town: Municipality, network: Network, crowd: list[Person]
    ) -> None:
        """A21: without an error, and the others are asked."""
        uow.people.save(replace(crowd[0], gone=True))
        _ring(uow, THREE)
        echo = _echo(uow, network)
        assert uow.deliveries.find(keys.echo(echo.id, crowd[0].id)) is None
        assert uow.deliveries.find(keys.echo(echo.id, crowd[1].id)) is not None

    def test_those_from_outside_are_asked_what_they_notice_besides(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """The same as everybody, and what the library has for them; nobody else is asked that."""
        _ring(uow, THREE)
        prompt = asking.of_round(uow, _echo(uow, network))
        audiences = [question.audience for question in prompt.questions]
        assert audiences == [Audience.MEMBER, Audience.EXTERNAL, Audience.MEMBER]
        assert [asking.is_asked(question, town.guest) for question in prompt.questions[:2]] == [True, True]
        assert [asking.is_asked(question, town.anne) for question in prompt.questions[:2]] == [True, False]

    def test_the_receiver_answers_for_the_unit(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """B5: at three months with the library's question for them, at six with the same, since it has no other."""
        _ring(uow, THREE, SIX)
        for months in (3, 6):
            asked = uow.inquiries.find(inquiry_id(network.id, town.dorte.id, "modtager", months))
            assert (asked.audience, asked.months, asked.phase) == (Audience.RECEIVER, months, Phase.AFTER)
            assert uow.deliveries.find(keys.inquiry(asked.id)).person_id == town.dorte.id

    def test_nobody_else_answers_an_echo(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """It is the members' alone, though the network is over."""
        _ring(uow, THREE)
        echo = _echo(uow, network)
        assert replies.ask(uow, town.anne, echo.id).network.id == network.id
        with pytest.raises(NotAllowed):
            replies.ask(uow, town.camilla, echo.id)


class TestWhatItTells:
    def test_most_of_those_who_say_it_by_name_decide(
        self, uow: UnitOfWork, town: Municipality, network: Network, crowd: list[Person]
    ) -> None:
        """Three of four notice the first change and none the second."""
        kept, gone = _change(uow, network, town), _change(uow, network, town)
        _ring(uow, THREE)
        echo = _echo(uow, network)
        for person in crowd[:3]:
            _answer(uow, person, echo, [kept.id])
        _answer(uow, crowd[3], echo, ["ingen"])
        _ring(uow, echo.closes_at, echo.closes_at)
        after = {record.id: record for record in uow.outcomes.of_network(network.id)}
        assert (after[kept.id].lasting, after[kept.id].lasting_months) == (Lasting.NOTICED, 3)
        assert after[gone.id].lasting is Lasting.FADED

    def test_what_few_say_in_private_moves_nothing(
        self, uow: UnitOfWork, town: Municipality, network: Network, crowd: list[Person]
    ) -> None:
        """Two named and four private answers: under five private ones there is no figure, so nothing is said."""
        change = _change(uow, network, town)
        _ring(uow, THREE)
        echo = _echo(uow, network)
        for place, person in enumerate(crowd[:6]):
            _answer(uow, person, echo, [change.id], shared=place < 2)
        _ring(uow, echo.closes_at, echo.closes_at)
        assert uow.outcomes.get(change.id).lasting is None

    def test_the_receivers_word_comes_first_and_confirms_what_is_theirs(
        self, uow: UnitOfWork, town: Municipality, network: Network, crowd: list[Person]
    ) -> None:
        """What they notice in their own unit is confirmed; in another's it is noticed only."""
        theirs = _change(uow, network, town)
        others = _change(uow, network, town, details=some_details(unit_ids=(SCHOOLS,)))
        _ring(uow, THREE)
        echo = _echo(uow, network)
        for person in crowd[:3]:
            _answer(uow, person, echo, ["ingen"])
        _receiver_says(uow, town, network, [theirs.id, others.id])
        _ring(uow, echo.closes_at, echo.closes_at)
        after = {record.id: record for record in uow.outcomes.of_network(network.id)}
        assert [after[id].lasting for id in (theirs.id, others.id)] == [Lasting.NOTICED, Lasting.NOTICED]
        assert [after[id].is_confirmed for id in (theirs.id, others.id)] == [True, False]
        assert after[theirs.id].confirmed_by == town.dorte.id

    def test_what_the_receiver_takes_back_leaves_the_members_word(
        self, uow: UnitOfWork, town: Municipality, network: Network, crowd: list[Person]
    ) -> None:
        """Their answer is gone, so it says nothing any more."""
        change = _change(uow, network, town)
        _ring(uow, THREE)
        echo = _echo(uow, network)
        for person in crowd[:3]:
            _answer(uow, person, echo, ["ingen"])
        asked = _receiver_says(uow, town, network, [change.id])
        _ring(uow, echo.closes_at, echo.closes_at)
        inquiries.withdraw(uow, town.dorte, asked, at=SIX)
        assert uow.outcomes.get(change.id).lasting is Lasting.FADED

    def test_what_was_taken_back_is_asked_about_nowhere(
        self, uow: UnitOfWork, town: Municipality, network: Network, crowd: list[Person]
    ) -> None:
        """Its words are gone from the question; answers that named it stand, and can still be read."""
        change = _change(uow, network, town)
        _ring(uow, THREE)
        echo = _echo(uow, network)
        _answer(uow, crowd[0], echo, [change.id])
        outcomes.withdraw(uow, change.id, town.bo, at=THREE)
        question = asking.of_round(uow, echo).questions[-1]
        assert [option.id for option in question.options] == ["ingen"]
        assert not question.has_choice
        assert replies.ask(uow, crowd[0], echo.id).reply.stands


def _receiver_says(uow: UnitOfWork, town: Municipality, network: Network, noticed: Sequence[str]) -> InquiryId:
    id = inquiry_id(network.id, town.dorte.id, "modtager", 3)
    answers = (Answer(question=1, choices=tuple(noticed)),)
    inquiries.save(uow, town.dorte, id, answers, inquiries.Reading(), knows=False, at=THREE)
    return id


class TestWhatIsGivenBack:
    def test_to_each_what_all_told(
        self, uow: UnitOfWork, town: Municipality, network: Network, crowd: list[Person]
    ) -> None:
        """When it closes, in private; it follows what is taken back later."""
        _ring(uow, THREE)
        echo = _echo(uow, network)
        _answer(uow, crowd[0], echo, ["ingen"])
        _ring(uow, echo.closes_at, echo.closes_at)
        back = uow.deliveries.find(keys.echo_back(echo.id, town.anne.id))
        assert (back.effect, back.content) == (Effect.DIRECT, Content.ECHO_BACK)
        reply = uow.replies.find(echo.id, crowd[0].id)
        replies.withdraw(uow, crowd[0], reply.id, at=SIX)
        assert uow.deliveries.find(keys.card_update(back.key)) is not None

    def test_nothing_if_nobody_answered(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Silence needs no message."""
        _ring(uow, THREE)
        echo = _echo(uow, network)
        _ring(uow, echo.closes_at, echo.closes_at)
        assert uow.deliveries.find(keys.echo_back(echo.id, town.anne.id)) is None


class TestTheEnd:
    def test_a_network_is_followed_up_after_the_last_echo(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """B6: idea, under way, closed, followed up; its name and its place to talk stay free for others."""
        _ring(uow, THREE)
        first = _echo(uow, network)
        _ring(uow, first.closes_at, first.closes_at)
        assert uow.networks.get(network.id).state is NetworkState.CLOSED
        _ring(uow, SIX)
        second = _echo(uow, network)
        _ring(uow, second.closes_at, second.closes_at)
        after = uow.networks.get(network.id)
        assert (after.state, after.is_open, after.phase(TODAY)) == (NetworkState.FOLLOWED_UP, False, Phase.AFTER)
        assert uow.history.of_network(network.id)[-1].kind is Happened.FOLLOWED_UP
        assert uow.networks.find_by_name(network.organisation_id, network.name) is None

    def test_one_that_nobody_is_left_of_is_followed_up_too(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """There is nobody to ask."""
        for member in uow.members.of_network(network.id):
            uow.members.save(replace(member, state=type(member.state).LEFT))
        _ring(uow, THREE, SIX)
        assert uow.networks.get(network.id).state is NetworkState.FOLLOWED_UP

    def test_asked_again_after_a_standstill_it_is_asked_once(self, uow: UnitOfWork, network: Network) -> None:
        """The same instant twice opens one round."""
        _ring(uow, THREE, THREE)
        assert sum(one.is_echo for one in uow.rounds.of_network(network.id)) == 1


def test_what_is_asked_of_another_is_not_there(uow, town, network) -> None:
    """A question to the receiver opens for the receiver alone."""
    _ring(uow, THREE)
    id = inquiry_id(network.id, town.dorte.id, "modtager", 3)
    assert town.dorte.unit_id == CARE
    with pytest.raises(NotFound):
        asking.to_answer(uow, id, town.anne)


def test_an_echo_is_given_back_with_its_figures(uow, town, network, crowd) -> None:
    """What is noticed is counted like any other choice, under the rules for small groups."""
    change = _change(uow, network, town)
    _ring(uow, THREE)
    echo = _echo(uow, network)
    for person in crowd[:3]:
        _answer(uow, person, echo, [change.id])
    for person in crowd[3:7]:
        _answer(uow, person, echo, ["ingen"])
    _ring(uow, echo.closes_at)
    [figure] = [each for each in rounds.given_back(uow, uow.rounds.get(echo.id)).figures.figures if each.n]
    assert figure.n == 7
    assert dict(figure.cells)[change.id] == 3
    assert timedelta(0) < echo.closes_at - echo.opened_at
