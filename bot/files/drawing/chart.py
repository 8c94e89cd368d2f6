"""Draws a chart: below each other, for each point its name, its place on the scale, and its value in words."""

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.figure import Figure

from bot.files.drawing.ink import BLUE, FAINT, SOFT, TINTS
from bot.files.drawing.shapes import disc, field
from bot.files.drawing.sheet import Sheet, cut, wrapped
from views.pictures import Chart, Panel, Point, Shape

_LABEL, _SCALE, _TOLD = 3.4, 4.2, 4.2
"""How wide the three columns are, in inches."""
_WIDE = _LABEL + _SCALE + _TOLD
_ROW, _SIZE = 0.42, 13.0


def drawn(chart: Chart) -> Figure:
    """The whole picture."""
    sheet = Sheet()
    y = 0.0
    for line in wrapped(chart.title, _WIDE, 20, lines=2, bold=True):
        sheet.text(line, 0, y, 20, align="left", bold=True)
        y -= 0.4
    for panel in chart.panels:
        y = _panel(sheet, panel, chart.empty, y - 0.25)
    for line in wrapped(chart.note, _WIDE, 11, lines=4):
        y -= 0.24
        sheet.text(line, 0, y, 11, align="left", colour=SOFT)
    return sheet.finish(0.4)


def _panel(sheet: Sheet, panel: Panel, empty: str, top: float) -> float:
    """Its heading, its rows and the ends of its scale; gives how far down it went."""
    sheet.text(cut(panel.title, _WIDE, 14.5, bold=True), 0, top, 14.5, align="left", bold=True)
    if not panel.points:
        sheet.text(cut(empty, _WIDE, _SIZE), 0, top - _ROW, _SIZE, align="left")
        return top - 2 * _ROW
    heights = [top - _ROW * (place + 1) for place in range(len(panel.points))]
    for point, y in zip(panel.points, heights, strict=True):
        _row(sheet, panel, point, y)
    if panel.shape is Shape.COURSE:
        _joined(sheet, panel, heights)
    floor = heights[-1] - _ROW * 0.9
    half = _SCALE / 2 - 0.05
    for text, x, align in ((panel.ends[0], _LABEL, "left"), (panel.ends[1], _LABEL + _SCALE, "right")):
        if text:
            sheet.text(cut(text, half, 11), x, floor, 11, align="left" if align == "left" else "right", colour=SOFT)
    return floor - 0.2


def _row(sheet: Sheet, panel: Panel, point: Point, y: float) -> None:
    sheet.text(cut(point.label, _LABEL - 0.25, _SIZE), _LABEL - 0.25, y, _SIZE, align="right")
    sheet.line([_LABEL, _LABEL + _SCALE], [y, y], FAINT, wide=1.0, above=0)
    sheet.text(cut(point.told, _TOLD - 0.3, _SIZE), _LABEL + _SCALE + 0.3, y, _SIZE, align="left")
    if point.value is not None and panel.shape is Shape.BARS:
        edges = [(_LABEL, y - 0.13), (_x(panel, point.value), y - 0.13), (_x(panel, point.value), y + 0.13)]
        sheet.patch(field([*edges, (_LABEL, y + 0.13)], fill=BLUE, edge=BLUE), above=3)


def _x(panel: Panel, value: float) -> float:
    """Where a value lies; one beyond the scale lies at its end."""
    share = (value - panel.least) / ((panel.most - panel.least) or 1)
    return _LABEL + _SCALE * min(max(share, 0), 1)


def _joined(sheet: Sheet, panel: Panel, heights: Sequence[float]) -> None:
    """Dots, with a line between two that follow each other: a gap stays one."""
    places = [
        (None if point.value is None else _x(panel, point.value), y)
        for point, y in zip(panel.points, heights, strict=True)
    ]
    for (x, y), (further, below) in pairwise(places):
        if x is not None and further is not None:
            sheet.line([x, further], [y, below], BLUE, wide=2.2, above=2)
    for x, y in places:
        if x is not None:
            sheet.patch(disc(x, y, 0.09, fill=TINTS[0], edge=BLUE, wide=2.2), above=4)
