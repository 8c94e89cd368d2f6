"""Private answers told of groups apart: which may be, and that nobody's answer can be worked out of them."""

from collections import defaultdict
from dataclasses import replace
from itertools import combinations_with_replacement, permutations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.model import splits
from core.model.figures import Figure, RoundFigures
from core.model.ids import PersonId
from core.model.targets import Moment
from tests.support.counts import examples
from tests.support.rounds import OUTSIDE, PAIR, SIX, STAFF, Points, Spread, answered, closed, heard, reply

POINTS = range(1, 6)


def cells(spread: Spread, k: int = 3) -> list[tuple[str, int, int]]:
    return [(cell.group, cell.n, cell.high) for cell in closed(answered(spread), k=k).apart]


class TestAGroup:
    def test_is_told_apart_where_each_could_stand_alone(self) -> None:
        """Three better and three not among staff, and the same among others."""
        assert cells(((), (), SIX, SIX)) == [("medarbejdere", 6, 3), ("udefra", 6, 3)]

    def test_is_told_where_nobody_else_was_private(self) -> None:
        """There is nothing to subtract."""
        assert cells(((4,), (2, 3), SIX, ())) == [("medarbejdere", 6, 3)]

    def test_that_is_too_small_takes_the_other_along(self) -> None:
        """The round's figure minus staff would be the two citizens."""
        assert cells(((), (), SIX, (4, 2))) == []

    def test_whose_share_points_at_somebody_takes_the_other_along(self) -> None:
        """All six citizens answer better: the round's share minus that of staff would say so."""
        assert cells(((), (), SIX, (4, 4, 5, 5, 4, 4))) == []

    def test_is_not_told_where_the_round_does_not_show_its_share(self) -> None:
        """Then its parts would give it."""
        spread = ((), (), (4, 4, 4, 2, 2), ())
        assert closed(answered(spread)).figures[0].high is None
        assert cells(spread) == []

    def test_is_not_told_of_somebody_whom_nobody_knows(self) -> None:
        """Whose word it is was not to be found out."""
        stranger = replace(reply(STAFF, 39, 4, private=True), person_id=PersonId("?"))
        assert closed([*answered(((), (), SIX, ())), stranger]).apart == ()

    @pytest.mark.parametrize(("k", "is_told"), [(6, True), (7, False)])
    def test_has_k_answers(self, k: int, *, is_told: bool) -> None:
        """An organisation may be stricter."""
        assert bool(cells(((), (), SIX, ()), k=k)) is is_told

    def test_of_a_small_network_is_not_told(self) -> None:
        """Under five members no private answer is counted at all."""
        assert closed(answered(((), (), SIX, ())), members=4).apart == ()


class TestNowAndThen:
    def pairs(self, *both: tuple[int, int], members: int = 30, k: int = 3) -> RoundFigures:
        replies = [reply(STAFF, n, *points, private=True) for n, points in enumerate(both)]
        return closed(replies, prompt=PAIR, members=members, k=k)

    def test_counts_those_who_are_higher_now(self) -> None:
        """Of everybody as one group."""
        (cell,) = self.pairs((4, 2), (5, 3), (3, 2), (3, 3), (2, 3), (4, 4)).apart
        assert (cell.group, cell.n, cell.high) == ("", 6, 3)

    def test_hides_what_points_at_somebody(self) -> None:
        """All but one are higher, or fewer than k have said both, or the network is small."""
        gained, same = (4, 2), (3, 3)
        assert self.pairs(*[gained] * 6, same).apart == ()
        assert self.pairs(*[gained] * 3, *[same] * 3, k=7).apart == ()
        assert self.pairs(*[gained] * 3, *[same] * 3, members=4).apart == ()

    def test_hides_what_the_middle_values_would_give_away(self) -> None:
        """Three of six are higher and the middle of now is 1, so three answered 1: that is not told."""
        ones = [(1, 1)] * 3
        assert self.pairs(*ones, (2, 1), (2, 1), (3, 1)).apart == ()

    def test_needs_both_answers(self) -> None:
        """Who has said only how it is now is in no pair."""
        replies = [reply(STAFF, n, 4, private=True) for n in range(8)]
        assert closed(replies, prompt=PAIR).apart == ()


class TestStanding:
    def test_a_cell_stays_while_k_are_there(self) -> None:
        """Then it goes as a whole, and the other group's stays."""
        replies = answered(((), (), SIX, SIX))
        snapshot = closed(replies, k=5)
        assert splits.standing(snapshot, replies[1:]) == snapshot.apart
        assert [cell.group for cell in splits.standing(snapshot, replies[2:])] == ["udefra"]


points = st.integers(1, 5)
bearing = st.builds(
    lambda low, high: low + high,
    st.lists(st.integers(1, 3), min_size=3, max_size=4),
    st.lists(st.integers(4, 5), min_size=3, max_size=4),
)
private = st.one_of(st.just([]), bearing, st.lists(points, max_size=7))
spreads = st.tuples(st.lists(points, max_size=4), st.lists(points, max_size=3), private, private)


class TestSubtracting:
    """Somebody who knows every shared reply, and who belongs where, subtracts all they can."""

    @settings(max_examples=examples(60), deadline=None)
    @given(spread=spreads, k=st.integers(3, 6))
    def test_what_is_left_of_a_group_is_k_or_nothing(self, spread: Spread, k: int) -> None:
        """Of the group that is told, and of the other that the round's figure minus it gives."""
        open_staff, open_others, _, _ = spread
        experience = heard(spread, k=k)
        figure = closed(answered(spread), k=k).figures[0]
        for group, known in ((STAFF, open_staff), (OUTSIDE, open_others)):
            voice = experience.voice(Moment.CLOSING, group)
            hidden = voice.n - len(known)
            assert hidden in (0, *range(k, 10))
            if voice.is_shown and hidden:
                others = figure.n - len(open_staff) - len(open_others) - hidden
                assert others in (0, *range(k, 10))

    @settings(max_examples=examples(60), deadline=None)
    @given(before=st.lists(spreads, max_size=2), new=spreads, k=st.integers(3, 6))
    def test_what_a_new_round_adds_could_stand_alone(self, before: list[Spread], new: Spread, k: int) -> None:
        """Yesterday's figure minus today's is no answers, or k with three better and three not among them."""
        earlier, later = heard(*before, k=k), heard(*before, new, k=k)
        for group, known in ((STAFF, new[0]), (OUTSIDE, new[1])):
            one, other = (each.voice(Moment.CLOSING, group) for each in (earlier, later))
            added = other.n - one.n - len(known)
            assert added in (0, *range(k, 10))
            if added and one.high is not None and other.high is not None:
                better = other.high - one.high - sum(point > 3 for point in known)
                assert better >= 3
                assert added - better >= 3

    @settings(max_examples=examples(10), deadline=None)
    @given(
        shared=st.lists(st.tuples(points, points), max_size=3),
        private=st.lists(st.tuples(points, points), min_size=6, max_size=6),
    )
    def test_nor_what_was_answered_of_now_and_then(
        self, shared: list[tuple[int, int]], private: list[tuple[int, int]]
    ) -> None:
        """Both middle values and shares beside how many are higher: for each point two numbers or more fit."""
        replies = [reply(STAFF, n, *pair, private=n >= len(shared)) for n, pair in enumerate([*shared, *private])]
        snapshot = closed(replies, prompt=PAIR)
        assume(snapshot.apart)
        fitting = [
            [each for each in combinations_with_replacement(POINTS, 6) if _is_told(figure, known, each)]
            for figure, known in zip(snapshot.figures, zip(*shared, strict=True) if shared else ((), ()), strict=True)
        ]
        seen = defaultdict[tuple[int, int], set[int]](set)
        for now, then in product(*fitting):
            if all(len(seen[each]) > 1 for each in product((0, 1), POINTS)):
                break
            if _may_be_higher(now, then, snapshot.apart[0].high):
                for place, point in product((0, 1), POINTS):
                    seen[place, point].add((now, then)[place].count(point))
        assert [each for each in product((0, 1), POINTS) if len(seen[each]) < 2] == []

    @settings(max_examples=examples(12), deadline=None)
    @given(spread=st.tuples(st.lists(points, max_size=3), st.lists(points, max_size=2), bearing, private))
    def test_no_point_of_a_scale_can_be_recomputed(self, spread: Spread) -> None:
        """The round's middle value and share beside both groups: for each group and point two numbers or more fit."""
        figure = closed(answered(spread)).figures[0]
        experience = heard(spread)
        known, sizes = sorted([*spread[0], *spread[1]]), [len(spread[2]), len(spread[3])]
        assume(closed(answered(spread)).apart)
        highs = [
            (experience.voice(Moment.CLOSING, group).high or 0) - sum(point > 3 for point in shared)
            for group, shared in ((STAFF, spread[0]), (OUTSIDE, spread[1]))
        ]
        fitting = [_multisets(n, high if n else 0) for n, high in zip(sizes, highs, strict=True)]
        possible = [pair for pair in _pairs(fitting) if _median(known, pair) == figure.median or figure.median is None]
        for place, size in enumerate(sizes):
            for point in POINTS if size else ():
                assert len({pair[place].count(point) for pair in possible}) > 1, (spread, place, point)


def _is_told(figure: Figure, known: Points, answers: Points) -> bool:
    """Whether these answers could lie behind what a round shows."""
    every = sorted([*known, *answers])
    is_middle = figure.median in (None, every[(len(every) - 1) // 2])
    return is_middle and figure.high in (None, sum(point > 3 for point in every))


def _may_be_higher(now: Points, then: Points, higher: int) -> bool:
    """Whether those who said the one can have said the other, so many of them higher now: every way is tried."""
    return any(sum(a > b for a, b in zip(now, order, strict=True)) == higher for order in set(permutations(then)))


def _multisets(size: int, high: int) -> list[tuple[int, ...]]:
    """All that so many may have answered, so many of them 4 or 5."""
    every = combinations_with_replacement(POINTS, size)
    return [each for each in every if sum(point > 3 for point in each) == high]


def _pairs(fitting: list[list[tuple[int, ...]]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(one, other) for one in fitting[0] for other in fitting[1]]


def _median(known: Points, pair: tuple[Points, Points]) -> int:
    every = sorted([*known, *pair[0], *pair[1]])
    return every[(len(every) - 1) // 2]
