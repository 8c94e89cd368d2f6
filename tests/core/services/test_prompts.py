"""The file of prompts: read, checked, followed until somebody has changed a prompt."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest

from bot.house import content
from core.model.changes import COMMAND_LINE, Source
from core.model.editions import DIMENSIONS, Edition, Making
from core.model.networks import NetworkType, Phase
from core.model.prompts import Audience, QuestionKind, Visibility
from core.model.rounds import RoundState
from core.services import prompts
from core.services.prompts import LibraryError
from tests.builders import NOW, a_network, a_round

FILE = content("prompts.yaml")
Spoil = Callable[[dict], object]


def a_library() -> dict:
    return deepcopy(FILE)


def question(library: dict) -> dict:
    """The first question of the first prompt of scales: inno-opstart-3."""
    return library["prompts"][2]["questions"][0]


class TestRead:
    def test_the_whole_library_is_taken(self) -> None:
        """Seventy-seven prompts for members and seven for other roles, in the order of the file."""
        read = prompts.read(FILE)
        assert [len(read), read[0].id, read[-1].id] == [84, "inno-opstart-1", "rolle-ekstern-2"]
        assert sum(prompt.audience is Audience.MEMBER for prompt in read) == 77

    def test_every_type_and_phase_has_five_or_six(self) -> None:
        """No network comes to a phase with nothing to ask."""
        read = [prompt for prompt in prompts.read(FILE) if prompt.audience is Audience.MEMBER]
        counts = {(kind, phase): 0 for kind in NetworkType for phase in Phase}
        for prompt in read:
            counts[prompt.type, prompt.phase] += 1
        assert set(counts.values()) <= {5, 6}

    def test_what_the_file_leaves_out_is_its_default(self) -> None:
        """A prompt without visibility is for the member to choose; a private one says so."""
        read = {prompt.id: prompt for prompt in prompts.read(FILE)}
        assert read["inno-opstart-1"].visibility is Visibility.OPTIONAL
        assert read["inno-undervejs-4"].visibility is Visibility.PRIVATE
        assert read["inno-efter-4"].offset_months == (3,)

    def test_scales_and_choices_are_copied_in(self) -> None:
        """A prompt stands alone: the file may change under it."""
        read = {prompt.id: prompt for prompt in prompts.read(FILE)}
        scale, choice = read["inno-midtvejs-1"].questions[1], read["inno-undervejs-4"].questions[1]
        assert (scale.kind, scale.ends["5"]["da"]) == (QuestionKind.SCALE, "Vi er godt i gang")
        assert (choice.most, choice.options[-1].id, choice.options[-1].exclusive) == (2, "ingen", True)

    def test_every_question_has_both_languages(self) -> None:
        """No text is missing in Danish or in English."""
        texts = [text for prompt in prompts.read(FILE) for text in (prompt.title, *(q.texts for q in prompt.questions))]
        assert all(set(text) == {"da", "en"} for text in texts)


class TestRefuse:
    SPOILT: tuple[tuple[str, Spoil, str], ...] = (
        (
            "an unknown phase",
            lambda f: f["prompts"][0].update(phase="pause"),
            "inno-opstart-1: phase: 'pause' is none of",
        ),
        ("an unknown type", lambda f: f["prompts"][0].update(type="sport"), "inno-opstart-1: type: 'sport' is none of"),
        ("no id", lambda f: f["prompts"][0].pop("id"), "prompts, number 1: id is missing"),
        ("an id that is none", lambda f: f["prompts"][0].update(id="Ny prompt|1"), "id 'Ny prompt|1' cannot be used"),
        ("a network's own id", lambda f: f["prompts"][0].update(id="egen-1"), "id 'egen-1' cannot be used"),
        ("no prompt", lambda f: f["prompts"].insert(0, "velkommen"), "prompts, number 1: a mapping is missing"),
        ("no type", lambda f: f["prompts"][0].pop("type"), "inno-opstart-1: type is missing; write one of innovation"),
        ("no title", lambda f: f["prompts"][0].pop("title"), "inno-opstart-1: title: a mapping is missing"),
        ("no Danish", lambda f: question(f).pop("da"), "inno-opstart-3: question 1: da is missing"),
        ("no text at all", lambda f: question(f).update(da="  "), "inno-opstart-3: question 1: da is missing"),
        ("a yes or no", lambda f: question(f).update(en=False), "question 1: en is False, which is no text; put it in"),
        ("a long text", lambda f: question(f).update(da="å" * 301), "da has 301 characters, and there is room for 300"),
        ("a long title", lambda f: f["prompts"][0]["title"].update(en="x" * 81), "title: en has 81 characters"),
        ("a CPR number", lambda f: question(f).update(da="Hvem er 010203-1234?"), "question 1: da holds a CPR number"),
        ("a misspelled field", lambda f: f["prompts"][0].update(visibilty="privat"), "did you mean visibility?"),
        ("another field", lambda f: question(f).update(zebra="x"), "there is no field zebra; there are dim, kind"),
        ("no kind", lambda f: question(f).pop("kind"), "inno-opstart-3: question 1: kind is missing; write one of"),
        ("a month in words", lambda f: f["prompts"][0].update(offset_months=["tre"]), "'tre' is not a number"),
        ("no questions", lambda f: f["prompts"][0].update(questions=[]), "inno-opstart-1: a prompt has one to three"),
        ("four questions", lambda f: f["prompts"][0].update(questions=[question(f)] * 4), "this has 4"),
        ("an unknown dimension", lambda f: question(f).update(dim="vejr"), "there is no dimension vejr"),
        ("an unknown target", lambda f: question(f).update(target="T9"), "there is no target T9"),
        ("an unknown scale", lambda f: question(f).update(scale="humør"), "there is no scale humør"),
        (
            "unknown choices",
            lambda f: question(f).update(kind="choice", choices="farver"),
            "there are no choices farver",
        ),
        ("a scale without an end", lambda f: f["scales"]["grad"].pop("5"), "scale grad needs a text at 1 and at 5"),
        (
            "the same choice twice",
            lambda f: f["choice_sets"]["ejer"]["options"].append({"id": "leder", "da": "En leder", "en": "A manager"}),
            "choices ejer: two options have the id leder",
        ),
        ("a long choice", lambda f: f["choice_sets"]["ejer"]["options"][0].update(da="å" * 76), "room for 75"),
        ("no most", lambda f: f["choice_sets"]["hvem_maerker"].pop("max"), "hvem_maerker: max: None is not a number"),
        ("a wrong most", lambda f: f["choice_sets"]["hvem_maerker"].update(max=20), "hvem_maerker cannot take 20"),
        (
            "the same id twice",
            lambda f: f["prompts"].append(f["prompts"][0]),
            "inno-opstart-1: two prompts have this id",
        ),
        ("no list", lambda f: f.update(prompts="alle"), "prompts: a list is missing"),
        ("no scales", lambda f: f.update(scales=[]), "scales: a mapping is missing"),
    )

    @pytest.mark.parametrize(("spoil", "why"), [spoilt[1:] for spoilt in SPOILT], ids=[spoilt[0] for spoilt in SPOILT])
    def test_the_error_names_the_prompt_and_what_is_wrong(self, spoil: Spoil, why: str) -> None:
        """Whoever edits the file is told where to look."""
        library = a_library()
        spoil(library)
        with pytest.raises(LibraryError) as error:
            prompts.read(library)
        assert why in str(error.value)

    @pytest.mark.parametrize("nothing", [None, [], "prompts", 7])
    def test_what_is_no_library_is_said_to_be_none(self, nothing: object) -> None:
        """An empty file, or another kind of file."""
        with pytest.raises(LibraryError, match="the file: a mapping is missing"):
            prompts.read(nothing)

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        """Each thing once, however many questions it is part of; whoever mends the file does it in one go."""
        library = a_library()
        library["scales"]["grad"].pop("5")
        library["prompts"][0].update(phase="pause", title={"en": "Only English"})
        question(library).update(dim="vejr", kind="tal")
        del library["prompts"][4]["questions"][1]["da"]
        with pytest.raises(LibraryError) as error:
            prompts.read(library)
        assert [problem.partition(";")[0] for problem in error.value.problems] == [
            "scale grad needs a text at 1 and at 5, and none but at 1 to 5",
            "inno-opstart-1: phase: 'pause' is none of opstart, undervejs, midtvejs, afslutning, efter",
            "inno-opstart-1: title: da is missing",
            "inno-opstart-3: question 1: there is no dimension vejr",
            "inno-opstart-3: question 1: kind: 'tal' is none of scale, choice, open",
            "inno-opstart-5: question 2: da is missing",
        ]

    def test_english_may_be_left_out(self) -> None:
        """Those who read English are shown the Danish."""
        library = a_library()
        question(library).pop("en")
        library["prompts"][2]["title"]["en"] = ""
        read = next(prompt for prompt in prompts.read(library) if prompt.id == "inno-opstart-3")
        assert set(read.title) == set(read.questions[0].texts) == {"da"}


def test_a_question_is_about_what_the_file_names() -> None:
    """What can be chosen in chat is what figures are counted by."""
    assert set(DIMENSIONS) == set(FILE["dimensions"])


def _reworded(id: str, title: str) -> dict:
    """The file with another title for one of its prompts."""
    library = a_library()
    entry = next(each for each in library["prompts"] if each["id"] == id)
    entry["title"]["da"] = title
    return library


class TestSettle:
    def test_an_empty_database_takes_all_of_it(self, uow) -> None:
        """Every prompt becomes version 1, in the order of the file."""
        assert prompts.settle(uow, FILE) == 84
        assert [p.id for p in uow.prompts.newest()] == [p.id for p in prompts.read(FILE)]

    def test_the_same_file_again_changes_nothing(self, uow) -> None:
        """Settling is safe at every start."""
        prompts.settle(uow, FILE)
        assert prompts.settle(uow, FILE) == 0

    def test_a_changed_prompt_becomes_a_new_version(self, uow) -> None:
        """Rounds that asked the old wording keep it."""
        prompts.settle(uow, FILE)
        assert prompts.settle(uow, _reworded("inno-opstart-1", "Velkommen – hvad undrer dig?"), at=NOW) == 1
        assert uow.prompts.get("inno-opstart-1", 2).title["da"] == "Velkommen – hvad undrer dig?"
        assert uow.prompts.get("inno-opstart-1", 1).title["da"] == "Velkommen – hvad gør dig nysgerrig?"
        newest, first = uow.prompts.editions("inno-opstart-1")
        assert (newest.making, newest.source, newest.at) == (Making.CHANGED, Source.TEMPLATE, NOW)
        assert (first.making, first.source, first.at) == (Making.ADDED, Source.TEMPLATE, None)

    @pytest.mark.parametrize("making", [Making.CHANGED, Making.RETIRED, Making.REVERTED])
    def test_what_somebody_here_has_changed_is_theirs(self, uow, making: Making) -> None:
        """The next start, with the same file or a new one, leaves it as they made it."""
        prompts.settle(uow, FILE)
        there = uow.prompts.editions("inno-opstart-1")[0]
        ours = replace(there.prompt, version=2, title={"da": "Vores egne ord"})
        prompts.keep(uow, replace(there, prompt=ours, making=making, source=Source.CHAT, at=NOW))
        assert prompts.settle(uow, FILE) == 0
        assert prompts.settle(uow, _reworded("inno-opstart-1", "Filens nye ord")) == 0
        assert uow.prompts.editions("inno-opstart-1")[0].prompt == ours

    def test_what_is_gone_from_the_file_is_not_asked_and_comes_back_with_it(self, uow) -> None:
        """Its versions stay for the rounds that asked it; a prompt that the secretariat wrote is not the file's."""
        prompts.settle(uow, FILE)
        own = replace(uow.prompts.get("inno-opstart-1", 1), id="innovation-opstart-aa")
        made = Edition(prompt=own, position=99, making=Making.ADDED, source=COMMAND_LINE.source, at=NOW)
        prompts.keep(uow, made)
        shorter = a_library()
        del shorter["prompts"][0]
        assert prompts.settle(uow, shorter) == 1
        assert prompts.settle(uow, shorter) == 0
        asked = {prompt.id for prompt in uow.prompts.newest()}
        assert "inno-opstart-1" not in asked
        assert own.id in asked
        assert prompts.settle(uow, FILE) == 1
        back = uow.prompts.editions("inno-opstart-1")[0]
        assert (back.making, back.prompt.version) == (Making.RETURNED, 3)
        assert back.says(uow.prompts.get("inno-opstart-1", 1))


class TestChoose:
    def test_rounds_that_were_never_asked_do_not_count(self) -> None:
        """A skipped round leaves its turn to the next."""
        network, library = a_network(type=NetworkType.LEARNING), prompts.read(FILE)
        skipped = a_round(network, state=RoundState.SKIPPED, prompt_id="")
        asked = a_round(network, state=RoundState.CLOSED, prompt_id="laer-opstart-1")
        assert prompts.choose(library, network, [skipped], Phase.START).id == "laer-opstart-1"
        assert prompts.choose(library, network, [asked, skipped], Phase.START).id == "laer-opstart-3"
