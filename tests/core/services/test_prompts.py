"""The secretariat's file of prompts: read, checked, kept in versions."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from core.model.networks import NetworkType, Phase
from core.model.prompts import Audience, QuestionKind, Visibility
from core.model.rounds import RoundState
from core.services import prompts
from core.services.prompts import LibraryError
from tests.builders import a_network, a_round

FILE = yaml.safe_load(Path("content/prompts.yaml").read_text(encoding="utf-8"))
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
        ("no id", lambda f: f["prompts"][0].pop("id"), "a prompt: id is missing"),
        ("no title", lambda f: f["prompts"][0].pop("title"), "inno-opstart-1: title: a mapping is missing"),
        ("no English", lambda f: question(f).pop("en"), "inno-opstart-3: question 1: en is missing"),
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
        ("no most", lambda f: f["choice_sets"]["hvem_maerker"].pop("max"), "hvem_maerker: max: None is not a number"),
        ("a wrong most", lambda f: f["choice_sets"]["hvem_maerker"].update(max=20), "hvem_maerker cannot take 20"),
        (
            "the same id twice",
            lambda f: f["prompts"].append(f["prompts"][0]),
            "inno-opstart-1: two prompts have this id",
        ),
        ("no list", lambda f: f.update(prompts="alle"), "prompts: a list is missing"),
    )

    @pytest.mark.parametrize(("spoil", "why"), [spoilt[1:] for spoilt in SPOILT], ids=[spoilt[0] for spoilt in SPOILT])
    def test_the_error_names_the_prompt_and_what_is_wrong(self, spoil: Spoil, why: str) -> None:
        """Whoever edits the file is told where to look."""
        library = a_library()
        spoil(library)
        with pytest.raises(LibraryError) as error:
            prompts.read(library)
        assert why in str(error.value)


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
        library = a_library()
        library["prompts"][0]["title"]["da"] = "Velkommen – hvad undrer dig?"
        assert prompts.settle(uow, library) == 1
        assert uow.prompts.get("inno-opstart-1", 2).title["da"] == "Velkommen – hvad undrer dig?"
        assert uow.prompts.get("inno-opstart-1", 1).title["da"] == "Velkommen – hvad gør dig nysgerrig?"


class TestChoose:
    def test_rounds_that_were_never_asked_do_not_count(self) -> None:
        """A skipped round leaves its turn to the next."""
        network, library = a_network(type=NetworkType.LEARNING), prompts.read(FILE)
        skipped = a_round(network, state=RoundState.SKIPPED, prompt_id="")
        asked = a_round(network, state=RoundState.CLOSED, prompt_id="laer-opstart-1")
        assert prompts.choose(library, network, [skipped], Phase.START).id == "laer-opstart-1"
        assert prompts.choose(library, network, [asked, skipped], Phase.START).id == "laer-opstart-3"
