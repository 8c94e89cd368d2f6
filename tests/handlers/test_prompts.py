"""The library in the talk with the bot: seen by type and phase, written in, looked at, saved, taken out, set back."""

from dataclasses import replace

import pytest

import handlers.prompts  # noqa: F401  the routes register themselves
from core.model.networks import NetworkType, Phase
from core.model.organisations import Person
from core.model.prompts import Audience, QuestionKind
from handlers.routing import Invalid, Open, Replace, Response, Show
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality, a_municipality, a_prompt, a_question

QUESTION = "Hvad har I lært siden sidst?"
NEW = {
    "type": "velfaerd",
    "phase": "opstart",
    "dimension": "perspektiv",
    "title_da": "Nye øjne",
    "question_da": "Hvad ser en ny i netværket, som I ikke ser?",
    "visibility": "valgfri",
}
ROUTES = (
    *("library", "shelf", "open", "earlier", "new", "edit", "written", "reworded", "proof"),
    *("save", "discard", "retire", "take_back", "revert"),
)


@pytest.fixture
def town(uows: SqlUnitsOfWork) -> Municipality:
    """A library of seven for welfare networks underway, one of them with a scale, and one for leaders."""
    with uows.writing() as uow:
        municipality = a_municipality(uow)
        for number in range(7):
            title = {"da": f"Titel {number}", "en": f"Title {number}"}
            scale = (a_question(QuestionKind.SCALE, hint={"da": "Sæt et tal på"}),) if number == 0 else ()
            questions = (*scale, a_question())
            prompt = a_prompt(id=f"velf-{number}", type=NetworkType.WELFARE, title=title, questions=questions)
            uow.prompts.add(prompt, number)
        uow.prompts.add(a_prompt(id="leder", audience=Audience.LEADER, phase=Phase.MIDWAY), 7)
        uow.commit()
    return municipality


@pytest.fixture
def sara(town: Municipality) -> Person:
    return town.sekretariat


def _reword(stage: Stage, sara: Person, value: str = "velf-1|2", **answers: str) -> Response:
    given = {"title_da": "Nye ord", "title_en": "New words", "q0_da": QUESTION, "q0_en": "", "visibility": "privat"}
    return stage.submit(sara, "prompts.reworded", value, **{**given, **answers})


def _saved(stage: Stage, sara: Person) -> Response:
    _reword(stage, sara)
    return stage.act(sara, "prompts.save", value="velf-1")


class TestTheLibrary:
    @pytest.mark.parametrize("word", ["spørgsmål", "spoergsmaal", "Spørgsmål", "questions"])
    def test_is_one_screen_by_type_and_phase(self, stage: Stage, sara: Person, word: str) -> None:
        """So many of each, as a button; other roles apart."""
        shown = stage.act(sara, text=word, is_private=True)
        assert "7 refleksioner til netværkenes deltagere" in said(shown)
        assert "Velfærdsnetværk" in said(shown)
        assert "Læringsnetværk" not in said(shown)
        labels = [button.label for row in shown.view.elements if hasattr(row, "buttons") for button in row.buttons]
        assert labels == ["Undervejs (7)", "Til andre roller (1)", "Skriv en ny"]

    def test_shows_a_shelf_a_page_at_a_time(self, stage: Stage, sara: Person) -> None:
        """Each with its title and what it first asks."""
        first = stage.act(sara, "prompts.shelf", value="velfaerd|undervejs")
        assert said(first).splitlines()[:3] == [
            "Velfærdsnetværk, undervejs",
            "Titel 0",
            "Hvad har I opnået siden sidst? (og 1 spørgsmål mere)",
        ]
        assert "Titel 6" not in said(first)
        more = buttons(first)["prompts.shelf"]
        assert (more.label, more.value) == ("Vis flere (1)", "velfaerd|undervejs|6")
        rest = stage.act(sara, "prompts.shelf", value=more.value)
        assert "Titel 6" in said(rest)
        assert "prompts.shelf" not in buttons(rest)
        assert "Hvordan går det?" in said(stage.act(sara, "prompts.shelf", value="roller"))

    def test_shows_one_prompt_whole(self, stage: Stage, sara: Person) -> None:
        """Both languages, kinds, ends, hints, for whom, and how it came to be."""
        shown = said(stage.act(sara, "prompts.open", value="velf-0"))
        assert shown.splitlines() == [
            "Titel 0",
            "Engelsk: Title 0",
            "1. Hvad har I opnået siden sidst? (skala 1–5)",
            "Engelsk: What have you achieved since last time?",
            "Hjælpetekst: Sæt et tal på",
            "Engelsk mangler. Den danske tekst vises.",
            "1 – slet ikke · 5 – i høj grad",
            "2. Hvad har I opnået siden sidst? (åbent spørgsmål)",
            "Engelsk: What have you achieved since last time?",
            "Velfærdsnetværk · undervejs · til deltagerne · Deltageren vælger hver gang, hvem der ser svaret",
            "Version 1 fulgte med botten.",
            "Runder, der er åbne eller slut, beholder den version, de spurgte med.",
        ]

    @pytest.mark.parametrize("value", ["", "velfaerd", "velfaerd|sommer", "findes-ikke", "velfaerd|undervejs|x", "|||"])
    def test_says_kindly_that_something_is_not_there(self, stage: Stage, sara: Person, value: str) -> None:
        """A value that was made up."""
        for route in ("prompts.shelf", "prompts.open", "prompts.edit", "prompts.proof", "prompts.earlier"):
            shown = stage.act(sara, route, value=value)
            assert isinstance(shown, Show)
            assert " er her ikke" in said(shown)


class TestRewording:
    def test_the_form_has_the_words_that_there_are(self, stage: Stage, sara: Person) -> None:
        """Each in both languages, with room for a hint; kinds and scales are not asked about."""
        form = stage.act(sara, "prompts.edit", value="velf-0")
        assert isinstance(form, Open)
        assert list(inputs(form)) == [
            *("title_da", "title_en", "q0_da", "q0_en", "h0_da", "h0_en"),
            *("q1_da", "q1_en", "h1_da", "h1_en", "visibility"),
        ]
        assert inputs(form)["h0_da"].value == "Sæt et tal på"
        assert inputs(form)["q0_en"].value == "What have you achieved since last time?"

    def test_is_looked_at_before_it_is_saved(self, stage: Stage, sara: Person) -> None:
        """As people will see it, in both languages; nothing has changed yet."""
        shown = _reword(stage, sara)
        assert said(shown).splitlines() == [
            "Sådan kommer det til at se ud",
            "På dansk:",
            "Nye ord",
            QUESTION,
            "Dit svar går kun til sekretariatet og uden dit navn, medmindre du selv vælger at dele det.",
            "På engelsk:",
            "New words",
            QUESTION,
            "Your answer goes only to the secretariat and without your name, unless you choose to share it.",
            "Hvor engelsk mangler, vises den danske tekst.",
            "Det bliver version 2 og gælder for nye runder. Runder, der er åbne nu, beholder deres ord.",
        ]
        assert set(buttons(shown)) == {"prompts.save", "prompts.edit", "prompts.discard"}
        card = stage.act(sara, "prompts.open", value="velf-1")
        assert "Titel 1" in said(card)
        assert "Du har en kladde" in said(card)
        assert "Nye ord" in said(stage.act(sara, buttons(card)["prompts.proof"].route, value="velf-1"))
        assert buttons(stage.act(sara, text="spørgsmål"))["prompts.proof"].label == "Nye ord"

    def test_is_saved_with_who_and_when(self, stage: Stage, sara: Person) -> None:
        """The preview becomes the prompt as it is now."""
        shown = _saved(stage, sara)
        assert isinstance(shown, Replace)
        assert said(shown).splitlines()[:2] == ["Gemt som version 2. Den bruges fra næste runde.", "Nye ord"]
        assert "Version 2: rettet af Søs Lindegaard den 7. september 2026." in said(shown)
        assert "Version 1 fulgte med botten." in said(shown)
        assert "prompts.proof" not in buttons(shown)

    def test_goes_on_where_it_was_left(self, stage: Stage, sara: Person) -> None:
        """The form has what was typed, and says that it is a draft."""
        _reword(stage, sara)
        form = stage.act(sara, "prompts.edit", value="velf-1")
        assert inputs(form)["q0_da"].value == QUESTION
        assert inputs(form)["visibility"].value == "privat"
        assert "Her står din kladde." in said(form)

    def test_is_thrown_away(self, stage: Stage, sara: Person) -> None:
        """The library is what it was; what is thrown away cannot be saved."""
        _reword(stage, sara)
        assert "Kladden er kasseret." in said(stage.act(sara, "prompts.discard", value="velf-1"))
        assert "Kladden er her ikke mere" in said(stage.act(sara, "prompts.save", value="velf-1"))
        assert "Titel 1" in said(stage.act(sara, "prompts.open", value="velf-1"))

    def test_that_cannot_be_used_is_said_beneath_its_input(self, stage: Stage, sara: Person) -> None:
        """The form stays, and with it all that was typed."""
        refused = _reword(stage, sara, title_da="", q0_da="Hvad?", q0_en="x" * 301)
        assert isinstance(refused, Invalid)
        assert set(refused.errors) == {"title_da", "q0_da", "q0_en"}
        assert "Skriv den danske tekst" in refused.errors["title_da"]

    def test_twice_is_once(self, stage: Stage, sara: Person) -> None:
        """The same press again makes no second version."""
        _reword(stage, sara)
        for _ in range(2):
            stage.act(sara, "prompts.save", value="velf-1", key="the-same")
        assert "Version 3" not in said(stage.act(sara, "prompts.open", value="velf-1"))

    def test_after_somebody_else_is_told_and_kept(self, stage: Stage, sara: Person, uows: SqlUnitsOfWork) -> None:
        """A form from before: its words are a draft, and what the other saved stands."""
        _saved(stage, sara)
        _reword(stage, sara, q0_da="Hvad vil I prøve næste gang?")
        assert "er ændret, siden du så det" in said(stage.act(sara, "prompts.save", value="velf-1"))
        form = stage.act(sara, "prompts.edit", value="velf-1")
        assert (form.form.value, inputs(form)["q0_da"].value) == ("velf-1|3", "Hvad vil I prøve næste gang?")
        _reword(stage, sara, "velf-1|3", q0_da="Hvad vil I prøve næste gang?")
        assert "Gemt som version 3" in said(stage.act(sara, "prompts.save", value="velf-1"))


class TestWritingANewOne:
    def test_asks_what_it_needs_and_offers_the_scales_there_are(self, stage: Stage, sara: Person) -> None:
        """An open question; one on a scale if they like."""
        form = stage.act(sara, "prompts.new")
        assert isinstance(form, Open)
        assert list(inputs(form)) == [
            *("type", "phase", "title_da", "title_en", "question_da", "question_en", "dimension"),
            *("point_da", "point_en", "scale", "visibility"),
        ]
        assert [option.value for option in inputs(form)["type"].options][-1] == "alle"
        assert [option.label for option in inputs(form)["scale"].options] == ["slet ikke – i høj grad"]
        assert len(inputs(form)["dimension"].options) == 9

    def test_is_looked_at_written_on_and_saved(self, stage: Stage, sara: Person) -> None:
        """It stands on its shelf then."""
        shown = stage.submit(sara, "prompts.written", **NEW)
        assert "Det er version 1 af en ny refleksion." in said(shown)
        id = buttons(shown)["prompts.save"].value
        form = stage.act(sara, "prompts.edit", value=id)
        assert (form.form.route, form.form.value) == ("prompts.written", id)
        assert inputs(form)["question_da"].value == NEW["question_da"]
        point = {"point_da": "I hvor høj grad er I nysgerrige?", "scale": "grad"}
        again = stage.submit(sara, "prompts.written", id, **NEW, **point)
        assert "1 – slet ikke · 5 – i høj grad" in said(again)
        saved = stage.act(sara, "prompts.save", value=id)
        assert "Version 1: skrevet af Søs Lindegaard den 7. september 2026." in said(saved)
        assert "Nye øjne" in said(stage.act(sara, "prompts.shelf", value="velfaerd|opstart"))
        assert "prompts.proof" not in buttons(stage.act(sara, text="spørgsmål"))

    def test_says_all_that_is_missing(self, stage: Stage, sara: Person) -> None:
        """Beneath each input."""
        refused = stage.submit(sara, "prompts.written", point_da="Hvor højt?")
        assert isinstance(refused, Invalid)
        assert set(refused.errors) == {"type", "phase", "dimension", "title_da", "question_da", "scale"}


class TestTakingOutAndIn:
    def test_is_undone_by_the_button_that_takes_its_place(self, stage: Stage, sara: Person) -> None:
        """Asked about before; then it stands apart from what is asked."""
        card = stage.act(sara, "prompts.open", value="velf-2")
        retire = buttons(card)["prompts.retire"]
        assert retire.confirm is not None
        out = stage.act(sara, retire.route, value=retire.value)
        assert "Version 2: taget ud af Søs Lindegaard den 7. september 2026." in said(out)
        assert {"prompts.take_back", "prompts.library"} == set(buttons(out))
        assert "6 refleksioner" in said(stage.act(sara, text="spørgsmål"))
        assert "Titel 2" in said(stage.act(sara, "prompts.shelf", value="ude"))
        back = stage.act(sara, "prompts.take_back", value=buttons(out)["prompts.take_back"].value)
        assert "taget ind igen af Søs Lindegaard" in said(back)
        assert "7 refleksioner" in said(stage.act(sara, text="spørgsmål"))

    def test_the_last_one_stays(self, stage: Stage, sara: Person) -> None:
        """It says why, and what to do first."""
        for number in range(6):
            stage.act(sara, "prompts.retire", value=f"velf-{number}|1")
        kept = said(stage.act(sara, "prompts.retire", value="velf-6|1"))
        assert "»Titel 6« er den sidste til en type netværk i den fase." in kept


class TestGoingBack:
    def test_shows_what_it_said_before_and_sets_it_back(self, stage: Stage, sara: Person) -> None:
        """As the newest version; and the way back from there is the same."""
        assert "prompts.earlier" not in buttons(stage.act(sara, "prompts.open", value="velf-1"))
        saved = _saved(stage, sara)
        before = stage.act(sara, buttons(saved)["prompts.earlier"].route, value="velf-1")
        assert said(before).splitlines()[:2] == ["Sådan stod der i version 1:", "Titel 1"]
        back = stage.act(sara, "prompts.revert", value=buttons(before)["prompts.revert"].value)
        assert said(back).splitlines()[:2] == [
            "Sat tilbage til de tidligere ord, som version 3. Den bruges fra næste runde.",
            "Titel 1",
        ]
        assert "Nye ord" in said(stage.act(sara, "prompts.earlier", value="velf-1"))


class TestWhoMay:
    @pytest.mark.parametrize("who", ["anne", "dorte", "guest", "outsider"])
    def test_is_the_secretariat_alone(self, stage: Stage, town: Municipality, sara: Person, who: str) -> None:
        """By word, by button and by form; others are told kindly, and see nothing of it."""
        _reword(stage, sara)
        person = getattr(town, who)
        told = [said(stage.act(person, text="spørgsmål"))]
        for name in ROUTES:
            told.append(said(stage.act(person, f"prompts.{name}", value="velf-1|1")))
            told.append(said(stage.submit(person, f"prompts.{name}", "velf-1", **NEW)))
        assert [text for text in told if "kun netværkssekretariatet" not in text] == []
        assert "Nye ord" not in "\n".join(told)

    def test_somebody_who_was_in_it_is_not_any_more(
        self, stage: Stage, sara: Person, uows: SqlUnitsOfWork, town: Municipality
    ) -> None:
        """A button that was kept is checked again."""
        _reword(stage, sara)
        with uows.writing() as uow:
            uow.people.save(replace(sara, is_secretariat=False))
            uow.commit()
        assert "kun netværkssekretariatet" in said(stage.act(sara, "prompts.save", value="velf-1"))
