"""What a person wrote is read as it was written, wherever it stands."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.teams.limits import size
from bot.teams.texts import Tags, escaped, heading, label, literal, paragraph
from locales.words import Emphasis, Mention, Place, Plain, Strong
from tests.bot.teams.card_oracles import marks, read
from tests.support.drawings import HOSTILE, fuzz

METTE = Mention("8c5a", "Mette")
MARKUP = st.text(st.sampled_from(list("ab1 \n*_[]()<>`~|#+-=.:/\\&;!{}\"'@w")), max_size=40)


class TestATextThatIsReadAsMarkup:
    @fuzz
    @given(MARKUP | st.text(max_size=60))
    @example(HOSTILE)
    @example("1. a\n# b\n- c\n> d\n+ e\n    f\n===\n***\n```\ng\n![h](i)\n&amp; &#42;")
    @example("www.kommune.dk https://kommune.dk <https://kommune.dk> \\*a\\*")
    def test_has_no_marks_of_its_own(self, text: str) -> None:
        """By the reading of an independent implementation of Markdown."""
        assert marks(escaped(literal(text, 3000))) == set()

    @fuzz
    @given(MARKUP)
    @example(HOSTILE)
    def test_says_the_same_when_it_is_read(self, text: str) -> None:
        """But for the space around its lines."""
        shown = re.sub(r"\s+", "", read(escaped(literal(text, 3000))).replace("\u2060", ""))
        assert shown == re.sub(r"\s+", "", literal(text, 3000).replace("\u2060", ""))

    @fuzz
    @given(MARKUP)
    def test_has_no_address_that_a_client_could_find(self, text: str) -> None:
        """Some look for what begins like one."""
        assert not re.search(r"://|www\.", escaped(text))

    def test_is_marked_only_where_the_marks_are_read(self) -> None:
        """A star at the edge would be seen as one."""
        (block,) = paragraph((METTE, Plain(" og "), Strong("a"), Plain(" "), Emphasis("b"), Strong(" c!")), Tags())
        assert block["text"] == "<at>Mette</at> og **a** _b_ c!"

    def test_of_several_lines_has_several_paragraphs(self) -> None:
        """A single break is none in a card."""
        (block,) = paragraph((METTE, Plain("\n- a\n2. b")), Tags())
        assert block["text"] == "<at>Mette</at>\n\n\\- a\n\n2\\. b"

    def test_that_is_a_heading_is_never_empty(self) -> None:
        """There is always something to jump to."""
        assert (heading(" ")["text"], heading("# Hej")["text"]) == ("–", "\\# Hej")


class TestATextThatIsNot:
    @fuzz
    @given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), max_size=60))
    @example("{{DATE(2026-01-01T00:00:00Z)}} <at>Mette</at> [a](b)")
    def test_is_what_was_written(self, text: str) -> None:
        """But for joiners that nobody sees, which keep it from coming alive."""
        shown = literal(text, 1000)
        assert shown.replace("\u2060", "") == text.replace("\u2028", "\n").replace("\u2029", "\n")
        assert not re.search(r"\{\{|<at|</at|\]\(", shown, re.IGNORECASE)

    @fuzz
    @given(st.text(st.sampled_from(list('<at>{["\n👍æ')), min_size=3000, max_size=3000))
    def test_of_a_persons_full_length_fits_into_a_card(self, text: str) -> None:
        """Nobody can write what cannot be sent."""
        (block,) = paragraph((Plain(f"a{text}b"),), Tags())
        assert block["inlines"][0]["text"].endswith("b")
        assert size(block) < 12_000


def test_a_label_is_never_empty() -> None:
    """Something has to be pressed, or read out."""
    assert (label(" ", 10), label("Gem", 10), label("x" * 11, 10)) == ("–", "Gem", "x" * 9 + "…")


def test_a_place_is_a_link_that_says_where_it_leads() -> None:
    """Teams has no way to name a channel in a card."""
    (alone,) = paragraph((Place("19:a@thread.tacv2"),), Tags())
    (beside,) = paragraph((METTE, Place("19:a@thread.tacv2")), Tags())
    url = "https://teams.microsoft.com/l/channel/19%3Aa%40thread.tacv2/"
    assert alone["inlines"][0]["selectAction"]["url"] == url
    assert beside["text"] == f"<at>Mette</at>[Teams ↗]({url})"
