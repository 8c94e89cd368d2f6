"""Charts of figures: what may be told is told, and a gap says that it is one."""

from datetime import date

import pytest

from core.model.figures import Figure
from core.model.goals import Competence, Experience, Goals, Voice
from core.model.plots import Plot, Step, Subject
from core.model.prompts import Option, QuestionKind
from core.model.summaries import Common, Measure
from core.model.targets import Group, Moment
from locales.catalogue import translator
from tests.acting import said
from tests.builders import a_network, a_question
from views import charts, pictures
from views.elements import Image
from views.pictures import Chart, Shape

DA, EN = translator("da"), translator("en")
NETWORK = a_network(name="Tryg hjem")
STEPS = (
    Step(day=date(2026, 7, 2), answered=6, asked=8, n=6, median=4),
    Step(day=date(2026, 8, 2), answered=2, asked=8, n=2),
    Step(day=date(2026, 9, 2), answered=0, asked=8),
)
CHOICE = a_question(QuestionKind.CHOICE)
LAW = Option(id="jura", texts={"da": "Regler og jura", "en": "Rules and law"})


def told(plot: Plot) -> str:
    return said(pictures.twin(DA, charts.chart(DA, plot)))


def values(chart: Chart) -> list[list[float | None]]:
    return [[point.value for point in panel.points] for panel in chart.panels]


class TestProgress:
    def test_is_told_step_by_step(self) -> None:
        """A hidden figure is a gap with its reason, one that was not asked another."""
        lines = told(Plot(subject=Subject.PROGRESS, network=NETWORK, steps=STEPS))
        assert "Fremdrift og deltagelse: Tryg hjem" in lines
        assert "2. juli 2026: Midterværdi 4 af 5 (6 svar)." in lines
        assert "2. august 2026: for få svar" in lines
        assert "2. september 2026: ikke spurgt" in lines
        assert "2. juli 2026: 6 af 8 har svaret" in lines

    def test_is_drawn_with_gaps(self) -> None:
        """Never as zero."""
        chart = charts.chart(EN, Plot(subject=Subject.PROGRESS, steps=STEPS))
        assert values(chart) == [[4, None, None], [75, 25, 0]]
        assert [panel.shape for panel in chart.panels] == [Shape.COURSE, Shape.BARS]

    def test_of_nothing_says_so(self) -> None:
        """In both of its panels."""
        assert told(Plot(subject=Subject.PROGRESS)).count("Der er ikke noget at vise endnu.") == 2


class TestForces:
    def test_of_a_network_are_those_that_may_be_told(self) -> None:
        """The rest is one gap."""
        figure = Figure(question=0, n=11, is_shown=True, cells=(("tid", 7),), hides=True)
        plot = Plot(
            subject=Subject.FORCES, network=NETWORK, drivers=Measure(question=CHOICE, figure=figure, members=12)
        )
        assert "Tid: nævnt af 7 af 11\nAndet: for få svar" in told(plot)

    def test_that_are_hidden_are_a_gap(self) -> None:
        """Whatever was chosen."""
        measure = Measure(question=CHOICE, figure=Figure(question=0, n=3, cells=(("tid", 3),)), members=8)
        chart = charts.chart(DA, Plot(subject=Subject.FORCES, network=NETWORK, barriers=measure))
        assert values(chart) == [[], [None]]

    def test_of_all_are_counted_in_networks(self) -> None:
        """Not in people."""
        common = (Common(option=LAW, networks=4),)
        assert "Regler og jura: nævnt i 4 netværk" in told(
            Plot(subject=Subject.FORCES, common_barriers=common, networks=9)
        )


class TestGoals:
    def test_tell_staff_and_others_apart(self) -> None:
        """A32: never one number; who are too few, or have said nothing, is a gap."""
        voices = {(Moment.CLOSING, Group.STAFF): Voice(n=9, is_shown=True, median=4)}
        voices |= {(Moment.CLOSING, Group.OUTSIDE): Voice(n=2), (Moment.BASELINE, Group.STAFF): Voice(n=2)}
        lines = told(Plot(subject=Subject.GOALS, goals=Goals(experience=Experience(voices=voices))))
        assert "Medarbejdere, ved slutningen: Midterværdi 4 af 5 (9 svar)." in lines
        assert "Borgere og andre udefra, ved slutningen: for få svar" in lines
        assert "Borgere og andre udefra, ved starten: ingen svar endnu" in lines

    @pytest.mark.parametrize(
        ("found", "line"),
        [
            (Competence(n=21, is_shown=True, higher=17), "Højere nu end dengang: 17 af 21"),
            (Competence(n=9, is_shown=True), "Højere nu end dengang: for få svar"),
            (Competence(n=3), "Højere nu end dengang: for få svar"),
        ],
        ids=["told", "points at somebody", "few"],
    )
    def test_tell_competence_where_it_points_at_nobody(self, found: Competence, line: str) -> None:
        """A33."""
        assert line in told(Plot(subject=Subject.GOALS, goals=Goals(competence=found)))

    def test_tell_a_share_where_there_is_no_middle(self) -> None:
        """Of the answers that are private."""
        voices = {(Moment.MIDWAY, Group.STAFF): Voice(n=9, is_shown=True, high=5)}
        assert "Medarbejdere, midtvejs: 5 af 9 svarer 4 eller 5" in told(
            Plot(subject=Subject.GOALS, goals=Goals(experience=Experience(voices=voices)))
        )


class TestAChart:
    def test_has_every_word_of_the_picture_in_its_twin(self) -> None:
        """Titles, points and how to read them."""
        chart = charts.chart(DA, Plot(subject=Subject.PROGRESS, network=NETWORK, steps=STEPS))
        lines = said(pictures.twin(DA, chart))
        points = [point for panel in chart.panels for point in panel.points]
        assert [point for point in points if f"{point.label}: {point.told}" not in lines] == []
        words = {chart.title, chart.note, *(word for panel in chart.panels for word in (panel.title, *panel.ends))}
        assert {word for word in words if word not in lines} == set()

    def test_has_alt_text(self) -> None:
        """The same, in a few sentences."""
        chart = charts.chart(DA, Plot(subject=Subject.PROGRESS, network=NETWORK, steps=STEPS))
        [image] = [
            each for each in pictures.shown(DA, chart, "a", Subject.PROGRESS).elements if isinstance(each, Image)
        ]
        assert "Hvordan det går: 2. juli 2026: Midterværdi 4 af 5 (6 svar); 2. august 2026: for få svar" in image.alt
