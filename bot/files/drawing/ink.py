"""The colours of pictures, and what types, lives and widths look like.

The colours are Okabe and Ito's, which people of every kind of colour vision can tell apart ("Color Universal Design",
2008), darkened until each has a contrast of 4.5:1 or more to every ground here (WCAG 2.2, 1.4.3). Nothing is said by
colour alone: marks have a shape, lines a style. A picture brings its own light ground, so that it is the same in a
chat that is dark.
"""

from collections.abc import Mapping

from core.model.networks import NetworkType
from core.model.ties import Life

PAPER = "#FFFDF8"
INK = "#1B1B1B"
SOFT = "#454545"
FAINT = "#C9C2B2"
BLUE, VERMILION, GREEN, GREY = "#005C94", "#A03C00", "#00604A", "#565656"
TINTS = ("#DCEAF5", "#FBE8CB", "#DFF0E3", "#F4E2EE", "#ECEBE4", "#E6E4F4")
"""What large shapes are filled with; text and lines stand on them."""
CENTRE = "#F7E6A6"

COLOURS: Mapping[NetworkType | None, str] = {
    NetworkType.WELFARE: BLUE,
    NetworkType.INNOVATION: VERMILION,
    NetworkType.LEARNING: GREEN,
    None: GREY,
}
CORNERS: Mapping[NetworkType | None, int] = {
    NetworkType.WELFARE: 0,
    NetworkType.INNOVATION: 6,
    NetworkType.LEARNING: 4,
    None: 5,
}
"""Of a mark; 0 is round."""
DASHES: Mapping[Life, str] = {
    Life.IDEA: "0.1 2.6",
    Life.RUNNING: "",
    Life.CLOSED: "4 2.4",
    Life.FOLLOWED_UP: "5 2 0.1 2",
}
"""Lengths of strokes and gaps, in widths of the line; empty for an unbroken one."""
_WIDTHS = (1.1, 2.0, 3.1, 4.4)


def widths(threads: int) -> tuple[float, ...]:
    """Of a thread, by how many take part; points. Thinner where there are many threads."""
    share = 1.0 if threads <= 15 else 0.55 + 0.45 * 15 / threads
    return tuple(each * share for each in _WIDTHS)


MARK = 0.19
"""Half the width of a network's mark, in inches."""
