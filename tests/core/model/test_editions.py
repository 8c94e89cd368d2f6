"""The library over time: its shelves, what may be typed, what differs."""

from dataclasses import replace

import pytest

from core.model.changes import Source
from core.model.editions import (
    MOST_HINT,
    MOST_TITLE,
    SHELVES,
    Edition,
    Making,
    Proof,
    Shelf,
    Wording,
    differences,
    emptied,
    faults,
    reworded,
    tidy,
    worded,
)
from core.model.ids import PersonId
from core.model.networks import NetworkType, Phase
from core.model.picks import MOST
from core.model.prompts import Audience, QuestionKind, Visibility
from tests.builders import NOW, a_prompt, a_question

QUESTION = {"da": "Hvad har overrasket jer?", "en": "What has surprised you?"}


def an_edition(making: Making = Making.ADDED, **changes: object) -> Edition:
    return Edition(prompt=a_prompt(**changes), position=0, making=making, source=Source.CHAT)


def a_wording(**changes: object) -> Wording:
    """Of a prompt with one question."""
    whole = Wording(title={"da": "Overraskelser"}, questions=(QUESTION,), hints=({},), visibility=Visibility.OPTIONAL)
    return replace(whole, **changes)


class TestShelves:
    def test_each_prompt_stands_on_one(self) -> None:
        """By type and phase; other roles and what is taken out stand apart."""
        editions = [
            an_edition(type=NetworkType.WELFARE, phase=Phase.MIDWAY),
            an_edition(type=None, phase=Phase.START),
            an_edition(audience=Audience.LEADER, type=NetworkType.WELFARE, phase=Phase.MIDWAY),
            an_edition(Making.RETIRED, type=NetworkType.WELFARE, phase=Phase.MIDWAY),
        ]
        stand = [[shelf.code for shelf in SHELVES if shelf.holds(edition)] for edition in editions]
        assert stand == [["velfaerd|midtvejs"], ["alle|opstart"], ["roller"], ["ude"]]

    def test_have_names_of_their_own(self) -> None:
        """A button names the shelf that it opens."""
        assert len({shelf.code for shelf in SHELVES}) == len(SHELVES) == 22
        assert Shelf(is_retired=True).code == "ude"


class TestWhatMayBeTyped:
    def test_whole_is_without_fault(self) -> None:
        """English and hints may be left out."""
        assert faults(a_wording()) == {}
        assert faults(a_wording(questions=({"da": QUESTION["da"], "en": "  "},), hints=({"da": "", "en": ""},))) == {}

    @pytest.mark.parametrize(
        ("changes", "found"),
        [
            ({"title": {"en": "Only English"}}, {"title_da": "prompts.danish_missing"}),
            ({"title": {"da": " \n\t "}}, {"title_da": "prompts.danish_missing"}),
            ({"title": {"da": "Ny"}}, {"title_da": "prompts.title_length"}),
            ({"title": {"da": "å" * (MOST_TITLE + 1)}}, {"title_da": "prompts.title_length"}),
            ({"questions": ({"da": "Hvorfor?"},)}, {"q0_da": "prompts.question_length"}),
            ({"questions": ({**QUESTION, "en": "Why?"},)}, {"q0_en": "prompts.question_length"}),
            ({"questions": ({"da": "å" * (MOST + 1)},)}, {"q0_da": "prompts.question_length"}),
            ({"questions": ({"da": "Hvordan har 010203-1234 det?"},)}, {"q0_da": "prompts.cpr"}),
            ({"hints": ({"da": "å" * (MOST_HINT + 1)},)}, {"h0_da": "prompts.hint_length"}),
            ({"hints": ({"en": "Only English"},)}, {"h0_da": "prompts.danish_missing"}),
        ],
    )
    def test_what_cannot_be_used_is_named_by_its_input(self, changes: dict, found: dict[str, str]) -> None:
        """In whichever language, and each by itself."""
        assert faults(a_wording(**changes)) == found

    def test_space_that_says_nothing_is_left_out(self) -> None:
        """A text is one line, and an empty one is none."""
        assert tidy({"da": "  Hvad\n\n har  I lært?\u00a0", "en": " "}) == {"da": "Hvad har I lært?"}


class TestRewording:
    def test_leaves_scales_choices_and_kinds(self) -> None:
        """Only words and visibility are others; a hint that is emptied is gone."""
        question = a_question(QuestionKind.SCALE, hint={"da": "Tænk på de sidste to uger"})
        before = a_prompt(questions=(question, a_question(QuestionKind.CHOICE)))
        wording = replace(
            worded(before), questions=(QUESTION, QUESTION), hints=({"da": " "}, {}), visibility=Visibility.PRIVATE
        )
        after = reworded(before, wording)
        assert after.is_private
        assert [each.texts for each in after.questions] == [QUESTION, QUESTION]
        assert [each.hint for each in after.questions] == [None, None]
        same = replace(after.questions[0], texts=question.texts, hint=question.hint)
        assert (same, after.questions[1].options) == (question, before.questions[1].options)

    def test_with_its_own_words_changes_nothing(self) -> None:
        """What the form is filled with is what is there."""
        prompt = a_prompt()
        assert reworded(prompt, worded(prompt)) == prompt

    def test_fits_what_asks_in_the_same_way(self) -> None:
        """What was begun before a file changed the kinds of the questions does not."""
        proof = Proof(person_id=PersonId("p"), prompt=a_prompt(version=2), at=NOW)
        assert proof.fits(a_prompt(version=7, title={"da": "Andre ord"}))
        assert not proof.fits(a_prompt(questions=(a_question(),)))


class TestEmptied:
    def test_names_where_nothing_would_be_asked(self) -> None:
        """A prompt for all types is something for each of them; other roles do not count."""
        welfare = a_prompt(id="a", type=NetworkType.WELFARE)
        for_all = a_prompt(id="b", type=None)
        role = a_prompt(id="c", type=None, audience=Audience.LEADER)
        assert emptied([welfare, for_all], [for_all]) == []
        assert emptied([welfare, role], [role]) == [(NetworkType.WELFARE, Phase.UNDERWAY)]
        assert emptied([for_all], []) == [(kind, Phase.UNDERWAY) for kind in NetworkType]


class TestDifferences:
    def test_of_a_prompt_and_itself_are_none(self) -> None:
        """Whatever its version."""
        assert differences(a_prompt(), a_prompt(version=4)) == []

    def test_name_the_place_with_what_was_and_what_is(self) -> None:
        """Words, visibility, and questions that are there in one of them only."""
        before = a_prompt(questions=(a_question(),))
        after = a_prompt(
            title={"da": "Nyt"},
            visibility=Visibility.PRIVATE,
            questions=(a_question(texts=QUESTION), a_question(QuestionKind.SCALE)),
        )
        told = {place: (was, is_now) for place, was, is_now in differences(before, after)}
        assert told["title: da"] == ("Hvordan går det?", "Nyt")
        assert told["title: en"] == ("How is it going?", "")
        assert told["visibility"] == ("valgfri", "privat")
        assert told["question 1: en"] == ("What have you achieved since last time?", "What has surprised you?")
        assert told["question 2: kind"] == ("", "scale")
        assert told["question 2: scale"] == ("", "grad (slet ikke/not at all; i høj grad/very much)")
        assert "question 1: kind" not in told
