"""A sheet measured in inches that becomes as large as what is put on it, and text that fits in its place."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath, text_to_path

from bot.files.drawing.ink import INK, PAPER

_FAMILY = "DejaVu Sans"
"""Comes with the library, so a picture is the same on every machine; has the letters of Europe."""
_POINTS = 72
_LONGEST = 700
"""No text has room for more characters than these."""
Align = Literal["left", "center", "right"]


class Box(NamedTuple):
    """Left, bottom, right, top, in inches."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        aside = self.right + gap <= other.left or other.right + gap <= self.left
        return not (aside or self.top + gap <= other.bottom or other.top + gap <= self.bottom)


@cache
def _font(bold: bool) -> FontProperties:
    return FontProperties(family=_FAMILY, weight="bold" if bold else "normal")


@cache
def _letters() -> frozenset[int]:
    font = get_font(fontManager.findfont(_font(False)))
    return frozenset(font.get_charmap())


def legible(text: str) -> str:
    """The text in letters that can be drawn: what controls how others are read is gone, what is unknown is a box."""
    kept = (letter for letter in " ".join(text.split())[:_LONGEST] if unicodedata.category(letter)[0] not in "CM")
    return "".join(
        letter if ord(letter) in _letters() else "□" for letter in unicodedata.normalize("NFC", "".join(kept))
    )


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in inches. `size`: points."""
    properties = _font(bold).copy()
    properties.set_size(size)
    wide, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(wide) / _POINTS


def cut(text: str, most: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits in so many inches."""
    text = legible(text)
    if width(text, size, bold=bold) <= most:
        return text
    least, end = 0, len(text)
    while least < end - 1:
        middle = (least + end) // 2
        fits = width(text[:middle].rstrip() + "…", size, bold=bold) <= most
        least, end = (middle, end) if fits else (least, middle)
    return text[:least].rstrip() + "…"


def wrapped(text: str, most: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text in lines of so many inches; what the last one has no room for is cut, never a line too wide."""
    words, found = legible(text).split(), list[str]()
    while words and len(found) < lines - 1:
        taken = 1
        while taken < len(words) and width(" ".join(words[: taken + 1]), size, bold=bold) <= most:
            taken += 1
        found.append(cut(" ".join(words[:taken]), most, size, bold=bold))
        words = words[taken:]
    return [*found, cut(" ".join(words), most, size, bold=bold)] if words else found


class Sheet:
    """A light sheet of any size: things are put on it, and it becomes as large as they need."""

    def __init__(self) -> None:
        self.figure = Figure(facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.axes: Axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_axis_off()
        self._used: Box | None = None

    @property
    def used(self) -> Box:
        """What holds everything that is on it."""
        return self._used or Box(0, 0, 0, 0)

    def grow(self, box: Box) -> None:
        """There is something in this box."""
        old = self._used or box
        self._used = Box(
            min(old.left, box.left), min(old.bottom, box.bottom), max(old.right, box.right), max(old.top, box.top)
        )

    def patch(self, patch: Patch, *, above: float = 1) -> None:
        patch.set_zorder(above)
        self.axes.add_patch(patch)
        edges = patch.get_path().transformed(patch.get_patch_transform()).get_extents()
        self.grow(Box(edges.x0, edges.y0, edges.x1, edges.y1))

    def line(
        self, xs: Sequence[float], ys: Sequence[float], colour: str, *, wide: float, dashes: str = "", above: float = 2
    ) -> None:
        """`wide`: points; `dashes`: lengths of strokes and gaps in widths, empty for an unbroken line."""
        drawn = Line2D(xs, ys, color=colour, linewidth=wide, solid_capstyle="round", dash_capstyle="round")
        if dashes:
            drawn.set_linestyle((0, tuple(float(length) for length in dashes.split())))
        drawn.set_zorder(above)
        self.axes.add_line(drawn)
        self.grow(Box(min(xs), min(ys), max(xs), max(ys)))

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        align: Align = "center",
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """A line of text with its middle at a height."""
        properties = _font(bold).copy()
        properties.set_size(size)
        drawn = self.axes.text(
            x, y, text, fontproperties=properties, ha=align, va="center_baseline", color=colour, zorder=9
        )
        drawn.set_parse_math(False)
        self.grow(self._room(text, x, y, size, align, bold=bold))

    def bent(self, text: str, x: float, radius: float, middle: float, size: float) -> None:
        """A line of bold text along a circle about (x, 0), upright. `middle`: the direction of its middle, radians."""
        if not text:
            return
        path = TextPath((0, 0), text, size=size / _POINTS, prop=_font(True))
        upright = 1 if np.sin(middle) > -0.2 else -1
        across = path.vertices[:, 0] - width(text, size, bold=True) / 2
        up = path.vertices[:, 1] - 0.36 * size / _POINTS
        points = (radius + upright * up) * np.exp(1j * (middle - upright * across / radius))
        curved = Path(np.column_stack([points.real + x, points.imag]), path.codes)
        drawn = PathPatch(curved, facecolor=INK, linewidth=0, gid="bent")
        self.patch(drawn, above=9)

    def _room(self, text: str, x: float, y: float, size: float, align: Align, *, bold: bool) -> Box:
        wide, high = width(text, size, bold=bold), size / _POINTS
        left = {"left": x, "center": x - wide / 2, "right": x - wide}[align]
        return Box(left, y - high * 0.7, left + wide, y + high * 0.8)

    def block(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        size: float,
        *,
        align: Align = "center",
        bold: bool = False,
        **more: str,
    ) -> Box:
        """Lines about a middle; gives the room that they take."""
        step = leading(size)
        for place, line in enumerate(lines):
            height = y + step * ((len(lines) - 1) / 2 - place)
            self.text(line, x, height, size, align=align, bold=bold, **more)
        return block_box(lines, x, y, size, align=align, bold=bold)

    def finish(self, margin: float) -> Figure:
        """The sheet cut to what is on it."""
        box = self.used
        left, bottom, right, top = box.left - margin, box.bottom - margin, box.right + margin, box.top + margin
        self.figure.set_size_inches(right - left, top - bottom)
        self.axes.set_xlim(left, right)
        self.axes.set_ylim(bottom, top)
        return self.figure


def leading(size: float) -> float:
    """From line to line, in inches."""
    return size * 1.22 / _POINTS


def block_box(
    lines: Sequence[str], x: float, y: float, size: float, *, align: Align = "center", bold: bool = False
) -> Box:
    """The room that some lines about a middle take."""
    wide = max((width(line, size, bold=bold) for line in lines), default=0.0)
    high = leading(size) * len(lines)
    left = {"left": x, "center": x - wide / 2, "right": x - wide}[align]
    return Box(left, y - high / 2, left + wide, y + high / 2)
