"""What a reminder shows is built when it is sent; what somebody does not want by then is not sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.model import keys
from core.model.deliveries import Content, Effect
from core.model.members import MemberState
from core.model.networks import AnchorState, Network
from core.model.organisations import Person
from core.model.rounds import Round, RoundState
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import reminders
from scheduler.addressing import Gone
from scheduler.composing import Composer
from tests.acting import buttons, said
from tests.builders import NOW, TODAY, a_delivery, a_member, a_prompt, a_reply, a_round, saved_network
from tests.scheduler.stage import Stage
from views.elements import View

REMINDED = NOW + timedelta(days=2)
DAY = TODAY + timedelta(days=2)
WEEK = Week.of(TODAY)


class Scene(Stage):
    """Bo is in two networks that both wait for an answer."""

    def __post_init__(self) -> None:
        super().__post_init__()
        with self.uows.writing() as uow:
            uow.prompts.add(a_prompt(), 0)
            self.other: Network = saved_network(uow, self.town.anne, self.town.bo, name="Læsegruppen")
            self.rounds: list[Round] = [a_round(self.network), a_round(self.other)]
            for each in self.rounds:
                uow.rounds.save(each)
            uow.commit()

    def do(self, act: Callable[..., object]) -> None:
        with self.uows.writing() as uow:
            act(uow)
            uow.commit()

    def show(self, content: Content = Content.REMINDER, **changes: object) -> View:
        given = {
            "content": content,
            "effect": Effect.DIRECT,
            "network_id": self.network.id,
            "conversation": None,
            "person_id": self.town.bo.id,
            "subject": str(WEEK),
        }
        composer = Composer(units_of_work=self.uows, now=lambda: REMINDED)
        return composer.compose(a_delivery(**{**given, **changes})).shown

    def remind_all(self) -> None:
        for each in self.rounds:
            self.do(lambda uow, each=each: reminders.remind(uow, each, at=REMINDED))

    def be_silent(self) -> None:
        """Three rounds have closed without a word from anybody."""
        for weeks in (4, 3, 2):
            then = timedelta(weeks=weeks)
            past = {"occurrence": TODAY - then, "due_at": NOW - then, "opened_at": NOW - then, "remind_at": None}
            closed = a_round(self.network, state=RoundState.CLOSED, closed_at=NOW - then + timedelta(5), **past)
            self.do(lambda uow, closed=closed: uow.rounds.save(closed))

    @property
    def member_id(self) -> str:
        with self.uows.reading() as uow:
            member = uow.members.find(self.network.id, self.town.bo.id)
        assert member is not None
        return member.id


def invite(uow: UnitOfWork, leader: Person, person: Person) -> None:
    """To a network that also asks them to receive what it finds."""
    network = saved_network(uow, leader, receiver_id=person.id, receiver_state=AnchorState.WAITING)
    uow.members.save(a_member(network, person, state=MemberState.INVITED, joined_at=None, reminded_at=REMINDED))


@pytest.fixture
def scene(sqlite_engine: Engine) -> Scene:
    return Scene(sqlite_engine)


class TestAReminder:
    def test_of_two_networks_is_one_message_that_names_both(self, scene: Scene) -> None:
        """Each with its questions and its button."""
        shown = scene.show()
        assert "svare på 2 refleksioner" in said(shown)
        assert said(shown).count("Hvad har I opnået siden sidst?") == 6
        for network in (scene.network, scene.other):
            assert network.name in said(shown)

    def test_is_sent_once_to_each(self, scene: Scene) -> None:
        """Two rounds, two people, two messages."""
        scene.remind_all()
        scene.calendar = REMINDED
        scene.dispatcher.dispatch()
        directs = [scene.messenger.seen(f"D-{person.account}") for person in (scene.town.anne, scene.town.bo)]
        assert [len(each) for each in directs] == [1, 1]

    def test_leaves_out_what_was_answered_meanwhile(self, scene: Scene) -> None:
        """Then it is about the other one alone; with both answered there is none."""
        scene.do(lambda uow: uow.replies.save(a_reply(scene.rounds[0], scene.town.bo)))
        assert "Læsegruppen" in said(scene.show())
        assert scene.network.name not in said(scene.show())
        scene.do(lambda uow: uow.replies.save(a_reply(scene.rounds[1], scene.town.bo)))
        with pytest.raises(Gone):
            scene.show()

    def test_that_was_sent_says_which_is_answered(self, scene: Scene) -> None:
        """And goes on to ask for the other."""
        scene.remind_all()
        scene.calendar = REMINDED
        scene.dispatcher.dispatch()
        scene.do(lambda uow: uow.replies.save(a_reply(scene.rounds[0], scene.town.bo)))
        key = keys.reminder(scene.town.bo.id, WEEK)
        shown = scene.show(effect=Effect.UPDATE, target_key=key)
        assert f"Tak. Du har svaret på »Hvordan går det?« i {scene.network.name}." in said(shown)
        assert buttons(shown)["rounds.answer"]

    def test_is_not_sent_into_a_pause(self, scene: Scene) -> None:
        """That began between the writing and the sending."""
        scene.do(lambda uow: reminders.pause(uow, scene.town.bo, until=DAY + timedelta(1), at=NOW))
        with pytest.raises(Gone):
            scene.show()

    def test_that_is_answered_in_full_has_nothing_left_to_press(self, scene: Scene) -> None:
        """But for changing one's mind; and when the rounds are closed it says that nothing waits."""
        scene.remind_all()
        scene.calendar = REMINDED
        scene.dispatcher.dispatch()
        key = keys.reminder(scene.town.bo.id, WEEK)
        for each in scene.rounds:
            scene.do(lambda uow, each=each: uow.replies.save(a_reply(each, scene.town.bo)))
        shown = scene.show(effect=Effect.UPDATE, target_key=key)
        assert {button.label for button in buttons(shown).values()} == {"Ret"}
        for each in scene.rounds:
            scene.do(lambda uow, each=each: uow.rounds.save(replace(each, state=RoundState.CLOSED)))
        assert said(scene.show(effect=Effect.UPDATE, target_key=key)) == "Tak. Der er ikke mere her, der venter på dig."

    def test_says_that_there_is_one_a_week(self, scene: Scene) -> None:
        """So that nobody waits for another."""
        assert "højst én gang om ugen" in said(scene.show())
        scene.do(lambda uow: uow.people.save(replace(scene.town.bo, language="en")))
        assert "once a week at most" in said(scene.show())

    def test_tells_of_what_else_waits(self, scene: Scene) -> None:
        """An invitation and a role, after the rounds, with their buttons."""
        scene.do(lambda uow: invite(uow, scene.town.dorte, scene.town.bo))
        shown = scene.show()
        assert "Det venter også på dig:" in said(shown)
        assert {"rounds.answer", "members.accept", "roles.yes"} <= set(buttons(shown))

    def test_may_be_of_an_invitation_alone(self, scene: Scene) -> None:
        """To somebody who is in no network yet: no is a fine answer too."""
        scene.do(lambda uow: invite(uow, scene.town.dorte, scene.town.camilla))
        shown = scene.show(person_id=scene.town.camilla.id)
        assert "Et nej tak er også et fint svar" in said(shown)
        assert set(buttons(shown)) == {"members.accept", "members.decline", "roles.yes", "roles.no"}


class TestTheQuestionAfterSilence:
    def test_has_three_ways_out(self, scene: Scene) -> None:
        """In the person's language; the leader cannot leave so easily and has two."""
        scene.be_silent()
        shown = scene.show(Content.SILENCE, subject=scene.member_id)
        assert set(buttons(shown)) == {"reminders.keep", "reminders.stop", "members.leave"}
        scene.do(lambda uow: uow.people.save(replace(scene.town.bo, language="en")))
        assert "stop reminding you" in said(scene.show(Content.SILENCE, subject=scene.member_id))
        scene.change(leader_id=scene.town.bo.id)
        assert "members.leave" not in buttons(scene.show(Content.SILENCE, subject=scene.member_id))

    @pytest.mark.parametrize("meanwhile", ["stopped", "paused", "answered"])
    def test_is_not_asked_of_who_has_done_something_meanwhile(self, scene: Scene, meanwhile: str) -> None:
        """Between the writing and the sending."""
        scene.be_silent()
        bo, id = scene.town.bo, scene.member_id
        assert scene.show(Content.SILENCE, subject=id)
        acts: dict[str, Callable[..., object]] = {
            "stopped": lambda uow: reminders.switch(uow, id, bo, on=False, at=NOW),
            "paused": lambda uow: reminders.pause(uow, bo, until=DAY + timedelta(1), at=NOW),
            "answered": lambda uow: uow.replies.save(a_reply(scene.rounds[0], bo)),
        }
        scene.do(acts[meanwhile])
        with pytest.raises(Gone):
            scene.show(Content.SILENCE, subject=id)
