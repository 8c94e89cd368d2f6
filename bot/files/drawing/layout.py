"""Where everything in a flower lies, in inches from its middle. Nothing is drawn and no text is measured here.

From the middle outwards: the secretariat, the networks' marks, the departments' petals, and around them politics above
and society below. A thread to a petal ends within it; one to politics or society goes out between two petals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.files.drawing.ink import MARK
from views.pictures import Bud, Flower, Thread

Places = NDArray[np.complex128]
"""Points of the plane, as complex numbers."""

MIDDLE = 0.9
"""How far the secretariat's disc goes."""
APART = 2 * MARK + 0.1
"""How close the middles of two marks may come at the least."""
LENGTH = 2.3
"""Of a petal."""
STOP = 0.3
"""How far into a petal threads go, of its length."""
_LABEL_WIDTH = 1.95
"""What the label of a bud around needs along the ring."""
_ARC = 0.8 * pi
"""How much of the ring politics may take above, and society below."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A petal: its direction (radians) and how wide it is at its widest, to each side."""

    angle: float
    half: float


@dataclass(frozen=True, slots=True)
class Plan:
    """`inner`: where petals begin; `tip`: where they end; `ring`: where politics and society lie.

    `around`: the directions of their buds; `marks`: where each network lies, by number.
    """

    inner: float
    ring: float
    petals: Mapping[str, Leaf]
    around: Mapping[str, float]
    marks: Mapping[int, complex]

    @property
    def tip(self) -> float:
        return self.inner + LENGTH

    def at(self, key: str) -> complex | None:
        """Where a thread to a bud ends, before it is spread; None for what is not in the picture."""
        if key in self.petals:
            return _polar(self.inner + STOP * LENGTH, self.petals[key].angle)
        return _polar(self.ring, self.around[key]) if key in self.around else None


def _polar(radius: float, angle: float) -> complex:
    return complex(radius * np.exp(1j * angle))


def plan(flower: Flower) -> Plan:
    """Room for everything: the more petals, marks and buds, the larger."""
    slot, angles = _angles(flower.petals)
    inner = max(2.15, sqrt(MIDDLE**2 + len(flower.threads) * 0.19) + 0.35, 1.75 / slot - 1.5)
    half = min(0.48 * slot * (inner + 0.6 * LENGTH), 0.6 * LENGTH)
    petals = {key: Leaf(angle, half) for key, angle in angles.items()}
    most = max(len(flower.politics), len(flower.society))
    ring = max(inner + LENGTH + 0.75, _LABEL_WIDTH * (most - 1) / _ARC)
    around = {**_spread(flower.politics, pi / 2, ring), **_spread(flower.society, -pi / 2, ring)}
    bare = Plan(inner=inner, ring=ring, petals=petals, around=around, marks={})
    return Plan(inner=inner, ring=ring, petals=petals, around=around, marks=_marks(bare, flower.threads))


def _angles(petals: Sequence[Bud]) -> tuple[float, dict[str, float]]:
    """Clockwise from above, area by area with a gap between them; and how much of the circle each petal has."""
    groups = [list(some) for _, some in groupby(petals, key=lambda bud: bud.group)]
    gap = 0.45 if len(groups) > 1 else 0.0
    slot = 2 * pi / max(len(petals) + gap * len(groups), 1)
    angles: dict[str, float] = {}
    at = pi / 2 - slot * gap / 2
    for group in groups:
        for place, bud in enumerate(group):
            angles[bud.key] = at - slot * (place + 0.5)
        at -= slot * (len(group) + gap)
    return min(slot, pi / 3), angles


def _spread(buds: Sequence[Bud], middle: float, ring: float) -> dict[str, float]:
    """From left to right about a direction, as far apart as their labels need."""
    step = _LABEL_WIDTH / ring
    turn = -1 if middle > 0 else 1
    first = middle - turn * step * (len(buds) - 1) / 2
    return {bud.key: first + turn * step * place for place, bud in enumerate(buds)}


def _marks(plan: Plan, threads: Sequence[Thread]) -> dict[int, complex]:
    """Each network near what it ties together, between the middle and the petals, clear of the others."""
    if not threads:
        return {}
    least, most = MIDDLE + MARK + 0.12, plan.inner - MARK - 0.02
    wanted = np.array(
        [_wanted(plan, thread, most, is_roomy=len(threads) <= 15) for thread in threads], dtype=np.complex128
    )
    apart = float(np.clip(0.72 * sqrt(pi * (most**2 - least**2) / len(threads)), APART, 0.95))
    places = _held(wanted, least, most)
    for step in range(400):
        places = _held(places + _push(places, apart) + 0.04 * (1 - step / 400) * (wanted - places), least, most)
    return {thread.number: complex(place) for thread, place in zip(threads, places, strict=True)}


def _wanted(plan: Plan, thread: Thread, most: float, *, is_roomy: bool) -> complex:
    """Towards what it ties together; where there is room, not too near the middle."""
    ends = [at / abs(at) for end in thread.ends if (at := plan.at(end)) is not None]
    nudge = 0.05 * np.exp(2.4j * thread.number)  # two that want the same place go different ways
    towards = complex(sum(ends, 0j) / max(len(ends), 1) + nudge)
    return towards * most * max(1.2, (0.7 if is_roomy else 0) / abs(towards))


def _held(places: Places, least: float, most: float) -> Places:
    """Each within the ring that marks may lie in."""
    radius = np.maximum(np.abs(places), 1e-9)
    held: Places = places / radius * np.clip(radius, least, most)
    return held


def _push(places: Places, apart: float) -> Places:
    """Half of what each needs to be clear of each other."""
    between = places[:, None] - places[None, :]
    distance = np.maximum(np.abs(between), 1e-6)
    lacks = np.where(distance < apart, apart - distance, 0.0)
    np.fill_diagonal(lacks, 0.0)
    pushed: Places = (between / distance * lacks).sum(axis=1) * 0.5
    return pushed


def _breadth(along: NDArray[np.float64]) -> NDArray[np.float64]:
    """How wide a petal is, from its foot (0) to its tip (1), of what it is at its widest."""
    breadth: NDArray[np.float64] = np.sin(pi * along**1.4).clip(0) ** 0.72
    return breadth


def outline(leaf: Leaf, inner: float) -> Places:
    """The edge of a petal: narrow at its foot, round at its tip."""
    along = np.sin(np.linspace(0, pi / 2, 70)) ** 2  # closer points where it turns
    side = inner + along * LENGTH + 1j * leaf.half * _breadth(along)
    edge: Places = np.concatenate([side, np.conj(side[::-1])]) * np.exp(1j * leaf.angle)
    return edge


def routes(plan: Plan, flower: Flower) -> list[tuple[Thread, str, Places]]:
    """The way of each thread to each of its ends, by the key of the end."""
    slots = _slots(plan, flower.threads)
    found = []
    for thread in flower.threads:
        for end in thread.ends:
            if plan.at(end) is not None:
                found.append((thread, end, _route(plan, plan.marks[thread.number], end, slots[end, thread.number])))
    return found


def _slots(plan: Plan, threads: Sequence[Thread]) -> dict[tuple[str, int], float]:
    """Where among all that end there each thread ends, from -1 to 1, so that as few as can be cross."""
    slots: dict[tuple[str, int], float] = {}
    for end in dict.fromkeys(end for thread in threads for end in thread.ends):
        to = plan.at(end)
        theirs = [thread.number for thread in threads if end in thread.ends]
        if to is not None:
            theirs.sort(key=lambda number: float(np.angle(plan.marks[number] / to)))
        for place, number in enumerate(theirs):
            slots[end, number] = 2 * (place + 0.5) / len(theirs) - 1
    return slots


def _route(plan: Plan, mark: complex, end: str, slot: float) -> Places:
    if end in plan.petals:
        return _smooth([mark, *_into(plan, mark, plan.petals[end], slot)])
    return _smooth([mark, *_out(plan, mark, plan.around[end], slot)])


def _into(plan: Plan, mark: complex, leaf: Leaf, slot: float) -> list[complex]:
    """Round the middle if it lies between, then up into the petal."""
    turn = np.exp(1j * leaf.angle)
    wide = float(leaf.half * _breadth(np.array([STOP]))[0] * 0.86)
    stop = complex(turn * (plan.inner + STOP * LENGTH + 1j * slot * wide))
    door = complex(turn * (plan.inner + 1j * slot * wide * 0.6))
    return [*_around(mark, door, abs(slot)), door, stop]


def _around(mark: complex, to: complex, lane: float) -> list[complex]:
    """Points past the middle, where the straight way would lead through it. `lane`: 0 to 1, so that few coincide."""
    turn = float(np.angle(to / mark))
    if abs(turn) < 0.9:
        return []
    radius, steps = max(abs(mark) * 0.8, MIDDLE + 0.15 + 0.35 * lane), 2 if abs(turn) < 1.8 else 3
    way = [(place + 0.7) / (steps + 0.6) for place in range(steps)]
    return [_polar(radius + (abs(to) - radius) * share * 0.5, float(np.angle(mark)) + turn * share) for share in way]


def _out(plan: Plan, mark: complex, angle: float, slot: float) -> list[complex]:
    """Out between two petals, then to the bud."""
    gap = _gap(plan, angle) + slot * 0.05
    start, through = _polar(plan.inner - 0.1, gap), _polar(plan.inner + 0.55 * LENGTH, gap)
    turned = (gap + 2 * angle) / 3 if abs(gap - angle) < pi else angle
    past = _polar((plan.tip + plan.ring) / 2, turned)
    return [*_around(mark, start, abs(slot)), start, through, past, _polar(plan.ring, angle)]


def _gap(plan: Plan, angle: float) -> float:
    """The middle of the space between two petals that lies nearest to a direction."""
    angles = sorted(leaf.angle % (2 * pi) for leaf in plan.petals.values())
    if len(angles) < 2:
        return angle
    after = [*angles[1:], angles[0] + 2 * pi]
    gaps = [(one + other) / 2 for one, other in zip(angles, after, strict=True)]
    best = min(gaps, key=lambda gap: abs(sin((gap - angle) / 2)))
    return angle + (best - angle + pi) % (2 * pi) - pi


def _smooth(points: Sequence[complex]) -> Places:
    """The corners cut, four times over (Chaikin); the ends stay."""
    line: Places = np.array(points, dtype=np.complex128)
    for _ in range(4):
        near, far = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
        line = np.concatenate([line[:1], np.stack([near, far], axis=1).ravel(), line[-1:]])
    return line
