"""What stands below a flower: what its marks and lines mean, and what each number is called."""

from collections.abc import Callable, Sequence

from bot.files.drawing.ink import COLOURS, CORNERS, DASHES, INK, MARK, SOFT, widths
from bot.files.drawing.shapes import draw_mark, shape
from bot.files.drawing.sheet import Sheet, cut, wrapped
from core.model.networks import NetworkType
from views.pictures import Garden, Thread

MOST_LISTED = 90
"""More names than these stand in the twin alone."""
_ROW = 0.36
_SMALL, _HEAD = 12.0, 12.5
Drawn = tuple[Callable[[float, float], None], str]
"""What draws a sample about a place, and what it means."""


def draw_key(sheet: Sheet, garden: Garden, left: float, top: float, wide: float) -> None:
    """The names first, then the key, then what is left out."""
    floor = _names(sheet, garden.threads, left, top, wide)
    floor = _columns(sheet, garden, left, floor - 0.3, wide)
    for line in wrapped(garden.note, wide - 0.4, 11, lines=4):
        floor -= 0.24
        sheet.text(line, left + 0.1, floor, 11, align="left", colour=SOFT)


def _names(sheet: Sheet, threads: Sequence[Thread], left: float, top: float, wide: float) -> float:
    """In columns, from above; gives how far down they went."""
    if not threads or len(threads) > MOST_LISTED:
        return top
    columns = 2 if len(threads) <= 4 else 3 if len(threads) <= 12 else 4
    rows = -(-len(threads) // columns)
    step = wide / columns
    for place, thread in enumerate(threads):
        x, y = left + place // rows * step, top - place % rows * (_ROW + 0.1)
        draw_mark(sheet, thread, x + MARK + 0.1, y)
        sheet.text(cut(thread.label, step - 0.75, 12.5), x + 2 * MARK + 0.22, y, 12.5, align="left")
    return top - rows * (_ROW + 0.1)


def _columns(sheet: Sheet, garden: Garden, left: float, top: float, wide: float) -> float:
    """Types, lives and widths beside each other."""
    types = [(_mark(sheet, each), label) for each, label in garden.types]
    lives = [(_line(sheet, 2.6, DASHES[life]), label) for life, label in garden.lives]
    sizes = widths(len(garden.threads))
    levels = [(_line(sheet, size, ""), label) for size, label in zip(sizes, garden.levels, strict=True)]
    floors = [
        _column(sheet, head, samples, left + place * wide / 3, top, wide / 3)
        for place, (head, samples) in enumerate(zip(garden.heads, (types, lives, levels), strict=True))
    ]
    return min(floors)


def _column(sheet: Sheet, head: str, samples: Sequence[Drawn], x: float, top: float, wide: float) -> float:
    sheet.text(cut(head, wide - 0.3, _HEAD, bold=True), x + 0.1, top, _HEAD, align="left", bold=True)
    for place, (draw, label) in enumerate(samples, start=1):
        y = top - place * _ROW
        draw(x + 0.1, y)
        sheet.text(cut(label, wide - 1.1, _SMALL), x + 0.85, y, _SMALL, align="left")
    return top - (len(samples) + 0.6) * _ROW


def _mark(sheet: Sheet, kind: NetworkType | None) -> Callable[[float, float], None]:
    return lambda x, y: sheet.patch(shape(CORNERS[kind], x + 0.3, y, 0.13, edge=COLOURS[kind]))


def _line(sheet: Sheet, size: float, dashes: str) -> Callable[[float, float], None]:
    return lambda x, y: sheet.line([x, x + 0.6], [y, y], INK, wide=size, dashes=dashes)
