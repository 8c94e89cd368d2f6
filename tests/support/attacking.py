"""Somebody who knows every shared reply, every membership and our rules, and asks for whatever may be asked for.

`seen` is what the real code shows of a world; `Attacker.learns` looks for another world that shows the very same.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, combinations, combinations_with_replacement

from core.model import figures, totals
from core.model.figures import POINTS, RoundFigures
from core.model.ids import NetworkId, PersonId, ReplyId, RoundId
from core.model.networks import Phase
from core.model.prompts import QuestionKind
from core.model.replies import Answer, Reply, ReplyVisibility
from tests.builders import NOW, a_prompt, a_question

PROMPT = a_prompt(questions=(a_question(QuestionKind.SCALE),))
SCALE = totals.scale_of(PROMPT.questions[0], Phase.UNDERWAY)
K = 3


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A round that has closed: in which network, how many days ago, and what was answered, named and without a name."""

    network: int
    ago: int
    shared: tuple[int, ...]
    private: tuple[int, ...]
    members: int = 12

    @property
    def id(self) -> RoundId:
        return RoundId(f"{self.network}-{self.ago}")

    @property
    def tally(self) -> Counter[int]:
        return Counter(self.private)

    def replies(self) -> list[Reply]:
        points = [(point, False) for point in self.shared] + [(point, True) for point in self.private]
        return [self._reply(place, point, is_private) for place, (point, is_private) in enumerate(points)]

    def _reply(self, place: int, point: int, is_private: bool) -> Reply:
        return Reply(
            id=ReplyId(f"{self.id}-{place}"),
            round_id=self.id,
            person_id=PersonId(f"{self.network}-{place}"),
            visibility=ReplyVisibility.PRIVATE if is_private else ReplyVisibility.SHARED,
            answers=(Answer(question=0, scale=point),),
            submitted_at=NOW,
        )

    def published(self) -> RoundFigures:
        return figures.count(PROMPT, self.replies(), members=self.members, k=K)


World = tuple[Closed, ...]
Later = Callable[[list[Reply]], list[Reply]]
"""What happens to replies after the closing."""


def seen(world: World, later: Sequence[Later]) -> Iterator[object]:
    """Everything that anybody can be shown: each round's figures, each total of any networks in any period.

    And all of it again after each thing that happens.
    """
    snapshots = [one.published() for one in world]
    yield from (_shown(snapshot) for snapshot in snapshots)
    replies = [reply for one in world for reply in one.replies()]
    for event in (list, *later):
        replies = event(replies)
        standing = [figures.standing(snapshot, replies) for snapshot in snapshots]
        yield [left and _shown(left) for left in standing]
        bundles = totals.bundles(_published(world, snapshots, replies), before=NOW)
        for asked in _requests(world):
            yield _total(world, standing, bundles, asked)


def _shown(snapshot: RoundFigures) -> object:
    return [(one.n, one.is_shown, one.left_out, one.median, one.high) for one in snapshot.figures]


def _published(world: World, snapshots: Sequence[RoundFigures], replies: Sequence[Reply]) -> list[totals.Published]:
    """`replies`: those that there are by now."""
    there = {reply.id for reply in replies if figures.is_counted(reply)}
    gone = {reply.id for one in world for reply in one.replies()} - there
    return [
        totals.Published(
            scale=SCALE,
            network=NetworkId(str(one.network)),
            round=one.id,
            closed_at=NOW - timedelta(days=one.ago),
            k=snapshot.k,
            figure=snapshot.figures[0],
            gone=totals.gone_of(snapshot.figures[0], gone),
        )
        for one, snapshot in zip(world, snapshots, strict=True)
    ]


def _requests(world: World) -> Iterator[list[int]]:
    """The places of the rounds in each scope and period."""
    networks = sorted({one.network for one in world})
    days = sorted({one.ago for one in world})
    for scope in chain.from_iterable(combinations(networks, n) for n in range(1, len(networks) + 1)):
        for first, last in combinations_with_replacement(days, 2):
            yield [n for n, one in enumerate(world) if one.network in scope and first <= one.ago <= last]


def _total(
    world: World,
    standing: Sequence[RoundFigures | None],
    bundles: Sequence[totals.Bundle],
    asked: Sequence[int],
) -> totals.Total | None:
    newest = {}
    for n in sorted(asked, key=lambda n: -world[n].ago):
        left = standing[n]
        if left and left.figures:
            newest[NetworkId(str(world[n].network))] = left.figures[0]
    rounds = {world[n].id for n in asked}
    return totals.total(newest, bundles, rounds=rounds, k=K)


def carelessly(world: World, later: Sequence[Later]) -> Iterator[object]:
    """What is shown where a total takes along whatever is hidden in the networks that are asked for, as long as it is k
    answers of two networks: each total may then be told by itself, and two of them tell an answer."""
    for asked in _requests(world):
        hidden = [world[n].private for n in asked if 0 < len(world[n].private) < K]
        points = sorted(chain.from_iterable(hidden))
        yield (len(points), points[(len(points) - 1) // 2]) if len(hidden) > 1 and len(points) >= K else None


def withdrawn(place: int) -> Later:
    """One reply is taken back."""

    def event(replies: list[Reply]) -> list[Reply]:
        return [replace(one, withdrawn_at=NOW, answers=()) if n == place else one for n, one in enumerate(replies)]

    return event


def edited(place: int, point: int) -> Later:
    """One says something else now, with their name."""
    answers = (Answer(question=0, scale=point),)

    def event(replies: list[Reply]) -> list[Reply]:
        changed = {"answers": answers, "edited_at": NOW, "visibility": ReplyVisibility.SHARED}
        return [replace(one, **changed) if n == place and one.stands else one for n, one in enumerate(replies)]

    return event


def late(point: int, round: RoundId) -> Later:
    """Somebody answers when the round has closed."""
    reply = replace(Closed(network=0, ago=0, shared=(point,), private=()).replies()[0], round_id=round, is_late=True)
    return lambda replies: [*replies, reply]


Shows = Callable[[World, Sequence[Later]], Iterator[object]]


def learnt(world: World, later: Sequence[Later] = (), *, show: Shows = seen) -> set[tuple[RoundId, int]]:
    """The private answers that can be worked out: of which round, and which point so many must have answered.

    An answer is safe when another world shows the same, in which another number of that round's private ones say it.
    """
    known = {(one.id, point) for one in world for point in one.tally}
    shown = list(show(world, later))
    for other in _others(world, known):
        if all(a == b for a, b in zip(shown, show(other, later), strict=True)):
            for mine, theirs in zip(world, other, strict=True):
                known -= {(mine.id, point) for point in POINTS if mine.tally[point] != theirs.tally[point]}
    return known


def _others(world: World, known: set[tuple[RoundId, int]]) -> Iterator[World]:
    """Worlds near this one that tell something apart which is known still: one answer differs, then two anywhere, then
    any of one round."""
    for change in chain(_ones(world), _twos(world), _wholes(world)):
        if not known:
            return
        if any(
            (one.id, point) in known for n, private in change for one in (world[n],) for point in _moved(one, private)
        ):
            yield tuple(replace(one, private=dict(change).get(n, one.private)) for n, one in enumerate(world))


Change = tuple[tuple[int, tuple[int, ...]], ...]
"""The private answers instead, by the place of their round."""


def _moved(one: Closed, private: tuple[int, ...]) -> list[int]:
    instead = Counter(private)
    return [point for point in POINTS if one.tally[point] != instead[point]]


def _ones(world: World) -> Iterator[Change]:
    for n, one in enumerate(world):
        for private in _neighbours(one.private):
            yield ((n, private),)


def _twos(world: World) -> Iterator[Change]:
    for n, m in combinations(range(len(world)), 2):
        for mine in _neighbours(world[n].private):
            for theirs in _neighbours(world[m].private):
                yield ((n, mine), (m, theirs))


def _wholes(world: World) -> Iterator[Change]:
    for n, one in enumerate(world):
        for private in combinations_with_replacement(POINTS, len(one.private)):
            yield ((n, private),)


def _neighbours(private: tuple[int, ...]) -> list[tuple[int, ...]]:
    found = {}
    for place in range(len(private)):
        for point in POINTS:
            changed = (*private[:place], point, *private[place + 1 :])
            found[tuple(sorted(changed))] = changed
    found.pop(tuple(sorted(private)), None)
    return list(found.values())
