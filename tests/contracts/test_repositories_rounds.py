"""What the repositories of schedules, prompts, rounds and replies promise (core.ports), on both databases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine

from core.errors import Conflict, NotFound
from core.model.cells import Cell
from core.model.figures import Figure, RoundFigures
from core.model.ids import PersonId, ReplyId, RoundId
from core.model.members import MemberState
from core.model.networks import Network, NetworkState, NetworkType, Phase
from core.model.prompts import Audience, QuestionKind, Visibility
from core.model.replies import Answer, ReplySource, ReplyVisibility
from core.model.rounds import RoundState
from core.model.schedules import HolidayPolicy, MonthlyOnDay, MonthlyOnWeekday, Rule, Weekly
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import (
    NOW,
    TODAY,
    WORKSPACE,
    Municipality,
    a_municipality,
    a_network,
    a_person,
    a_prompt,
    a_question,
    a_reply,
    a_round,
    a_schedule,
    saved_network,
)

Save = Callable[..., None]
HOUR = timedelta(hours=1)


FIGURES = RoundFigures(
    answered=6,
    members=7,
    k=5,
    figures=(
        Figure(question=0, n=6, is_shown=True, median=4, high=3, shared=(0, 0, 2, 3, 1), replies=(ReplyId("a"),)),
        Figure(question=1, n=2, left_out=True, cells=(("æ", 3),), hides=True, others=(ReplyId("b"),)),
    ),
    apart=(Cell(question=0, group="udefra", n=5, high=3, replies=(ReplyId("c"),)),),
)


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Municipality:
    """A municipality, committed."""
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        uow.commit()
    return town


@pytest.fixture
def network(any_uows: SqlUnitsOfWork, town: Municipality) -> Network:
    """A network led by Anne, committed, without a schedule."""
    with any_uows.writing() as uow:
        network = a_network(town.anne, conversation="C1")
        uow.networks.save(network)
        uow.commit()
    return network


@pytest.fixture
def save(any_uows: SqlUnitsOfWork) -> Save:
    """Saves values, each in the repository of its kind, and commits."""

    def save(**repositories: list[object]) -> None:
        with any_uows.writing() as uow:
            for name, values in repositories.items():
                for value in values:
                    getattr(uow, name).save(value)
            uow.commit()

    return save


class TestSchedules:
    @pytest.mark.parametrize(
        "rule",
        [Weekly(weekday=3, first=TODAY, every=2), MonthlyOnWeekday(weekday=3, nth=-1), MonthlyOnDay(day=31)],
        ids=str,
    )
    def test_come_back_as_they_were_saved(
        self, any_uows: SqlUnitsOfWork, save: Save, network: Network, rule: Rule
    ) -> None:
        """Every rule and every field of a schedule is kept."""
        more = {"paused_until": date.max, "next_due_at": None, "next_occurrence": None}
        given = a_schedule(network, rule=rule, at=time(9, 30), holidays=HolidayPolicy.MOVE, answer_days=3, **more)
        save(schedules=[given])
        with any_uows.reading() as uow:
            assert uow.schedules.get(network.id) == uow.schedules.find(network.id) == given

    def test_are_due_when_their_time_has_come(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """The oldest first, as many as asked for; one without a next time never."""
        with any_uows.writing() as uow:
            old, new, later, never = (saved_network(uow, town.anne) for _ in range(4))
            for network, due in ((old, NOW - HOUR), (new, NOW), (later, NOW + HOUR), (never, None)):
                uow.schedules.save(a_schedule(network, next_due_at=due))
            uow.commit()
        with any_uows.writing() as uow:
            assert [one.network_id for one in uow.schedules.due(NOW, 9)] == [old.id, new.id]
            assert [one.network_id for one in uow.schedules.due(NOW, 1)] == [old.id]
            assert uow.schedules.next_due_at() == NOW - HOUR

    def test_of_people_are_those_of_networks_under_way(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Where they are active members; each with whose it is."""
        with any_uows.writing() as uow:
            both, one = saved_network(uow, town.anne, town.bo), saved_network(uow, town.bo)
            saved_network(uow, town.anne, town.bo, state=NetworkState.CLOSED)
            gone = saved_network(uow, town.camilla, town.bo)
            member = uow.members.find(gone.id, town.bo.id)
            assert member is not None
            uow.members.save(replace(member, state=MemberState.LEFT))
            uow.commit()
        with any_uows.reading() as uow:
            found = {
                (person, schedule.network_id)
                for person, schedule in uow.schedules.of_people([town.anne.id, town.bo.id])
            }
            assert uow.schedules.of_people([]) == []
        assert found == {(town.anne.id, both.id), (town.bo.id, both.id), (town.bo.id, one.id)}

    def test_are_not_there_until_saved(self, any_uows: SqlUnitsOfWork, network: Network) -> None:
        """`find` gives None, `get` refuses, and nothing is next."""
        with any_uows.reading() as uow:
            assert uow.schedules.find(network.id) is None
            assert uow.schedules.next_due_at() is None
            with pytest.raises(NotFound):
                uow.schedules.get(network.id)

    def test_due_are_given_to_one_process_only(self, postgres_engine: Engine) -> None:
        """What another transaction has locked is passed over, not waited for."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        with one.writing() as uow:
            network = saved_network(uow, a_municipality(uow).anne)
            uow.commit()
        with one.writing() as first, other.writing() as second:
            assert [schedule.network_id for schedule in first.schedules.due(NOW, 9)] == [network.id]
            assert second.schedules.due(NOW, 9) == []


class TestPrompts:
    def test_come_back_as_they_were_added(self, any_uows: SqlUnitsOfWork) -> None:
        """Every field of a prompt and of its questions is kept, Danish letters and all."""
        question = a_question(QuestionKind.CHOICE, hint={"da": "Vælg højst to"}, target="leder", moment="midt")
        given = a_prompt(
            type=NetworkType.INNOVATION,
            phase=Phase.MIDWAY,
            questions=(question, a_question(QuestionKind.SCALE)),
            visibility=Visibility.PRIVATE,
            audience=Audience.LEADER,
            offset_months=(3, 6),
        )
        with any_uows.writing() as uow:
            uow.prompts.add(given, 1)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.prompts.get(given.id, 1) == given

    def test_are_read_together_each_in_its_version(self, any_uows: SqlUnitsOfWork) -> None:
        """Those asked for and no other; one that is not there is told."""
        old, new, other = a_prompt(), a_prompt(version=2), a_prompt(id="anden")
        with any_uows.writing() as uow:
            for place, prompt in enumerate((old, new, other)):
                uow.prompts.add(prompt, place)
            uow.commit()
        with any_uows.reading() as uow:
            wanted = {(new.id, 2), (other.id, other.version)}
            assert uow.prompts.get_many(wanted) == {(new.id, 2): new, (other.id, other.version): other}
            assert uow.prompts.get_many([]) == {}
            with pytest.raises(NotFound):
                uow.prompts.get_many([(old.id, old.version), (old.id, 3)])

    def test_are_asked_in_their_newest_version_in_the_library_s_order(self, any_uows: SqlUnitsOfWork) -> None:
        """Old versions stay for the rounds that asked them."""
        old, new, other = a_prompt(id="b"), a_prompt(id="b", version=2, title={"da": "Ny"}), a_prompt(id="a")
        with any_uows.writing() as uow:
            for prompt, position in ((old, 1), (other, 2), (new, 1)):
                uow.prompts.add(prompt, position)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.prompts.newest() == [new, other]
            assert uow.prompts.get("b", 1) == old

    def test_added_twice_only_take_a_new_place(self, any_uows: SqlUnitsOfWork) -> None:
        """A version never changes what it says."""
        first, second = a_prompt(id="a"), a_prompt(id="b")
        with any_uows.writing() as uow:
            for prompt, position in ((first, 1), (second, 2), (replace(first, title={"da": "Andet"}), 3)):
                uow.prompts.add(prompt, position)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.prompts.newest() == [second, first]

    def test_that_do_not_exist_are_not_found(self, any_uows: SqlUnitsOfWork) -> None:
        """`get` refuses, it does not give None."""
        with any_uows.reading() as uow, pytest.raises(NotFound):
            uow.prompts.get("nothing", 1)


class TestRounds:
    def test_come_back_as_they_were_saved(self, any_uows: SqlUnitsOfWork, save: Save, network: Network) -> None:
        """Every field of a round is kept."""
        rest = {"asked": 7, "figures": FIGURES, "reason": "fordi", "reminded_at": NOW, "closed_at": NOW}
        given = a_round(network, state=RoundState.CLOSED, phase=Phase.CLOSING, is_last=True, **rest)
        save(rounds=[given])
        with any_uows.reading() as uow:
            assert uow.rounds.get(given.id) == uow.rounds.find(network.id, TODAY) == given
            assert uow.rounds.find(network.id, TODAY + timedelta(1)) is None

    def test_are_once_for_each_occurrence(self, any_uows: SqlUnitsOfWork, save: Save, network: Network) -> None:
        """A second one is refused, and the transaction goes on."""
        first = a_round(network)
        save(rounds=[first])
        with any_uows.writing() as uow:
            with pytest.raises(Conflict, match=r"rounds\.exists"):
                uow.rounds.save(a_round(network))
            uow.rounds.save(replace(first, asked=3))
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.rounds.of_network(network.id) == [replace(first, asked=3)]

    def test_of_a_network_come_oldest_first(self, any_uows: SqlUnitsOfWork, save: Save, network: Network) -> None:
        """Skipped ones are among them; the newest open one is the open one."""
        days = [TODAY + timedelta(days) for days in (0, 14, 28)]
        first, second, third = (a_round(network, occurrence=day, due_at=NOW + (day - TODAY)) for day in days)
        third = replace(third, state=RoundState.SKIPPED, reason="pause")
        save(rounds=[third, second, first])
        with any_uows.reading() as uow:
            assert uow.rounds.of_network(network.id) == [first, second, third]
            assert uow.rounds.open_of(network.id) == second

    def test_that_are_closed_are_counted(
        self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality, network: Network
    ) -> None:
        """By network; one without is left out."""
        other = a_network(town.anne)
        states = (RoundState.CLOSED, RoundState.OPEN, RoundState.CLOSED, RoundState.SKIPPED)
        weeks = [TODAY + timedelta(weeks=week) for week in range(len(states))]
        rounds = [a_round(network, occurrence=day, state=state) for day, state in zip(weeks, states, strict=True)]
        save(networks=[other], rounds=rounds)
        with any_uows.reading() as uow:
            assert uow.rounds.counts([network.id, other.id]) == {network.id: 2}
            assert uow.rounds.counts([]) == {}

    def test_opened_by_two_processes_at_once_are_one(self, postgres_engine: Engine) -> None:
        """The second waits for the first, and then is refused."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        with one.writing() as uow:
            network = saved_network(uow, a_municipality(uow).anne)
            uow.commit()
        with one.writing() as first:
            first.rounds.save(a_round(network))
            first.commit()
            with other.writing() as second, pytest.raises(Conflict):
                second.rounds.save(a_round(network))

    def test_are_taken_by_one_process_only(self, postgres_engine: Engine) -> None:
        """What another transaction has locked is passed over, not waited for."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        with one.writing() as uow:
            round = a_round(saved_network(uow, a_municipality(uow).anne))
            uow.rounds.save(round)
            uow.commit()
        with one.writing() as first, other.writing() as second:
            assert first.rounds.take(round.id) == round
            assert second.rounds.take(round.id) is None

    def test_are_not_taken_while_a_reply_is_being_written(self, postgres_engine: Engine) -> None:
        """A reply under way is in the figures: its round is closed a moment later."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        with one.writing() as uow:
            town = a_municipality(uow)
            round = a_round(saved_network(uow, town.anne))
            uow.rounds.save(round)
            uow.commit()
        with one.writing() as writing, other.writing() as closing:
            writing.replies.save(a_reply(round, town.anne))
            assert closing.rounds.take(round.id) is None

    def test_that_do_not_exist_are_not_found(self, any_uows: SqlUnitsOfWork) -> None:
        """`get` refuses, it does not give None."""
        with any_uows.reading() as uow, pytest.raises(NotFound):
            uow.rounds.get(RoundId("nowhere"))


class TestReplies:
    def test_come_back_as_they_were_saved(
        self, any_uows: SqlUnitsOfWork, save: Save, network: Network, town: Municipality
    ) -> None:
        """Every field of a reply and every kind of answer is kept."""
        round = a_round(network)
        answers = (Answer(question=0, scale=1), Answer(question=1, choices=("tid", "ro")), Answer(question=2, text="Æ"))
        given = a_reply(
            round,
            town.bo,
            answers=answers,
            visibility=ReplyVisibility.PRIVATE,
            quotable=True,
            source=ReplySource.THREAD,
            source_message="17.2",
            is_late=True,
            edited_at=NOW,
        )
        save(rounds=[round], replies=[given])
        with any_uows.reading() as uow:
            assert uow.replies.get(given.id) == uow.replies.find(round.id, town.bo.id) == given
            assert uow.replies.find(round.id, PersonId("nobody")) is None

    def test_of_rounds_come_in_the_order_they_came(
        self, any_uows: SqlUnitsOfWork, save: Save, network: Network, town: Municipality
    ) -> None:
        """Withdrawn ones too."""
        round, other = a_round(network), a_round(network, occurrence=TODAY + timedelta(14))
        late = a_reply(round, town.anne, submitted_at=NOW + HOUR, answers=(), withdrawn_at=NOW + 2 * HOUR)
        early, last = a_reply(round, town.bo, submitted_at=NOW), a_reply(other, town.bo, submitted_at=NOW + 9 * HOUR)
        save(rounds=[round, other], replies=[late, early, last])
        with any_uows.reading() as uow:
            assert uow.replies.of_round(round.id) == [early, late]
            assert uow.replies.of_rounds([other.id, round.id]) == [early, late, last]
            assert uow.replies.of_rounds([]) == []

    def test_that_hide_each_other_are_the_private_ones_that_are_as_they_were_at_the_closing(
        self, any_uows: SqlUnitsOfWork, save: Save, network: Network, town: Municipality
    ) -> None:
        """Not shared, not late, not taken back, not changed since; of the rounds that are asked for alone."""
        closed = a_round(network, state=RoundState.CLOSED, closed_at=NOW)
        other = a_round(network, occurrence=TODAY + timedelta(14), state=RoundState.CLOSED, closed_at=NOW)
        unlike: Sequence[Mapping[str, object]] = (
            {"visibility": ReplyVisibility.SHARED},
            {"is_late": True},
            {"withdrawn_at": NOW},
            {"edited_at": NOW + timedelta(microseconds=1)},
        )
        hiding: Sequence[Mapping[str, object]] = ({}, {"edited_at": NOW - HOUR}, {"edited_at": NOW})
        given = [{"visibility": ReplyVisibility.PRIVATE} | changes for changes in (*unlike, *hiding)]
        people = [a_person() for _ in given]
        replies = [a_reply(closed, person, **changes) for person, changes in zip(people, given, strict=True)]
        private = a_reply(other, people[0], visibility=ReplyVisibility.PRIVATE)
        save(people=people, rounds=[closed, other], replies=[*replies, private])
        with any_uows.reading() as uow:
            assert uow.replies.hiding([closed.id]) == {closed.id: len(hiding)}
            assert uow.replies.hiding([closed.id, other.id]) == {closed.id: len(hiding), other.id: 1}
            assert uow.replies.hiding([]) == {}

    def test_are_found_by_the_message_they_were(
        self, any_uows: SqlUnitsOfWork, save: Save, network: Network, town: Municipality
    ) -> None:
        """In the network's own conversation, while the reply stands."""
        round = a_round(network)
        given = a_reply(round, town.bo, source_message="17.2")
        save(rounds=[round], replies=[given])
        with any_uows.reading() as uow:
            assert uow.replies.find_by_message(WORKSPACE, "C1", "17.2") == given
            assert uow.replies.find_by_message(WORKSPACE, "C2", "17.2") is None
            assert uow.replies.find_by_message(WORKSPACE, "C1", "17.3") is None
        save(replies=[replace(given, withdrawn_at=NOW)])
        with any_uows.reading() as uow:
            assert uow.replies.find_by_message(WORKSPACE, "C1", "17.2") is None

    def test_are_one_for_each_person_and_round(
        self, any_uows: SqlUnitsOfWork, save: Save, network: Network, town: Municipality
    ) -> None:
        """A second one is refused, and the transaction goes on."""
        round = a_round(network)
        save(rounds=[round], replies=[a_reply(round, town.bo)])
        with any_uows.writing() as uow:
            with pytest.raises(Conflict):
                uow.replies.save(a_reply(round, town.bo))
            assert len(uow.replies.of_round(round.id)) == 1
