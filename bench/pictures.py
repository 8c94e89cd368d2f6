"""Curves as SVG, by a few lines of our own: no library is kept for one picture."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Curve = Sequence[tuple[float, float]]
"""Points, x in minutes, y a number of messages."""

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _RIGHT = 860, 380, 70, 46, 50, 170
_COLOURS = ("#0b5d7a", "#c8553d", "#588157", "#7b5ea7", "#b08900", "#444444")
_FONT = 'font-family="system-ui, sans-serif" font-size="13"'


def drawn(curves: Mapping[str, Curve], *, title: str, description: str, hours: Sequence[int]) -> str:
    """All of them in one picture with one scale. `hours`: what stands below, one for every sixty minutes."""
    most = max((y for curve in curves.values() for _, y in curve), default=1) or 1
    top = _rounded(most)
    longest = 60 * (len(hours) - 1)
    lines = [*_grid(top, hours)]
    for place, (name, curve) in enumerate(curves.items()):
        lines += _curve(name, curve, colour=_COLOURS[place % len(_COLOURS)], place=place, top=top, longest=longest)
    return "\n".join([*_head(title, description), *lines, "</svg>", ""])


def _head(title: str, description: str) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" {_FONT}>',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(description)}</desc>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="26" font-size="16" font-weight="600">{escape(title)}</text>',
    ]


def _grid(top: float, hours: Sequence[int]) -> list[str]:
    found = []
    for step in range(5):
        value = top * step / 4
        y = _y(value, top)
        found.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d9d9d9"/>')
        found.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
    for number, hour in enumerate(hours):
        x = _x(60 * number, 60 * (len(hours) - 1))
        found.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 22}" text-anchor="middle">{hour}:00</text>')
    return found


def _curve(name: str, curve: Curve, *, colour: str, place: int, top: float, longest: float) -> list[str]:
    points = " ".join(f"{_x(x, longest):.1f},{_y(y, top):.1f}" for x, y in curve)
    x, y = _WIDTH - _RIGHT + 18, _TOP + 12 + 22 * place
    return [
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.8"/>',
        f'<line x1="{x}" x2="{x + 18}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="3"/>',
        f'<text x="{x + 24}" y="{y}">{escape(name)}</text>',
    ]


def _x(minutes: float, longest: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * minutes / longest


def _y(value: float, top: float) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / top


def _rounded(most: float) -> float:
    """The next 1, 2, 4 or 8 times a power of ten."""
    scale = 1.0
    while scale * 10 <= most:
        scale *= 10
    return next((factor * scale for factor in (1, 2, 4, 8) if factor * scale >= most), 10 * scale)
