"""The shapes that pictures are made of."""

from collections.abc import Sequence

from matplotlib.patches import Circle, FancyBboxPatch, Patch, Polygon, RegularPolygon

from bot.files.drawing.ink import COLOURS, CORNERS, MARK, PAPER
from bot.files.drawing.sheet import Sheet
from views.pictures import Thread


def disc(x: float, y: float, radius: float, *, fill: str, edge: str, wide: float = 1.5) -> Patch:
    return Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=wide)


def shape(corners: int, x: float, y: float, radius: float, *, edge: str, wide: float = 1.8) -> Patch:
    """A mark by its number of corners: 0 is round, 4 a square that stands on its side."""
    if corners == 0:
        return disc(x, y, radius, fill=PAPER, edge=edge, wide=wide)
    if corners == 4:
        side = radius * 0.92
        return FancyBboxPatch(
            (x - side, y - side),
            2 * side,
            2 * side,
            boxstyle="round,pad=0,rounding_size=0.04",
            facecolor=PAPER,
            edgecolor=edge,
            linewidth=wide,
        )
    return RegularPolygon((x, y), corners, radius=radius * 1.15, facecolor=PAPER, edgecolor=edge, linewidth=wide)


def field(points: Sequence[tuple[float, float]], *, fill: str, edge: str, wide: float = 1.0) -> Patch:
    """A filled outline."""
    return Polygon(points, closed=True, facecolor=fill, edgecolor=edge, linewidth=wide, joinstyle="round")


def draw_mark(sheet: Sheet, thread: Thread, x: float, y: float) -> None:
    """A network's number in its shape."""
    sheet.patch(shape(CORNERS[thread.type], x, y, MARK, edge=COLOURS[thread.type]), above=6)
    number = str(thread.number)
    sheet.text(number, x, y, 11 if len(number) < 3 else 9, bold=True)
