"""The figures of a closed round, under the rules for small groups (domain.md §2.3). The one place that decides.

Whoever reads a figure is taken to know every shared reply and to subtract it. So the private ones enter only when
there are k of them, and a share is shown only when it holds for all and for the private ones alone. What is hidden
is neither named nor told apart from what nobody chose. A median is the lower middle: whole, and one of the answers;
the mean of the two middle ones would tell how many stand on each side. Who reads is taken to know these rules too, so
that a number is not told must not say what it is. Several networks, and requests combined: `core.model.totals`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from core.model.cells import Cell
from core.model.ids import ReplyId
from core.model.prompts import Option, Prompt, Question, QuestionKind
from core.model.replies import Answer, Saying

LEAST_K = 3
"""No organisation may set its k lower."""
LEAST_MEMBERS = 5
"""A smaller network gets no figure that private replies are part of."""
LEAST_SHARE = 3
"""A share is shown when this many are in it, and this many are not."""

POINTS = (1, 2, 3, 4, 5)
Tally = tuple[int, ...]
"""How many stand on each of the five points of a scale."""
NOBODY: Tally = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One question's figure. `n`: answers counted; `high`: how many of them are 4 or 5; `cells`: option and count,
    most named first; `hides`: there are options whose count is not shown.

    `is_shown` False: too few, only `n` may be told. `left_out`: private answers were given and are not counted.
    `shared`, `private`, `replies`, `others` are kept for totals over networks and for deletions, never shown:
    a scale's tallies, and the replies counted and left out.
    """

    question: int
    n: int
    is_shown: bool = False
    left_out: bool = False
    median: int | None = None
    high: int | None = None
    cells: tuple[tuple[str, int], ...] = ()
    hides: bool = False
    shared: Tally = NOBODY
    private: Tally = NOBODY
    replies: tuple[ReplyId, ...] = ()
    others: tuple[ReplyId, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether there is a number in it beside `n`."""
        return self.is_shown and (self.median is not None or bool(self.cells))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """The snapshot of a round at its closing. `answered` of `members` had replied in time.

    `apart`: its private answers by group, for the goals of the first year; see `core.model.splits`.
    """

    answered: int
    members: int
    k: int
    figures: tuple[Figure, ...]
    apart: tuple[Cell, ...] = ()


Given = tuple[Saying, Answer]


def count(prompt: Prompt, replies: Iterable[Saying], *, members: int, k: int) -> RoundFigures:
    """What may be told of a round that closes now: replies that stand and came in time."""
    k = max(k, LEAST_K)
    counted = [reply for reply in replies if is_counted(reply)]
    figures = tuple(
        _figure(place, question, counted, members, k)
        for place, question in enumerate(prompt.questions)
        if question.kind is not QuestionKind.OPEN
    )
    return RoundFigures(answered=len(counted), members=members, k=k, figures=figures)


def is_counted(reply: Saying) -> bool:
    """Whether a reply is one of those that figures are made of."""
    return reply.stands and not reply.is_late


def _figure(place: int, question: Question, replies: Sequence[Saying], members: int, k: int) -> Figure:
    given = [(reply, answer) for reply in replies for answer in reply.answers if _is_of(answer, place)]
    shared = [one for one in given if one[0].is_shared]
    private = [one for one in given if not one[0].is_shared]
    enter = len(private) >= k and members >= LEAST_MEMBERS
    used, unused = (given, []) if enter else (shared, private)
    figure = Figure(
        question=place,
        n=len(used),
        is_shown=len(used) >= k,
        left_out=bool(unused),
        shared=_tally(shared),
        private=_tally(private) if members >= LEAST_MEMBERS else NOBODY,
        replies=tuple(reply.id for reply, _ in used),
        others=tuple(reply.id for reply, _ in unused) if members >= LEAST_MEMBERS else (),
    )
    if not figure.is_shown:
        return figure
    if question.kind is QuestionKind.SCALE:
        median, high = scale(figure.shared, figure.private if enter else NOBODY)
        return replace(figure, median=median, high=high)
    return _with_cells(figure, question, shared, private if enter else [])


def _is_of(answer: Answer, place: int) -> bool:
    return answer.question == place and answer.is_given


def _tally(given: Sequence[Given]) -> Tally:
    points = Counter(answer.scale for _, answer in given)
    return tuple(points[point] for point in POINTS)


def scale(shared: Tally, private: Tally) -> tuple[int | None, int | None]:
    """What may be told of a scale: its lower middle, and how many are 4 or 5; None for what would tell too much.

    `private`: those that enter. Where the middle is hidden the share is too: both would say what the middle says.
    """
    middle = _middle(shared, private)
    if any(private) and middle in _telling(shared, sum(private)):
        return None, None
    n, high = sum(shared) + sum(private), sum(shared[3:]) + sum(private[3:])
    if not is_share(high, n) or (any(private) and not is_share(sum(private[3:]), sum(private))):
        return middle, None
    return middle, None if any(private) and _pins(middle, shared, private) else high


def is_share(part: int, whole: int) -> bool:
    """Whether so many of so many may be told: three or more are in it, and three or more are not."""
    return part >= LEAST_SHARE and whole - part >= LEAST_SHARE


def _telling(shared: Tally, private: int) -> frozenset[int]:
    """The middles that would say, with the shared ones known, where no private answer is.

    That none is told says that the middle is one of these, so which they are follows from what is known anyway. Were an
    end of the scale alone among them, it would say that all private answers are there; so its neighbour is with it.
    """
    n = sum(shared) + private
    rooms = {point: _room(point, shared, n) for point in POINTS}
    found = {point for point, (below, _) in rooms.items() if point > POINTS[0] and below == 0}
    found |= {point for point, (_, above) in rooms.items() if point < POINTS[-1] and above == 0}
    if POINTS[0] in found:
        found.add(POINTS[1])
    if POINTS[-1] in found:
        found.add(POINTS[-2])
    return frozenset(found)


def _middle(shared: Tally, private: Tally) -> int:
    rank = rank_of(sum(shared) + sum(private))
    return next(point for point in POINTS if sum(shared[:point]) + sum(private[:point]) >= rank)


def rank_of(n: int) -> int:
    """Which of n answers, the lowest first, is the lower middle."""
    return (n + 1) // 2


def _room(median: int, shared: Tally, n: int) -> tuple[int, int]:
    """How many private answers can lie below and above a median, for all that a reader can work out."""
    rank = rank_of(n)
    return rank - 1 - sum(shared[: median - 1]), n - rank - sum(shared[median:])


def _pins(median: int, shared: Tally, private: Tally) -> bool:
    """Whether the share of 4 and 5, beside the median, would say that some point has no private answer."""
    below, above = _room(median, shared, sum(shared) + sum(private))
    if median == POINTS[-1]:
        return below - sum(private[:3]) < 1
    return median < POINTS[2] and above - sum(private[3:]) < 1


def _with_cells(figure: Figure, question: Question, shared: Sequence[Given], private: Sequence[Given]) -> Figure:
    open_ones, closed_ones = _chosen(shared), _chosen(private)
    both = open_ones + closed_ones
    groups = [(figure.n, both)] + ([(len(private), closed_ones)] if private else [])
    shown = [o for o in question.options if all(is_share(counts[o.id], people) for people, counts in groups)]
    shown.sort(key=lambda option: -both[option.id])
    while shown and not all(_covers(question, shown, people, counts) for people, counts in groups):
        shown.pop()  # the smallest: it now hides the others
    cells = tuple((option.id, both[option.id]) for option in shown)
    return replace(figure, cells=cells, hides=len(shown) < len(question.options))


def _chosen(given: Sequence[Given]) -> Counter[str]:
    return Counter(choice for _, answer in given for choice in answer.choices)


def _covers(question: Question, shown: Sequence[Option], people: int, counts: Counter[str]) -> bool:
    """Whether what is not shown stays unknown: two options or more, with room for three who chose among them."""
    hidden = len(question.options) - len(shown)
    if not hidden:
        return True
    alone = sum(counts[option.id] for option in shown if option.exclusive)
    beside = sum(counts[option.id] for option in shown if not option.exclusive)
    return hidden > 1 and question.most * (people - alone) - beside >= LEAST_SHARE


def standing(figures: RoundFigures, replies: Iterable[Saying]) -> RoundFigures | None:
    """What is left of a snapshot after deletions: a figure goes when fewer than k of those counted are there.

    None when nothing that was shown is left. Late answers and edits change nothing.
    """
    there = {reply.id for reply in replies if is_counted(reply)}
    return without(figures, {id for one in figures.figures for id in one.replies if id not in there})


def without(figures: RoundFigures, gone: Set[ReplyId]) -> RoundFigures | None:
    """The same, told by the replies that are not counted any more."""
    shown = [one for one in figures.figures if one.is_shown]
    fallen = {one.question for one in shown if sum(id not in gone for id in one.replies) < figures.k} if gone else ()
    if not fallen:
        return figures
    left = tuple(one for one in figures.figures if one.question not in fallen)
    return None if len(fallen) == len(shown) else replace(figures, figures=left)
