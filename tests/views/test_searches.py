"""What a search shows of a long text: the words in bold, and some of what stands around them."""

from datetime import date

import pytest

from core.model import searching
from core.model.searching import Sought
from core.model.sources import Found, Origin, Source, Told
from core.services.searches import Results
from locales.catalogue import translator
from locales.words import Strong, plain
from tests.acting import buttons, said
from views.searches import excerpt, results

DA = translator("da")
LONG = "Vi begyndte et helt andet sted. " * 20


def found(text: str, word: str) -> Found:
    """With the word marked wherever it stands."""
    told = Told(text=text)
    marks = tuple((each.begin, each.end) for each in searching.words(text) if each.folded == word)
    source = Source(origin=Origin.SHARED, network="Stier", day=date(2026, 9, 7), told=(told,))
    return Found(source=source, told=told, marks=marks)


class TestAnExcerpt:
    def test_of_a_short_text_is_all_of_it(self) -> None:
        """Nothing is left out, and every place stands out."""
        words = excerpt(found("Jura! Altid jura, igen.", "jura"))
        assert plain(words) == "Jura! Altid jura, igen."
        assert [span for span in words if isinstance(span, Strong)] == [Strong("Jura"), Strong("jura")]

    def test_of_a_long_text_is_around_the_first_word(self) -> None:
        """Whole words, and a sign on each side that there is more."""
        told = plain(excerpt(found(f"{LONG}Så kom jura ind. {LONG}", "jura")))
        assert (told[0], told[-1]) == ("…", "…")
        assert told[1:].split()[0] in LONG.split()
        assert "Så kom jura ind." in told
        assert len(told) < 250

    def test_of_a_text_without_spaces_is_cut_all_the_same(self) -> None:
        """Wherever that is."""
        told = plain(excerpt(found("x" * 500 + " jura " + "y" * 500, "jura")))
        assert "jura" in told
        assert len(told) < 250


class TestNothing:
    @pytest.mark.parametrize(
        ("is_first", "more", "told", "button"),
        [
            (True, None, "fandt ikke noget", None),
            (True, 17, "I det nyeste", "Led længere tilbage"),
            (False, None, "ikke mere", None),
            (False, 17, "ikke mere", "Led længere tilbage"),
        ],
    )
    def test_is_told_for_what_was_looked_at(
        self, is_first: bool, more: int | None, told: str, button: str | None
    ) -> None:
        """What a page before showed is not denied, and where it was looked no further, they can go on."""
        found = Results(sought=Sought(words="jura"), found=(), more=more, is_first=is_first)
        view = results(DA, found)
        assert told in said(view)
        assert [each.label for each in buttons(view).values()] == ([button] if button else [])
