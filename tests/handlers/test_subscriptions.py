"""How often: in the talk with the bot, and whom the secretariat names for a committee."""

from dataclasses import replace

import pytest

from core.model.ids import UnitId
from core.model.organisations import Unit, UnitKind
from core.model.subscriptions import Kind, Rhythm, subscription_id
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality, a_unit


@pytest.fixture
def committee(stage: Stage, town: Municipality) -> Unit:
    unit = a_unit(id=UnitId("velfaerdsudvalget"), name="Velfærdsudvalget", kind=UnitKind.SUBJECT_COMMITTEE)
    with stage.uows.writing() as uow:
        uow.organisations.save_unit(unit)
        uow.commit()
    return unit


class TestChoosing:
    @pytest.mark.parametrize("word", ["opdatering", "updates"])
    def test_asks_for_rhythm_and_day(self, stage: Stage, town: Municipality, word: str) -> None:
        """Of the digests that the person's role gives them."""
        asked = inputs(stage.act(town.sekretariat, text=word))
        id = subscription_id(Kind.DESK, town.sekretariat.id)
        assert set(asked) == {id, "weekday"}
        assert (asked[id].value, asked["weekday"].value) == ("ugentlig", "0")

    def test_keeps_what_was_chosen(self, stage: Stage, town: Municipality) -> None:
        """And says how it is now."""
        id = subscription_id(Kind.DESK, town.sekretariat.id)
        shown = stage.submit(town.sekretariat, "subscriptions.chosen", **{id: "maanedlig", "weekday": "3"})
        assert "Sekretariatets opdatering: Hver måned. På en torsdag." in said(shown)
        with stage.uows.reading() as uow:
            kept = uow.subscriptions.find(id)
        assert (kept.rhythm, kept.weekday) == (Rhythm.MONTHLY, 3)

    @pytest.mark.parametrize("who", ["anne", "guest"])
    def test_has_nothing_for_who_has_no_role(self, stage: Stage, town: Municipality, who: str) -> None:
        """Kindly; and a form that was made up changes nothing."""
        person = getattr(town, who)
        assert "ingen opdatering til dig" in said(stage.act(person, text="opdatering"))
        id = subscription_id(Kind.DESK, person.id)
        assert "hører ikke til din rolle" in said(stage.submit(person, "subscriptions.chosen", **{id: "ugentlig"}))
        with stage.uows.reading() as uow:
            assert uow.subscriptions.find(id) is None


class TestNaming:
    def test_is_found_with_the_organisation(self, stage: Stage, town: Municipality, committee: Unit) -> None:
        """By the secretariat alone."""
        assert "subscriptions.committees" in buttons(stage.act(town.sekretariat, text="organisation"))
        assert "subscriptions.committees" not in buttons(stage.act(town.anne, text="organisation"))
        shown = stage.act(town.sekretariat, "subscriptions.committees")
        assert "Velfærdsudvalget: ingen endnu." in said(shown)
        assert "people" in inputs(stage.act(town.sekretariat, "subscriptions.name", value=committee.id))

    def test_tells_who_is_named(self, stage: Stage, town: Municipality, committee: Unit) -> None:
        """Once, with the way to turn it down; they stand on the page."""
        given = {"people": (town.bo.account,), "rhythm": "kvartal"}
        shown = stage.submit(town.sekretariat, "subscriptions.named", committee.id, key="k1", **given)
        assert "Velfærdsudvalget: Bo Kjær." in said(shown)
        with stage.uows.reading() as uow:
            letter = uow.deliveries.find(f"answer:k1:{town.bo.id}")
            kept = uow.subscriptions.find(subscription_id(Kind.COMMITTEE, town.bo.id, committee.id))
        assert "subscriptions.choose" in letter.payload
        assert kept.rhythm is Rhythm.QUARTERLY

    def test_is_refused_to_others(self, stage: Stage, town: Municipality, committee: Unit) -> None:
        """An administrator who is not of the secretariat, too."""
        chief = replace(town.dorte, is_administrator=True)
        with stage.uows.writing() as uow:
            uow.people.save(chief)
            uow.commit()
        for route in ("subscriptions.committees", "subscriptions.name", "subscriptions.named"):
            assert "Det er kun netværkssekretariatet" in said(stage.act(chief, route, value=committee.id))
