"""What the command line does to a running bot's data, in a real town."""

import json
import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import yaml

from bot.control import OperationError
from bot.house import House
from bot.operations import carry_out
from tests.support.ports import free_port
from tests.support.town import JONAS, SARA, Town, town


@pytest.fixture
def small_town(sqlite_url: str, tmp_path: Path):
    """A town over signed HTTP on SQLite."""
    with town(sqlite_url, tmp_path, port=free_port()) as place:
        yield place


class TestTheSecretariat:
    def test_is_named_added_to_and_taken_from(self, small_town: Town) -> None:
        """The setting named Sara; Jonas comes and goes by command."""
        house = small_town.house
        carry_out(house, "secretariat_add", {"account": JONAS})
        assert {JONAS, SARA} <= set(carry_out(house, "secretariat_list", {}).split())
        carry_out(house, "secretariat_remove", {"account": JONAS})
        assert JONAS not in carry_out(house, "secretariat_list", {})

    def test_nobody_unknown_is_named(self, small_town: Town) -> None:
        """An account that nobody has is a sentence, not a crash."""
        with pytest.raises(OperationError):
            carry_out(small_town.house, "secretariat_add", {"account": "U0NOBODY"})


class TestTheAdministrators:
    def test_are_named_added_to_and_never_all_taken(self, small_town: Town) -> None:
        """The setting named Sara; she stays while she is the last."""
        house = small_town.house
        with pytest.raises(OperationError, match="last administrator"):
            carry_out(house, "administrator_remove", {"account": SARA})
        assert "is now an administrator" in carry_out(house, "administrator_add", {"account": JONAS})
        carry_out(house, "administrator_remove", {"account": SARA})
        assert carry_out(house, "administrator_list", {}).split()[0] == JONAS


class TestTheOrganisation:
    def test_is_changed_by_name_and_tells_its_history(self, small_town: Town) -> None:
        """B1: listed as a tree; added, renamed, moved, merged, split, closed; a network under way follows."""
        house = small_town.house

        def does(name: str, /, **arguments: str) -> str:
            return carry_out(house, f"organisation_{name}", arguments)

        assert does("list").splitlines()[:2] == [
            "Børn, Kultur og Velfærd  (omraade)",
            "  Skoler og Dagtilbud  (afdeling)",
        ]
        does("add", name="Klima", kind="afdeling", under="By, Beskæftigelse og Service")
        does("rename", unit="klima", name="Klima og Energi")
        does("move", unit="Klima og Energi", under="Børn, Kultur og Velfærd")
        does("merge", units=json.dumps(["Klima og Energi", "Teknik og Miljø"]), into="Teknik og Klima")
        does("split", unit="Digitalisering", parts=json.dumps(["Data", "Drift"]))
        assert does("close", unit="Drift") == "Drift is closed."
        shown = does("list")
        assert "  Teknik og Klima  (afdeling)" in shown
        assert "  Data  (afdeling)" in shown
        assert "Digitalisering" not in shown
        told = does("history")
        assert "“Teknik og Miljø” was merged into “Teknik og Klima” (from the command line)" in told
        assert told.splitlines()[0].endswith("“Drift” was closed (from the command line)")

    @pytest.mark.parametrize(
        ("name", "arguments", "why"),
        [
            ("rename", {"unit": "Nowhere", "name": "X"}, "no unit called"),
            ("add", {"name": "X", "kind": "hus", "under": ""}, "--kind must be one of"),
            ("rename", {"unit": "Digitalisering", "name": "Fagudvalget"}, "Another unit has that name"),
            ("close", {"unit": "Børn, Kultur og Velfærd"}, "lies beneath it"),
            ("split", {"unit": "Digitalisering", "parts": '["Kun en"]'}, "at most 10"),
        ],
    )
    def test_says_what_cannot_be_done(self, small_town: Town, name: str, arguments: dict[str, str], why: str) -> None:
        """A sentence, and nothing is changed."""
        before = carry_out(small_town.house, "organisation_list", {})
        with pytest.raises(OperationError, match=why):
            carry_out(small_town.house, f"organisation_{name}", arguments)
        assert carry_out(small_town.house, "organisation_list", {}) == before


class TestTheLibrary:
    def test_goes_out_into_a_file_and_in_again(self, small_town: Town) -> None:
        """B10: looked at first, then done; each change by name, with the words that change."""
        house = small_town.house
        file = carry_out(house, "prompts_export", {})
        assert file.startswith("# Spørgsmålene")
        assert "0 new, 0 changed, 0 taken back in, 0 taken out, 84 unchanged" in _import(house, file)
        library = yaml.safe_load(file)
        first = library["prompts"][0]
        gone = library["prompts"].pop(1)
        library["prompts"].append({**gone, "id": "inno-opstart-9"})
        first["title"]["da"] = "Hvad undrer dig?"
        del first["questions"][1]["en"]
        edited = yaml.safe_dump(library, allow_unicode=True)
        looked = carry_out(house, "prompts_import", {"library": edited, "preview": "True"})
        assert looked.splitlines() == [
            "This is what the file would do: 1 new, 1 changed, 0 taken back in, 1 taken out, 82 unchanged.",
            "New:",
            "  inno-opstart-9  Det, vi tager for givet",
            "Changed:",
            "  inno-opstart-1  Hvad undrer dig?",
            "      title: da: Velkommen – hvad gør dig nysgerrig? -> Hvad undrer dig?",
            "      question 2: en: What experience or viewpoint can you bring? -> (nothing)",
            "Taken out: not in the file, so not asked any more:",
            "  inno-opstart-2  Det, vi tager for givet",
            "Without English somewhere; the Danish text is shown there:",
            "  inno-opstart-1",
            "Nothing is changed yet. Without --preview it is done, for the rounds that open from then on.",
        ]
        assert carry_out(house, "prompts_export", {}) == file
        assert _import(house, edited).startswith("Imported: 1 new, 1 changed, 0 taken back in, 1 taken out")
        assert "Hvad undrer dig?" in carry_out(house, "prompts_export", {})
        assert "0 new, 0 changed, 0 taken back in, 0 taken out, 84 unchanged" in _import(house, edited)
        assert "1 taken back in" in _import(house, file)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("prompts:\n - id: a\n  type: b\n", "cannot be read as YAML, and nothing was changed. line 3, column 3: "),
            ("a: \x00", "cannot be read as YAML, and nothing was changed. Character 4 is none that can be seen."),
            ("prompts: []\nscales: {}\nprompts: []", "line 3, column 1: prompts stands twice here."),
            ("", "the file: a mapping is missing"),
            ("prompts: [{id: a, phase: sommer, questions: [{dim: vejr}]}]", "- a: phase: 'sommer' is none of"),
            ("prompts: [{id: a, phase: sommer, questions: [{dim: vejr}]}]", "- a: question 1: there is no dimension"),
            ("prompts: []", "nothing to ask members of networks of type laering in phase efter"),
        ],
    )
    def test_a_file_that_cannot_be_used_changes_nothing(self, small_town: Town, text: str, why: str) -> None:
        """Where it is wrong and what to do, all of it at once."""
        before = carry_out(small_town.house, "prompts_export", {})
        with pytest.raises(OperationError) as error:
            _import(small_town.house, text)
        assert why in str(error.value)
        assert carry_out(small_town.house, "prompts_export", {}) == before


def _import(house: House, text: str) -> str:
    return carry_out(house, "prompts_import", {"library": text, "preview": "False"})


class TestSeeding:
    def test_makes_four_networks_in_different_phases_with_a_summary_to_read(self, small_town: Town) -> None:
        """Demo data comes through the same services; the secretariat can ask for a summary at once."""
        assert carry_out(small_town.house, "seed", {}) == "Made 4 demo networks."
        small_town.settle()
        sara = small_town.person(SARA)
        sara.say_to_bot("opsamling tryg hjem")
        summary = small_town.hears(sara, "Opsamling: Tryg hjem").text
        assert "midterværdi" in summary or "runder" in summary
        sara.say_to_bot("barrierer")
        assert "Ansvarlig: " in small_town.hears(sara, "Barrierer").text
        assert small_town.person("U0METTE01").channels()[-1] == "tryg-hjem-fra-sygehuset"
        sara.say_to_bot("mål")
        goals = small_town.hears(sara, "Det første år går fra").text
        assert "4 af 7 svarer bedre end før; borgere og andre udefra: for få svar til at vise tal." in goals
        assert "2 forslag: 1 lagt frem og 1 prøvet." in goals
        assert "5 af 8 vurderer sig højere nu" in goals

    def test_has_recorded_something_of_each_kind_and_one_change_that_waits(self, small_town: Town) -> None:
        """The network has heard of it, the summary tells it, and the secretariat has one to confirm."""
        carry_out(small_town.house, "seed", {})
        small_town.settle()
        sara = small_town.person(SARA)
        sara.say_to_bot("opsamling")
        summary = small_town.hears(sara, "Opsamling: netværksstrukturen").text
        assert "3 forandringer er skrevet ned, 1 er bekræftet." in summary
        assert "2 forslag (prøvet 1 · lagt frem 1)" in summary
        assert "2 knopper: 1 ny samarbejdsform og 1 nyt engagement." in summary
        assert small_town.sees(sara.workspace.person("U0METTE01"), "tryg-hjem-fra-sygehuset", "fælles tjekliste")
        sara.say_to_bot("bekræft")
        assert "ringer til de pårørende" in small_town.hears(sara, "venter på at blive bekræftet").text

    def test_shows_a_barrier_with_somebody_who_takes_care_of_it_and_a_day(self, small_town: Town) -> None:
        """What is being done, by whom, until when."""
        carry_out(small_town.house, "seed", {})
        small_town.settle()
        sara = small_town.person(SARA)
        sara.say_to_bot("barrierer")
        shown = small_town.hears(sara, "Barrierer").text
        day = (small_town.clock.now() + timedelta(weeks=3)).date()
        assert re.search(rf"Ansvarlig: \w[^\n]*{day.day}\. \w+ {day.year}", shown.replace("\n", " "))

    def test_has_somebody_without_an_account_in_a_network_and_one_who_is_invited(self, small_town: Town) -> None:
        """Their mails can be read in the trial; one link says yes, another answers the round that is open."""
        carry_out(small_town.house, "seed", {})
        small_town.settle()
        with httpx.Client(base_url=small_town.url, follow_redirects=True) as http:
            page = http.get("/try/mails").text
            links = re.findall(r'href="(/l/[\w-]+)"', page)
            assert len(links) == 2
            pages = [http.get(link).text for link in links]
        assert "karim@paaroerende.example" in page
        assert "Grønne gårdrum spørger" in page
        assert sum("Jeg er med" in each for each in pages) == 1
        assert sum("Ulla Bak" in each and "Svar" in each for each in pages) == 1

    def test_has_a_change_that_waits_for_its_echo(self, small_town: Town) -> None:
        """The network closed over three months ago: its members are asked what they notice, the change stands there."""
        carry_out(small_town.house, "seed", {})
        small_town.days(1)
        peter = small_town.person("U0PETER01")
        asked = small_town.hears(peter, "For 3 måneder siden sluttede netværket Sommer i biblioteksparken")
        form = peter.click("Svar", in_message=asked).modal
        assert form is not None
        noticed = next(label for label in form.fields if label.startswith("Hvad af det, netværket var med til"))
        assert "Biblioteket og driftsgården deler vagtplan om sommeren." in form.choices(noticed)
        assert small_town.sees(peter, "sommer-i-biblioteksparken", "Høst: Sommer i biblioteksparken")
        with small_town.house.units_of_work.reading() as uow:
            assert not [state for state, count in uow.ledger.counts().items() if state.value == "dead" and count]

    def test_has_a_network_that_is_near_its_end(self, small_town: Town) -> None:
        """Its leader is asked what is to happen, with a button for each way."""
        carry_out(small_town.house, "seed", {})
        small_town.settle()
        asked = small_town.hears(small_town.person("U0FATIMA1"), "slutter efter planen")
        assert {"Afslut", "Forlæng", "Bliver daglig drift", "Del i to"} <= set(asked.buttons)

    def test_is_not_done_twice_by_mistake(self, small_town: Town) -> None:
        """With networks there it asks for --again."""
        carry_out(small_town.house, "seed", {})
        with pytest.raises(OperationError, match="again"):
            carry_out(small_town.house, "seed", {})


class TestSayingThatItWasRestored:
    def test_has_everything_looked_for_before_it_is_sent(self, small_town: Town) -> None:
        """At once, in the running bot."""
        told = carry_out(small_town.house, "restored", {"since": "2026-01-02T02:00+01:00"})
        assert "2026-01-02T02:00:00+01:00" in told
        assert small_town.house.units_of_work.doubt is not None

    @pytest.mark.parametrize("since", ["yesterday", "2999-01-01T00:00+00:00"])
    def test_needs_a_time_that_has_been(self, small_town: Town, since: str) -> None:
        """Anything else is a sentence, and nothing changes."""
        with pytest.raises(OperationError):
            carry_out(small_town.house, "restored", {"since": since})
        assert small_town.house.units_of_work.doubt is None
