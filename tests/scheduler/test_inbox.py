"""What platforms told us is worked off once, each event in one transaction with all that it causes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from core.model import keys
from core.model.deliveries import Content, DeliveryState, Effect
from core.ports import UnitOfWork
from core.ports_outside import InboundEvent
from scheduler.inbox import InboxWorker, Said
from tests.builders import NOW, PLATFORM
from tests.scheduler.stage import HELLO, Stage

Worker = InboxWorker[str, str]


class Room(Stage):
    """Events are words; a word is carried out by renaming the network to it, and answered with a greeting to Bo."""

    def hear(self, *words: str) -> None:
        with self.uows.writing() as uow:
            for word in words:
                uow.inbox.add(platform=PLATFORM, key=f"e:{word}", payload=word, at=self.calendar)
            uow.commit()

    def worker(self, run: Callable[[UnitOfWork, str], str] | None = None) -> Worker:
        return InboxWorker(
            units_of_work=self.uows,
            parse=lambda event: None if event.payload == "nothing" else event.payload,
            run=run or self.rename,
            answer=lambda _uow, _act, came: None if came == "hush" else Said(self.town.bo, HELLO),
            now=lambda: self.calendar,
        )

    def rename(self, uow: UnitOfWork, word: str) -> str:
        uow.networks.save(replace(self.network, name=word))
        if word == "bug":
            raise ZeroDivisionError("Bo skrev noget privat")
        return word

    def answers(self, word: str) -> bool:
        with self.uows.reading() as uow:
            return uow.deliveries.find(keys.answer(f"e:{word}")) is not None

    def waiting(self) -> list[InboundEvent]:
        with self.uows.writing() as uow:
            return list(uow.inbox.waiting(limit=10))


@pytest.fixture
def room(sqlite_engine: Engine) -> Room:
    return Room(sqlite_engine)


class TestAnEvent:
    def test_is_worked_off_once(self, room: Room) -> None:
        """What it causes is there, and it waits no more."""
        room.hear("Ny vej")
        assert (room.worker().work(), room.worker().work()) == (1, 0)
        assert room.saved().name == "Ny vej"
        assert room.waiting() == []

    def test_is_answered_in_the_same_commit(self, room: Room) -> None:
        """The answer waits as a delivery to the person who spoke, and is sent like any other."""
        room.hear("Ny vej")
        room.worker().work()
        with room.uows.reading() as uow:
            answer = uow.deliveries.find(keys.answer("e:Ny vej"))
        assert answer is not None
        assert (answer.effect, answer.content, answer.person_id) == (Effect.DIRECT, Content.ANSWER, room.town.bo.id)
        room.dispatcher.dispatch()
        assert room.state(answer) is DeliveryState.SENT
        assert room.messenger.seen(f"D-{room.town.bo.account}")[0].view == HELLO

    def test_may_be_answered_where_it_was_said(self, room: Room) -> None:
        """To the person alone, in the conversation and the thread that are named."""
        room.hear("her")
        said = Said(room.town.bo, HELLO, "C1", "m1")
        replace(room.worker(), answer=lambda *_: said).work()
        with room.uows.reading() as uow:
            answer = uow.deliveries.find(keys.answer("e:her"))
        assert answer is not None
        assert (answer.effect, answer.conversation, answer.thread) == (Effect.WHISPER, "C1", "m1")
        room.dispatcher.dispatch()
        assert room.state(answer) is DeliveryState.SENT

    def test_of_a_platform_that_is_served_elsewhere_is_left_alone(self, room: Room) -> None:
        """Another process may serve it."""
        room.hear("Ny vej")
        assert replace(room.worker(), platforms=("another",)).work() == 0
        assert replace(room.worker(), platforms=("another", PLATFORM)).work() == 1

    def test_with_nothing_to_say_to_it_is_not_answered(self, room: Room) -> None:
        """Talk is not commented on."""
        room.hear("hush")
        assert room.worker().work() == 1
        assert not room.answers("hush")

    def test_that_is_nothing_of_ours_is_done_with(self, room: Room) -> None:
        """It is neither carried out nor kept."""
        name = room.saved().name
        room.hear("nothing")
        assert room.worker().work() == 1
        assert (room.saved().name, room.waiting()) == (name, [])

    def test_that_comes_twice_has_one_effect(self, room: Room) -> None:
        """The platform's own id of it is known again."""
        room.hear("Ny vej")
        room.worker().work()
        room.hear("Ny vej")
        assert room.worker().work() == 0


class TestABug:
    def test_in_one_event_blocks_no_other(self, room: Room) -> None:
        """Those before and after it are worked off."""
        room.hear("først", "bug", "sidst")
        assert room.worker().work() == 2
        assert room.saved().name == "sidst"
        assert [event.payload for event in room.waiting()] == ["bug"]

    def test_undoes_all_that_the_event_had_caused(self, room: Room) -> None:
        """All or nothing."""
        name = room.saved().name
        room.hear("bug")
        room.worker().work()
        assert (room.saved().name, room.answers("bug")) == (name, False)

    def test_is_logged_with_a_reference_and_without_words(self, room: Room, caplog: pytest.LogCaptureFixture) -> None:
        """The log says where it went wrong, not what somebody wrote."""
        room.hear("bug")
        room.worker().work()
        assert "in inbox: ZeroDivisionError" in caplog.text

    def test_that_stays_sets_the_event_aside(self, room: Room) -> None:
        """After five attempts it waits for somebody to look."""
        room.hear("bug")
        for _ in range(5):
            room.worker().work()
        assert room.waiting() == []

    def test_that_is_mended_lets_the_event_through(self, room: Room) -> None:
        """What failed is tried again in the next run."""
        room.hear("bug")
        room.worker().work()
        assert room.worker(run=lambda _uow, word: word).work() == 1


class TestStopping:
    def test_begins_no_other_event(self, room: Room) -> None:
        """What waits is left to the next process."""
        room.hear("Ny vej")
        worker = room.worker()
        worker.stop()
        assert worker.work() == 0
        assert len(room.waiting()) == 1


class TestADatabaseThatIsAway:
    def test_ends_the_run(self, room: Room) -> None:
        """The engine rings again; nothing spins meanwhile."""
        worker = replace(room.worker(), units_of_work=_Away())  # type: ignore[arg-type]
        assert worker.work() == 0


class _Away:
    def writing(self) -> UnitOfWork:
        raise ConnectionError


def test_now_is_the_calendar(room: Room) -> None:
    """An answer is due at once."""
    room.hear("Ny vej")
    room.worker().work()
    with room.uows.reading() as uow:
        answer = uow.deliveries.find(keys.answer("e:Ny vej"))
    assert answer is not None
    assert answer.due_at == NOW
