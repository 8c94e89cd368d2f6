"""Who is connected with whom, in words and as a table; how the structure moves."""

from datetime import date

from core.model.ties import Look, Month
from locales.catalogue import translator
from locales.words import plain
from tests.acting import buttons, said
from tests.support.blossoms import a_structure
from views import pictures
from views import ties as views

DA, EN = translator("da"), translator("en")
MONTHS = (
    Month(first=date(2026, 9, 1), networks=0, departments=None, links=0),
    Month(first=date(2026, 10, 1), networks=2, departments=2.5, links=3),
    Month(first=date(2026, 11, 1), networks=1, departments=3.0, links=3),
)


class TestLinks:
    def test_name_each_pair_with_its_networks(self) -> None:
        """B3, A15: in the organisation's own order, by the numbers that the flower has; ideas tie nothing."""
        told = said(views.links(DA, a_structure(2), Look()))
        assert "Hvem er forbundet med hvem?" in told
        assert all("netværk (" in line for line in told.splitlines()[1:-1])
        assert "(6" not in said(views.links(DA, a_structure(6), Look()))

    def test_come_page_by_page(self) -> None:
        """All of them in the end, each once."""
        lines, page = list[str](), 0
        while True:
            view = views.links(EN, a_structure(60), Look(), page)
            lines += [line for line in said(view).splitlines() if "network" in line and "(" in line]
            if "pictures.links" not in buttons(view):
                break
            page += 1
        web = views.web(EN, a_structure(60))
        assert len(lines) - (page + 1) in (len(web.rows), len(web.rows) - page - 1)

    def test_of_nobody_say_so(self) -> None:
        """Where there are no networks."""
        assert "Ingen er forbundet" in said(views.links(DA, a_structure(0), Look()))


class TestAWeb:
    def test_has_every_network_and_every_end(self) -> None:
        """What is joined by lines is there."""
        web = views.web(DA, a_structure(9))
        keys = [node.key for node in web.nodes]
        assert len(keys) == len(set(keys))
        assert {end for edge in web.edges for end in edge} <= set(keys)
        assert sum(node.kind == "Netværk" for node in web.nodes) == 9

    def test_tells_of_people_in_bands(self) -> None:
        """As the flower does."""
        nodes = [node for node in views.web(DA, a_structure(4)).nodes if node.facts]
        assert [node.facts["Hvor mange"] for node in nodes] == [
            "færre end 5 deltagere",
            "5–9 deltagere",
            "10–19 deltagere",
            "20 deltagere eller flere",
        ]


class TestTheTrend:
    def test_tells_each_month(self) -> None:
        """B15: networks, departments in each, pairs that are tied; an average of nothing is a gap."""
        chart = views.trend(DA, MONTHS)
        told = [[plain(line) for line in pictures.lines(panel)] for panel in chart.panels]
        assert told[0][1] == "oktober 2026: 2 netværk"
        assert told[1] == ["september 2026: ingen netværk", "oktober 2026: 2,5", "november 2026: 3"]
        assert told[2][2] == "november 2026: 3 par"

    def test_before_the_first_network_says_so(self) -> None:
        """In each of its panels."""
        assert said(pictures.twin(DA, views.trend(DA, ()))).count("Der har ikke været netværk endnu.") == 3
