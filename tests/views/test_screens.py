"""One screen: a view is built as roomy as its lines allow."""

import pytest

from locales.words import Plain
from views import screens
from views.elements import Actions, Heading, Listing, Note, Quote, Text, View
from views.screens import CLOSE, TIGHT, WIDE, Room


def a_view(lines: int) -> View:
    return View(summary="x", elements=(Listing(((Plain("x"),),) * lines),))


class TestLines:
    def test_are_what_there_is_to_read(self) -> None:
        """Points and breaks count, buttons do not."""
        words = (Plain("en\nto"),)
        elements = (Heading("x"), Text(words), Note(words), Quote("en\nto\ntre"), Listing((words, words)), Actions(()))
        assert screens.lines(View(summary="x", elements=elements)) == 1 + 2 + 2 + 3 + 2


class TestAView:
    @pytest.mark.parametrize(
        ("wanted", "room"),
        [({WIDE: 40, CLOSE: 30, TIGHT: 20}, WIDE), ({WIDE: 41, CLOSE: 40, TIGHT: 20}, CLOSE), ({}, TIGHT)],
    )
    def test_is_the_roomiest_that_fits(self, wanted: dict[Room, int], room: Room) -> None:
        """And the tightest where none does."""
        view = screens.fitted(lambda each: a_view(wanted.get(each, 41)))
        assert screens.lines(view) == wanted.get(room, 41)
