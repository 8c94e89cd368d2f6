"""Draws the flower: petals, threads, marks, what stands around, and below them the key and the names."""

from math import cos, sin

import numpy as np
from matplotlib.figure import Figure

from bot.files.drawing.ink import CENTRE, COLOURS, DASHES, FAINT, INK, PAPER, TINTS, widths
from bot.files.drawing.key import draw_key
from bot.files.drawing.layout import LENGTH, MIDDLE, Places, Plan, outline, plan, routes
from bot.files.drawing.shapes import disc, draw_mark, field, shape
from bot.files.drawing.sheet import Align, Box, Sheet, block_box, cut, wrapped
from views.pictures import Bud, Flower, Garden, Thread

BETWEEN = 0.9
"""Between two flowers, in inches."""
_NARROW = 12.0
"""The names and the key need so much."""


def drawn(garden: Garden) -> Figure:
    """The whole picture."""
    sheet, places = Sheet(), plan(garden.flowers[-1])
    middles = [0.0]
    for flower in garden.flowers:
        _flower(sheet, middles[-1], flower, garden, places)
        middles.append(sheet.used.right + BETWEEN - min(sheet.used.left, -places.ring))
    box = sheet.used
    centre, wide = (box.left + box.right) / 2, max(box.right - box.left, _NARROW)
    title, several = garden.title, len(garden.flowers) > 1
    for x, flower in zip(middles, garden.flowers, strict=False):
        if several:
            sheet.text(flower.heading, x, box.top + 0.35, 15, bold=True)
        else:
            title = f"{garden.title} · {flower.heading}"
    draw_key(sheet, garden, centre - wide / 2, box.bottom - 0.45, wide)
    sheet.text(cut(title, wide - 0.4, 21, bold=True), centre, sheet.used.top + 0.5, 21, bold=True)
    return sheet.finish(0.4)


def _flower(sheet: Sheet, x: float, flower: Flower, garden: Garden, places: Plan) -> None:
    _petals(sheet, x, flower, places)
    sizes = widths(len(garden.threads))
    for thread, end, way in routes(places, flower):
        _thread(sheet, x, thread, way, sizes[thread.level], is_out=end not in places.petals)
    _middle(sheet, x, garden.centre)
    for thread in flower.threads:
        at = places.marks[thread.number]
        draw_mark(sheet, thread, at.real + x, at.imag)
    _labels(sheet, x, flower, places)
    _around(sheet, x, flower, places)


def _petals(sheet: Sheet, x: float, flower: Flower, places: Plan) -> None:
    groups = list(dict.fromkeys(bud.group for bud in flower.petals))
    for bud in flower.petals:
        edge = outline(places.petals[bud.key], places.inner)
        tint = TINTS[groups.index(bud.group) % len(TINTS)]
        sheet.patch(field([(each.real + x, each.imag) for each in edge], fill=tint, edge=FAINT))
    for place, group in enumerate(groups):
        if group:
            angles = [places.petals[bud.key].angle for bud in flower.petals if bud.group == group]
            _arc(sheet, x, group, (max(angles), min(angles)), places, TINTS[place % len(TINTS)])


def _arc(sheet: Sheet, x: float, group: str, ends: tuple[float, float], places: Plan, tint: str) -> None:
    """The area's name along the tips of its petals, upright wherever it stands."""
    radius, margin = places.tip + 0.2, min((leaf.half for leaf in places.petals.values()), default=1) / places.tip
    first, last = ends[0] + margin, ends[1] - margin
    along = np.linspace(first, last, 80)
    band = [(radius + 0.17) * np.exp(1j * along), (radius - 0.17) * np.exp(1j * along[::-1])]
    sheet.patch(field([(each.real + x, each.imag) for each in np.concatenate(band)], fill=tint, edge=FAINT), above=0)
    text = cut(group, radius * (first - last) * 0.9, 12.5, bold=True)
    sheet.bent(text, x, radius, (first + last) / 2, 12.5)


def _thread(sheet: Sheet, x: float, thread: Thread, way: Places, wide: float, *, is_out: bool) -> None:
    colour = COLOURS[thread.type]
    xs, ys = [float(each) + x for each in way.real], [float(each) for each in way.imag]
    sheet.line(xs, ys, PAPER, wide=wide + 1.6, above=2)
    sheet.line(xs, ys, colour, wide=wide, dashes=DASHES[thread.life], above=3)
    if not is_out:
        end = disc(xs[-1], ys[-1], 0.025 + wide / 110, fill=colour, edge=colour)
        end.set_gid("end")
        sheet.patch(end, above=3)


def _middle(sheet: Sheet, x: float, centre: str) -> None:
    sheet.patch(disc(x, 0, MIDDLE, fill=CENTRE, edge=INK, wide=1.2), above=5)
    sheet.block(wrapped(centre, 2 * MIDDLE * 0.92, 9.5, lines=3, bold=True), x, 0, 9.5, bold=True)


def _labels(sheet: Sheet, x: float, flower: Flower, places: Plan) -> None:
    for bud in flower.petals:
        leaf = places.petals[bud.key]
        across, along = (max(abs(part), 0.01) for part in (sin(leaf.angle), cos(leaf.angle)))
        lines = wrapped(bud.label, min(leaf.half * 1.7 / across, 0.58 * LENGTH / along, leaf.half * 1.8), 12, lines=3)
        at = (places.inner + 0.64 * LENGTH) * np.exp(1j * leaf.angle)
        sheet.block(lines, at.real + x, at.imag, 12)


def _around(sheet: Sheet, x: float, flower: Flower, places: Plan) -> None:
    """Politics as squares above, society as discs below, each with its name outside the ring."""
    taken: list[Box] = []
    for bud in (*flower.politics, *flower.society):
        at = places.ring * np.exp(1j * places.around[bud.key])
        is_politics = bud in flower.politics
        mark = (
            shape(4, at.real + x, at.imag, 0.15, edge=INK)
            if is_politics
            else disc(at.real + x, at.imag, 0.15, fill=CENTRE, edge=INK)
        )
        sheet.patch(mark, above=6)
        taken.append(_outside(sheet, x, bud, places, taken))


def _outside(sheet: Sheet, x: float, bud: Bud, places: Plan, taken: list[Box]) -> Box:
    """A name outside the ring, further out the more is in its way."""
    angle = places.around[bud.key]
    lines = wrapped(bud.label, 1.8, 12, lines=3)
    align: Align = "center" if abs(cos(angle)) < 0.75 else "left" if cos(angle) > 0 else "right"
    distance = places.ring + 0.3 + 0.1 * len(lines) * abs(sin(angle))
    while True:
        at = distance * np.exp(1j * angle)
        box = block_box(lines, at.real + x, at.imag, 12, align=align)
        if not any(box.meets(other, 0.08) for other in taken):
            return sheet.block(lines, at.real + x, at.imag, 12, align=align)
        distance += 0.1
