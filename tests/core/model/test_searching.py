"""How `søg …` is read, and how words are compared."""

from datetime import date

import pytest

from core.model.ids import NetworkId
from core.model.periods import EVER, Period
from core.model.searching import LONGEST_WORD, Sought, folded, understand, words

TODAY = date(2026, 11, 2)
NAMES = {NetworkId("t"): "Tryg hjem fra sygehuset", NetworkId("g"): "Grøn skolegård", NetworkId("g2"): "Grøn by"}


def read(text: str) -> Sought:
    return understand(text, today=TODAY, names=NAMES)


class TestAWord:
    @pytest.mark.parametrize(
        ("one", "other"), [("MØDE", "moede"), ("gård", "gaard"), ("ære", "aere"), ("idé", "ide"), ("å", "a\u030a")]
    )
    def test_is_one_however_it_is_spelled(self, one: str, other: str) -> None:
        """Case, æøå, accents and how they are coded do not count."""
        assert folded(one) == folded(other)

    def test_knows_where_it_stands(self) -> None:
        """Punctuation and underscores lie between."""
        assert [(word.folded, word.begin, word.end) for word in words("Ja, _møde_!")] == [("ja", 0, 2), ("moede", 5, 9)]

    def test_is_compared_up_to_a_length(self) -> None:
        """Nobody writes longer ones."""
        assert len(folded("x" * 99)) == LONGEST_WORD


class TestARequest:
    def test_is_words(self) -> None:
        """Whatever stands around them."""
        assert read('  "jura" og møder? ') == Sought(words="jura og møder")

    @pytest.mark.parametrize("text", ["jura i tryg hjem fra sygehuset", "jura i Tryg", "jura in »tryg hjem«"])
    def test_may_name_a_network(self, text: str) -> None:
        """By all of its name, or by a beginning that no other has."""
        assert read(text) == Sought(words="jura", network_id=NetworkId("t"))

    @pytest.mark.parametrize("text", ["jura i grøn", "jura i haven", "i tryg", "jura i"])
    def test_names_none_where_none_is_meant_alone(self, text: str) -> None:
        """The words are then looked for as they stand."""
        assert read(text) == Sought(words=text)

    def test_may_name_a_period_too(self) -> None:
        """Before the network or after it."""
        autumn = Period(date(2026, 9, 1), None)
        asked = ["jura siden september i tryg hjem", "jura i tryg hjem siden september"]
        assert {read(text) for text in asked} == {Sought(words="jura", network_id=NetworkId("t"), period=autumn)}

    def test_of_a_period_alone_looks_for_its_words(self) -> None:
        """Nothing would be left."""
        assert read("september") == Sought(words="september", period=EVER)
