"""What came out of a network as people see it: the list, the post, the forms; short whatever people wrote."""

from dataclasses import replace

import pytest

from core.model.outcomes import MOST_TEXT, Kind, Record, Status
from core.services.outcomes import Entry
from locales.catalogue import translator
from tests.acting import buttons, inputs, said
from tests.builders import CARE, SCHOOLS, a_network, a_person, a_record, a_unit, some_details
from views import outcomes as views
from views import recording
from views.elements import Choice, Choices, TextInput

T = translator("da")
NETWORK, BO = a_network(name="Tryg hjem"), a_person(name="Bo Kjær")
UNITS = (a_unit(id=CARE, name="Sundhed og Omsorg"), a_unit(id=SCHOOLS, name="Skoler og Dagtilbud"))
HOSTILE = "*fed* _skrå_ <@U1> `kode` & "
LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])


def entry(kind: Kind = Kind.CHANGE, record: Record | None = None, **changes: object) -> Entry:
    made = record or a_record(NETWORK, BO, kind)
    units = UNITS[:1] if made.details.unit_ids else ()
    return replace(Entry(network=NETWORK, record=made, author=BO, units=units), **changes)


class TestThePost:
    def test_of_a_change_tells_all_there_is(self) -> None:
        """Who wrote it, the words, the network's part, where, how it is known, and that it waits."""
        text = said(views.post(T, entry()))
        assert text.splitlines() == [
            "Bo Kjær har skrevet en forandring ned:",
            "Visitationen og depotet holder fælles morgenmøde",
            "Netværkets del i det:",
            "Netværket fik dem til samme bord",
            "Sundhed og Omsorg · set selv · forbedrer noget, vi har · ikke bekræftet endnu",
            "Det man taler om, giver man liv. Hvad tænker I?",
        ]

    def test_says_when_it_is_confirmed(self) -> None:
        """The network sees that somebody vouches for it."""
        confirmed = a_record(NETWORK, BO, status=Status.CONFIRMED)
        assert said(views.post(T, entry(record=confirmed))).count("· bekræftet") == 1

    def test_of_an_output_is_never_called_a_change(self) -> None:
        """A20: it is a result, and has nothing to be confirmed."""
        text = said(views.post(T, entry(Kind.RESULT))).lower()
        assert "resultat" in text
        assert "forandring" not in text
        assert "bekræftet" not in text

    @LANGUAGES
    @pytest.mark.parametrize("kind", Kind)
    def test_of_every_kind_leads_to_the_list(self, language: str, kind: Kind) -> None:
        """In both languages; pressing checks who asks."""
        view = views.post(translator(language), entry(kind))
        assert buttons(view)["outcomes.list"].value == NETWORK.id
        assert view.summary

    def test_holds_what_was_written_word_for_word(self) -> None:
        """Nothing in it is read as markup."""
        record = a_record(NETWORK, BO, details=some_details(text=HOSTILE, contribution=HOSTILE))
        assert said(views.post(T, entry(record=record))).count(HOSTILE) == 2


class TestTheList:
    @LANGUAGES
    def test_is_short_whatever_people_wrote(self, language: str) -> None:
        """A page of the longest records fits in a message, with its buttons."""
        loud = a_record(NETWORK, BO, Kind.PROPOSAL, details=some_details(Kind.PROPOSAL, text="Æ" * MOST_TEXT))
        entries = [entry(record=loud, may_change=True, may_move=True)] * 30
        text = said(views.listing(translator(language), NETWORK, entries, start=0, may_record=True))
        assert len(text) < 6_000
        assert len(text.splitlines()) <= 30

    def test_says_what_an_offshoot_became(self) -> None:
        """A4: with the name of the network."""
        grown = entry(Kind.OFFSHOOT, became=a_network(name="Vandgruppen"))
        assert "blev til netværket Vandgruppen" in said(views.listing(T, NETWORK, [grown], start=0, may_record=False))

    def test_of_what_waits_counts_what_there_is_no_room_for(self) -> None:
        """The oldest first; the rest comes forward."""
        text = said(views.waiting(T, [entry()] * 9))
        assert "3 flere venter" in text
        assert "Tryg hjem · Sundhed og Omsorg · set selv · forbedrer noget, vi har" in text


class TestTheForms:
    @LANGUAGES
    @pytest.mark.parametrize("kind", Kind)
    def test_have_short_titles_and_a_definition(self, language: str, kind: Kind) -> None:
        """A21: what is meant stands beneath the question."""
        form = recording.new(translator(language), NETWORK, kind, UNITS)
        text = inputs(form)["text"]
        assert isinstance(text, TextInput)
        assert all(0 < len(label) <= 24 for label in (form.title, form.submit, form.close))
        assert len(text.hint) > 40
        assert text.most == MOST_TEXT

    def test_a_change_takes_one_unit_or_two(self) -> None:
        """B4: where two parts of the organisation meet."""
        units = inputs(recording.new(T, NETWORK, Kind.CHANGE, UNITS))["units"]
        assert isinstance(units, Choices)
        assert (units.most, units.required) == (2, True)
        assert [option.label for option in units.options] == ["Sundhed og Omsorg", "Skoler og Dagtilbud"]

    def test_a_feeling_is_a_source_like_the_others(self) -> None:
        """A29: one must be chosen, and the weakest is as easy to choose."""
        source = inputs(recording.new(T, NETWORK, Kind.CHANGE, UNITS))["source"]
        assert isinstance(source, Choice)
        assert source.required
        assert [option.label for option in source.options] == [
            "Set selv",
            "Der er tal på det",
            "Fortalt af andre",
            "En fornemmelse",
        ]

    @LANGUAGES
    def test_to_confirm_shows_what_is_confirmed(self, language: str) -> None:
        """The words and the network's part, and one question."""
        form = recording.confirm(translator(language), entry())
        assert "Netværket fik dem til samme bord" in said(form)
        assert list(inputs(form)) == ["basis"]
        assert len(form.title) <= 24
