"""The organisation as people see it."""

from core.model.organisations import UnitKind
from core.model.units import Branch, tree
from locales.catalogue import translator
from tests.acting import buttons, said
from tests.builders import a_unit
from views import units as views

DA, EN = translator("da"), translator("en")


class TestTheTree:
    def test_lists_departments_beneath_their_area_and_committees_together(self) -> None:
        """Each once, with what it is; teams of a department are set in."""
        area = a_unit(name="Velfærd", kind=UnitKind.AREA)
        department = a_unit(name="Omsorg", parent_id=area.id)
        units = [
            area,
            department,
            a_unit(name="Team Syd", parent_id=department.id),
            a_unit(name="Fagudvalget", kind=UnitKind.SUBJECT_COMMITTEE),
            a_unit(name="Chefforum", kind=UnitKind.FORUM),
            a_unit(name="Borgere", kind=UnitKind.SECTOR),
        ]
        shown = said(views.tree(DA, tree(units), may_change=False)).splitlines()
        assert shown[1:8] == [
            "Velfærd (Direktørområde)",
            "Omsorg",
            "– Team Syd",
            "Udvalg og Chefforum",
            "Fagudvalget",
            "Chefforum",
            "Borgere (Uden for kommunen)",
        ]

    def test_without_units_says_how_to_begin(self) -> None:
        """One button, for those who may."""
        assert set(buttons(views.tree(DA, (), may_change=True))) == {"units.add"}
        assert buttons(views.tree(DA, (), may_change=False)) == {}
        assert "no units yet" in said(views.tree(EN, (), may_change=False))

    def test_of_very_many_counts_the_rest(self) -> None:
        """A message has an end."""
        branches = [Branch(a_unit(name=f"Afdeling {number}"), 0) for number in range(123)]
        assert "og 3 enheder mere" in said(views.tree(DA, branches, may_change=False))

    def test_says_what_was_just_done(self) -> None:
        """First, and as the notification."""
        shown = views.tree(DA, (), may_change=True, done="»By« er lukket.")
        assert (shown.summary, said(shown).splitlines()[0]) == ("»By« er lukket.", "»By« er lukket.")
