"""Totals over several networks, and why no combination of requests says more than each of them by itself.

What can be asked for. A reader is taken to know every shared reply, every membership and these rules, and to ask as
often as they like, before and after somebody withdraws, moves, leaves or answers late:

- what a round gives back, a network's summary in any period, an anchor's month, the report of a network, and every
  file or picture of one of these: figures of single rounds, made once when the round closed (`core.model.figures`);
- the goals of the first year, of a network and of all: whole cells, made at the same moment (`core.model.splits`);
- the summary of all networks, of a type, of an area, or of whatever else is named, in any period: the totals made
  here, and how many networks show a driver or a barrier, which follows from their figures;
- words without names, and what a search finds among them: a round's private words all or none
  (`core.model.readings`).

Two totals may overlap in any way: all networks minus a type, a type minus an area, a year minus a quarter. So a rule
about one total cannot be enough. Two rules hold for all of them together:

1. **A total is worked out of what is published, and of nothing else.** Of a network's private answers it knows what
   the network's own figure tells: how many, and the middle. So its own middle may be known only to lie between two
   points; then it says so. Whoever asks for a hundred totals has worked out what they could work out of the figures,
   and no more.
2. **What a network may not show by itself is published in bundles.** A bundle holds hidden answers of two networks or
   more, k or more in all, and is a figure like any other. Which bundle they are in follows from the order in which
   rounds closed, never from the request: no answer is in two bundles, or in a bundle and a figure. A total counts a
   bundle whole, when all its rounds are asked for, or not at all. Shared answers that are too few, and private ones,
   have bundles of their own: who knows the shared ones would subtract them.

Figures and bundles are made of different answers. So what is learnt of one says nothing of the others, and it is
enough that each holds by itself. Once made, a bundle does not change: a later round only fills those that wait, an
edit or a late answer is in no snapshot, a withdrawal takes none out, and the whole bundle goes when fewer than k are
there. The rounds of a day come in the order of their ids, so a bundle may be filled only when the day is over: else
one that was committed late would push another aside that somebody has seen. Who ever deletes a closed round must keep
its snapshot, or the bundles after it would be made anew.

What this does not hold against: people who tell each other what they answered. Where all of k but one
do, they may work out the last.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from core.model import targets
from core.model.figures import LEAST_K, NOBODY, POINTS, Figure, Tally, rank_of, scale
from core.model.ids import NetworkId, ReplyId, RoundId
from core.model.networks import Phase
from core.model.prompts import Question

LEAST_NETWORKS = 2
"""A bundle holds hidden answers of this many networks or more."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What makes two scales the same: what they ask, and when in a network's life, where only that compares."""

    dimension: str
    text: str
    moment: str = ""


def scale_of(question: Question, phase: Phase) -> Scale:
    """The scale that a question is, in a round of a phase. What bears on a goal is told of its own moment only."""
    moment = targets.moment_of(phase).value if question.target else ""
    return Scale(question.dimension, question.choices or question.texts["da"], moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A scale in a closed round, as it was counted at the closing; `k` as it was then.

    `gone`: of the replies that it hides, how many shared and how many private ones count no more (`gone_of`).
    """

    scale: Scale
    network: NetworkId
    round: RoundId
    closed_at: datetime
    k: int
    figure: Figure
    gone: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Hidden answers of several networks, told together. `left`: how many of the replies they came in count still."""

    scale: Scale
    is_private: bool
    networks: frozenset[NetworkId]
    rounds: frozenset[RoundId]
    left: int
    k: int
    figure: Figure

    @property
    def stands(self) -> bool:
        """Whether k of its replies are still there."""
        return self.left >= self.k


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One scale over several networks: `n` answers from `networks` of them, the middle one from `lowest` to `highest`.

    Both are None where nothing is known of the middle.
    """

    n: int
    networks: int
    lowest: int | None
    highest: int | None

    @property
    def median(self) -> int | None:
        """The middle, where it is known to the point."""
        return self.lowest if self.lowest == self.highest else None


@dataclass(frozen=True, slots=True)
class _Part:
    """What one round hides of a scale."""

    of: Published
    tally: Tally
    gone: int


def bundles(published: Iterable[Published], *, before: datetime) -> tuple[Bundle, ...]:
    """All bundles of an organisation, in the order in which they were filled by rounds that closed before an instant.

    `published`: every scale of every closed round of all its networks. `before`: the beginning of a day that has not
    passed yet, or an earlier one. While an answer waits, a newer one of the same network takes its place.
    """
    waiting: defaultdict[tuple[Scale, bool], dict[NetworkId, _Part]] = defaultdict(dict)
    made = []
    for one in sorted((each for each in published if each.closed_at < before), key=_order):
        for is_private in (False, True):
            parts = waiting[one.scale, is_private]
            part = _part(one, is_private)
            if any(part.tally):
                parts[one.network] = part
                made += _filled(parts, is_private)
    return tuple(made)


def _order(one: Published) -> tuple[datetime, str, int]:
    return one.closed_at, one.round, one.figure.question


def hides(figure: Figure, *, is_private: bool) -> bool:
    """Whether a figure leaves out private answers, or is made of too few shared ones to be shown."""
    return figure.left_out and any(figure.private) if is_private else not figure.is_shown and any(figure.shared)


def is_hiding(figure: Figure) -> bool:
    """Whether it has a place in a bundle."""
    return any(hides(figure, is_private=is_private) for is_private in (False, True))


def _part(one: Published, is_private: bool) -> _Part:
    figure = one.figure
    if not hides(figure, is_private=is_private):
        return _Part(one, NOBODY, 0)
    return _Part(one, figure.private if is_private else figure.shared, one.gone[is_private])


def gone_of(figure: Figure, gone: Set[ReplyId]) -> tuple[int, int]:
    """How many of the replies that a figure hides are among those that count no more: shared ones, private ones."""
    shared = 0 if figure.is_shown else sum(id in gone for id in figure.replies)
    return shared, sum(id in gone for id in figure.others) if figure.left_out else 0


def _filled(parts: dict[NetworkId, _Part], is_private: bool) -> list[Bundle]:
    """What waits, as a bundle, if it is enough; then nothing waits any more."""
    k = max(LEAST_K, *(part.of.k for part in parts.values()))
    if len(parts) < LEAST_NETWORKS or sum(sum(part.tally) for part in parts.values()) < k:
        return []
    bundle = _bundle(list(parts.values()), is_private, k)
    parts.clear()
    return [bundle]


def _bundle(parts: Sequence[_Part], is_private: bool, k: int) -> Bundle:
    tally = tuple(sum(part.tally[place] for part in parts) for place in range(len(POINTS)))
    shared, private = (NOBODY, tally) if is_private else (tally, NOBODY)
    median, high = scale(shared, private)
    told = Figure(question=0, n=sum(tally), is_shown=True, median=median, high=high)
    return Bundle(
        scale=parts[0].of.scale,
        is_private=is_private,
        networks=frozenset(part.of.network for part in parts),
        rounds=frozenset(part.of.round for part in parts),
        left=sum(tally) - sum(part.gone for part in parts),
        k=k,
        figure=replace(told, shared=shared, private=private),
    )


def total(
    newest: Mapping[NetworkId, Figure],
    bundles: Sequence[Bundle],
    *,
    rounds: Collection[RoundId],
    k: int,
) -> Total | None:
    """A scale over some networks, a standing figure of each; None if there are too few answers.

    `bundles`: those of the scale. `rounds`: all that are asked for.
    """
    counted = _counted(newest, [one for one in bundles if one.rounds.issubset(rounds) and one.stands])
    own = {network: figure for network, figure in newest.items() if figure.is_shown}
    figures = [*own.values(), *(bundle.figure for bundle in counted)]
    n = sum(figure.n for figure in figures)
    if n < max(k, LEAST_K):
        return None
    networks = {*own, *(network for bundle in counted for network in bundle.networks)}
    lowest, highest = _middles([_up_to(figure) for figure in figures], n)
    if (lowest, highest) == (POINTS[0], POINTS[-1]):
        return Total(n=n, networks=len(networks), lowest=None, highest=None)
    return Total(n=n, networks=len(networks), lowest=lowest, highest=highest)


def _counted(newest: Mapping[NetworkId, Figure], bundles: Sequence[Bundle]) -> list[Bundle]:
    """The newest bundle of networks whose newest figure still hides something; each network in one of a kind."""
    counted: list[Bundle] = []
    taken: set[tuple[NetworkId, bool]] = set()
    for bundle in reversed(bundles):
        places = {(network, bundle.is_private) for network in bundle.networks}
        figures = [newest.get(network) for network in bundle.networks]
        if taken.isdisjoint(places) and all(each and hides(each, is_private=bundle.is_private) for each in figures):
            taken |= places
            counted.append(bundle)
    return counted


_Range = tuple[int, int]


def _up_to(figure: Figure) -> tuple[_Range, ...]:
    """How few and how many answers can lie at each point or below it, for all that the figure tells."""
    private = 0 if figure.left_out else sum(figure.private)
    few, many = [0] * 4 + [private], [private] * 5
    if figure.median is not None:
        rank, middle = rank_of(figure.n), figure.median
        few[middle - 1] = max(few[middle - 1], rank - sum(figure.shared[:middle]))
        if middle > POINTS[0]:
            many[middle - 2] = min(many[middle - 2], rank - 1 - sum(figure.shared[: middle - 1]))
    if figure.high is not None:
        few[2] = many[2] = private - (figure.high - sum(figure.shared[3:]))
    known = [sum(figure.shared[:point]) for point in POINTS]
    return tuple((known[n] + max(few[: n + 1]), known[n] + min(many[n:])) for n in range(len(POINTS)))


def _middles(figures: Sequence[tuple[_Range, ...]], n: int) -> _Range:
    """The lowest and the highest point at which the middle of all of them together can lie."""
    rank = rank_of(n)
    few, many = ([sum(one[place][end] for one in figures) for place in range(len(POINTS))] for end in (0, 1))
    lowest = next(point for point in POINTS if many[point - 1] >= rank)
    return lowest, next(point for point in POINTS if few[point - 1] >= rank)
