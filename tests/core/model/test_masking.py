"""What points at somebody in a text is found, and ordinary words and figures are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.masking import Finding, Trace, find, holds_cpr

ROSTER = ("Anne Marie Holm", "Bo Kjær", "Søren Åkjær")


def found(text: str, trace: Trace) -> list[str]:
    return [finding.text for finding in find(text, ROSTER) if finding.trace is trace]


class TestCpr:
    @pytest.mark.parametrize(
        "text",
        [
            "010190-1234",
            "0101901234",
            "010190 1234",
            "010190 - 1234",
            "010190–1234",
            "310112-4321",
            "290200-0000",
            "610190-1234",
        ],
    )
    def test_is_found_however_it_is_written(self, text: str) -> None:
        """With a hyphen, a dash, a space or nothing; on a leap day; one for somebody without a number of their own."""
        assert found(f"Vi talte med borgeren ({text}) i går", Trace.CPR) == [text]
        assert holds_cpr(text)

    @pytest.mark.parametrize(
        "text", ["320190-1234", "011390-1234", "310290-1234", "1010190-12345", "20261122-1234", "12345678", "2026-2027"]
    )
    def test_what_is_no_date_is_none(self, text: str) -> None:
        """A day 32, a month 13, 31 February, a longer row of figures are something else."""
        assert not holds_cpr(text)

    @given(st.dates(), st.integers(0, 9999), st.sampled_from(["", "-", " "]))
    def test_every_date_can_be_one(self, day, number: int, between: str) -> None:
        """No birthday is missed."""
        assert holds_cpr(f"nr. {day:%d%m%y}{between}{number:04}.")

    def test_it_is_not_a_phone_number_too(self) -> None:
        """What is found as the one is not pointed out as the other."""
        assert find("0101901234") == (Finding(Trace.CPR, "0101901234"),)


class TestPhone:
    @pytest.mark.parametrize("text", ["23 45 67 89", "23456789", "+45 23456789", "+4523456789", "0045 23 45 67 89"])
    def test_is_found_however_it_is_written(self, text: str) -> None:
        """Eight figures, in pairs or not, with the country's number or not."""
        assert found(f"Ring til mig på {text}, tak", Trace.PHONE) == [text]

    @pytest.mark.parametrize("text", ["12.345.678", "1234567", "234567890123", "23456789,50", "2026", "kl. 10.30"])
    def test_other_figures_are_none(self, text: str) -> None:
        """Amounts, years, times and longer rows are left alone."""
        assert found(text, Trace.PHONE) == []


class TestEmail:
    def test_is_found(self) -> None:
        """With dots, a plus or a hyphen."""
        assert found("Skriv til a.b+c@borger-raad.dk.", Trace.EMAIL) == ["a.b+c@borger-raad.dk"]

    def test_a_lone_at_is_none(self) -> None:
        """A mention or a price is not an address."""
        assert found("@alle 3 stk @ 20 kr", Trace.EMAIL) == []


class TestNames:
    @pytest.mark.parametrize(
        "text",
        ["Anne Marie Holm", "anne marie holm", "Anne Holm", "Bo Kjær", "Søren", "Anne", "SØREN ÅKJÆR"],
    )
    def test_a_member_is_found_by_full_name_or_first_name(self, text: str) -> None:
        """Full names in any case, first and last together, a first name of four letters or more with a capital."""
        assert found(f"Det var {text} der sagde det", Trace.NAME) == [text]

    @pytest.mark.parametrize("text", ["Annes idé", "Anne's idé", "Anne’s idé", "Bo Kjærs idé"])
    def test_the_genitive_is_found(self, text: str) -> None:
        """What belongs to somebody points at them too."""
        assert found(text, Trace.NAME)

    @pytest.mark.parametrize("text", ["Bo flytter", "anne", "Annelise", "Kristanne", "bor i et bo", "Åkjær"])
    def test_parts_of_words_and_short_names_are_left_alone(self, text: str) -> None:
        """A short first name, a word that holds a name and a surname alone are not pointed out."""
        assert found(text, Trace.NAME) == []

    def test_each_is_pointed_out_once(self) -> None:
        """A name that stands there three times is one finding."""
        assert found("Anne, Anne og Anne", Trace.NAME) == ["Anne"]

    @given(st.text(max_size=60), st.text(max_size=20))
    def test_any_text_and_any_name_can_be_searched(self, text: str, name: str) -> None:
        """No sign of any script makes the search fail, and what is found stands in the text."""
        assert all(finding.text in text for finding in find(text, [name]))
