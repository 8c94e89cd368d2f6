"""What can be drawn, described without drawing it: every word, value and name that stands in a picture.

Whoever draws (`bot.files`) adds nothing to it, so the same description is the picture's twin in words. A flower is told
in words by `views.flower`, a chart here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from core.model import plots
from core.model.ids import NetworkId
from core.model.networks import NetworkType
from core.model.plots import Subject
from core.model.ties import Life
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words
from views.elements import Actions, Button, Element, Heading, Image, Link, Listing, Note, Text, View
from views.listings import cut

PNG, SVG = "png", "svg"
"""The kinds of file that a picture can be, as their names end."""
LONGEST_ALT = 1900
"""Characters of a picture's alt text; all of it stands in the twin."""


@dataclass(frozen=True, slots=True)
class Bud:
    """Something that threads end at: a department, a committee, a kind of people from outside. `key`: what ends name.

    `group`: what it lies under, empty if nothing.
    """

    key: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A network. `number`: what it is called in the picture; `label`: its name. `level`: 0 to 3, the more people.

    `people`: that level in words; `ends`: keys of buds.
    """

    number: int
    label: str
    type: NetworkType | None
    life: Life
    level: int
    people: str
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flower:
    """The structure on one day. `heading`: which."""

    heading: str
    petals: tuple[Bud, ...]
    politics: tuple[Bud, ...]
    society: tuple[Bud, ...]
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Garden:
    """One flower, or two beside each other, with one key to both. `centre`: who is in the middle.

    `types`, `lives`, `levels`: what marks, lines and their width stand for, and `heads` above them; `note`: what is
    left out.
    """

    title: str
    centre: str
    flowers: tuple[Flower, ...]
    types: tuple[tuple[NetworkType | None, str], ...]
    lives: tuple[tuple[Life, str], ...]
    levels: tuple[str, ...]
    heads: tuple[str, str, str]
    note: str
    language: str

    @property
    def threads(self) -> tuple[Thread, ...]:
        """Each network once, as it is on the last day, by number."""
        found = {thread.number: thread for flower in self.flowers for thread in flower.threads}
        return tuple(found[number] for number in sorted(found))


class Shape(Enum):
    """How a panel is drawn."""

    COURSE = "course"  # points in time, joined by a line where they follow each other
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Point:
    """`label`: when, or what. `value`: None is a gap. `told`: the value in words, or why there is none."""

    label: str
    value: float | None
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One scale from `least` to `most`, and what lies on it. `ends`: what the two ends of the scale mean."""

    title: str
    shape: Shape
    least: float
    most: float
    points: tuple[Point, ...]
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Panels below each other. `note`: how to read it. `empty`: said where a panel has nothing."""

    title: str
    panels: tuple[Panel, ...]
    note: str
    empty: str
    language: str


Picture = Garden | Chart
"""Everything that can be drawn."""


def lines(panel: Panel) -> tuple[Words, ...]:
    """Every point of a panel in words."""
    return tuple((Strong(point.label), Plain(": "), Plain(point.told)) for point in panel.points)


def chart_elements(t: Translator, chart: Chart) -> tuple[Element, ...]:
    """All of a chart in words."""
    elements: list[Element] = [Heading(chart.title)]
    for panel in chart.panels:
        ends = t("pictures.ends", low=panel.ends[0], high=panel.ends[1]) if any(panel.ends) else ()
        elements += [Text((Strong(panel.title),)), *((Note(ends),) if ends else ())]
        elements += [Listing(lines(panel))] if panel.points else [Text((Plain(chart.empty),))]
    return (*elements, Note((Plain(chart.note),)))


def alt(t: Translator, chart: Chart) -> str:
    """The chart in a few sentences, for who does not see it."""
    told = [f"{panel.title}: {_told(panel) or chart.empty}" for panel in chart.panels]
    return cut(t.plain("pictures.alt", title=chart.title, told=" ".join(told)), LONGEST_ALT)


def _told(panel: Panel) -> str:
    """As one sentence, to be read aloud."""
    points = [f"{point.label}: {point.told.removesuffix('.')}" for point in panel.points]
    return f"{'; '.join(points)}." if points else ""


def twin(t: Translator, chart: Chart, lacks: Sequence[str] = ()) -> View:
    """A chart in words. `lacks`: the settings without which no picture can be fetched."""
    return View(summary=cut(chart.title, 200), elements=(*chart_elements(t, chart), *missing(t, lacks)))


def shown(t: Translator, chart: Chart, address: str, subject: Subject, network_id: NetworkId | None = None) -> View:
    """A chart to look at. `subject`, `network_id`: what it is of, for the button that tells it in words."""
    told = Button(
        label=t.plain("pictures.button_text"), route="pictures.chart_text", value=plots.value(subject, network_id)
    )
    return View(
        summary=cut(chart.title, 200),
        elements=(
            Image(url=f"{address}.{PNG}", alt=alt(t, chart)),
            Actions((told, Link(label=t.plain("pictures.button_svg"), url=f"{address}.{SVG}"))),
            Note(t("reports.only_you")),
        ),
    )


def missing(t: Translator, lacks: Sequence[str]) -> tuple[Element, ...]:
    """Why there is no picture, if there is none."""
    return (Note(t("pictures.no_picture", settings=", ".join(lacks))),) if lacks else ()
