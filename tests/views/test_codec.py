"""A view survives being written down."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from locales.words import Plain
from views import elements
from views.codec import decode, encode
from views.elements import DateInput, Text, View


def _views() -> SearchStrategy[View]:
    return st.from_type(View)


class TestAnEncodedView:
    @given(_views())
    def test_is_the_same_when_decoded(self, view: View) -> None:
        """Every view comes back as it was."""
        assert decode(encode(view)) == view

    def test_keeps_danish_letters_readable(self) -> None:
        """The text in the database can be read by an operator."""
        view = View(summary="Blåbærgrød", elements=(Text((Plain("på gensyn"),)),))
        assert "Blåbærgrød" in encode(view)

    def test_covers_every_element_there_is(self) -> None:
        """The property above draws from the closed set itself, so a new element is covered too."""
        drawn = {kind.__name__ for kind in elements.Element.__args__}
        assert drawn == {
            name
            for name, kind in vars(elements).items()
            if dataclasses.is_dataclass(kind) and name not in ("Confirm", "Button", "Link", "Option", "View", "Form")
        }


class TestSomethingElse:
    def test_that_is_an_element_only_is_refused(self) -> None:
        """A part of a view is not a view."""
        with pytest.raises(ValueError, match="not a view"):
            decode('{"=":"Divider"}')

    def test_of_an_unknown_class_is_refused(self) -> None:
        """What a newer version wrote is not guessed at."""
        with pytest.raises(ValueError, match="Hologram"):
            decode('{"=":"View","summary":"","elements":[{"=":"Hologram"}]}')

    def test_a_day_is_not_confused_with_a_text(self) -> None:
        """A missing day stays missing."""
        view = View(summary="", elements=(DateInput(name="ends", label="Slut"),))
        assert decode(encode(view)) == view
