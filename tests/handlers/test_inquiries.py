"""Questions to those in a role, as the one who is asked meets them."""

import pytest

from core.model.ids import InquiryId
from core.model.networks import Network
from core.services import inquiries
from handlers.routing import Invalid, Open, Replace
from tests.acting import Stage, buttons, inputs, said, view_of
from tests.builders import Municipality, a_prompt, a_question, an_inquiry, saved_network


@pytest.fixture
def network(stage: Stage, town: Municipality) -> Network:
    with stage.uows.writing() as uow:
        uow.prompts.add(a_prompt(questions=(a_question(),)), 0)
        network = saved_network(uow, town.anne, town.bo)
        uow.inquiries.save(an_inquiry(network, town.anne, id=InquiryId("i1")))
        uow.commit()
    return network


class TestAnswering:
    def test_begins_on_ones_own_page_and_ends_with_a_receipt(self, stage, town, network) -> None:
        """The form says who reads it; what was written comes back with what can be done about it."""
        page = stage.act(town.anne, text="mine")
        assert "Du er netværksleder" in said(page)
        button = buttons(page)["inquiries.answer"]
        form = stage.act(town.anne, button.route, value=button.value)
        assert isinstance(form, Open)
        assert "Kun sekretariatet ser dit svar" in said(form)
        assert "visibility" not in inputs(form)
        saved = stage.submit(town.anne, "inquiries.save", "i1", q0="Vi mangler en jurist.")
        assert "Vi mangler en jurist." in said(saved)
        assert "inquiries.withdraw" in buttons(saved)
        assert "inquiries.answer" not in buttons(stage.act(town.anne, text="mine"))

    def test_is_read_by_the_secretariat_with_the_role(self, stage, town, network) -> None:
        """Not with the name, and by no member."""
        stage.submit(town.anne, "inquiries.save", "i1", q0="Vi mangler en jurist.")
        summary = said(stage.act(town.sekretariat, text=f"opsamling {network.name}", is_private=True))
        assert "netværksleder" in summary
        assert "Vi mangler en jurist." in summary
        assert "Vi mangler en jurist." not in said(stage.act(town.bo, text="status", conversation=network.conversation))

    def test_is_taken_back_and_changed(self, stage, town, network) -> None:
        """The form then begins with what stands."""
        stage.submit(town.anne, "inquiries.save", "i1", q0="Vi mangler en jurist.")
        again = stage.act(town.anne, "inquiries.answer", value="i1")
        assert inputs(again)["q0"].value == "Vi mangler en jurist."
        gone = stage.act(town.anne, "inquiries.withdraw", value="i1")
        assert isinstance(gone, Replace)
        assert "slettet" in said(gone)
        with stage.uows.reading() as uow:
            assert inquiries.said(uow, network) == ()

    def test_what_should_perhaps_not_stand_there_comes_back(self, stage, town, network) -> None:
        """With the text, so that nothing is lost."""
        again = stage.submit(town.anne, "inquiries.save", "i1", q0=f"{town.bo.name} er træt.")
        assert isinstance(again, Open)
        assert inputs(again)["q0"].value == f"{town.bo.name} er træt."
        saved = stage.submit(town.anne, "inquiries.save", "i1", q0=f"{town.bo.name} er træt.", knows=("ja",))
        assert view_of(saved)
        assert "gemt hos sekretariatet" in said(saved)

    def test_an_empty_form_says_so_at_its_input(self, stage, town, network) -> None:
        """Nothing is stored."""
        empty = stage.submit(town.anne, "inquiries.save", "i1", q0="")
        assert isinstance(empty, Invalid)
        assert list(empty.errors) == ["q0"]

    @pytest.mark.parametrize("route", ["inquiries.answer", "inquiries.withdraw"])
    def test_somebody_else_finds_nothing(self, stage, town, network, route: str) -> None:
        """Nor learns whether there is anything."""
        assert "findes ikke længere" in said(stage.act(town.bo, route, value="i1"))
