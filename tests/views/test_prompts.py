"""The library as the secretariat sees it, in both languages; short whatever was written."""

from dataclasses import replace

import pytest

from core.model.changes import Source
from core.model.editions import SHELVES, Draft, Edition, Making, Proof
from core.model.ids import PersonId
from core.model.networks import NetworkType, Phase
from core.model.prompts import Prompt, QuestionKind, Visibility
from core.services.editions import History, Library
from locales.catalogue import translator
from tests.acting import buttons, inputs, said
from tests.builders import NOW, a_person, a_prompt, a_question, an_organisation
from views import prompts as views
from views import proofs as writing

DA, EN = translator("da"), translator("en")
OURS, SARA = an_organisation(), a_person(name="Sara Vestergaard")
SHELF = next(shelf for shelf in SHELVES if shelf.code == "velfaerd|undervejs")
HOSTILE = "*fed* _skrå_ <@U1> `kode` & {navn}"


def an_edition(version: int = 1, making: Making = Making.ADDED, **changes: object) -> Edition:
    prompt = a_prompt(version=version, type=NetworkType.WELFARE, questions=(a_question(),))
    made = Edition(prompt=prompt, position=0, making=making, source=Source.CHAT, at=NOW, by=SARA.id)
    return replace(made, **changes)


def a_history(*editions: Edition, **changes: object) -> History:
    return replace(History(editions=editions or (an_edition(),), people={SARA.id: SARA}), **changes)


def a_proof(prompt: Prompt) -> Proof:
    return Proof(person_id=SARA.id, prompt=prompt, at=NOW)


class TestTheLibrary:
    def test_in_english(self) -> None:
        """Counts in words, drafts by their title, and that the library is shared where it is."""
        retired = an_edition(making=Making.RETIRED)
        library = Library(editions=(an_edition(), retired), proofs=(a_proof(a_prompt()),), is_shared=True)
        shown = said(views.overview(EN, library))
        assert "1 reflection for the members of networks." in shown
        assert "You have drafts that are not saved yet:" in shown
        assert "All organisations that use this bot share the library." in shown
        assert buttons(views.overview(EN, library))["prompts.proof"].label == "How is it going?"

    def test_that_is_empty_can_be_written_in(self) -> None:
        """Nothing to choose, one thing to do."""
        shown = views.overview(DA, Library(editions=()))
        assert set(buttons(shown)) == {"prompts.new"}
        assert "0 refleksioner" in said(shown)

    def test_has_at_most_five_buttons_in_a_row(self) -> None:
        """A type's phases stand side by side, each once."""
        editions = tuple(an_edition(prompt=a_prompt(type=kind, phase=phase)) for kind in NetworkType for phase in Phase)
        rows = [row for row in views.overview(DA, Library(editions=editions)).elements if hasattr(row, "buttons")]
        assert [len(row.buttons) for row in rows] == [5, 5, 5, 1]
        assert [button.label for button in rows[0].buttons] == [
            *("Opstart (1)", "Undervejs (1)", "Midtvejs (1)", "Afslutning (1)", "Tiden efter (1)")
        ]

    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("laering|efter", "Læringsnetværk, tiden efter"),
            ("alle|opstart", "Alle typer netværk, opstart"),
            ("roller", "Til andre roller end deltagere"),
            ("ude", "Taget ud: bliver ikke stillet mere"),
        ],
    )
    def test_shelves_are_called_what_they_hold(self, code: str, name: str) -> None:
        """And an empty one says so."""
        shelf = next(shelf for shelf in SHELVES if shelf.code == code)
        assert said(views.on_shelf(DA, shelf, ())).splitlines() == [name, "Her er ingen."]


class TestAPrompt:
    def test_tells_how_each_version_came_to_be(self) -> None:
        """The newest first: by a person, a file, an update, or from before that was kept; strangers are not named."""
        history = a_history(
            an_edition(6, Making.REVERTED, by=PersonId("stranger")),
            an_edition(5, Making.RETURNED),
            an_edition(4, Making.RETIRED),
            an_edition(3, Making.CHANGED, source=Source.COMMAND_LINE, by=None),
            an_edition(2, Making.CHANGED, source=Source.TEMPLATE, by=None),
            an_edition(1, source=Source.TEMPLATE, by=None, at=None),
        )
        assert [line for line in said(views.card(DA, history, OURS)).splitlines() if line.startswith("Version")] == [
            "Version 6: sat tilbage til de tidligere ord af en anden den 7. september 2026.",
            "Version 5: taget ind igen af Sara Vestergaard den 7. september 2026.",
            "Version 4: taget ud af Sara Vestergaard den 7. september 2026.",
            "Version 3: rettet af en indlæst fil den 7. september 2026.",
            "Version 2: rettet af en opdatering af botten den 7. september 2026.",
            "Version 1 fulgte med botten.",
        ]
        assert "Version 3: changed by an imported file on September 7, 2026." in said(views.card(EN, history, OURS))

    def test_with_many_versions_counts_the_rest(self) -> None:
        """A message has an end."""
        history = a_history(*(an_edition(number) for number in range(11, 0, -1)))
        assert "og 3 versioner mere" in said(views.card(DA, history, OURS))

    def test_that_is_out_can_only_be_taken_in(self) -> None:
        """In both languages it says that it is not asked."""
        out = a_history(an_edition(making=Making.RETIRED), proof=a_proof(a_prompt()))
        assert set(buttons(views.card(DA, out, OURS))) == {"prompts.take_back", "prompts.library"}
        assert "It is taken out and is not asked any more." in said(views.card(EN, out, OURS))

    def test_shows_what_was_written_as_it_was_written(self) -> None:
        """Nothing that looks like markup or a hole is one."""
        prompt = a_prompt(title={"da": HOSTILE}, questions=(a_question(texts={"da": HOSTILE}),))
        shown = said(views.card(DA, a_history(an_edition(prompt=prompt)), OURS)).splitlines()
        assert shown[0] == HOSTILE
        assert shown[2] == f"1. {HOSTILE} (åbent spørgsmål)"
        assert HOSTILE in said(writing.preview(DA, a_proof(prompt)))


class TestWriting:
    def test_the_preview_is_as_people_will_see_it(self) -> None:
        """The form's points and choices too, each language in itself; in English as in Danish."""
        kinds = (QuestionKind.SCALE, QuestionKind.CHOICE)
        prompt = a_prompt(
            version=3, questions=tuple(a_question(kind, hint={"da": "Kort", "en": "Brief"}) for kind in kinds)
        )
        assert said(writing.preview(EN, a_proof(prompt))).splitlines() == [
            "This is how it will look",
            "In Danish:",
            "Hvordan går det?",
            "Hvad har I opnået siden sidst?",
            "Kort",
            "1 – slet ikke · 5 – i høj grad",
            "Hvad har I opnået siden sidst?",
            "Kort",
            "Tid · Ledelsens opbakning · Intet af det",
            "Du vælger selv, hvem der ser dit svar: netværket med dit navn eller kun sekretariatet uden dit navn.",
            "In English:",
            "How is it going?",
            "What have you achieved since last time?",
            "Brief",
            "1 – not at all · 5 – very much",
            "What have you achieved since last time?",
            "Brief",
            "Time · Support from management · None of these",
            "You choose who sees your answer: the network with your name, or only the secretariat without your name.",
            "It becomes version 3 and holds for new rounds. Rounds that are open now keep their words.",
        ]

    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    def test_forms_have_titles_and_buttons_that_fit(self, t) -> None:
        """Twenty-four characters, on every platform."""
        for form in (writing.reword(t, a_prompt()), writing.write(t, {})):
            assert max(len(text) for text in (form.title, form.submit, form.close)) <= 24

    def test_what_is_required_is_the_danish(self) -> None:
        """English and hints may be empty, and the form says what happens then."""
        form = inputs(writing.reword(DA, a_prompt(questions=(a_question(),))))
        assert {name for name, each in form.items() if each.required} == {"title_da", "q0_da", "visibility"}
        assert form["q0_en"].hint == "Må være tom: så vises den danske tekst."

    def test_options_are_short_enough_to_be_read(self) -> None:
        """On every platform, in both languages: 75 characters."""
        ends = {"grad": {"1": {"da": "Slet ikke", "en": "Not at all"}, "5": {"da": "Helt", "en": "Completely"}}}
        draft = Draft(
            type="alle",
            phase="efter",
            dimension="outcome",
            title={},
            question={},
            point={},
            scale="grad",
            visibility=Visibility.PRIVATE,
        )
        for t in (DA, EN):
            form = inputs(writing.write(t, ends, draft))
            chosen = [each for each in form.values() if hasattr(each, "options")]
            assert max(len(option.label) for each in chosen for option in each.options) <= 75
            assert [each.value for each in chosen] == ["alle", "efter", "outcome", "grad", "privat"]
