"""The goals of the first year, counted. What may be told of private answers is decided in `core.model.splits`.

Shared answers are read as they are now: everybody knows them. Private ones come in whole cells, or not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.model import splits, targets, totals
from core.model.cells import EVERYONE, Cell
from core.model.figures import LEAST_K, Figure, is_counted, is_share
from core.model.goals import Competence, Experience, Voice
from core.model.ids import NetworkId, PersonId
from core.model.readings import Asked
from core.model.replies import Saying
from core.model.targets import Group, Moment
from core.model.totals import Bundle, Total


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A closed round as the goals read it, whoever was asked. `groups`: whose word its shared replies are."""

    network: NetworkId
    asked: Asked
    groups: Mapping[PersonId, Group]

    @property
    def moment(self) -> Moment:
        return targets.moment_of(self.asked.round.phase)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return splits.standing(self.asked.snapshot, self.asked.replies)

    def shared(self, place: int) -> list[Saying]:
        """The shared replies in time, without those that were private at the closing and are in a cell of it."""
        inside = _inside(self, place)
        counted = [reply for reply in self.asked.replies if is_counted(reply) and reply.is_shared]
        return [reply for reply in counted if reply.id not in inside]

    def leaves_out(self, place: int) -> bool:
        """Whether a question has private answers that are in no cell."""
        inside = _inside(self, place)
        private = [reply for reply in self.asked.replies if is_counted(reply) and not reply.is_shared]
        return any(reply.answer(place).is_given for reply in private if reply.id not in inside)


def _inside(told: Told, place: int) -> set[str]:
    return {id for cell in told.cells if cell.question == place for id in cell.replies}


Answer = tuple[PersonId, int]
"""Who said it, and what: shared, so known to everybody."""


def experience(told: Iterable[Told], *, k: int) -> Experience:
    """From everything that was asked about it, of members, receivers and people outside."""
    asked = [(one, place) for one in told for place in _experiences(one)]
    return Experience(
        voices={
            (moment, group): _voice([(one, place) for one, place in asked if one.moment is moment], group, k)
            for moment in Moment
            for group in Group
        },
        leaves_out=any(one.leaves_out(place) for one, place in asked),
    )


def _experiences(one: Told) -> list[int]:
    """The scales that count at the round's moment: at the start how it is, later whether it is better."""
    later = one.moment is not Moment.BASELINE
    prompt = one.asked.prompt
    return [place for place in targets.experiences(prompt) if targets.compares(prompt.questions[place]) is later]


def _voice(asked: Sequence[tuple[Told, int]], group: Group, k: int) -> Voice:
    shared = [answer for one, place in asked for answer in _answers(one, place, group)]
    cells = [cell for one, place in asked for cell in one.cells if (cell.question, cell.group) == (place, group.value)]
    points = sorted(point for _, point in shared)
    n = len(points) + sum(cell.n for cell in cells)
    if not _are_enough(shared, cells, k):
        return Voice(n=n)
    high = sum(point >= splits.HIGH for point in points) + sum(cell.high for cell in cells)
    median = None if cells else points[(n - 1) // 2]
    return Voice(n=n, is_shown=True, median=median, high=high if is_share(high, n) else None)


def _answers(one: Told, place: int, group: Group) -> Iterable[Answer]:
    for reply in one.shared(place):
        point = reply.answer(place).scale
        if point is not None and one.groups.get(reply.person_id) is group:
            yield reply.person_id, point


def _are_enough(shared: Sequence[Answer], cells: Sequence[Cell], k: int) -> bool:
    """Whether k people or more stand behind it; a cell has k by itself."""
    return bool(cells) or len({person for person, _ in shared}) >= max(k, LEAST_K)


def competence(told: Iterable[Told], *, k: int, bundles: Sequence[Bundle] = ()) -> Competence:
    """From what was asked at the start, midway and at the end. `bundles`: all of the organisation."""
    rounds = list(told)
    gains, cells, leaves_out = [], list[Cell](), False
    for one in rounds:
        pair = targets.pair(one.asked.prompt)
        if pair is None:
            continue
        shared = one.shared(pair[0])
        gains += [(reply.person_id, gain) for reply in shared if (gain := splits.gain(reply, pair)) is not None]
        cells += [cell for cell in one.cells if (cell.question, cell.group) == (pair[0], EVERYONE)]
        leaves_out = leaves_out or one.leaves_out(pair[0])
    n = len(gains) + sum(cell.n for cell in cells)
    higher = sum(gain > 0 for _, gain in gains) + sum(cell.high for cell in cells)
    is_shown = _are_enough(gains, cells, k)
    return Competence(
        n=n,
        is_shown=is_shown,
        higher=higher if is_shown and is_share(higher, n) else None,
        start=_total(rounds, Moment.BASELINE, k, bundles),
        midway=_total(rounds, Moment.MIDWAY, k, bundles),
        leaves_out=leaves_out,
    )


def _total(told: Sequence[Told], moment: Moment, k: int, bundles: Sequence[Bundle]) -> Total | None:
    """The newest figure of each network at a moment, together."""
    rounds = sorted((one for one in told if one.moment is moment), key=lambda one: one.asked.day)
    newest: dict[NetworkId, Figure] = {}
    scales = set()
    for one in rounds:
        prompt = one.asked.prompt
        places = targets.competences(prompt)
        scales |= {totals.scale_of(prompt.questions[place], one.asked.round.phase) for place in places}
        for figure in one.asked.figures:
            if figure.question in places:
                newest[one.network] = figure
    return totals.total(
        newest,
        [bundle for bundle in bundles if bundle.scale in scales],
        rounds={one.asked.round.id for one in rounds},
        k=k,
    )
