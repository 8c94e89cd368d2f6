"""The plan from the outside: seen, changed, paused in words, resumed."""

from datetime import date, timedelta

import pytest

from core.model.networks import NetworkState
from handlers import schedules  # noqa: F401  the routes register themselves
from handlers.routing import Invalid, Open, Show
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, inputs, said
from tests.builders import NOW, TODAY, a_municipality, a_round, saved_network

FILLED = {
    "rhythm": "weekly",
    "weekday": "1",
    "time": "13:30",
    "answer_days": "3",
    "holidays": "flyt",
    "pause": "nej",
}


class Scene:
    def __init__(self, uows: SqlUnitsOfWork) -> None:
        self.uows, self.stage = uows, Stage(uows)
        with uows.writing() as uow:
            self.town = a_municipality(uow)
            self.network = saved_network(uow, self.town.anne, self.town.bo, name="Læsegruppen")
            uow.commit()

    def plan(self, text: str = "", route: str = "schedules.plan", **fields: object):
        return self.stage.act(self.town.anne, route, text, **fields)

    def save(self, **changes: str):
        return self.stage.submit(self.town.anne, "schedules.save", self.network.id, **(FILLED | changes))

    def schedule(self):
        with self.uows.reading() as uow:
            return uow.schedules.get(self.network.id)


@pytest.fixture
def scene(uows: SqlUnitsOfWork) -> Scene:
    return Scene(uows)


class TestPlan:
    def test_the_form_shows_the_rhythm_and_the_next_dates(self, scene: Scene) -> None:
        """As it is now: every other Monday at nine, next today."""
        form = scene.plan()
        fields = inputs(form)
        assert (fields["rhythm"].value, fields["weekday"].value, fields["pause"].value) == ("fortnightly", "0", "nej")
        assert "mandag den 7. september kl. 9.00" in said(form)
        assert "mandag den 5. oktober kl. 9.00" in said(form)

    @pytest.mark.parametrize(
        ("text", "pause"),
        [
            ("pause 2 uger", (TODAY + timedelta(14)).isoformat()),
            ("2 uger", (TODAY + timedelta(14)).isoformat()),
            ("pause i 10 dage", (TODAY + timedelta(10)).isoformat()),
            ("pause til 15.1.", "2027-01-15"),
            ("Pause until 2026-12-01", "2026-12-01"),
            ("pause", "indtil_videre"),
        ],
    )
    def test_a_pause_in_words_fills_it_in(self, scene: Scene, text: str, pause: str) -> None:
        """The form opens with the pause that was written."""
        assert inputs(scene.plan(text))["pause"].value == pause

    def test_a_pause_that_is_on_stays_in_the_form(self, scene: Scene) -> None:
        """Saving something else does not end it by accident."""
        scene.save(pause="2")
        assert inputs(scene.plan())["pause"].value == (TODAY + timedelta(14)).isoformat()
        scene.save(pause="indtil_videre")
        assert inputs(scene.plan())["pause"].value == "indtil_videre"

    def test_the_name_of_a_network_says_which(self, scene: Scene) -> None:
        """`plan læsegruppen` is about that one."""
        assert "Læsegruppen" in said(scene.plan("læsegruppen"))

    def test_a_member_is_told_who_may(self, scene: Scene) -> None:
        """The plan is the leader's and the secretariat's."""
        answer = scene.stage.act(scene.town.bo, "schedules.plan", value=scene.network.id)
        assert isinstance(answer, Show)

    def test_a_pause_nobody_understands_is_told(self, scene: Scene) -> None:
        """With examples of what can be written."""
        assert "pause 2 uger" in said(scene.plan("pause lidt"))


class TestSave:
    def test_the_answer_says_when_the_new_rhythm_begins(self, scene: Scene) -> None:
        """And the two times after that."""
        answer = said(scene.save())
        assert "tirsdag den 8. september kl. 13.30" in answer
        assert "tirsdag den 22. september kl. 13.30" in answer

    def test_an_open_round_runs_on_and_that_is_said(self, scene: Scene) -> None:
        """The new rhythm begins after it."""
        with scene.uows.writing() as uow:
            uow.rounds.save(a_round(scene.network))
            uow.commit()
        answer = said(scene.save())
        assert "mandag den 14. september kl. 9.00" in answer
        assert "tirsdag den 15. september kl. 13.30" in answer

    @pytest.mark.parametrize(
        ("pause", "until"), [("nej", None), ("", None), ("2", TODAY + timedelta(14)), ("indtil_videre", date.max)]
    )
    def test_a_pause_is_saved_with_it(self, scene: Scene, pause: str, until: date | None) -> None:
        """None, some weeks, or until further notice."""
        scene.save(pause=pause)
        assert scene.schedule().paused_until == until

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("rhythm", "hourly"),
            ("weekday", "x"),
            ("time", "ni"),
            ("answer_days", "99"),
            ("holidays", "x"),
            ("pause", "snart"),
        ],
    )
    def test_what_cannot_be_is_told_beneath(self, scene: Scene, name: str, value: str) -> None:
        """Each input has a text of its own, and nothing is changed."""
        before = scene.schedule()
        answer = scene.save(**{name: value})
        assert isinstance(answer, Invalid)
        assert list(answer.errors) == [name]
        assert scene.schedule() == before

    def test_an_idea_has_no_date_yet(self, scene: Scene) -> None:
        """It is saved, and told when dates will come."""
        with scene.uows.writing() as uow:
            idea = saved_network(uow, scene.town.anne, state=NetworkState.IDEA)
            uow.commit()
        answer = scene.stage.submit(scene.town.anne, "schedules.save", idea.id, **FILLED)
        assert "ikke sat en dato" in said(answer)


class TestPause:
    def test_two_weeks_from_a_button_or_words(self, scene: Scene) -> None:
        """Told until when, and when it goes on."""
        answer = said(scene.plan("2 uger", "schedules.pause", value=scene.network.id))
        assert "pause til 21. september 2026" in answer
        assert scene.schedule().paused_until == TODAY + timedelta(14)

    def test_without_an_end_until_resumed(self, scene: Scene) -> None:
        """And then it goes on."""
        assert "indtil I selv" in said(scene.plan("", "schedules.pause"))
        assert scene.schedule().next_due_at is None
        assert "Næste refleksion" in said(scene.plan("", "schedules.resume"))
        assert scene.schedule().next_due_at > NOW

    @pytest.mark.parametrize("text", ["til 31.2.", "til 2026-13-01", "en evighed"])
    def test_a_day_that_is_none_is_told(self, scene: Scene, text: str) -> None:
        """Nothing is changed."""
        assert "hvor længe" in said(scene.plan(text, "schedules.pause"))
        assert scene.schedule().paused_until is None

    def test_the_form_can_be_opened_by_id(self, scene: Scene) -> None:
        """From a button the network is known."""
        assert isinstance(scene.plan(value=scene.network.id), Open)
