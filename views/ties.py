"""Who is connected with whom, pair by pair and month by month, in words and as a table that can be taken out."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.model.organisations import PersonKind
from core.model.ties import OUTSIDE, End, Life, Look, Month, Ties, matrix
from locales.catalogue import Translator
from views.belonging import unit_name
from views.elements import Actions, Button, Element, Heading, Listing, Note, Text, View
from views.flower import KINDS, LIVES, band
from views.listings import cut
from views.networks import TYPES
from views.pictures import Chart, Panel, Point, Shape

CSV, GRAPHML = "csv", "graphml"
"""The kinds of file that the connections can be, as their names end."""
PAIRS = 25
"""Pairs on one page."""


@dataclass(frozen=True, slots=True)
class Node:
    """A network, or what it ties together. `facts`: what else is known of it, by name."""

    key: str
    label: str
    kind: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """All connections, to be taken out. `heads`: of the columns of `rows`; `edges`: a network and what it ties."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]


def _names(t: Translator, ties: Ties) -> dict[End, tuple[str, str]]:
    """What each end is called, and what it is; in the organisation's own order."""
    department, committee, outside = t.plain("ties.department"), t.plain("ties.committee"), t.plain("ties.outside")
    names: dict[End, tuple[str, str]] = {}
    names |= {petal.unit.id: (unit_name(t, petal.unit), department) for petal in ties.petals}
    names |= {unit.id: (unit_name(t, unit), committee) for unit in ties.committees}
    return names | {kind: (t.plain(KINDS[kind]), outside) for kind in OUTSIDE}


def _pairs(t: Translator, ties: Ties) -> list[tuple[End, End, list[str]]]:
    """Each two that some network ties together, with the numbers of those networks; ideas tie nothing yet."""
    numbered = [(str(number), tie) for number, tie in enumerate(ties.ties, start=1) if tie.life is not Life.IDEA]
    names = _names(t, ties)
    order = {end: place for place, end in enumerate(names)}
    tied = matrix((tie for _, tie in numbered), names)
    pairs = sorted(
        (sorted(pair, key=lambda end: order[end]) for pair in tied), key=lambda pair: [order[e] for e in pair]
    )
    return [(a, b, [number for number, tie in numbered if {a, b} <= set(tie.ends)]) for a, b in pairs]


def links(t: Translator, ties: Ties, look: Look, page: int = 0) -> View:
    """Who is connected with whom, in the organisation's own order: nobody is ranked. `page`: from 0."""
    names, pairs = _names(t, ties), _pairs(t, ties)
    here = pairs[page * PAIRS : (page + 1) * PAIRS]
    lines = tuple(
        t("ties.pair", one=cut(names[a][0], 80), other=cut(names[b][0], 80), n=len(those), numbers=", ".join(those))
        for a, b, those in here
    )
    more = Button(label=t.plain("flower.button_more"), route="pictures.links", value=f"{look.value}|{page + 1}")
    told: tuple[Element, ...] = (Listing(lines), Note(t("ties.numbers"))) if lines else (Text(t("ties.none")),)
    turns = (Actions((more,)),) if (page + 1) * PAIRS < len(pairs) else ()
    title = t.plain("ties.title")
    return View(summary=title, elements=(Heading(title), *told, *turns))


_HEADS = (
    "ties.head_one",
    "ties.head_one_is",
    "ties.head_other",
    "ties.head_other_is",
    "ties.head_count",
    "ties.head_numbers",
)


def web(t: Translator, ties: Ties) -> Web:
    """All connections of a day."""
    names, pairs = _names(t, ties), _pairs(t, ties)
    rows = tuple((*names[a], *names[b], str(len(those)), ", ".join(those)) for a, b, those in pairs)
    used = {end for tie in ties.ties for end in tie.ends}
    ends = [Node(_id(end), *names[end], {}) for end in names if end in used]
    networks = [
        Node(
            f"n{number}",
            tie.name or t.plain("flower.unnamed"),
            t.plain("ties.network"),
            {
                t.plain("ties.number"): str(number),
                t.plain("networks.type"): t.plain(TYPES[tie.type]) if tie.type else t.plain("flower.no_type"),
                t.plain("ties.life"): t.plain(LIVES[tie.life]),
                t.plain("ties.people"): band(t, tie.crowd),
            },
        )
        for number, tie in enumerate(ties.ties, start=1)
    ]
    edges = tuple((f"n{number}", _id(end)) for number, tie in enumerate(ties.ties, start=1) for end in tie.ends)
    return Web(heads=tuple(t.plain(key) for key in _HEADS), rows=rows, nodes=(*networks, *ends), edges=edges)


def _id(end: End) -> str:
    return f"k-{end.value}" if isinstance(end, PersonKind) else f"u-{end}"


def trend(t: Translator, months: tuple[Month, ...]) -> Chart:
    """How the structure moved, month by month (B15)."""
    networks = tuple(
        Point(_month(t, each), each.networks, t.plain("ties.networks", n=each.networks)) for each in months
    )
    departments = tuple(Point(_month(t, each), each.departments, _departments(t, each.departments)) for each in months)
    linked = tuple(Point(_month(t, each), each.links, t.plain("ties.linked", n=each.links)) for each in months)
    panels = (("ties.trend_networks", networks), ("ties.trend_departments", departments), ("ties.trend_links", linked))
    return Chart(
        title=t.plain("ties.trend"),
        panels=tuple(_panel(t.plain(key), points) for key, points in panels),
        note=t.plain("ties.trend_note"),
        empty=t.plain("ties.trend_empty"),
        language=t.language,
    )


def _month(t: Translator, month: Month) -> str:
    return t.month(month.first)


def _departments(t: Translator, mean: float | None) -> str:
    return t.plain("ties.departments", n=t.number(round(mean, 1))) if mean is not None else t.plain("ties.no_networks")


def _panel(title: str, points: tuple[Point, ...]) -> Panel:
    most = max((point.value for point in points if point.value is not None), default=1)
    return Panel(title=title, shape=Shape.COURSE, least=0, most=max(most, 1), points=points)
