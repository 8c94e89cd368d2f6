"""The organisation in the talk with the bot: the tree, its forms, its history."""

import pytest

from handlers.routing import Invalid
from tests.acting import Stage, buttons, inputs, said
from tests.builders import CARE, CITY, SCHOOLS, Municipality

FORMS = {
    "units.add": {"name", "kind", "parent"},
    "units.rename": {"unit", "name"},
    "units.move": {"unit", "parent"},
    "units.merge": {"units", "name"},
    "units.split": {"unit", "names"},
    "units.close": {"unit"},
}


class TestTheTree:
    @pytest.mark.parametrize("word", ["organisation", "enheder", "Units"])
    def test_is_shown_with_buttons_to_the_secretariat(self, stage: Stage, town: Municipality, word: str) -> None:
        """All that there is, and all that can be done about it."""
        shown = stage.act(town.sekretariat, text=word, is_private=True)
        assert "Sundhed og omsorg (Direktørområde)" in said(shown)
        assert set(buttons(shown)) == {*FORMS, "units.history", "subscriptions.committees"}

    def test_is_read_by_colleagues_without_buttons(self, stage: Stage, town: Municipality) -> None:
        """A guest is told kindly whom to ask."""
        shown = stage.act(town.bo, text="organisation")
        assert "By og miljø" in said(shown)
        assert buttons(shown) == {}
        assert "ansatte" in said(stage.act(town.guest, text="organisation"))

    @pytest.mark.parametrize("route", [*FORMS, "units.history"])
    def test_is_changed_by_nobody_else(self, stage: Stage, town: Municipality, route: str) -> None:
        """A button that was kept is checked again, and so is a form."""
        assert "retter organisationen" in said(stage.act(town.bo, route))
        told = said(stage.submit(town.bo, "units.closed", unit=CITY))
        assert "retter organisationen" in told
        assert "By og miljø" in said(stage.act(town.bo, text="organisation"))


class TestTheForms:
    @pytest.mark.parametrize(("route", "names"), FORMS.items())
    def test_ask_for_what_is_needed(self, stage: Stage, town: Municipality, route: str, names: set[str]) -> None:
        """Each with the units to choose from."""
        assert set(inputs(stage.act(town.sekretariat, route))) == names

    def test_change_the_tree_and_show_it(self, stage: Stage, town: Municipality) -> None:
        """B1: added, renamed, moved, merged, split and closed, one after the other."""
        who = town.sekretariat
        told = stage.submit(who, "units.added", name="Kultur", kind="afdeling", parent=CARE)
        assert "»Kultur« er tilføjet." in said(told)
        assert "hedder nu »By og Klima«" in said(stage.submit(who, "units.renamed", unit=CITY, name="By og Klima"))
        assert "er flyttet" in said(stage.submit(who, "units.moved", unit=CITY, parent=SCHOOLS))
        assert "sammen til »Velfærd«" in said(stage.submit(who, "units.merged", units=(CARE, SCHOOLS), name="Velfærd"))
        assert "delt i By og Klima" in said(stage.submit(who, "units.parted", unit=CITY, names="By\nKlima"))
        closed = said(stage.submit(who, "units.closed", unit=_unit(stage, town, "Klima")))
        assert "»Klima« er lukket" in closed
        assert "Velfærd (Direktørområde)\nKultur\nBy" in closed

    def test_say_what_is_wrong_beside_the_field(self, stage: Stage, town: Municipality) -> None:
        """And the form stays as it was filled in."""
        wrong = [
            stage.submit(town.sekretariat, "units.renamed", unit=CITY, name="Sundhed og Omsorg"),
            stage.submit(town.sekretariat, "units.merged", units=(CARE,), name="Ny"),
            stage.submit(town.sekretariat, "units.parted", unit=CITY, names="Kun én"),
            stage.submit(town.sekretariat, "units.moved", unit=CITY, parent=CITY),
            stage.submit(town.sekretariat, "units.added", name="", kind="ukendt"),
        ]
        assert all(isinstance(each, Invalid) for each in wrong)
        assert [set(each.errors) for each in wrong if isinstance(each, Invalid)] == [
            {"name"},
            {"units"},
            {"names"},
            {"parent"},
            {"name", "kind"},
        ]
        assert "mindst to navne og højst 10" in said(wrong[2])

    def test_sent_twice_act_once(self, stage: Stage, town: Municipality) -> None:
        """A second copy of the same act changes nothing and is not told as a mistake."""
        for _ in range(2):
            stage.submit(town.sekretariat, "units.parted", unit=CITY, names="By\nKlima", key="once")
        assert said(stage.act(town.bo, text="organisation")).count("Klima") == 1


class TestTheHistory:
    def test_says_what_was_called_what_and_who_changed_it(self, stage: Stage, town: Municipality) -> None:
        """Newest first; empty it says so."""
        assert "ikke sket noget" in said(stage.act(town.sekretariat, text="organisation historik"))
        stage.submit(town.sekretariat, "units.renamed", unit=CITY, name="By")
        stage.submit(town.sekretariat, "units.moved", unit=CITY, parent=CARE)
        stage.submit(town.sekretariat, "units.moved", unit=CITY, parent="top")
        stage.submit(town.sekretariat, "units.renamed", unit=CITY, name="Byen")
        lines = said(stage.act(town.sekretariat, "units.history")).splitlines()[1:]
        assert lines == [
            "7. september 2026: »By« blev til »Byen« (Søs Lindegaard)",
            "7. september 2026: »By« blev flyttet øverst (Søs Lindegaard)",
            "7. september 2026: »By« blev flyttet til »Sundhed og omsorg« (Søs Lindegaard)",
            "7. september 2026: »By og miljø« blev til »By« (Søs Lindegaard)",
        ]


def _unit(stage: Stage, town: Municipality, name: str) -> str:
    with stage.uows.reading() as uow:
        return next(unit.id for unit in uow.organisations.units(town.organisation.id) if unit.name == name)
