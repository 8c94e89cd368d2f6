"""The choice of language, and what people say of themselves."""

import pytest

from core.model.changes import COMMAND_LINE
from core.services import units
from handlers.routing import Done
from tests.acting import Stage, buttons, inputs, said
from tests.builders import CARE, NOW, SCHOOLS, Municipality, a_person, saved_network


class TestLanguage:
    def test_is_asked_for(self, stage: Stage, town: Municipality) -> None:
        """Each in its own words."""
        shown = stage.act(town.bo, text="sprog")
        assert buttons(shown)["people.language"].label == "Dansk"
        assert "Which language" in said(shown)

    @pytest.mark.parametrize(("text", "value"), [("sprog engelsk", ""), ("language English", ""), ("", "en")])
    def test_is_set_by_word_or_button(self, stage: Stage, town: Municipality, text: str, value: str) -> None:
        """And answered in the new one, as is all that follows."""
        route = "people.language" if value else ""
        assert "English" in said(stage.act(town.bo, route, text, value=value))
        assert "What would you like" in said(stage.act(town.bo))


def test_news_of_a_person_is_taken_in_elsewhere(stage: Stage, town: Municipality) -> None:
    """Where the event arrives."""
    assert stage.act(town.bo, "people.changed") == Done()


class TestMe:
    def test_shows_what_was_said_and_how_to_change_it(self, stage: Stage, town: Municipality) -> None:
        """`mig` or `me`: unit and kind, and a network's contribution with its buttons."""
        member = _in_a_network(stage, town)
        shown = stage.act(town.bo, text="mig", is_private=True)
        assert "Din egen afdeling: Skoler og uddannelse" in said(shown)
        assert "Du deltager som: ikke sagt" in said(shown)
        assert set(buttons(shown)) == {"people.belong", "people.contribute"}
        assert said(stage.act(town.bo, text="me")) == said(shown)
        assert inputs(stage.act(town.bo, "people.contribute", value=member))["contribution"].value == ""

    def test_changes_unit_and_kind(self, stage: Stage, town: Municipality) -> None:
        """And says how it stands now; what is wrong is told beside the field."""
        assert set(inputs(stage.act(town.bo, "people.belong"))) == {"unit", "kind"}
        shown = said(stage.submit(town.bo, "people.belongs", unit=CARE, kind="leder"))
        assert "Sundhed og omsorg" in shown
        assert "Du deltager som: Leder" in shown
        assert "unit:" in said(stage.submit(town.bo, "people.belongs", kind="leder"))

    def test_writes_and_deletes_a_contribution(self, stage: Stage, town: Municipality) -> None:
        """A26: editable and deletable, and the network's members see it in the status."""
        member = _in_a_network(stage, town)
        shown = stage.submit(town.bo, "people.contributes", member, contribution="Jeg kan\ntegne.")
        assert "Jeg kan\ntegne." in said(shown)
        assert "people.contributes_nothing" in buttons(shown)
        assert "Bo Kjær: Jeg kan tegne." in said(stage.act(town.anne, "networks.status"))
        assert "tegne" not in said(stage.act(town.bo, "people.contributes_nothing", value=member))
        assert "tegne" not in said(stage.act(town.anne, "networks.status"))

    def test_is_one_s_own(self, stage: Stage, town: Municipality) -> None:
        """Somebody else's is not found."""
        member = _in_a_network(stage, town)
        assert "findes ikke" in said(stage.act(town.camilla, "people.contribute", value=member))
        assert "findes ikke" in said(stage.submit(town.camilla, "people.contributes", member, contribution="x"))

    def test_says_so_before_anything_is_known(self, stage: Stage, town: Municipality) -> None:
        """And stores nothing before the information text is read."""
        new = a_person(account="U0NY", informed_version=None)
        with stage.uows.writing() as uow:
            uow.people.save(new)
            uow.commit()
        assert "ikke mere om dig end dit navn" in said(stage.act(new, text="mig"))
        assert "Først skal du læse" in said(stage.submit(new, "people.belongs", unit=CARE))

    def test_asks_anew_when_the_unit_is_no_more(self, stage: Stage, town: Municipality) -> None:
        """Closed or split, it says so and offers what there is."""
        with stage.uows.writing() as uow:
            units.close(uow, town.organisation, COMMAND_LINE, SCHOOLS, at=NOW)
            uow.commit()
        shown = said(stage.act(town.bo, text="mig"))
        assert "Skoler og uddannelse (lukket)" in shown
        assert "findes ikke mere" in shown
        assert SCHOOLS not in {each.value for each in inputs(stage.act(town.bo, "people.belong"))["unit"].options}


def _in_a_network(stage: Stage, town: Municipality) -> str:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo)
        member = uow.members.find(network.id, town.bo.id)
        uow.commit()
    assert member is not None
    return member.id
