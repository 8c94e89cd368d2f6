"""The forms of a network."""

from datetime import date

import pytest

from core.model.networks import NetworkType
from locales.catalogue import translator
from tests.acting import inputs, said
from tests.builders import CARE, a_network, a_person, a_unit, an_organisation
from views import drafts as views
from views.elements import Form

DA, EN = translator("da"), translator("en")
ANNE = a_person(unit_id=CARE)
NETWORK = a_network(ANNE)
UNITS = (a_unit(id=CARE, name="Omsorg"),)


def _start(t: object = DA, **changes: object) -> Form:
    settings = {"conversation": "", "has_read": True, "name": "", **changes}
    return views.start(t, an_organisation(), ANNE, UNITS, **settings)


def _forms(t: object) -> tuple[Form, ...]:
    return (
        _start(t, conversation="C1", has_read=False, name="x" * 200),
        views.edit(t, NETWORK, UNITS, anchor=ANNE),
        views.use_conversation(t, NETWORK),
    )


class TestEveryForm:
    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    def test_has_words_that_fit(self, t: object) -> None:
        """Titles and buttons are short, options fit where they are shown."""
        for form in _forms(t):
            assert max(len(form.title), len(form.submit), len(form.close)) <= 24
            options = [option for each in inputs(form).values() for option in getattr(each, "options", ())]
            assert all(len(option.label) <= 75 and len(option.hint) <= 75 for option in options)
            assert all(len(getattr(each, "example", "")) <= 150 for each in inputs(form).values())


class TestTheStartForm:
    def test_offers_here_only_where_there_is_a_here(self) -> None:
        """A new place is the default everywhere: who tries it in everybody's conversation takes it from nobody."""
        assert [option.value for option in inputs(_start())["place"].options] == [views.PRIVATE, views.PUBLIC]
        assert inputs(_start(conversation="C1"))["place"].options[0].value == views.HERE
        assert inputs(_start(conversation="C1"))["place"].value == views.PRIVATE

    def test_informs_who_has_not_read(self) -> None:
        """The text comes with the form."""
        assert "ansvarlig for dine oplysninger" in said(_start(has_read=False))
        assert "informed" not in inputs(_start())

    def test_does_without_departments_where_there_are_none(self) -> None:
        """A list of nothing is not shown."""
        form = views.start(DA, an_organisation(), ANNE, (), conversation="", has_read=True)
        assert "units" not in inputs(form)

    def test_explains_each_type(self) -> None:
        """In the strategy's words."""
        kinds = inputs(_start())["type"].options
        assert [option.value for option in kinds] == [kind.value for kind in NetworkType]
        assert all(option.hint for option in kinds)


class TestAUsualEnd:
    TODAY = date(2026, 11, 22)

    def test_is_told_and_not_filled_in(self) -> None:
        """A type suggests an end in the start form; nobody is held to it."""
        end = inputs(_start(today=self.TODAY))["ends_on"]
        assert (end.value, "23. maj 2027" in end.hint, "15. juni 2027" in end.hint) == (None, True, True)

    def test_stands_in_the_form_of_an_idea_that_lacks_one(self) -> None:
        """Once the type is known; an end that was chosen stays."""
        idea = a_network(ANNE, type=NetworkType.LEARNING, ends_on=None)
        for network, day in ((idea, date(2027, 4, 8)), (NETWORK, NETWORK.ends_on)):
            form = views.edit(DA, network, UNITS, anchor=None, today=self.TODAY)
            assert inputs(form)["ends_on"].value == day

    def test_goes_with_what_grows_out_of_another(self) -> None:
        """The new one begins with the type, departments, end and rhythm of its kind, and a purpose of its own."""
        parent = a_network(ANNE, type=NetworkType.INNOVATION)
        form = _start(today=self.TODAY, parent=parent)
        asked = inputs(form)
        assert parent.name in said(form)
        assert (asked["type"].value, asked["units"].values) == ("innovation", parent.unit_ids)
        assert (asked["ends_on"].value, asked["rhythm"].value) == (date(2027, 6, 15), "monthly_first")
        assert (asked["purpose"].value, asked["why"].value, form.value) == ("", "", f"|{parent.id}")
