"""Where a platform and the rest meet: kept, worked off, learnt, answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot import house as houses
from bot.house import House
from bot.joining import Entrance, Entrances
from bot.platforms import Door, Platform, Seat
from bot.settings import from_values
from core.model import keys
from core.model.changes import by
from core.model.deliveries import DeliveryState, Effect, Sent
from core.model.ids import DeliveryId
from core.model.offices import Role
from core.ports_outside import InboundEvent
from core.services import offices
from core.services.people import Profile
from handlers.dispatch import Dispatch
from handlers.routing import Interaction, Open, Show
from tests.builders import NOW
from tests.fakes.messenger import FakeMessenger
from views.elements import Actions, Form, View
from views.messenger import Unreadable

WORD = Interaction(key="e1", route="", platform="p", workspace="W1", account="mette", text="hjælp", conversation="C1")


@dataclass
class Directory:
    """A workspace's people; or what goes wrong when they are read."""

    people: list[Profile] = field(default_factory=list)
    is_shut: bool = False

    def everyone(self) -> Iterator[Profile]:
        if self.is_shut:
            raise Unreadable("shut")
        return iter(self.people)


class Bell:
    """An engine that only notes what is nudged."""

    def __init__(self) -> None:
        self.nudged: list[str] = []

    def nudge(self, name: str) -> None:
        self.nudged.append(name)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    given = {"ORGANISATION": "Aaby", "CONTACT": "dpo@aaby.example", "DATABASE_URL": f"sqlite:///{tmp_path / 'b.db'}"}
    with houses.opened(from_values(given)) as house:
        yield house


def _entrance(house: House, *directories: Directory, name: str = "p", in_place: bool = False) -> Entrance:
    seats = tuple(
        Seat(workspace=f"W{number}", directory=each, read=lambda card, known: iter(()))
        for number, each in enumerate(directories or (Directory([Profile(account="mette", name="Mette")]),), 1)
    )
    platform = Platform(
        name=name,
        seats=seats,
        messenger=FakeMessenger(people=set()),
        interaction=lambda envelope: replace(WORD, platform=name, workspace=envelope.get("workspace", "W1")),
        essence=dict,
        profile=lambda envelope: None,
        door=lambda doors, crew: Door(routes=()),
        answers_in_place=in_place,
        tasks={},
    )
    places = {seat.workspace: houses.settle(house, platform=name, workspace=seat.workspace).workspace for seat in seats}
    return Entrance(house=house, platform=platform, workspaces=places, engine=Bell())


def _entrances(house: House, *entrances: Entrance) -> Entrances:
    dispatch = Dispatch(units_of_work=house.units_of_work, calendar=house.calendar, now=house.clock.now)
    return Entrances({each.platform.name: each for each in entrances}, dispatch, house)


def _view() -> View:
    return View(summary="Hej", elements=())


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("in_place", "effect", "place"), [(True, Effect.WHISPER, "C1"), (False, Effect.DIRECT, None)]
    )
    def test_is_given_where_the_platform_answers(
        self, house: House, in_place: bool, effect: Effect, place: str | None
    ) -> None:
        """In the conversation, to the person alone; or in the talk with them."""
        entrance = _entrance(house, in_place=in_place)
        entrance.learn_everyone()
        entrance.say(WORD, _view())
        with house.units_of_work.reading() as uow:
            given = uow.deliveries.find(keys.answer("e1"))
        assert given is not None
        assert (given.effect, given.conversation) == (effect, place)

    def test_in_private_is_given_in_the_talk(self, house: House) -> None:
        """There is no better place."""
        entrance = _entrance(house, in_place=True)
        entrance.learn_everyone()
        entrance.say(replace(WORD, is_private=True), _view())
        with house.units_of_work.reading() as uow:
            given = uow.deliveries.find(keys.answer("e1"))
        assert given is not None
        assert given.effect is Effect.DIRECT

    def test_to_nobody_we_know_is_not_given(self, house: House) -> None:
        """There is nobody to write it down for."""
        _entrance(house).say(WORD, _view())
        with house.units_of_work.reading() as uow:
            assert uow.deliveries.find(keys.answer("e1")) is None

    def test_that_is_a_form_is_a_button_that_opens_it(self, house: House) -> None:
        """Words can open none."""
        entrance = _entrance(house)
        entrance.learn_everyone()
        act = _entrances(house, entrance).parse(_event())
        form = Open(Form(title="Start", submit="Ja", close="Nej", elements=(), route="networks.create"))
        assert act is not None
        with house.units_of_work.reading() as uow:
            said = entrance.answer(uow, act, form)
        assert said is not None
        assert any(isinstance(element, Actions) for element in said.view.elements)


class TestAMessagePressedOn:
    def test_is_kept_up_once_an_update_of_it_was_called_for(self, house: House) -> None:
        """What it becomes then is the ledger's to say."""
        entrance = _entrance(house)
        entrance.learn_everyone()
        entrance.say(WORD, _view())
        pressed = replace(WORD, conversation="D1", message="m1")
        with house.units_of_work.writing() as uow:
            for delivery in uow.ledger.claim(now=house.clock.now(), limit=9):
                uow.ledger.settle(delivery, Sent("D1", "m1"))
            uow.commit()
        assert not entrance.is_kept_up(pressed)
        with house.units_of_work.writing() as uow:
            sent = uow.deliveries.find(keys.answer("e1"))
            assert sent is not None
            uow.deliveries.add(
                replace(sent, id=DeliveryId("u"), key=keys.card_update(sent.key), state=DeliveryState.PENDING)
            )
            uow.commit()
        assert entrance.is_kept_up(pressed)


def _event(platform: str = "p", workspace: str = "W1") -> InboundEvent:
    return InboundEvent(key="e1", platform=platform, payload=f'{{"workspace": "{workspace}"}}', received_at=NOW)


class TestEvents:
    def test_are_worked_off_by_the_platform_that_told_them(self, house: House) -> None:
        """Each has its own way of telling."""
        entrances = _entrances(house, _entrance(house), _entrance(house, name="q"))
        acts = [entrances.parse(_event(name)) for name in ("p", "q")]
        assert [act.interaction.platform for act in acts if act] == ["p", "q"]

    def test_of_a_workspace_that_is_no_longer_let_in_are_nothing(self, house: House) -> None:
        """It was taken out of the settings after they came."""
        assert _entrances(house, _entrance(house)).parse(_event(workspace="W9")) is None

    def test_are_carried_out_and_answered(self, house: House) -> None:
        """By the same handlers, whoever told them."""
        entrance = _entrance(house)
        entrance.learn_everyone()
        entrances = _entrances(house, entrance)
        act = entrances.parse(_event())
        assert act is not None
        with house.units_of_work.writing() as uow:
            assert isinstance(entrances.carry_out(uow, act), Show)


class TestPeople:
    def test_of_a_platform_that_cannot_be_read_keep_the_others_back_from_nothing(self, house: House) -> None:
        """They are read tomorrow; the secretariat is named among those who are there."""
        other = _entrance(house, name="q")
        _entrances(house, _entrance(house, Directory(is_shut=True)), other).learn_everyone()
        assert other.is_known("W1", "mette")

    def test_of_the_secretariat_are_missed_only_when_everybody_has_been_met(
        self, house: House, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A bot that is in no team yet has met nobody there, and says nothing of whom it may meet."""
        house = replace(house, settings=replace(house.settings, secretariat=("sara",)))
        nobody_yet = Directory()
        entrances = _entrances(house, _entrance(house), _entrance(house, nobody_yet, name="q"))
        entrances.learn_everyone()
        assert caplog.messages == []
        nobody_yet.people.append(Profile(account="jonas", name="Jonas"))
        entrances.learn_everyone()
        assert caplog.messages == ["SECRETARIAT names sara, who is not an employee in this workspace"]

    def test_that_administrate_are_named_by_the_settings_once(self, house: House) -> None:
        """Whom another administrator removed does not come back with tomorrow's reading."""
        house = replace(house, settings=replace(house.settings, administrators=("mette", "jonas")))
        both = Directory([Profile(account="mette", name="Mette"), Profile(account="jonas", name="Jonas")])
        entrances = _entrances(house, _entrance(house, both))
        entrances.learn_everyone()
        with house.units_of_work.writing() as uow:
            (ours,) = uow.organisations.all()
            named = {person.account: person for person in uow.people.administrators(ours.id)}
            offices.take(uow, ours, by(named["mette"]), Role.ADMINISTRATOR, "jonas", at=NOW)
            uow.commit()
        entrances.learn_everyone()
        with house.units_of_work.reading() as uow:
            assert (set(named), [each.name for each in uow.people.administrators(ours.id)]) == (
                {"mette", "jonas"},
                ["Mette"],
            )

    def test_of_several_workspaces_are_each_their_own(self, house: House) -> None:
        """The same account may be somebody else elsewhere."""
        entrance = _entrance(house, Directory([Profile(account="a", name="A")]), Directory())
        entrance.learn_everyone()
        assert (entrance.is_known("W1", "a"), entrance.is_known("W2", "a")) == (True, False)

    def test_speak_the_language_that_is_heard_first(self, house: House) -> None:
        """Nobody told it before."""
        entrance = _entrance(house)
        entrance.learn_everyone()
        entrance.heard("W1", "mette", "en-GB")
        with house.units_of_work.reading() as uow:
            person = uow.people.find(entrance.workspaces["W1"].id, "mette")
        assert person is not None
        assert person.language == "en"
