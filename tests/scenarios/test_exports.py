"""The secretariat takes something out of the chat, from the summary to the file."""

import csv
import json
import re
from io import BytesIO, StringIO

import docx

from sandbox.driver import Person
from sandbox.driver_parts import Message
from tests.support.playing import network
from tests.support.town import LARS, SARA, Town


class TestTakingOut:
    def test_leads_from_the_summary_to_figures_and_to_the_journal(self, small_town: Town) -> None:
        """A press, a choice, a link of one's own; for the journal a case number between."""
        network(small_town, members=(LARS,))
        sara = small_town.person(SARA)
        choice = _choice(small_town, sara)
        sara.click("Tallene", in_message=choice)
        found = small_town.workspace.eventually(lambda: _links(json.dumps(sara.dms()[-1].content), "csv"))
        figures = StringIO(_fetched(small_town, found).decode("utf-8-sig"), newline="")
        assert ["Deltagere", "Deltagere i alt", "2", "", "", "", ""] in list(csv.reader(figures, delimiter=";"))
        form = sara.click("Til journal", in_message=choice).modal
        assert form is not None
        shown = form.fill({"Sagsnummer": "26/00123"}).submit().modal
        assert "26/00123" in _word(_fetched(small_town, _links(json.dumps(vars(shown), default=str), "docx")))


def _choice(town: Town, sara: Person) -> Message:
    """From the summary of the network to what can be taken out of it."""
    sara.say_to_bot("opsamling tryg hjem")
    sara.click("Hent", in_message=town.hears(sara, "Opsamling: Tryg hjem"))
    return town.hears(sara, "Hvad vil du hente?")


def _fetched(town: Town, links: list[str]) -> bytes:
    return town.workspace.http.get(links[-1]).raise_for_status().content


def _links(text: str, kind: str) -> list[str]:
    return re.findall(rf"http://[\d.]+:\d+/f/[\w-]+\.{kind}", text)


def _word(content: bytes) -> str:
    file = docx.Document(BytesIO(content))
    return "\n".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
