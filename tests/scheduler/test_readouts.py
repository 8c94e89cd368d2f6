"""A language model drafts: whatever it answers, only what has its sources in the replies is kept."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.access import ModelAccess
from bot.model import ChatModel
from core.model import keys
from core.model.deliveries import DeliveryState, Effect
from core.model.ids import new_id
from core.model.networks import Network
from core.model.periods import EVER
from core.model.readouts import Failure, Readout, ReadoutState
from core.model.replies import Reply
from core.ports import UnitsOfWork
from core.services import drafting, readouts, replies
from scheduler.composing import Composer
from scheduler.readouts import AGAIN, Reader
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import said as shown
from tests.builders import Municipality, a_delivery, a_municipality, a_prompt, a_round
from tests.fakes.model import Fake, claim, running
from tests.reflections import a_library, a_reflecting_network, closed, said

TOLD_AT, AT = datetime(2026, 9, 1, 8, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)
LEASE = timedelta(minutes=4)
WORDS = "Juristen siger nej til at dele oplysninger om borgeren, siger DeltagerB"
GOOD = claim("Jura om at dele oplysninger holder igen for flere", "S1", "S2", quote="Juristen siger nej")


@dataclass
class Scene:
    uows: SqlUnitsOfWork
    town: Municipality
    network: Network
    given: list[Reply]
    fake: Fake
    now: datetime = AT
    wire: datetime = AT
    timeout: float = 5

    @property
    def reader(self) -> Reader:
        model = ChatModel(access=ModelAccess(url=self.fake.url, name="proeve-1", key="n0gle"), timeout=self.timeout)
        return Reader(
            units_of_work=self.uows, model=model, now=lambda: self.now, wire_now=lambda: self.wire, lease=LEASE
        )

    def ask(self) -> Readout:
        with self.uows.writing() as uow:
            asked = readouts.ask(uow, self.network.id, self.town.sekretariat, EVER, at=self.now)
            uow.commit()
        return asked

    def found(self) -> Readout:
        with self.uows.reading() as uow:
            return uow.readouts.of_network(self.network.id)[0]

    def drafted(self, *says: object) -> Readout:
        """Asked for, answered so, checked."""
        self.fake.says = says[0] if says and isinstance(says[0], str) else list(says)  # type: ignore[assignment]
        self.ask()
        assert self.reader.work()
        return self.found()

    def message(self) -> str:
        """What who asked is shown."""
        composer = Composer(units_of_work=self.uows, now=lambda: self.now)
        with self.uows.reading() as uow:
            delivery = uow.deliveries.find(keys.readout(uow.readouts.of_network(self.network.id)[0].id))
        assert delivery is not None
        assert (delivery.effect, delivery.person_id) == (Effect.DIRECT, self.town.sekretariat.id)
        return shown(composer.compose(delivery).shown)


def _prepared(uows: UnitsOfWork) -> tuple[Municipality, Network, list[Reply]]:
    with uows.writing() as uow:
        town = a_municipality(uow)
        a_library(uow)
        network = a_reflecting_network(uow, "Tryg hjem", members=11)
        readouts.switch(uow, network.id, town.sekretariat, on=True, at=TOLD_AT)
        words = [said(None, None, WORDS), *(said(None, None, f"{WORDS} {n}", private=True) for n in range(5))]
        _, given = closed(uow, network, "velf-undervejs-4", words, on=date(2026, 10, 2))
        uow.commit()
    return town, network, given


@pytest.fixture
def scene(uows: SqlUnitsOfWork) -> Iterator[Scene]:
    with running(Fake()) as fake:
        yield Scene(uows, *_prepared(uows), fake)


@pytest.fixture
def any_scene(any_uows: SqlUnitsOfWork) -> Iterator[Scene]:
    with running(Fake(says=[GOOD])) as fake:
        yield Scene(any_uows, *_prepared(any_uows), fake)


class TestAGoodAnswer:
    def test_is_kept_and_shown_beside_its_sources(self, any_scene: Scene) -> None:
        """To who asked, with what wrote it; on both databases."""
        readout = any_scene.drafted(GOOD)
        assert (readout.state, readout.dropped, len(readout.claims)) == (ReadoutState.DONE, 0, 1)
        told = any_scene.message()
        assert "Skrevet med AI (proeve-1) ud fra 6 svar." in told
        assert "Jura om at dele oplysninger holder igen for flere »Juristen siger nej«" in told
        assert "Juristen siger nej til at dele oplysninger om borgeren, siger […]" in told

    def test_came_of_words_alone(self, scene: Scene) -> None:
        """No name, no day, nothing about who wrote; at temperature 0, with the key."""
        scene.drafted(GOOD)
        asked = scene.fake.asked[0]
        assert list(scene.fake.items) == [f"S{n}" for n in range(1, 7)]
        assert set(scene.fake.items.values()) == {WORDS.replace("DeltagerB", "[…]") + n for n in ("", *_suffixes())}
        assert (asked["temperature"], asked["headers"]["Authorization"]) == (0, "Bearer n0gle")
        assert "Deltager" not in scene.fake.data

    def test_may_be_that_there_is_nothing_to_say(self, scene: Scene) -> None:
        """It is told as the answer that it is."""
        assert scene.drafted(claim("Ikke belæg i svarene")).state is ReadoutState.DONE
        assert "fandt ikke belæg i svarene" in scene.message()

    def test_may_stand_in_a_fence(self, scene: Scene) -> None:
        """Many models put one around it."""
        text = '```json\n[{"paastand": "Der er uklarhed om at dele oplysninger", "kilder": ["S1"], "citat": null}]\n```'
        assert len(scene.drafted(text).claims) == 1


def _suffixes() -> list[str]:
    return [f" {n}" for n in range(5)]


BAD = {
    "invents a source": claim("Jura om at dele oplysninger holder igen", "S99"),
    "names none": claim("Jura om at dele oplysninger holder igen"),
    "invents what is said": claim("Direktøren har købt en cykelsti med flotte blomster", "S1"),
    "says several of one": claim("Jura om at dele oplysninger holder igen for flere", "S1"),
    "misquotes": claim("Jura om at dele oplysninger holder igen", "S1", quote="Juristen siger ja"),
    "makes a figure": claim("Jura om at dele oplysninger holder 83 tilbage", "S1"),
    "makes a figure in words": claim("Jura om at dele oplysninger holder fire ud af fem tilbage", "S1"),
    "counts": claim("De fleste siger at juristen ikke vil dele oplysninger", "S1", "S2"),
    "leads somewhere": claim("Juristen siger at oplysninger skal på https://ond.example", "S1"),
    "calls everybody": claim("@channel juristen siger nej til at dele oplysninger", "S1"),
    "answers in English": claim("The lawyers say no to sharing oplysninger about the borgeren", "S1"),
    "goes on and on": claim("Juristen siger nej til at dele oplysninger " * 10, "S1"),
    "is of another shape": {"paastand": ["x"], "kilder": "S1"},
}


class TestABadClaim:
    @pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
    def test_is_dropped_and_counted_and_the_good_ones_stay(self, scene: Scene, bad: object) -> None:
        """One of three may fail."""
        readout = scene.drafted(GOOD, bad, GOOD)
        assert (readout.state, readout.dropped) == (ReadoutState.DONE, 1)
        assert {each.text for each in readout.claims} == {GOOD["paastand"]}
        assert "1 sætning holdt ikke og er taget ud." in scene.message()

    @pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
    def test_beside_one_good_is_too_much(self, scene: Scene, bad: object) -> None:
        """More than a third fail: nothing is shown, and the usual summary is pointed at."""
        readout = scene.drafted(GOOD, bad)
        assert (readout.state, readout.failure, readout.claims) == (ReadoutState.FAILED, Failure.UNFIT, ())
        assert "opsamling Tryg hjem" in scene.message()
        assert "Jura om" not in scene.message()


class TestABrokenModel:
    @pytest.mark.parametrize(
        "trouble",
        [
            {"status": 500},
            {"cut": True},
            {"says": "Gerne! Her er et resumé."},
            {"says": "x" * 300_000},
            {"says": "[" * 15_000},
            {"moves": "http://127.0.0.1:1/"},
        ],
        ids=["500", "cut", "prose", "huge", "deep", "moved"],
    )
    def test_is_asked_three_times_and_then_that_is_told(self, scene: Scene, trouble: dict[str, object]) -> None:
        """With half a minute between; the usual summary is there as always."""
        for name, value in trouble.items():
            setattr(scene.fake, name, value)
        scene.ask()
        for _ in range(3):
            assert scene.reader.work()
            assert not scene.reader.work()
            scene.wire += AGAIN + timedelta(seconds=1)
        assert (scene.found().failure, len(scene.fake.asked)) == (Failure.NO_ANSWER, 3)
        assert "svarede ikke" in scene.message()

    def test_that_is_slow_holds_nobody_up(self, scene: Scene) -> None:
        """It is left after its time, and asked again later."""
        scene.fake.slow, scene.timeout = 0.6, 0.2
        assert scene.drafted(GOOD).state is ReadoutState.WORKING
        assert not scene.reader.work()

    def test_that_is_not_there_is_no_bug(self, scene: Scene) -> None:
        """Nobody listens at its address."""
        scene.fake.url = "http://127.0.0.1:1/v1"
        assert scene.drafted(GOOD).state is ReadoutState.WORKING


class TestTheWork:
    def test_of_who_was_killed_is_taken_again(self, any_scene: Scene) -> None:
        """When its lease ends, not before; what the first one brings late is not kept."""
        any_scene.ask()
        with any_scene.uows.writing() as uow:
            lost = drafting.begin(uow, token=new_id(), at=AT, now=AT, lease_until=AT + LEASE)
            uow.commit()
        assert lost is not None
        assert not any_scene.reader.work()
        any_scene.wire += LEASE + timedelta(seconds=1)
        assert any_scene.reader.work()
        with any_scene.uows.writing() as uow:
            drafting.fail(uow, lost, at=AT, again_at=AT)
            uow.commit()
        assert any_scene.found().state is ReadoutState.DONE

    def test_is_asked_for_once_at_a_time(self, scene: Scene) -> None:
        """A second asking is the same one."""
        assert scene.ask().id == scene.ask().id

    def test_is_nothing_when_nobody_asked(self, scene: Scene) -> None:
        """No call goes out."""
        assert not scene.reader.work()
        assert scene.fake.asked == []

    def test_of_a_reply_withdrawn_meanwhile_is_not_kept(self, scene: Scene) -> None:
        """The model has been given it; what comes back is dropped."""
        scene.ask()
        with scene.uows.writing() as uow:
            work = drafting.begin(uow, token=new_id(), at=AT, now=AT, lease_until=AT + LEASE)
            _withdraw(scene, uow)
            assert work is not None
            checked = drafting.Checked(claims=(), dropped=0, finds_nothing=True)
            assert not drafting.finish(uow, work, checked, model="m", at=AT)
            uow.commit()
        assert scene.found().state is ReadoutState.RETRACTED

    def test_is_logged_in_counts_alone(self, scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
        """The model's name, its time; nothing that was asked or answered."""
        caplog.set_level(logging.DEBUG)
        scene.drafted(GOOD)
        assert "draft by proeve-1" in caplog.text
        assert "6 replies, 1 kept, 0 dropped" in caplog.text
        assert not any(word in caplog.text for word in ("Juristen", "Jura", "n0gle"))


def _withdraw(scene: Scene, uow: object) -> None:
    reply = scene.given[0]
    replies.withdraw(uow, uow.people.get(reply.person_id), reply.id, at=AT)  # type: ignore[attr-defined,arg-type]


class TestTheNetwork:
    def test_is_told_where_it_talks_and_on_each_card(self, scene: Scene) -> None:
        """What a model may read, and that a person reads it before it is used; when it is off nothing is said."""
        composer = Composer(units_of_work=scene.uows, now=lambda: AT)
        with scene.uows.writing() as uow:
            told = uow.deliveries.find(keys.model_switched(scene.network.id, 1))
            opened = a_round(scene.network, opened_at=AT, occurrence=AT.date())
            uow.prompts.add(a_prompt(), 0)
            uow.rounds.save(opened)
            card = a_delivery(network_id=scene.network.id, subject=opened.id, workspace_id=scene.network.workspace_id)
            uow.commit()
        assert told is not None
        assert "en sprogmodel (AI) må læse svar herfra" in shown(composer.compose(told).shown)
        assert "Svar kan blive læst af en sprogmodel (AI)" in shown(composer.compose(card).shown)
        with scene.uows.writing() as uow:
            readouts.switch(uow, scene.network.id, scene.town.sekretariat, on=False, at=AT)
            uow.commit()
        assert "læser ikke svar herfra mere" in shown(composer.compose(told).shown)
        assert "sprogmodel" not in shown(composer.compose(card).shown)


class TestAReplyThatIsTakenBack:
    def test_takes_the_draft_along(self, any_scene: Scene) -> None:
        """Its words are gone at once, and the message that showed them follows."""
        readout = any_scene.drafted(GOOD)
        with any_scene.uows.writing() as uow:
            _withdraw(any_scene, uow)
            uow.commit()
        gone = any_scene.found()
        assert (gone.state, gone.claims, gone.text) == (ReadoutState.RETRACTED, (), "")
        assert "fordi et svar er ændret eller trukket tilbage" in any_scene.message()
        with any_scene.uows.reading() as uow:
            update = uow.deliveries.find(keys.card_update(keys.readout(readout.id)))
        assert update is not None
        assert update.state is DeliveryState.PENDING
