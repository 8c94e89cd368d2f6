"""Private answers told of groups apart, under the rules for small groups (domain.md §2.3): which may be, and why.

The goals of the first year say what staff and what others answer, added up over rounds, and say it anew as rounds
close. Whoever reads that is taken to know every shared reply and who belongs where, and to subtract: the shared
answers, the figure that the round itself published, the other group, what the goals said yesterday. What would be
left is a cell, the private answers of one group in one round. So nothing private goes in but whole cells, and only
those that could stand alone:

1. The round's own figure counts the private answers and shows how many are 4 or 5. The cells then say nothing about
   all of them together that is not said already, only how that number falls on the groups.
2. In each group there are none or k of them. The figure minus one group is the other, so one that is too small takes
   the other along, and neither is told apart. That a whole group has not answered is no secret: the goal asks for both.
3. In each group three or more are 4 or 5, and three or more are not, for the same reason.
4. How many is told, never a median: two medians of the same answers would say together where no answer is.
5. A cell is made when its round closes and stays as it is. Who says later that they are a citizen takes no answer
   along, an edit changes nothing, and after deletions it goes as a whole, once fewer than k are there.

Where all were asked two questions, of now and of then, how many are higher now is told of all of them as one group:
k or more, three or more of whom are higher and three or more are not. The round tells a middle value of each question
beside it, and the three together can say how many answered some point: three of six are higher, and the middle of now
is 1, so three answered 1. So it is tried whether every number could be another, and if not, the cell is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from core.model import targets
from core.model.cells import EVERYONE, Cell
from core.model.figures import LEAST_MEMBERS, POINTS, Figure, RoundFigures, Tally, is_counted, is_share, scale
from core.model.ids import PersonId
from core.model.prompts import Prompt
from core.model.replies import Saying
from core.model.targets import Group

HIGH = 4
"""From this point on an answer counts as high."""


def cells(
    prompt: Prompt, snapshot: RoundFigures, replies: Iterable[Saying], groups: Mapping[PersonId, Group]
) -> tuple[Cell, ...]:
    """The cells of a round that closes now. `groups`: whose word each reply is; without one it is in no cell."""
    private = [reply for reply in replies if is_counted(reply) and not reply.is_shared]
    figures = {figure.question: figure for figure in snapshot.figures}
    found: list[Cell] = []
    for place in targets.experiences(prompt):
        found += _apart(figures[place], private, groups, snapshot.k)
    pair = targets.pair(prompt)
    if pair is not None:
        found += _higher(pair, private, snapshot)
    return tuple(found)


def _apart(figure: Figure, private: Sequence[Saying], groups: Mapping[PersonId, Group], k: int) -> Sequence[Cell]:
    """All groups that answered, or none."""
    if figure.left_out or figure.high is None:
        return ()
    given: dict[Group | None, list[Saying]] = defaultdict(list)
    for reply in private:
        if reply.answer(figure.question).scale is not None:
            given[groups.get(reply.person_id)].append(reply)
    found = [_cell(figure.question, group.value if group else EVERYONE, theirs) for group, theirs in given.items()]
    return found if None not in given and all(_may_stand(cell, k) for cell in found) else ()


def _cell(question: int, group: str, replies: Sequence[Saying]) -> Cell:
    high = sum((reply.answer(question).scale or 0) >= HIGH for reply in replies)
    return Cell(question=question, group=group, n=len(replies), high=high, replies=tuple(each.id for each in replies))


def _higher(pair: tuple[int, int], private: Sequence[Saying], snapshot: RoundFigures) -> Sequence[Cell]:
    both = [reply for reply in private if gain(reply, pair) is not None]
    higher = sum((gain(reply, pair) or 0) > 0 for reply in both)
    ids = tuple(reply.id for reply in both)
    cell = Cell(question=pair[0], group=EVERYONE, n=len(both), high=higher, replies=ids)
    if snapshot.members < LEAST_MEMBERS or not _may_stand(cell, snapshot.k):
        return ()
    figures = {figure.question: figure for figure in snapshot.figures}
    now, then = (_Side(figures[place], _tally(both, place)) for place in pair)
    hides = _hides(now, lambda points: _ways(points, then.points, higher))
    return (cell,) if hides and _hides(then, lambda points: _ways(now.points, points, higher)) else ()


def gain(reply: Saying, pair: tuple[int, int]) -> int | None:
    """How much higher somebody puts themselves now than then; None if they have not said both."""
    now, then = (reply.answer(place).scale for place in pair)
    return now - then if now is not None and then is not None else None


def _may_stand(cell: Cell, k: int) -> bool:
    return cell.n >= k and is_share(cell.high, cell.n)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two questions: its figure, and how many of those in the cell answered each point."""

    figure: Figure
    points: Tally

    def fits(self, points: Tally) -> bool:
        """Whether these answers instead would give the same figure; what is not told is told by the same rules."""
        figure = self.figure
        moved = zip(figure.private, self.points, points, strict=True)
        private = tuple(every - mine + instead for every, mine, instead in moved)
        return scale(figure.shared, private) == (figure.median, figure.high)


def _tally(replies: Sequence[Saying], question: int) -> Tally:
    return tuple(sum(reply.answer(question).scale == point for reply in replies) for point in POINTS)


def _hides(side: _Side, is_possible: Callable[[Tally], bool]) -> bool:
    """Whether each point could have been answered by another number of people, for all that is told."""
    seen: list[set[int]] = [set() for _ in POINTS]
    for points in _tallies(sum(side.points)):
        if side.fits(points) and is_possible(points):
            for place, n in enumerate(points):
                seen[place].add(n)
            if all(len(numbers) > 1 for numbers in seen):
                return True
    return False


def _tallies(n: int) -> Iterator[Tally]:
    """Every way in which n people can answer."""
    for bars in combinations(range(n + len(POINTS) - 1), len(POINTS) - 1):
        edges = (-1, *bars, n + len(POINTS) - 1)
        yield tuple(right - left - 1 for left, right in pairwise(edges))


def _ways(now: Tally, then: Tally, higher: int) -> bool:
    """Whether so many can be higher now. Of two who trade places one more or one less is, so none is passed over."""
    after, before = _listed(now), _listed(then)
    most, not_higher = 0, 0
    for point in after:
        most += point > before[most]
    for point in before:
        not_higher += point >= after[not_higher]
    return len(after) - not_higher <= higher <= most


def _listed(points: Tally) -> list[int]:
    return [point for point, n in zip(POINTS, points, strict=True) for _ in range(n)]


def standing(snapshot: RoundFigures, replies: Iterable[Saying]) -> tuple[Cell, ...]:
    """The cells of which k or more replies are still there."""
    there = {reply.id for reply in replies if is_counted(reply)}
    return tuple(cell for cell in snapshot.apart if len(there.intersection(cell.replies)) >= snapshot.k)
