"""Who is connected with whom, as files that other programs read."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import networkx
import pytest

from bot.files import rendered
from locales.catalogue import translator
from tests.builders import NOW
from tests.support.blossoms import a_structure
from tests.support.hostile import NASTY
from views.ties import Web, web

WEB = web(translator("da"), a_structure(9))


def written(end: str, content: Web = WEB) -> bytes:
    found = rendered(content, end, author="", at=NOW)
    assert found is not None
    return found


class TestATable:
    def test_is_known_as_utf_8_by_spreadsheets(self) -> None:
        """By its byte order mark; æ, ø and å are what they are."""
        assert written("csv").startswith("\ufeffFra;Fra er;Til;Til er;Antal netværk;Netværk\r\n".encode())
        assert "Økonomi og Stab" in written("csv").decode("utf-8-sig")

    def test_says_what_the_chat_says(self) -> None:
        """A row for each pair."""
        rows = list(csv.reader(StringIO(written("csv").decode("utf-8-sig")), delimiter=";"))
        assert [tuple(row) for row in rows[1:]] == list(WEB.rows)

    @pytest.mark.parametrize("text", ["=1+1", "+45", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
    def test_holds_no_formula(self, text: str) -> None:
        """What a spreadsheet would work out is text."""
        told = written("csv", replace(WEB, rows=((text, "", "", "", "", ""),))).decode("utf-8-sig")
        [row] = list(csv.reader(StringIO(told, newline=""), delimiter=";"))[1:]
        assert row[0] == f"'{text}".replace("\r", "\n")


class TestAGraph:
    def test_has_networks_and_what_they_tie_together(self) -> None:
        """Read back by a library that draws such."""
        graph = networkx.read_graphml(BytesIO(written("graphml")))
        assert graph.number_of_nodes() == len(WEB.nodes)
        assert set(graph.edges) == set(WEB.edges)
        assert graph.nodes["n1"]["label"] == "Tryg hjem fra sygehuset"
        assert graph.nodes["n1"]["Hvor langt"] == "i gang"

    def test_survives_what_people_write(self) -> None:
        """Letters that such a file cannot hold are left out."""
        nodes = (replace(WEB.nodes[0], label=NASTY + "\ud800\uffff"), *WEB.nodes[1:])
        graph = networkx.read_graphml(BytesIO(written("graphml", replace(WEB, nodes=nodes))))
        assert "<!channel>" in graph.nodes["n1"]["label"]


def test_a_content_has_no_end_that_is_another_s() -> None:
    """No picture of a table, no table of nothing."""
    assert rendered(WEB, "png", author="", at=NOW) is None
    assert rendered(WEB, "docx", author="", at=NOW) is None
