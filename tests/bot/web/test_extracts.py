"""What the secretariat takes out, over real HTTP: every file opened again by another reader than its writer."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO, StringIO

import docx
import httpx
import openpyxl
import pytest
from starlette.applications import Starlette

import handlers.everything  # noqa: F401
from bot.access import LinkAccess
from bot.crew import Crew
from bot.web.files import FileDoor, routes
from core.model.networks import Network
from core.model.outcomes import Details, Kind
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage
from tests.bot.files.test_csv_files import HOSTILE
from tests.builders import Municipality, a_municipality, a_record
from tests.handlers.test_exports import links
from tests.handlers.test_summaries import AT
from tests.reflections import a_library, a_reflecting_network, closed, said, tryg_hjem
from tests.support.pages import served

FORMULA = HOSTILE[0]


@dataclass
class Desk:
    """The secretariat's, beside the stage on which it asks."""

    stage: Stage
    town: Municipality
    network: Network
    http: httpx.Client = field(repr=False)

    def asked(self, kind: str, scope: str = "", days: str = "|", case: str = "") -> list[str]:
        """Where the files are."""
        value = f"{kind}|{scope or f'||{self.network.id}'}|{days}"
        return links(self.stage.submit(self.town.sekretariat, "exports.fetch", value, case=case))

    def links(self, kind: str, scope: str = "", days: str = "|", case: str = "") -> dict[str, str]:
        """The same by the end of its name; where there are copies without names, those."""
        return {link.rsplit(".", 1)[1]: link for link in self.asked(kind, scope, days, case)}

    def disclosed(self, days: str = "|", *, masked: bool = False) -> str:
        """What is given for a request for access."""
        return _read(self.http.get(self.asked("disclosure", days=days)[2 if masked else 0]).content)

    def get(self, kind: str, end: str, scope: str = "", days: str = "|", case: str = "") -> bytes:
        return self.http.get(self.links(kind, scope, days, case)[end]).raise_for_status().content

    def word(self, kind: str, scope: str = "", days: str = "|", case: str = "") -> str:
        """Every paragraph and every cell."""
        return _read(self.get(kind, "docx", scope, days, case))

    def excel(self, kind: str, scope: str = "", sheet: int = 0) -> list[list[object]]:
        file = openpyxl.load_workbook(BytesIO(self.get(kind, "xlsx", scope)))
        return [[cell.value for cell in row] for row in file.worksheets[sheet].iter_rows()]

    def csv(self, kind: str, scope: str = "") -> list[list[str]]:
        text = StringIO(self.get(kind, "csv", scope).decode("utf-8-sig"), newline="")
        return list(csv.reader(text, delimiter=";"))


def _read(content: bytes) -> str:
    file = docx.Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in file.paragraphs] + cells)


@pytest.fixture
def desk(uows: SqlUnitsOfWork) -> Iterator[Desk]:
    with uows.writing() as uow:
        town = a_municipality(uow)
        a_library(uow)
        network = tryg_hjem(uow)
        leader = uow.people.get(network.leader_id)
        uow.outcomes.save(a_record(network, leader, created_at=AT))
        hostile = Details(text=f"{FORMULA};æøå\n\x00{'lang ' * 150}", unit_ids=())
        uow.outcomes.save(a_record(network, leader, Kind.RESULT, details=hostile, created_at=AT))
        a_reflecting_network(uow, "Grøn skolegård", members=6)
        uow.commit()
    crew, stage = Crew(workers=2, callers=1), Stage(uows, now=AT)
    app = Starlette(routes=[*routes(uows, crew, now=lambda: stage.now)])
    with served(app, crew) as url, httpx.Client(timeout=20) as http:
        stage.file_door = FileDoor(LinkAccess(public_url=url, secret="only for these tests, and long enough"))
        yield Desk(stage, town, network, http)


class TestTheSummary:
    def test_is_what_the_chat_shows_in_its_order(self, desk: Desk) -> None:
        """The changes before the rest, what it rests on after it, then everything in whole."""
        text = desk.word("summary")
        parts = ("Kort fortalt", "Forandringer i basisorganisationen", "Datagrundlag", "Alt det skrevne udbytte")
        assert sorted(parts, key=text.index) == list(parts)
        assert "Visitationen og depotet holder fælles morgenmøde" in text

    def test_as_markdown_says_the_same(self, desk: Desk) -> None:
        """As a text that can be put anywhere, with æ, ø and å."""
        text = desk.get("summary", "md").decode()
        assert text.startswith("# Opsamling: Tryg hjem fra sygehuset (velfærdsnetværk)\n")
        assert "## Drivkræfter og barrierer" in text

    def test_of_a_period_is_of_that_period(self, desk: Desk) -> None:
        """As it would be in the chat: nothing that closed outside it."""
        text = desk.word("summary", days="2026-09-01|2026-09-30")
        assert "1. september 2026 til 30. september 2026" in text
        assert "blikket kom fra" not in text
        assert "vagtplanen" not in text

    def test_of_all_networks_is_that_of_the_structure(self, desk: Desk) -> None:
        """Without a word of who comes before whom."""
        assert "Netværk rangordnes ikke." in desk.word("summary", scope="||")


class TestForTheJournal:
    def test_says_where_it_is_from(self, desk: Desk) -> None:
        """Date, period, who ordered it, the case, the questions in their versions, what it rests on, the rule."""
        text = desk.word("journal", case="2026-001234")
        told = ("2. november 2026", "hele forløbet", "Søs Lindegaard, netværkssekretariatet", "2026-001234")
        assert [each for each in told if each not in text] == []
        assert "(version 1, velf-undervejs-4)" in text
        assert "7 runder" in text
        assert "Tal vises ved mindst 5 svar" in text

    def test_needs_no_case(self, desk: Desk) -> None:
        """Then there is no line for it."""
        assert "Sagsnummer" not in desk.word("journal")

    def test_names_the_questions_of_its_period_only(self, desk: Desk) -> None:
        """What was asked before or after is not what it rests on."""
        text = desk.word("journal", scope="||", days="2026-09-01|2026-09-10")
        assert "velf-undervejs-1" in text
        assert "velf-undervejs-4" not in text


class TestTables:
    def test_have_the_figures_that_the_chat_shows(self, desk: Desk) -> None:
        """A number in each line, with the answers behind it and the one before."""
        rows = {(row[0], row[1]): row[2:] for row in desk.excel("figures")}
        medians = [row for (_, what), row in rows.items() if what == "Midterværdi (1 til 5)"]
        assert [4, 11, 3, 7, None] in medians
        assert any(row[:2] == [6, 10] for (_, what), row in rows.items() if what == "Regler og jura")

    def test_have_no_figure_that_the_chat_hides(self, desk: Desk) -> None:
        """Of four shared and four private answers neither: the cell is empty, and says why. No share is under three."""
        with desk.stage.uows.writing() as uow:
            points = [*[said(2, private=True)] * 4, *[said(3)] * 4]
            closed(uow, desk.network, "velf-undervejs-1", points, on=date(2026, 11, 1))
            uow.commit()
        rows = desk.excel("figures")
        assert [None, None, 4, None, None, "For få svar til at vise tal (4 af 11). Private svar er ikke talt med."] in [
            row[1:] for row in rows
        ]
        assert not [row for row in rows if isinstance(row[2], int) and isinstance(row[3], int) and row[2] < 3]

    def test_are_the_same_in_csv(self, desk: Desk) -> None:
        """Read back, æøå and all: a cell for each of the first sheet's."""
        for kind in ("figures", "outcomes", "conditions"):
            sheet = [["" if cell is None else str(cell) for cell in row] for row in desk.excel(kind)]
            lines = desk.csv(kind)
            assert len(lines) == len(sheet) > 1
            assert [line[1] for line in lines] == [row[1] for row in sheet]
        assert "Det, tallet tæller" in desk.csv("figures")[0]

    def test_say_what_they_are_of(self, desk: Desk) -> None:
        """On a sheet of its own: the network, the period, who ordered it, the rule."""
        about = dict(row[:2] for row in desk.excel("figures", sheet=1))
        assert about["Netværk"] == "Tryg hjem fra sygehuset"
        assert (about["Bestilt af"], about["Lukkede runder"]) == ("Søs Lindegaard", 7)
        assert "mindst 5 svar" in str(about["Regel for tal"])

    def test_keep_what_people_wrote_as_text(self, desk: Desk) -> None:
        """A record that begins as a formula, with a semicolon and 750 characters, is one cell and runs nowhere."""
        [text] = [row[2] for row in desk.excel("outcomes") if row[1] == "Resultat"]
        [cell] = [line[2] for line in desk.csv("outcomes") if line[1] == "Resultat"]
        assert str(text).startswith(f"{FORMULA};æøå lang lang")
        assert cell == f"'{text}"

    def test_of_the_registers_have_a_line_for_each(self, desk: Desk) -> None:
        """Changes before results; of all networks each with its name, and barriers with the networks behind them."""
        assert [row[:2] for row in desk.excel("outcomes", scope="||")[1:]] == [
            ["Tryg hjem fra sygehuset", "Forandring"],
            ["Tryg hjem fra sygehuset", "Resultat"],
        ]
        lines = {row[1]: row for row in desk.excel("conditions", scope="||")}
        assert lines["Regler og jura"][0] == "Barriere"
        assert lines["Regler og jura"][6:] == [1, "Tryg hjem fra sygehuset"]

    def test_of_all_networks_count_each_for_itself(self, desk: Desk) -> None:
        """Networks and people in numbers, figures from so many networks, and no name of a network."""
        rows = desk.excel("figures", scope="||")
        assert ["Antal netværk", "Velfærdsnetværk", 2, None, None, None] in rows
        assert not [row for row in rows if "Tryg hjem" in str(row)]


class TestForARequestForAccess:
    def test_has_shared_replies_with_who_gave_them(self, desk: Desk) -> None:
        """And who could see each; the first line says whose decision it is."""
        text = desk.disclosed()
        assert "Kommunen afgør, hvad der skal udleveres" in text.split("\n")[1]
        assert "DeltagerA Prøvesen · delt med netværket" in text.split("\n")

    def test_has_words_without_a_name_where_there_are_enough(self, desk: Desk) -> None:
        """Of these only the words: their choices stand in the figures as they were published."""
        text = desk.disclosed()
        assert "uden navn, kun til sekretariatet" in text
        assert "Ingen ved, hvad vi må dele" in text
        assert "Regler og jura (6)" in text
        assert text.count("Regler og jura") == 2

    def test_has_no_words_without_a_name_under_k(self, desk: Desk) -> None:
        """That there may be some is said; how many is not."""
        with desk.stage.uows.writing() as uow:
            replies = [said("Kun fordi jeg er syg", private=True)] * 4 + [said("Det kan alle læse")]
            closed(uow, desk.network, "velf-undervejs-2", replies, on=date(2026, 11, 1))
            uow.commit()
        text = desk.disclosed()
        assert "Det kan alle læse" in text
        assert "syg" not in text.replace("sygehuset", "")
        assert "Der kan altså findes svar, som ikke er her" in text

    def test_has_a_copy_without_names(self, desk: Desk) -> None:
        """Neither those of who answered nor those in what they wrote."""
        with desk.stage.uows.writing() as uow:
            replies = [said("DeltagerB har ringet, 20 30 40 50")]
            closed(uow, desk.network, "velf-undervejs-2", replies, on=date(2026, 11, 1))
            uow.commit()
        assert "DeltagerB har ringet, 20 30 40 50" in desk.disclosed()
        masked = desk.disclosed(masked=True)
        assert "[…] har ringet, […]" in masked
        assert "Prøvesen" not in masked
        assert "DeltagerB" not in masked

    def test_tells_each_round_with_the_version_it_asked(self, desk: Desk) -> None:
        """In the period asked for, oldest first."""
        text = desk.disclosed(days="2026-09-01|2026-09-30")
        assert text.count("Version 1 (velf-undervejs-") == 2
        assert text.index("4. september 2026: ") < text.index("18. september 2026: ")
        assert "Deltagere udefra" in text


class TestStayingOut:
    def test_after_a_day(self, desk: Desk) -> None:
        """It is told how to get a new one."""
        link = desk.links("figures")["csv"]
        desk.stage.now += timedelta(hours=25)
        late = desk.http.get(link)
        assert late.status_code == 404
        assert "eksport" in late.text

    @pytest.mark.parametrize("kind", ["summary", "figures", "outcomes", "conditions", "journal", "disclosure"])
    def test_of_who_is_in_the_secretariat_no_more(self, desk: Desk, kind: str) -> None:
        """A link that was given before opens nothing now."""
        found = desk.links(kind)
        with desk.stage.uows.writing() as uow:
            uow.people.save(replace(desk.town.sekretariat, is_secretariat=False))
            uow.commit()
        assert {desk.http.get(link).status_code for link in found.values()} == {404}

    def test_of_another_kind_of_file(self, desk: Desk) -> None:
        """Tables are no document, documents are no tables."""
        figures, text = desk.links("figures")["csv"], desk.links("summary")["md"]
        answers = [desk.http.get(figures.replace(".csv", ".docx")), desk.http.get(text.replace(".md", ".xlsx"))]
        assert [answer.status_code for answer in answers] == [404, 404]

    def test_is_kept_nowhere_on_the_way(self, desk: Desk) -> None:
        """A file to save, under a name of ours, of the kind it is, of which no copy stays in a cache."""
        headers = desk.http.get(desk.links("figures")["csv"]).headers
        assert headers["content-type"] == "text/csv; charset=utf-8"
        assert headers["content-disposition"] == 'attachment; filename="tal.csv"'
        assert headers["cache-control"] == "no-store"
