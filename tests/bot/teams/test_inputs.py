"""Each input as Teams draws it, and what was given to it read back."""

from datetime import date, time
from typing import ClassVar

import pytest

from bot.teams import inputs
from views.elements import (
    Choice,
    Choices,
    ConversationInput,
    DateInput,
    Element,
    Option,
    PeopleInput,
    TextInput,
    TimeInput,
)

FEW = tuple(Option(value=str(number), label=f"Afdeling {number}") for number in range(5))
MANY = tuple(Option(value=str(number), label=f"Afdeling {number}") for number in range(250))
PLACES = [("19:a@thread.tacv2", "Demens"), ("19:b@thread.tacv2", "Sygehus")]


def _drawn(element: object) -> dict:
    (drawn,) = inputs.render(element, "Mangler", PLACES)
    return drawn


class TestAnInput:
    def test_for_text_has_its_length_and_its_example(self) -> None:
        """Several lines where they are wanted."""
        drawn = _drawn(TextInput(name="why", label="Hvorfor", value="æ", lines=True, most=300, example="Fx"))
        assert drawn == {
            "id": "why",
            "label": "Hvorfor",
            "type": "Input.Text",
            "isMultiline": True,
            "maxLength": 300,
            "value": "æ",
            "placeholder": "Fx",
        }

    def test_for_one_of_a_few_shows_them_all(self) -> None:
        """A scale is five points that can be seen at once."""
        drawn = _drawn(Choice(name="scale", label="Hvor godt", options=FEW, value="3"))
        assert (drawn["style"], drawn["value"], len(drawn["choices"])) == ("expanded", "3", 5)
        assert "isMultiSelect" not in drawn

    def test_for_one_of_many_folds_out(self) -> None:
        """Each of them can be chosen."""
        drawn = _drawn(Choice(name="unit", label="Afdeling", options=MANY, value="249"))
        assert (drawn["style"], drawn["value"], len(drawn["choices"])) == ("compact", "249", 250)

    def test_for_several_has_them_with_commas(self) -> None:
        """Those that are offered, each once."""
        drawn = _drawn(Choices(name="units", label="Afdelinger", options=FEW, values=("1", "4", "1", "x")))
        assert (drawn["isMultiSelect"], drawn["value"]) == (True, "1,4")

    def test_shows_what_an_option_means_beside_it(self) -> None:
        """Teams has no second line for it."""
        drawn = _drawn(Choice(name="a", label="a", options=(Option(value="1", label="Læring", hint="Ny viden"),)))
        assert drawn["choices"] == [{"title": "Læring · Ny viden", "value": "1"}]

    def test_for_a_day_or_a_time_starts_with_what_is_known(self) -> None:
        """In the forms that the client reads."""
        assert _drawn(DateInput(name="a", label="a", value=date(2026, 11, 22)))["value"] == "2026-11-22"
        assert _drawn(TimeInput(name="a", label="a", value=time(9, 5)))["value"] == "09:05"

    def test_for_people_looks_in_the_whole_organisation(self) -> None:
        """Whoever is to be invited is not in the conversation yet."""
        drawn = _drawn(PeopleInput(name="people", label="Hvem", values=("id1", "id2"), many=True))
        assert drawn["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
        assert (drawn["isMultiSelect"], drawn["value"]) == (True, "id1,id2")

    def test_for_one_person_takes_one(self) -> None:
        """Even if more are given."""
        drawn = _drawn(PeopleInput(name="anchor", label="Hvem", values=("id1", "id2")))
        assert (drawn["isMultiSelect"], drawn["value"]) == (False, "id1")

    def test_for_a_conversation_offers_those_that_there_are(self) -> None:
        """By their names."""
        drawn = _drawn(ConversationInput(name="conversation", label="Hvor", value="19:b@thread.tacv2"))
        assert [choice["title"] for choice in drawn["choices"]] == ["Demens", "Sygehus"]
        assert drawn["value"] == "19:b@thread.tacv2"

    def test_for_a_choice_of_nothing_is_left_out(self) -> None:
        """Teams has no way to show one."""
        assert inputs.render(Choice(name="unit", label="Afdeling", options=()), "", PLACES) == []

    @pytest.mark.parametrize(
        ("broken", "why"),
        [
            (Choice(name="a", label="a", options=(Option(value="", label="a"),)), "is an id"),
            (Choices(name="a", label="a", options=(Option(value="1,2", label="a"),)), "comma"),
            (TextInput(name="value", label="a"), "cannot be called"),
        ],
    )
    def test_that_could_not_be_read_back_is_a_bug(self, broken: object, why: str) -> None:
        """It is told before anybody fills it in."""
        with pytest.raises(ValueError, match=why):
            _drawn(broken)


class TestWhatWasGiven:
    ELEMENTS: ClassVar[tuple[Element, ...]] = (
        TextInput(name="name", label="a"),
        Choice(name="type", label="a", options=FEW),
        Choices(name="units", label="a", options=FEW),
        DateInput(name="end", label="a"),
        TimeInput(name="at", label="a"),
        PeopleInput(name="people", label="a", many=True),
        PeopleInput(name="anchor", label="a"),
        ConversationInput(name="place", label="a"),
    )
    DATA: ClassVar = {
        "name": "Tryg, hjem",
        "type": "3",
        "units": "1,2",
        "end": "2026-11-22",
        "at": "09:30",
        "people": "id1",
        "anchor": "id2",
        "place": "19:b@thread.tacv2",
    }

    def _given(self, **data: object) -> dict:
        own = {"action": "a.b", "value": "n1", "form": True, "msteams": {}, "several": inputs.several(self.ELEMENTS)}
        return inputs.given({**own, **data})

    def test_is_what_was_typed_and_nothing_of_ours(self) -> None:
        """A comma in a text is a comma, in a list it divides."""
        assert self._given(**self.DATA) == {**self.DATA, "units": ("1", "2"), "people": ("id1",)}

    def test_is_nothing_where_nothing_was_chosen(self) -> None:
        """However the client says so."""
        assert self._given(name=None, units="") == {"name": "", "units": (), "people": ()}

    def test_comes_back_into_the_inputs(self) -> None:
        """Given, drawn and given again is the same."""
        given = self._given(**self.DATA)
        filled = [inputs.filled(element, given) for element in self.ELEMENTS]
        drawn = {each["id"]: each.get("value") for element in filled for each in inputs.render(element, "", PLACES)}
        assert drawn == self.DATA

    def test_that_is_no_day_is_no_value(self) -> None:
        """The client would not show the input."""
        assert (
            inputs.filled(DateInput(name="end", label="a", value=date(2026, 1, 1)), {"end": "i morgen"}).value is None
        )
