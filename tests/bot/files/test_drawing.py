"""Pictures as they are drawn: nothing overlaps, nothing is cut off, everything can be read by everybody."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.patches import Patch, PathPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot import files
from bot.files.drawing import drawn, ink, saved, sheet
from locales.catalogue import translator
from tests.builders import NOW
from tests.support.blossoms import PETALS, a_structure
from tests.support.hostile import LONG
from views.flower import garden
from views.pictures import Bud, Chart, Garden, Panel, Picture, Point, Shape

GROUNDS = (ink.PAPER, ink.CENTRE, *ink.TINTS)
LINES = (ink.BLUE, ink.VERMILION, ink.GREEN, ink.GREY)


def a_garden(networks: int, *, before: bool = False, language: str = "da") -> Garden:
    now = a_structure(networks)
    return garden(translator(language), now, replace(now, ties=now.ties[::2]) if before else None)


def a_hostile_garden() -> Garden:
    """Every name as long and as strange as people can write it, more petals and buds than there ever were."""
    now = a_garden(30)
    [flower] = now.flowers
    petals = tuple(Bud(f"p{n}", LONG[n:80], LONG[n % 3 : 80]) for n in range(24))
    around = tuple(Bud(f"a{n}", LONG[n:80]) for n in range(9))
    threads = tuple(replace(each, label=LONG[:80], ends=("p1", "p9", "a3", "gone")) for each in flower.threads)
    strange = replace(flower, petals=petals, politics=around, society=around, threads=threads, heading=LONG)
    return replace(now, title=LONG, centre=LONG, note=LONG, flowers=(strange,))


def a_chart(**changes: object) -> Chart:
    points = (Point("1. juni 2026", 4, "Midterværdi 4 af 5 (11 svar)."), Point("1. juli 2026", None, "for få svar"))
    course = Panel(title="Hvordan det går", shape=Shape.COURSE, least=1, most=5, points=points, ends=("lavt", "højt"))
    bars = replace(course, title="Svar", shape=Shape.BARS, points=points * 3)
    chart = Chart(
        title="Fremdrift", panels=(course, bars, replace(bars, points=())), note="Se", empty="Intet", language="da"
    )
    return replace(chart, **changes)


STRANGE = Panel(title=LONG, shape=Shape.COURSE, least=0, most=0, points=(Point(LONG, 9, LONG),) * 4, ends=(LONG, LONG))
PICTURES: dict[str, Picture] = {
    **{f"{n} networks": a_garden(n) for n in (0, 1, 2, 9, 60, 120)},
    "beside": a_garden(9, before=True),
    "english": a_garden(9, language="en"),
    "strange": a_hostile_garden(),
    "no petals": replace(a_garden(2), flowers=(replace(a_garden(2).flowers[0], petals=(), politics=()),)),
    "chart": a_chart(),
    "strange chart": a_chart(title=LONG, note=LONG, panels=(STRANGE,) * 2),
}


@cache
def figure_of(name: str) -> Figure:
    """Drawn once; the tests only look."""
    return drawn(PICTURES[name])


def texts(figure: Figure) -> Iterator[tuple[str, Bbox]]:
    """Every line of text, and where it stands, as the renderer measures it."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    for text in figure.findobj(Text):
        if text.get_text():
            yield text.get_text(), text.get_window_extent(renderer)


def ends_of_letters(figure: Figure) -> np.ndarray:
    """The points of the names that are bent along the petals, in pixels."""
    figure.canvas.draw()
    bent = [patch for patch in figure.findobj(PathPatch) if patch.get_gid() == "bent"]
    found = [patch.get_transform().transform_path(patch.get_path()).vertices for patch in bent]
    return np.concatenate(found) if found else np.empty((0, 2))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", PICTURES)
class TestAPicture:
    def test_has_no_text_on_another(self, name: str) -> None:
        """By the renderer's own boxes."""
        found = list(texts(figure_of(name)))
        met = [(a, b) for (a, one), (b, other) in combinations(found, 2) if Bbox.intersection(one, other)]
        assert [pair for pair in met if pair] == []

    def test_has_no_bent_name_on_a_straight_one(self, name: str) -> None:
        """No point of a letter lies in the box of another text."""
        figure = figure_of(name)
        letters, boxes = ends_of_letters(figure), [box for _, box in texts(figure)]
        inside = [(letters > (box.x0, box.y0)).all(axis=1) & (letters < (box.x1, box.y1)).all(axis=1) for box in boxes]
        assert not any(each.any() for each in inside)

    def test_has_no_name_on_the_end_of_a_thread(self, name: str) -> None:
        """A petal's name stands outward of where threads end; only names as strange as can be are wider."""
        figure = figure_of(name)
        ends = [patch for patch in figure.findobj(Patch) if patch.get_gid() == "end"]
        boxes = [box for _, box in texts(figure)]
        met = [end for end in ends for box in boxes if Bbox.intersection(box, end.get_window_extent())]
        assert not met or name == "strange"

    def test_is_cut_off_nowhere(self, name: str) -> None:
        """Every text lies on the sheet, and so does everything that is drawn."""
        figure = figure_of(name)
        width, height = figure.get_size_inches() * figure.dpi
        assert all(0 <= box.x0 < box.x1 <= width and 0 <= box.y0 < box.y1 <= height for _, box in texts(figure))
        letters = ends_of_letters(figure)
        assert not letters.size or ((letters >= 0) & (letters <= (width, height))).all()

    def test_is_an_image_and_a_drawing(self, name: str) -> None:
        """PNG and SVG can be read by who reads them; nothing in the drawing runs or is fetched."""
        png, svg = (saved(figure_of(name), PICTURES[name].title, end) for end in ("png", "svg"))
        assert imread(BytesIO(png)).shape[0] > 100
        tags = {each.tag.rsplit("}")[-1] for each in ElementTree.fromstring(svg).iter()}
        assert not tags & {"script", "image", "foreignObject", "a"}


class TestColours:
    @pytest.mark.parametrize("ground", GROUNDS)
    def test_of_texts_and_lines_stand_out(self, ground: str) -> None:
        """4.5:1 or more to every ground."""
        assert min(contrast(ink.INK, ground), *(contrast(line, ground) for line in LINES)) >= 4.5

    def test_of_small_print_stand_out_on_paper(self) -> None:
        """It stands nowhere else."""
        assert contrast(ink.SOFT, ink.PAPER) >= 4.5

    def test_are_never_all_that_tells(self) -> None:
        """Each type has a shape of its own, each life a line of its own."""
        assert len(set(ink.CORNERS.values())) == len(ink.CORNERS) == len(set(ink.COLOURS.values()))
        assert len(set(ink.DASHES.values())) == len(ink.DASHES)

    def test_bring_their_own_ground(self) -> None:
        """So a dark chat changes nothing."""
        png = files.rendered(a_garden(2), "png", author="", at=NOW)
        corner = imread(BytesIO(png or b""))[2, 2]
        assert corner[:3].min() > 0.95
        assert corner[3:].tolist() in ([], [1.0])


class TestAFlower:
    def test_shows_every_network_and_department(self) -> None:
        """At sixty by number with the names below, cut at most."""
        found = [text for text, _ in texts(drawn(a_garden(60)))]
        assert {str(number) for number in range(1, 61)} <= set(found)
        assert sum(text.startswith("Læselyst i hele") for text in found) == 7
        assert all(any(word in text for text in found) for petal in PETALS for word in petal.unit.name.split())

    def test_is_wider_where_more_take_part(self) -> None:
        """Four widths, however many networks there are."""
        for networks in (2, 60, 500):
            found = ink.widths(networks)
            assert list(found) == sorted(set(found))

    def test_is_the_same_each_time(self) -> None:
        """To the byte."""
        one, other = (files.rendered(a_garden(9), "svg", author="", at=NOW) for _ in range(2))
        assert one == other


class TestWords:
    @pytest.mark.parametrize(
        ("text", "drawn"),
        [("a\u202eb\u0007c", "abc"), ("  a \n b ", "a b"), ("æøå Ł", "æøå Ł"), ("漢a", "□a"), ("$x^2$", "$x^2$")],
    )
    def test_are_drawn_as_far_as_there_are_letters(self, text: str, drawn: str) -> None:
        """What controls others is dropped, what cannot be drawn is a box, and nothing is a formula."""
        assert sheet.legible(text) == drawn

    @pytest.mark.parametrize("most", [0.3, 1.0, 3.0])
    def test_are_cut_to_fit(self, most: float) -> None:
        """Never wider than the place that they have."""
        for line in (sheet.cut(LONG, most, 12), *sheet.wrapped(LONG, most, 12, lines=3)):
            assert sheet.width(line, 12) <= most
