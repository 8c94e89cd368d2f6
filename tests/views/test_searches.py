"""What a search shows of a long text: the words in bold, and some of what stands around them."""

from datetime import date

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
    def test_found_so_far_is_not_nothing_at_all(self) -> None:
        """Who is told that there is nothing need not look on; where it was looked no further, they can."""
        nothing, so_far = (Results(sought=Sought(words="jura"), found=(), more=more) for more in (None, 17))
        assert buttons(results(DA, nothing)) == {}
        assert buttons(results(DA, so_far))["searches.more"].label == "Led længere tilbage"
        assert "nyeste" in said(results(DA, so_far))
        assert "nyeste" not in said(results(DA, nothing))
