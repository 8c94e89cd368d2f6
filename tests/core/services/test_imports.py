"""The library out into a file and in from one: what it would do, and that it does all of it or nothing."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from core.model.changes import COMMAND_LINE, Source
from core.model.editions import Edition, Making
from core.model.prompts import Audience
from core.ports import UnitOfWork
from core.services import exports, imports, prompts
from core.services.libraries import LibraryError, read
from tests.builders import NOW
from tests.reflections import LIBRARY

File = dict[str, Any]


@pytest.fixture(autouse=True)
def _library(uow: UnitOfWork) -> None:
    """The library that ships with us."""
    prompts.settle(uow, LIBRARY)


def _exported(uow: UnitOfWork) -> File:
    return deepcopy(exports.write(uow.prompts.newest(), LIBRARY))


def _imported(uow: UnitOfWork, file: File) -> imports.Plan:
    plan = imports.plan(uow, file, LIBRARY)
    imports.carry_out(uow, plan, COMMAND_LINE, at=NOW)
    return plan


def _entry(file: File, id: str) -> File:
    return next(each for each in (*file["prompts"], *file["role_prompts"]) if each["id"] == id)


def _ids(editions: Iterable[Edition]) -> list[str]:
    return [edition.prompt.id for edition in editions]


class TestExporting:
    def test_gives_what_was_imported(self, uow: UnitOfWork) -> None:
        """In the shape of the file that ships with us: nothing is lost or added on the way."""
        file = _exported(uow)
        assert read(file) == read(LIBRARY)
        assert list(file) == list(LIBRARY)
        assert file["prompts"][0] == LIBRARY["prompts"][0]
        assert (file["scales"], file["choice_sets"]) == (LIBRARY["scales"], LIBRARY["choice_sets"])

    def test_leaves_out_what_is_not_asked(self, uow: UnitOfWork) -> None:
        """And has what the secretariat wrote, in English or not, among the members' or the other roles'."""
        first = uow.prompts.editions("inno-opstart-1")[0]
        again = replace(first.prompt, version=2)
        prompts.keep(uow, replace(first, prompt=again, making=Making.RETIRED, source=Source.CHAT, at=NOW))
        own = replace(first.prompt, id="innovation-opstart-1f", title={"da": "Uden engelsk"})
        role = replace(own, id="alle-efter-2e", audience=Audience.RECEIVER, type=None)
        for prompt in (own, role):
            prompts.keep(uow, replace(first, prompt=prompt, position=99, source=Source.CHAT, at=NOW))
        file = _exported(uow)
        ids = [entry["id"] for entry in file["prompts"]]
        assert ("inno-opstart-1" in ids, ids[-1]) == (False, own.id)
        assert _entry(file, own.id)["title"] == {"da": "Uden engelsk"}
        assert file["role_prompts"][-1]["audience"] == "modtager"
        asked = {prompt.id: replace(prompt, version=1) for prompt in uow.prompts.newest()}
        assert {prompt.id: prompt for prompt in read(file)} == asked

    def test_has_each_scale_once_as_most_prompts_have_it(self, uow: UnitOfWork) -> None:
        """A prompt that was written before the scale was changed is in the minority, and imported it follows."""
        changed = deepcopy(LIBRARY)
        changed["scales"]["grad"]["5"]["da"] = "I allerhøjeste grad"
        old = next(
            edition
            for edition in uow.prompts.library()
            if any(question.scale == "grad" for question in edition.prompt.questions)
        )
        words = replace(old.prompt, version=2, title={"da": "Vores ord"})
        prompts.keep(uow, replace(old, prompt=words, making=Making.CHANGED, source=Source.CHAT, at=NOW))
        prompts.settle(uow, changed)
        file = _exported(uow)
        assert file["scales"]["grad"]["5"]["da"] == "I allerhøjeste grad"
        assert [there.prompt.id for there, _ in imports.plan(uow, file, LIBRARY).changed] == [old.prompt.id]


class TestImporting:
    def test_what_was_exported_does_nothing(self, uow: UnitOfWork) -> None:
        """No version is made for its own sake, and none is moved."""
        plan = _imported(uow, _exported(uow))
        assert (plan.added, plan.changed, plan.returned, plan.retired) == ((), (), (), ())
        assert len(plan.unchanged) == 84
        assert {edition.prompt.version for edition in uow.prompts.library()} == {1}

    def test_makes_versions_of_what_is_new_changed_and_gone(self, uow: UnitOfWork) -> None:
        """Each kept with the way it came, when, and its place in the file; the rest is left alone."""
        file = _exported(uow)
        _entry(file, "inno-opstart-2")["title"]["da"] = "Nye ord"
        gone = file["prompts"].pop(0)
        file["prompts"].insert(0, {**deepcopy(gone), "id": "inno-opstart-9"})
        plan = _imported(uow, file)
        assert [prompt.id for prompt in plan.added] == ["inno-opstart-9"]
        assert [there.prompt.id for there, _ in plan.changed] == ["inno-opstart-2"]
        assert (_ids(plan.retired), len(plan.unchanged)) == (["inno-opstart-1"], 82)
        newest = {edition.prompt.id: edition for edition in uow.prompts.library()}
        made = {id: (newest[id].making, newest[id].prompt.version) for id in ("inno-opstart-9", "inno-opstart-2")}
        assert made == {"inno-opstart-9": (Making.ADDED, 1), "inno-opstart-2": (Making.CHANGED, 2)}
        assert newest["inno-opstart-1"].is_retired
        assert (newest["inno-opstart-2"].source, newest["inno-opstart-2"].at) == (Source.COMMAND_LINE, NOW)
        assert uow.prompts.newest()[0].id == "inno-opstart-9"
        assert imports.plan(uow, file, LIBRARY).changed == ()

    def test_takes_back_in_what_is_in_the_file_again(self, uow: UnitOfWork) -> None:
        """With its words as the file has them."""
        whole = _exported(uow)
        without = deepcopy(whole)
        without["prompts"].pop(0)
        _imported(uow, without)
        plan = _imported(uow, whole)
        assert [there.prompt.id for there, _ in plan.returned] == ["inno-opstart-1"]
        back = uow.prompts.editions("inno-opstart-1")
        assert [each.making for each in back] == [Making.RETURNED, Making.RETIRED, Making.ADDED]
        assert back[0].says(back[-1].prompt)

    def test_moves_what_stands_elsewhere_without_a_new_version(self, uow: UnitOfWork) -> None:
        """The order is the library's: of those never asked the first is chosen."""
        file = _exported(uow)
        file["prompts"].insert(0, file["prompts"].pop(1))
        plan = _imported(uow, file)
        assert len(plan.unchanged) == 84
        assert [prompt.id for prompt in uow.prompts.newest()][:2] == ["inno-opstart-2", "inno-opstart-1"]
        assert uow.prompts.newest()[0].version == 1

    def test_names_those_without_english(self, uow: UnitOfWork) -> None:
        """It is no mistake, but somebody may want to know."""
        file = _exported(uow)
        del _entry(file, "inno-opstart-1")["questions"][0]["en"]
        _entry(file, "rolle-ekstern-1")["title"]["en"] = ""
        assert imports.plan(uow, file, LIBRARY).untranslated == ("inno-opstart-1", "rolle-ekstern-1")

    def test_is_the_secretariat_s_from_then_on(self, uow: UnitOfWork) -> None:
        """The next start leaves what a file has changed as it is."""
        file = _exported(uow)
        _entry(file, "inno-opstart-2")["title"]["da"] = "Nye ord"
        _imported(uow, file)
        assert prompts.settle(uow, LIBRARY) == 0


class TestRefusing:
    SPOILT: tuple[tuple[str, Callable[[File], object], str], ...] = (
        ("no file", lambda f: f.clear(), "nothing to ask members of networks of type innovation in phase opstart"),
        (
            "nothing left in a phase",
            lambda f: f.update(prompts=[e for e in f["prompts"] if (e["type"], e["phase"]) != ("laering", "efter")]),
            "type laering in phase efter; keep at least one",
        ),
        (
            "a dimension that nothing is counted by",
            lambda f: (f["dimensions"].update(vejr={}), f["prompts"][0]["questions"][0].update(dim="vejr")),
            "inno-opstart-1: question 1: there is no dimension vejr; write one of fremdrift, output",
        ),
    )

    @pytest.mark.parametrize(("spoil", "why"), [each[1:] for each in SPOILT], ids=[each[0] for each in SPOILT])
    def test_says_why_and_writes_nothing(self, uow: UnitOfWork, spoil: Callable[[File], object], why: str) -> None:
        """A plan that cannot be made is not carried out."""
        file = _exported(uow)
        spoil(file)
        with pytest.raises(LibraryError) as error:
            _imported(uow, file)
        assert why in str(error.value)
        assert {edition.prompt.version for edition in uow.prompts.library()} == {1}

    def test_an_empty_one_names_every_phase_that_it_would_empty(self, uow: UnitOfWork) -> None:
        """All at once."""
        with pytest.raises(LibraryError) as error:
            imports.plan(uow, {}, LIBRARY)
        assert len(error.value.problems) == 15
